/** What is stored of an exercise besides its events: the draft, in up to two versions. As a value, and what is sound of one. */

import { isEvent } from "./events.js";
import { isFields } from "../base/shape.js";

/** @import { Draft, KeptRecord, LearnerEvent } from "../base/types.js" */

const FORMAT = 2;
/** Of what the first format had kept without its time. */
const LONG_AGO = new Date(0).toISOString();

/** @returns {KeptRecord} */
export function emptyRecord() {
  return { format: FORMAT, draft: {}, at: "", other: null, other_at: "" };
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
  draft: isFields,
  at: (value) => typeof value === "string",
  other: isFields,
  other_at: (value) => typeof value === "string",
};

/**
 * @param {any} stored whatever is there
 * @returns {KeptRecord} with what can be made out of it
 */
export function soundRecord(stored) {
  const sound = Object.entries(KINDS).filter(([field, fits]) => fits(stored?.[field]));
  const record = { ...emptyRecord(), ...Object.fromEntries(sound.map(([field]) => [field, stored[field]])) };
  return { ...record, draft: soundDraft(record.draft) };
}

/**
 * @param {Draft} draft
 * @returns {Draft}
 */
function soundDraft(draft) {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null && value !== undefined));
}

/**
 * The first format kept what had happened beside the draft, in one piece.
 *
 * @param {string} exercise
 * @param {any} stored
 * @returns {LearnerEvent[]} the same, whoever asks
 */
export function formerEvents(exercise, stored) {
  if (stored?.format !== 1) return [];
  const { attempts, passed, seen, ratings, compared, hints, draft } = stored;
  /** @typedef {[kind: string, at: unknown, fields: object]} Happened */
  const happened = /** @type {Happened[]} */ ([
    ...[...fieldsOf(attempts).map(([, attempt]) => attempt), passed].filter(isFields).map(attemptOf),
    ...fieldsOf(ratings).map(([card, entry]) => ["grade", entry?.at, { card, grade: entry?.rating }]),
    ...fieldsOf(compared).map(([item, entry]) => ["compared", entry?.at, { item, likeness: entry?.likeness, sentence: entry?.sentence }]),
    ["seen", seen, {}],
    ["hint", LONG_AGO, { count: hints }],
    ["prediction", LONG_AGO, { choice: draft?.prediction }],
  ]);
  return happened.map(([kind, at, fields], index) => ({ id: `v1-${index}`, at, kind, exercise, ...fields })).filter(isEvent);
}

/** @param {any} attempt */
function attemptOf({ fingerprint, submission, verdict, feedback, seed, exercise_version, at }) {
  const report = { exercise_version, grader_version: "", seed, verdict, feedback, line: null, seconds: 0, checks: [] };
  return ["attempt", at, { fingerprint, submission, report, hints: 0, spent: null, confidence: null }];
}

/**
 * @param {any} value
 * @returns {[string, any][]}
 */
function fieldsOf(value) {
  return value !== null && typeof value === "object" ? Object.entries(value) : [];
}
