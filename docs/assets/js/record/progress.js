/** How far the learner has come with many exercises: read all at once, and never written. */

import { inDatabase } from "./database.js";
import { soundRecord } from "./record.js";

/** @typedef {"new" | "tried" | "passed"} Progress */

/**
 * @param {string[]} ids of exercises
 * @returns {Promise<Map<string, Progress>>}
 * @throws {Error} if this browser keeps nothing, or does not answer
 */
export async function progressOf(ids) {
  const stored = await inDatabase(({ getMany }, at) => getMany(ids, at), () => {});
  return new Map(ids.map((id, index) => [id, stateOf(stored[index])]));
}

/**
 * @param {unknown} stored
 * @returns {Progress}
 */
function stateOf(stored) {
  const { passed, attempts, ratings } = soundRecord(stored);
  if (passed) return "passed";
  return attempts.length || Object.keys(ratings).length ? "tried" : "new";
}
