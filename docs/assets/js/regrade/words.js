/** What is said of a batch. Pure functions. */

import { counted } from "./grades.js";

/** @import { Entry } from "./grades.js" */

/**
 * @typedef {object} Standing How far a batch is.
 * @property {"idle" | "reading" | "grading" | "stopped" | "failed"} phase
 * @property {string} problem
 * @property {{done: number, all: number}} files
 * @property {{done: number, all: number}} count
 * @property {number | null} secondsLeft
 * @property {unknown[]} [before] rows of an earlier table
 */

const SEVERAL = new Intl.NumberFormat("en-GB");

/**
 * @param {Standing} standing
 * @param {Entry[]} entries
 * @returns {string} one or two sentences, which are read out
 */
export function sentenceOf({ phase, problem, files, count, before }, entries) {
  if (phase === "reading") return "The files are being read.";
  if (phase === "grading") return "Grading. The table fills as results come.";
  const far = `${SEVERAL.format(count.done)} of ${SEVERAL.format(count.all)} are graded`;
  if (phase === "stopped") return `Stopped: ${far}. “Go on” takes up the rest.`;
  if (phase === "failed") return `${problem} ${far}; “Go on” takes up the rest.`;
  if (!files.all) return "";
  if (!entries.length && before?.length) return `An earlier table is there: ${rows(before.length)}. Drop what is to be graded.`;
  if (!entries.length) return "There is nothing to grade in these files: no attempt in a file of progress (.json), and no program (topic/name.py).";
  const other = entries.filter(({ row }) => row.changed === "yes").length;
  return `Done. ${rows(entries.length)}: ${counted(entries)}; ${SEVERAL.format(other)} not as the learner's browser had it.`;
}

/**
 * @param {Standing} standing
 * @returns {string} beside the bar
 */
export function farOf({ phase, files, count, secondsLeft }) {
  if (phase === "reading") return `${SEVERAL.format(files.done)} of ${SEVERAL.format(files.all)} files read`;
  const left = secondsLeft === null ? "" : `, ${timeOf(secondsLeft)} left`;
  return `${SEVERAL.format(count.done)} of ${SEVERAL.format(count.all)} graded${left}`;
}

/**
 * @param {number} shown
 * @param {number} all
 */
export function filteredWords(shown, all) {
  return shown === all ? `All ${rows(all)}.` : `${SEVERAL.format(shown)} of ${rows(all)}.`;
}

/** @param {number} count */
function rows(count) {
  return `${SEVERAL.format(count)} ${count === 1 ? "row" : "rows"}`;
}

/** @param {number} seconds */
function timeOf(seconds) {
  if (seconds < 50) return `about ${Math.max(1, Math.round(seconds / 10)) * 10} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 30) / 2;
  return `about ${hours} ${hours === 1 ? "hour" : "hours"}`;
}
