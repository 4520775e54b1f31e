/**
 * What a page keeps at once, in storage that answers at once: drafts that the database has not got yet, for it cannot finish
 * a change once the page goes away, and whether a check is under way.
 */

import { NAME } from "../base/name.js";
import { BASE_PATH } from "../base/site.js";

/**
 * @import { Draft } from "../base/types.js"
 *
 * @typedef {Draft & {base?: Draft}} Aside a draft, and what the database held of its fields when it was entered
 */

/** @param {string} id of an exercise */
function keyOf(id) {
  return `${NAME} ${BASE_PATH} ${id}`;
}

/**
 * Keeps a draft. Another tab may have put fields aside as well, which stay.
 *
 * @param {string} id
 * @param {Draft} draft
 * @param {Draft} base
 */
export function putAside(id, draft, base) {
  const fields = Object.keys(draft);
  const ownBase = Object.fromEntries(Object.entries(base).filter(([field]) => fields.includes(field)));
  const before = setAside(id);
  write(id, { ...before, ...draft, base: { ...before.base, ...ownBase } });
}

/**
 * @param {string} id
 * @param {Draft} draft that the database has by now
 */
export function dropAside(id, draft) {
  const text = /** @type {(field: [string, unknown]) => string} */ (JSON.stringify);
  const saved = Object.entries(draft).map(text);
  const { base = {}, ...before } = setAside(id);
  const unsaved = Object.entries(before).filter((field) => !saved.includes(text(field)));
  const unsavedBase = Object.entries(base).filter(([field]) => unsaved.some(([name]) => name === field));
  write(id, { ...Object.fromEntries(unsaved), ...(unsavedBase.length && { base: Object.fromEntries(unsavedBase) }) });
}

/**
 * @param {string} id
 * @returns {Aside} what the database did not get before the page went away
 */
export function setAside(id) {
  try {
    const aside = JSON.parse(localStorage.getItem(keyOf(id)) ?? "{}");
    return aside && typeof aside === "object" ? aside : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} id
 * @param {Aside} aside
 */
function write(id, aside) {
  try {
    if (Object.keys(aside).length) localStorage.setItem(keyOf(id), JSON.stringify(aside));
    else localStorage.removeItem(keyOf(id));
  } catch (error) {
    console.warn("Without local storage the last moment before a reload may be lost.", error);
  }
}

/**
 * Notes in this tab whether an exercise is being checked: a page that is left meanwhile can say so when it is back.
 *
 * @param {string} id
 * @param {boolean} running
 */
export function noteCheck(id, running) {
  try {
    if (running) sessionStorage.setItem(keyOf(id), "checking");
    else sessionStorage.removeItem(keyOf(id));
  } catch {
    // where nothing is kept, the exercise has said so
  }
}

/**
 * @param {string} id
 * @returns {boolean} whether the page was left while the exercise was being checked
 */
export function wasInterrupted(id) {
  try {
    return sessionStorage.getItem(keyOf(id)) !== null;
  } catch {
    return false;
  }
}
