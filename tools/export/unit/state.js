/**
 * What the platform keeps of an exercise in `cmi.suspend_data`: the submission that counts and the verdict on it, compressed.
 * tools/regrade/scorm.py reads it. Pure functions.
 */

/** @import { Submission, Verdict } from "../../../docs/assets/js/base/types.js" */

/** Of each piece of text that we have written, so that nobody else's is taken for one. */
const MARK = "wb1.";
/** Characters that SCORM 1.2 lets a platform keep. */
export const MOST = 4096;
/** Longer is nothing that anybody has written here. */
const MOST_BYTES = 1_000_000;

/**
 * @typedef {Pick<typeof import("fflate"), "deflateSync" | "inflateSync" | "strFromU8" | "strToU8">} Library
 *
 * @typedef {object} State
 * @property {string} exercise
 * @property {string} exercise_version
 * @property {string} grader_version
 * @property {number} seed
 * @property {Verdict | ""} verdict empty for what nobody has graded
 * @property {string} at
 * @property {Submission | null} submission null where it is too long to be kept
 * @property {number} length characters that it would have taken then; else 0
 */

/**
 * @param {Library} library
 * @param {Omit<State, "length">} state
 * @returns {{text: string, length: number}} what fits; `length` is what the whole would have taken, where it does not fit
 */
export function encode(library, state) {
  const whole = pack(library, { ...state, length: 0 });
  if (whole.length <= MOST) return { text: whole, length: 0 };
  return { text: pack(library, { ...state, submission: null, length: whole.length }), length: whole.length };
}

/**
 * @param {Library} library
 * @param {State} state
 */
function pack({ deflateSync, strToU8 }, { exercise, exercise_version, grader_version, seed, verdict, at, submission, length }) {
  const values = [exercise, exercise_version, grader_version, seed, verdict, at, submission, length];
  const bytes = deflateSync(strToU8(JSON.stringify(values)), { level: 9 });
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return MARK + letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {Library} library
 * @param {string} text whatever the platform has kept
 * @returns {State | null} null if it is not ours, or damaged
 */
export function decode({ inflateSync, strFromU8 }, text) {
  if (!text.startsWith(MARK)) return null;
  try {
    const letters = text.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const values = JSON.parse(strFromU8(inflateSync(bytes, { out: new Uint8Array(MOST_BYTES) })));
    const [exercise, exercise_version, grader_version, seed, verdict, at, submission, length] = values;
    const isSound = [exercise, exercise_version, grader_version, verdict, at].every((value) => typeof value === "string");
    return isSound ? { exercise, exercise_version, grader_version, seed, verdict, at, submission, length } : null;
  } catch {
    return null;
  }
}
