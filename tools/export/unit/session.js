/**
 * One use of an exercise inside a learning platform, from the start to the end. A pass stays: what is tried afterwards is not
 * reported. Not solved is reported as incomplete, for a platform that is told "failed" may allow no further attempt.
 */

/**
 * @import { Api } from "./api.js"
 * @import { State } from "./state.js"
 * @import { Submission, Report } from "../../../docs/assets/js/base/types.js"
 */

const PROVISIONAL = "Provisional: graded in the learner's own browser. The code is in suspend_data, to be graded again.";
/** @type {Pick<State, "exercise_version" | "grader_version" | "seed" | "verdict">} */
const UNGRADED = { exercise_version: "", grader_version: "", seed: 0, verdict: "" };
/** In which nothing may be changed. */
const READ_ONLY = ["review", "browse"];

/**
 * @typedef {"none" | "refused" | "review" | "normal"} Mode no platform answers; it does not let us begin; this is a look back
 * @typedef {{encode: (state: Omit<State, "length">) => {text: string, length: number}, decode: (text: string) => State | null}} Codec
 * @typedef {{kind: "nothing" | "kept" | "passed" | "too long" | "refused", length?: number, error?: string}} Outcome
 */

export class Session {
  /** @type {Mode} */
  mode = "none";
  /** What the platform had kept. @type {State | null} */
  state = null;
  /** As the platform names whoever learns here. */
  learner = "";
  passed = false;
  #api;
  #exercise;
  #codec;
  #now;
  #begin;
  #finished = false;

  /**
   * @param {Api | null} api
   * @param {string} exercise
   * @param {Codec} codec
   * @param {() => number} now milliseconds
   */
  constructor(api, exercise, codec, now = Date.now) {
    this.#api = api;
    this.#exercise = exercise;
    this.#codec = codec;
    this.#now = now;
    this.#begin = now();
  }

  /** Begins, and reads what was kept. */
  start() {
    if (!this.#api) return;
    if (!this.#call("LMSInitialize", "")) {
      this.mode = "refused";
      return;
    }
    // what a platform does not say is the ordinary case
    this.mode = READ_ONLY.includes(this.#get("cmi.core.lesson_mode")) ? "review" : "normal";
    this.learner = this.#get("cmi.core.student_id");
    const kept = this.#codec.decode(this.#get("cmi.suspend_data"));
    this.state = kept?.exercise === this.#exercise ? kept : null;
    const status = this.#get("cmi.core.lesson_status");
    this.passed = status === "passed" || this.state?.verdict === "pass";
    if (this.mode === "review") return;
    if (!this.passed) this.#set("cmi.core.lesson_status", "incomplete");
    this.#set("cmi.core.exit", "suspend"); // if the window is closed, too
  }

  /**
   * Reports a submission. What is set here is not sent yet: see `commit`.
   *
   * @param {Submission} submission
   * @param {Pick<Report, "exercise_version" | "grader_version" | "seed" | "verdict"> | null} report null for what nobody has graded
   * @returns {Outcome}
   */
  report(submission, report) {
    if (this.mode !== "normal" || this.#finished) return { kind: "nothing" };
    const isPass = report?.verdict === "pass";
    if (this.passed && !isPass) return { kind: "passed" };
    const { exercise_version, grader_version, seed, verdict } = report ?? UNGRADED;
    const at = new Date(this.#now()).toISOString();
    const state = { exercise: this.#exercise, exercise_version, grader_version, seed, verdict, at, submission };
    const { text, length } = this.#codec.encode(state);
    let isTaken = this.#set("cmi.suspend_data", text);
    const error = isTaken ? "" : this.#error();
    if (report) {
      const scores = [["min", "0"], ["max", "100"], ["raw", isPass ? "100" : "0"]];
      for (const [name, value] of scores) this.#set(`cmi.core.score.${name}`, value);
      isTaken = this.#set("cmi.core.lesson_status", isPass ? "passed" : "incomplete") && isTaken;
      this.#set("cmi.comments", PROVISIONAL); // which a platform need not know
    }
    this.passed ||= isPass;
    if (!isTaken) return { kind: "refused", error: error || this.#error() };
    if (length) return { kind: "too long", length };
    return { kind: isPass ? "passed" : "kept" };
  }

  /** @returns {boolean} whether the platform has stored what was set; it may take its time, in which the page stands still */
  commit() {
    return this.mode !== "normal" || this.#finished || this.#call("LMSCommit", "");
  }

  /** Ends: what comes afterwards is reported no more. */
  finish() {
    if (this.#finished || !["normal", "review"].includes(this.mode)) return;
    if (this.mode === "normal") {
      this.#set("cmi.core.session_time", timespan(this.#now() - this.#begin));
      this.#set("cmi.core.exit", "suspend");
      this.#call("LMSCommit", "");
    }
    this.#finished = true;
    this.#call("LMSFinish", "");
  }

  /** @param {string} element */
  #get(element) {
    try {
      return String(this.#api?.LMSGetValue(element) ?? "");
    } catch (error) {
      console.warn(`The platform does not say ${element}.`, error);
      return "";
    }
  }

  /**
   * @param {string} element
   * @param {string} value
   */
  #set(element, value) {
    return this.#call("LMSSetValue", element, value);
  }

  /**
   * @param {keyof Api} name
   * @param {...string} values
   * @returns {boolean} whether it worked: some platforms give the word, others the value
   */
  #call(name, ...values) {
    try {
      const call = /** @type {any} */ (this.#api)[name](...values);
      return String(call) === "true";
    } catch (error) {
      console.warn(`The platform's ${name} failed.`, error);
      return false;
    }
  }

  #error() {
    try {
      return String(this.#api?.LMSGetLastError() ?? "");
    } catch {
      return "";
    }
  }
}

/**
 * @param {number} ms
 * @returns {string} as SCORM 1.2 writes it: hours, minutes, seconds with hundredths
 */
export function timespan(ms) {
  const hundredths = Math.min(Math.max(0, Math.round(ms / 10)), 9999 * 360_000);
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  const hours = String(Math.floor(hundredths / 360_000)).padStart(4, "0");
  return `${hours}:${two((hundredths / 6000) % 60)}:${two((hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
