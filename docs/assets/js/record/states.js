/** What follows from the events of a learner: pure functions, so that two devices with the same events show the same. */

import { ALL, keyOf, union } from "./events.js";

/** @import { History, LearnerEvent } from "../base/types.js" */

/** @typedef {"new" | "tried" | "passed"} Progress */

/** @returns {History} */
export function emptyHistory() {
  return { attempts: [], seen: null, passed: null, passes: [], ratings: {}, compared: {}, hints: 0, prediction: null };
}

/**
 * @param {LearnerEvent[]} events of one exercise, and those that concern all
 * @returns {History} what they come to
 */
export function historyOf(events) {
  const history = emptyHistory();
  const fingerprints = new Set();
  for (const event of standing(events)) {
    if (event.kind === "attempt" && event.report.verdict === "pass") history.passes.push(event);
    else if (event.kind === "attempt" && !fingerprints.has(event.fingerprint)) {
      fingerprints.add(event.fingerprint);
      history.attempts.push(event);
    } else if (event.kind === "seen") history.seen ??= event.at;
    else if (event.kind === "grade") history.ratings[event.card] = { rating: event.grade, at: event.at };
    else if (event.kind === "compared") history.compared[event.item] = event;
    else if (event.kind === "hint") history.hints = Math.max(history.hints, event.count);
    else if (event.kind === "prediction") history.prediction = event.choice;
  }
  return { ...history, passed: history.passes[0] ?? null };
}

/**
 * @param {LearnerEvent[]} events
 * @returns {LearnerEvent[]} those that no reset hides, in the order of time; a reset that was taken back hides nothing
 */
export function standing(events) {
  const ordered = union(events);
  const resets = resetsIn(ordered);
  const isHidden = (/** @type {LearnerEvent} */ event) =>
    resets.some(({ exercise, at, id }) => (exercise === ALL || exercise === event.exercise) && keyOf({ ...event, exercise: "" }) < keyOf({ exercise: "", at, id }));
  return ordered.filter((event) => event.kind !== "reset" && event.kind !== "undo" && !isHidden(event));
}

/**
 * @param {LearnerEvent[]} events
 * @returns {LearnerEvent[]} the resets that were not taken back, in the order of time
 */
export function resetsIn(events) {
  const ordered = union(events);
  const undone = new Set(ordered.flatMap((event) => (event.kind === "undo" ? [event.of] : [])));
  return ordered.filter((event) => event.kind === "reset" && !undone.has(event.id));
}

/**
 * @template {{exercise: string}} T
 * @param {T[]} all
 * @returns {Map<string, T[]>} by exercise, each in the order in which they came
 */
export function byExercise(all) {
  const groups = /** @type {Map<string, T[]>} */ (new Map());
  for (const one of all) {
    const group = groups.get(one.exercise);
    if (group) group.push(one);
    else groups.set(one.exercise, [one]);
  }
  return groups;
}

/**
 * @param {History} history
 * @returns {Progress}
 */
export function progressOf({ passed, attempts, ratings }) {
  if (passed) return "passed";
  return attempts.length || Object.keys(ratings).length ? "tried" : "new";
}
