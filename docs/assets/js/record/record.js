/** The record of one exercise as a value: an empty one, and what is sound of one that was stored. */

/** @import { Draft, LearnerRecord } from "../base/types.js" */

const FORMAT = 1;

/** @returns {LearnerRecord} */
export function emptyRecord() {
  return { format: FORMAT, draft: {}, other: null, attempts: [], seen: null, passed: null, ratings: {}, compared: {}, hints: 0 };
}

/**
 * @param {any} stored
 * @returns {boolean} whether a later version of this site has written it, which knows what we do not
 */
export function isNewer(stored) {
  return stored?.format > FORMAT;
}

/** @type {Record<string, (value: unknown) => boolean>} what each field of a record is; without its kind it is left out */
const KINDS = {
  draft: isObject,
  other: isObject,
  attempts: Array.isArray,
  seen: (value) => typeof value === "string",
  passed: isObject,
  ratings: isObject,
  compared: isObject,
  hints: Number.isInteger,
};

/**
 * @param {any} stored whatever is there
 * @returns {LearnerRecord} with what can be made out of it
 */
export function soundRecord(stored) {
  const sound = Object.entries(KINDS).filter(([field, fits]) => fits(stored?.[field]));
  const record = { ...emptyRecord(), ...Object.fromEntries(sound.map(([field]) => [field, stored[field]])) };
  return { ...record, draft: soundDraft(record.draft), attempts: record.attempts.filter(isObject) };
}

/**
 * @param {Draft} draft
 * @returns {Draft}
 */
function soundDraft(draft) {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null && value !== undefined));
}

/** @param {unknown} value */
function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
