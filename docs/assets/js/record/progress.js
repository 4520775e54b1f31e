/** How far the learner has come with many exercises: read all at once, and never written. */

import { inDatabase } from "./database.js";
import { soundRecord } from "./record.js";

/** @import { LearnerRecord } from "../base/types.js" */

/** @typedef {"new" | "tried" | "passed"} Progress */

/**
 * @param {string[]} ids of exercises
 * @returns {Promise<Map<string, Progress>>}
 * @throws {Error} if this browser keeps nothing, or does not answer
 */
export async function progressOf(ids) {
  const records = await recordsOf(ids);
  return new Map([...records].map(([id, record]) => [id, stateOf(record)]));
}

/**
 * @param {string[]} ids of exercises
 * @returns {Promise<Map<string, LearnerRecord>>}
 * @throws {Error} if this browser keeps nothing, or does not answer
 */
export async function recordsOf(ids) {
  const stored = await inDatabase(({ getMany }, at) => getMany(ids, at), () => {});
  return new Map(ids.map((id, index) => [id, soundRecord(stored[index])]));
}

/**
 * @param {LearnerRecord} record
 * @returns {Progress}
 */
function stateOf({ passed, attempts, ratings }) {
  if (passed) return "passed";
  return attempts.length || Object.keys(ratings).length ? "tried" : "new";
}
