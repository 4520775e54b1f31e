/**
 * What a page keeps at once, in storage that answers at once: drafts and events that the database has not got yet, for it
 * cannot finish a change once the page goes away, and whether a check is under way.
 */

import { remember, remembered } from "../base/remembered.js";
import { place } from "../base/site.js";
import { isEvent } from "./events.js";

/**
 * @import { Draft, LearnerEvent } from "../base/types.js"
 *
 * @typedef {Draft & {base?: Draft}} Aside a draft, and what the database held of its fields when it was entered
 */

/** Each page has an entry of its own: two that wrote the same one at the same moment could undo each other's. */
const PAGE = Math.random().toString(36).slice(2);

/** @param {string} id of an exercise */
function keyOf(id) {
  return `${place()} ${id}`;
}

/**
 * Keeps a draft.
 *
 * @param {string} id
 * @param {Draft} draft
 * @param {Draft} base
 */
export function putAside(id, draft, base) {
  const fields = Object.keys(draft);
  const ownBase = Object.fromEntries(Object.entries(base).filter(([field]) => fields.includes(field)));
  const before = read(ownKey(id));
  write(id, { ...before, ...draft, base: { ...before.base, ...ownBase } });
}

/**
 * @param {string} id
 * @param {Draft} draft that the database has by now
 */
export function dropAside(id, draft) {
  const text = /** @type {(field: [string, unknown]) => string} */ (JSON.stringify);
  const saved = Object.entries(draft).map(text);
  const { base = {}, ...before } = read(ownKey(id));
  const unsaved = Object.entries(before).filter((field) => !saved.includes(text(field)));
  const unsavedBase = Object.entries(base).filter(([field]) => unsaved.some(([name]) => name === field));
  write(id, { ...Object.fromEntries(unsaved), ...(unsavedBase.length && { base: Object.fromEntries(unsavedBase) }) });
}

/**
 * What the database did not get before other pages went away becomes this page's own.
 *
 * @param {string} id
 * @returns {Aside}
 */
export function takeAside(id) {
  const others = keysOf(id).filter((key) => key !== ownKey(id));
  /** @type {Aside} */
  let taken = {};
  for (const { base, ...draft } of [...others, ownKey(id)].map(read)) {
    taken = { ...taken, ...draft, ...(base && { base: { ...taken.base, ...base } }) };
  }
  if (others.length && write(id, taken)) for (const key of others) localStorage.removeItem(key);
  return taken;
}

/**
 * Keeps events in the place of those that were put aside before.
 *
 * @param {string} id of an exercise
 * @param {LearnerEvent[]} events that the database has not got yet
 */
export function putEventsAside(id, events) {
  remember(`${eventsKey()} ${id} ${PAGE}`, events.length ? events : undefined);
}

/** @returns {{events: LearnerEvent[], drop: () => void}} what all pages have put aside; to be dropped once it is stored */
export function eventsAside() {
  const keys = keysFrom(eventsKey());
  const before = keys.map((key) => localStorage.getItem(key));
  const drop = () => {
    // where more has come since, its page sees to it
    for (const [at, key] of keys.entries()) if (localStorage.getItem(key) === before[at]) localStorage.removeItem(key);
  };
  return { events: keys.flatMap((key) => remembered(key) ?? []).filter(isEvent), drop };
}

function eventsKey() {
  return `${place()} events`;
}

/** @param {string} id */
function ownKey(id) {
  return `${keyOf(id)} ${PAGE}`;
}

/**
 * @param {string} id
 * @returns {string[]} of all pages' entries; before each had its own, there was one for all
 */
function keysOf(id) {
  return keysFrom(keyOf(id));
}

/** @param {string} start */
function keysFrom(start) {
  try {
    return Object.keys(localStorage).filter((key) => key === start || key.startsWith(`${start} `));
  } catch {
    return []; // where nothing is kept, the exercise has said so
  }
}

/**
 * @param {string} key
 * @returns {Aside}
 */
function read(key) {
  const aside = remembered(key);
  return aside && typeof aside === "object" ? aside : {};
}

/**
 * @param {string} id
 * @param {Aside} aside
 * @returns {boolean} whether it is kept
 */
function write(id, aside) {
  return remember(ownKey(id), Object.keys(aside).length ? aside : undefined);
}

/**
 * Notes in this tab whether an exercise is being checked: a page that is left meanwhile can say so when it is back.
 *
 * @param {string} id
 * @param {boolean} running
 */
export function noteCheck(id, running) {
  remember(keyOf(id), running ? "checking" : undefined, "sessionStorage");
}

/**
 * @param {string} id
 * @returns {boolean} whether the page was left while the exercise was being checked
 */
export function wasInterrupted(id) {
  return remembered(keyOf(id), "sessionStorage") !== null;
}
