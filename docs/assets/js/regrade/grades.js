/** The table of grades: one row for each hand-in. The same columns and rules as tools/regrade/grades.py. Pure functions. */

import { fromCell } from "./spreadsheet.js";

/**
 * @import { Report } from "../base/types.js"
 * @import { HandIn, Unread } from "./hand_ins.js"
 *
 * @typedef {object} Graded What came of a submission.
 * @property {Report} [report] none if it could not be graded
 * @property {number} seconds
 * @property {string} problem why it could not be graded
 *
 * @typedef {object} Row A grade. What is not known is empty.
 * @property {string} student the name of the learner's file or folder
 * @property {string} exercise
 * @property {string} claimed the verdict that the learner's browser came to; it counts nothing
 * @property {string} verdict of the grading here; `unread` if nothing could be graded
 * @property {"yes" | "no" | ""} changed whether it is another than was claimed
 * @property {string} at
 * @property {string} exercise_version_then
 * @property {string} exercise_version_now
 * @property {string} grader_version_then
 * @property {string} grader_version_now
 * @property {string} isolation what stood between the submission and all else
 * @property {string} seconds
 * @property {string} file
 * @property {string} note why nothing could be graded, or why another verdict is kept
 *
 * @typedef {object} Entry A row with what it came from.
 * @property {HandIn | Unread} source which has but one row
 * @property {Row} row
 * @property {HandIn} [handIn]
 * @property {Graded} [graded]
 */

const UNREAD = "unread";
/** There is no second run apart from the checks, which the terminal adds. */
const ISOLATION = "browser sandbox";
/** The best first. */
export const ORDER = ["pass", "unconfirmed", "fail", "timeout", "invalid", "internal_error", UNREAD];
export const COLUMNS = /** @type {const} */ ([
  "student",
  "exercise",
  "claimed",
  "verdict",
  "changed",
  "at",
  "exercise_version_then",
  "exercise_version_now",
  "grader_version_then",
  "grader_version_now",
  "isolation",
  "seconds",
  "file",
  "note",
]);
const EMPTY = /** @type {Row} */ (Object.fromEntries(COLUMNS.map((name) => [name, ""])));

/**
 * @param {HandIn} handIn
 * @param {Graded} graded
 * @returns {Entry}
 */
export function entryOf(handIn, graded) {
  const { student, exercise, claimed, at, exercise_version, grader_version, file } = handIn;
  const { report } = graded;
  const given = { ...EMPTY, student, exercise, claimed, at, file, exercise_version_then: exercise_version, grader_version_then: grader_version };
  if (!report) return { row: { ...given, verdict: UNREAD, note: graded.problem }, source: handIn, handIn };
  /** @type {Row} */
  const row = {
    ...given,
    verdict: report.verdict,
    changed: claimed ? (claimed === report.verdict ? "no" : "yes") : "",
    exercise_version_now: report.exercise_version,
    grader_version_now: report.grader_version,
    isolation: ISOLATION,
    seconds: graded.seconds.toFixed(3),
  };
  return { row, source: handIn, handIn, graded };
}

/**
 * @param {Unread} unread
 * @returns {Entry}
 */
export function entryOfUnread(unread) {
  const { student, exercise, file, reason, handIn } = unread;
  return { row: { ...EMPTY, student, exercise, verdict: UNREAD, file, note: reason }, source: unread, handIn };
}

/**
 * @param {HandIn[]} handIns
 * @returns {HandIn[]} the last of each learner's attempts at each exercise
 */
export function latest(handIns) {
  return onePerPlace(handIns, (handIn) => handIn, (handIn, other) => handIn.at >= other.at);
}

/**
 * @param {Entry[]} entries
 * @returns {Entry[]} the best of each learner's rows on each exercise, the later of two that are as good
 */
export function best(entries) {
  const rank = (/** @type {Entry} */ { row }) => ORDER.indexOf(row.verdict);
  return onePerPlace(entries, ({ row }) => row, (entry, other) => rank(entry) <= rank(other));
}

/**
 * @param {string[][]} table
 * @returns {Row[] | null} its grades; null if it is another table
 */
export function gradesIn([head, ...rows]) {
  if (head?.join() !== COLUMNS.join()) return null;
  return rows.map((cells) => /** @type {Row} */ (Object.fromEntries(COLUMNS.map((name, at) => [name, fromCell(cells[at] ?? "")]))));
}

/**
 * @param {Entry[]} entries
 * @param {Row[]} before
 * @returns {Entry[]} in which a pass that was given before stays
 */
export function neverLower(entries, before) {
  const placeOf = (/** @type {Row} */ { student, exercise }) => `${student}\0${exercise}`;
  const passed = new Set(before.filter(({ verdict }) => verdict === "pass").map(placeOf));
  return entries.map((entry) => {
    const { verdict } = entry.row;
    if (verdict === "pass" || !passed.has(placeOf(entry.row))) return entry;
    return { ...entry, row: { ...entry.row, verdict: "pass", note: `would be ${verdict}; the pass that was given before stays` } };
  });
}

/**
 * @param {Entry[]} entries
 * @returns {Entry[]} by learner, exercise, time and file
 */
export function inOrder(entries) {
  const keyed = entries.map((entry) => {
    const { student, exercise, at, file } = entry.row;
    return { key: [student, exercise, at, file].join("\0"), entry };
  });
  return keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key))).map(({ entry }) => entry);
}

/**
 * @param {Entry[]} entries
 * @returns {string} how many rows have which verdict, the most frequent first
 */
export function counted(entries) {
  const counts = ORDER.map((verdict) => ({ verdict, count: entries.filter(({ row }) => row.verdict === verdict).length }));
  const met = counts.filter(({ count }) => count).sort((one, other) => other.count - one.count);
  return met.map(({ verdict, count }) => `${count} ${verdict}`).join(", ");
}

/**
 * @template T
 * @param {T[]} things
 * @param {(thing: T) => {student: string, exercise: string}} placeOf
 * @param {(thing: T, other: T) => boolean} replaces
 * @returns {T[]}
 */
function onePerPlace(things, placeOf, replaces) {
  /** @type {Map<string, T>} */
  const found = new Map();
  for (const thing of things) {
    const { student, exercise } = placeOf(thing);
    const key = `${student}\0${exercise}`;
    const other = found.get(key);
    if (!other || replaces(thing, other)) found.set(key, thing);
  }
  return [...found.values()];
}
