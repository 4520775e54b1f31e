/**
 * What a learner did, as a set of events. Two sets go together by union, in whatever order, and nothing in an event changes
 * once it is there; what the page shows of an exercise follows from them (states.js).
 */

import { canonical } from "./merge.js";
import { allAre, among, eachIs, has, isCount, isFields, isSeconds, isText, isTime, isTruth, isVerdict, orNull } from "../base/shape.js";

/** @import { KeptReport, LearnerEvent, Report } from "../base/types.js" */

/** The place of an exercise's id in what concerns all of them. */
export const ALL = "*";

/** Events that come so soon after each other may have the same time. */
const SAME_MS = 1000;

/** How well a card was known. */
export const GRADES = /** @type {const} */ (["again", "hard", "good", "easy"]);

/** How sure learners are before they check. */
export const LEVELS = /** @type {const} */ ([
  [1, "a guess"],
  [2, "fairly sure"],
  [3, "sure"],
]);

const ID = /^[\w.-]{1,80}$/;
/** An exercise, a figure that asks a question, or all exercises. */
const EXERCISE = /^(\*|(figure |[\w-]{1,80}\/)[\w-]{1,80})$/;
export const ANSWER = has({ label: isText, evidence: eachIs(isText), because: isText });

/** @type {import("../base/shape.js").Fits} what can be handed in, of each kind of exercise */
export const isSubmission = (value) => isText(value) || allAre(isText)(value) || allAre(ANSWER)(value);

const REPORT = has({
  exercise_version: isText,
  grader_version: isText,
  seed: isCount,
  verdict: isVerdict,
  feedback: isText,
  line: orNull(isCount),
  seconds: isSeconds,
  checks: eachIs(has({ name: isText, verdict: among("pass", "fail", "skip"), misconception: orNull(isText), certain: isTruth })),
});

/** What each kind of event has besides the fields of all. @type {Record<LearnerEvent["kind"], Record<string, import("../base/shape.js").Fits>>} */
const KINDS = {
  attempt: {
    submission: isSubmission,
    fingerprint: isText,
    report: REPORT,
    hints: isCount,
    spent: orNull(isSeconds),
    confidence: orNull(among(...LEVELS.map(([level]) => level))),
  },
  grade: { card: isText, grade: among(...GRADES) },
  prediction: { choice: isText },
  hint: { count: isCount },
  seen: {},
  compared: { item: isText, likeness: among("same", "less", "otherwise"), sentence: isText },
  retire: { card: isText, retired: isTruth },
  reset: {},
  undo: { of: isText },
};
const COMMON = {
  id: (/** @type {any} */ id) => isText(id) && ID.test(id),
  at: isTime,
  exercise: (/** @type {any} */ id) => isText(id) && EXERCISE.test(id),
  kind: isText,
};

/**
 * @template {LearnerEvent["kind"]} K
 * @param {K} kind
 * @param {string} exercise its id, or `ALL`
 * @param {Omit<Extract<LearnerEvent, {kind: K}>, "id" | "at" | "kind" | "exercise">} fields
 * @returns {Extract<LearnerEvent, {kind: K}>}
 */
export function newEvent(kind, exercise, fields) {
  const id = [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join("-");
  return /** @type {any} */ ({ id, at: now(), kind, exercise, ...fields });
}

/** When the last event was made. */
let last = 0;

/** @returns {string} the time, later than that of any event before, so that what is taken back comes after what was done */
function now() {
  const time = Date.now();
  const isBehind = time <= last && last - time < SAME_MS; // else somebody has set the clock
  last = isBehind ? last + 1 : time;
  return new Date(last).toISOString();
}

/**
 * @param {Pick<LearnerEvent, "exercise" | "at" | "id">} event
 * @returns {string} what it is stored under: those of an exercise lie together, in the order of time
 */
export function keyOf({ exercise, at, id }) {
  return `${exercise} ${at} ${id}`;
}

/**
 * @param {any} value whatever was read
 * @returns {value is LearnerEvent} whether it is one of ours, and holds nothing else
 */
export function isEvent(value) {
  if (!isFields(value) || !Object.hasOwn(KINDS, value.kind)) return false;
  return has({ ...COMMON, ...KINDS[/** @type {LearnerEvent["kind"]} */ (value.kind)] })(value);
}

/**
 * Puts sets together. Where somebody has made two events of one key, which nothing here does, all devices keep the same one.
 *
 * @param {...LearnerEvent[]} sets
 * @returns {LearnerEvent[]} in the order of time
 */
export function union(...sets) {
  /** @type {Map<string, LearnerEvent>} */
  const events = new Map();
  for (const event of sets.flat()) {
    const key = keyOf(event);
    const other = events.get(key);
    if (!other || (other !== event && canonical(other) < canonical(event))) events.set(key, event);
  }
  const ordered = [...events].sort(([key, one], [otherKey, other]) => compare(one.at, other.at) || compare(key, otherKey));
  return ordered.map(([, event]) => event);
}

/**
 * @param {Report} report
 * @returns {KeptReport} what is kept of it: the rest comes back when the submission is graded again
 */
export function keptReport({ exercise_version, grader_version, seed, verdict, feedback, line, seconds, checks }) {
  const kept = checks.map(({ name, verdict, misconception, certain }) => ({ name, verdict, misconception, certain }));
  return { exercise_version, grader_version, seed, verdict, feedback, line, seconds, checks: kept };
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
