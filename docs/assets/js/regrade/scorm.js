/**
 * What a learning platform has stored of SCORM packages, in a table that it lets one download. The same columns and rules as
 * tools/regrade/scorm.py; tools/export/unit/state.js has written it.
 */

import { isCount, isFields } from "../base/shape.js";
import { limit } from "./archive.js";

/** @import { Found } from "./hand_ins.js" */

const STATE = /^[ '"]*wb1\.([\w-]+)[ '"]*$/;
/** Of one submission, unpacked. */
const MOST_STATE_BYTES = 1_000_000;
/** Columns that name learners, the surest first; two of the last kind make one name. */
const NAMES = [
  ...["user name", "username", "login", "student id", "learner id", "user id", "id number"],
  ...["email address", "email", "student", "learner", "user", "full name", "name"],
];
const PARTS = [
  ["first name", "given name"],
  ["last name", "surname", "family name"],
];

/**
 * @param {string[][]} rows of a table
 * @param {string} owner whose it is, where no column says so
 * @param {string} shown where it was
 * @param {(text: string) => string} nameOf
 * @returns {AsyncGenerator<Found>}
 */
export async function* submissionsIn(rows, owner, shown, nameOf) {
  /** @type {string[]} */
  let head = [];
  for (const [at, cells] of rows.entries()) {
    const states = cells.flatMap((cell) => STATE.exec(cell)?.[1] ?? []);
    if (!head.length && !states.length) head = cells.map(plain);
    const student = learnerOf(head, cells.map(nameOf)) || owner;
    for (const state of states) yield await submissionOf(state, student, `${shown}, row ${at + 1}`);
  }
}

/**
 * @param {string[]} head
 * @param {string[]} cells
 * @returns {string} whose a row is; empty if no column says it
 */
function learnerOf(head, cells) {
  const known = new Map(head.map((name, at) => /** @type {const} */ ([name, cells[at] ?? ""])).filter(([, cell]) => cell));
  const [whole] = NAMES.flatMap((name) => known.get(name) ?? []);
  return whole ?? PARTS.flatMap((names) => names.flatMap((name) => known.get(name) ?? []).slice(0, 1)).join(" ");
}

/**
 * @param {string} name of a column
 * @returns {string} as `NAMES` has it
 */
function plain(name) {
  return name.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
}

/**
 * @param {string} state
 * @param {string} student
 * @param {string} file
 * @returns {Promise<Found>}
 */
async function submissionOf(state, student, file) {
  try {
    const [exercise, exercise_version, grader_version, seed, claimed, at, submission] = JSON.parse(await unpacked(state));
    const texts = [exercise, exercise_version, grader_version, claimed, at];
    const isSound = texts.every((value) => typeof value === "string") && isCount(seed);
    if (isSound && submission === null) return { student, exercise: "", file, reason: `${exercise} was too long for the platform: ask for the file` };
    if (isSound && (typeof submission === "string" || isFields(submission))) {
      return { student, exercise, submission, file, seed, at, claimed, exercise_version, grader_version };
    }
  } catch (error) {
    console.warn("What a platform has stored cannot be read.", error);
  }
  return { student, exercise: "", file, reason: "what the platform has stored of it is damaged" };
}

/**
 * @param {string} state
 * @returns {Promise<string>}
 */
async function unpacked(state) {
  const letters = atob(state.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    limit(size, MOST_STATE_BYTES);
    text += decoder.decode(value, { stream: true });
  }
}
