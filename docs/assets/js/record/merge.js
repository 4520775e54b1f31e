/** Two tabs, one draft: what each has changed goes together, and where both have changed the same, that is seen. */

import { isFields } from "../base/shape.js";

/** @import { Draft } from "../base/types.js" */

/** What learners write themselves; of anything else the latest is right. */
const WRITTEN = ["submission", "scratch"];

/** @typedef {Record<string, unknown>} Fields */

/**
 * @param {Draft} base what both had begun with
 * @param {Draft} mine the fields that this tab has
 * @param {Draft} theirs as it is stored now
 * @returns {{draft: Draft, clash: boolean}} both together; `clash` if both have written at the same place
 */
export function mergeDrafts(base, mine, theirs) {
  let clash = false;
  const [before, own] = /** @type {Fields[]} */ ([base, mine]);
  const draft = /** @type {Fields} */ ({ ...theirs });
  for (const field of Object.keys(own)) {
    const merged = mergeValues(before[field], own[field], draft[field]);
    draft[field] = merged.value;
    clash ||= merged.clash && WRITTEN.includes(field);
  }
  return { draft, clash };
}

/**
 * @param {unknown} base
 * @param {unknown} mine
 * @param {unknown} theirs
 * @returns {{value: unknown, clash: boolean}} `mine`, where they clash
 */
function mergeValues(base, mine, theirs) {
  if (theirs === undefined) return { value: mine, clash: false }; // nobody has deleted it: the browser has forgotten it
  if (isSame(mine, base)) return { value: theirs, clash: false };
  if (isSame(theirs, base) || isSame(theirs, mine)) return { value: mine, clash: false };
  if (!isFields(mine) || !isFields(theirs)) return { value: mine, clash: true };
  // one answer for each scenario or card
  const merged = /** @type {Fields} */ ({});
  let clash = false;
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const before = isFields(base) ? base[key] : undefined;
    const unchanged = isSame(mine[key], before);
    clash ||= !unchanged && !isSame(theirs[key], before) && !isSame(theirs[key], mine[key]);
    const value = unchanged ? theirs[key] : mine[key];
    if (value !== undefined) merged[key] = value;
  }
  return { value: merged, clash };
}

/**
 * @param {unknown} first
 * @param {unknown} second
 * @returns {boolean} whether they hold the same, in whatever order
 */
export function isSame(first, second) {
  return canonical(first) === canonical(second);
}

/**
 * @param {unknown} value
 * @returns {string} the same for the same, in whatever order its fields are
 */
export function canonical(value) {
  return JSON.stringify(value, (_, part) => (isFields(part) ? Object.fromEntries(Object.entries(part).sort()) : part));
}
