/** One use of the runtime by one exercise: from a submission to a Report, whatever happens on the way. */

import { runtime } from "../runtime/runtime.js";
import { isReport, isRun } from "../runtime/replies.js";
import { Broken, TimedOut } from "../runtime/sandbox.js";

/** @import { Bundle, Report, RunResult, Submission } from "../base/types.js" */

/** Starters' fingerprints by exercise and version: they do not change while the page is open. */
const starters = /** @type {Map<string, string | null>} */ (new Map());

export class Grading {
  #options;

  /**
   * @param {Bundle} bundle
   * @param {AbortSignal} signal
   * @param {() => void} onbegin called when Python takes the work up
   * @param {import("../runtime/sandbox.js").OnProgress} onProgress
   */
  constructor(bundle, signal, onbegin, onProgress) {
    this.bundle = bundle;
    this.#options = { seconds: bundle.exercise.seconds, signal, onbegin, onProgress };
  }

  /**
   * @param {Submission} submission
   * @param {number} seed
   * @returns {Promise<Report>}
   */
  async grade(submission, seed) {
    const { exercise } = this.bundle;
    try {
      return checked(isReport, (await runtime.ask({ do: "grade", exercise, submission, seed }, this.#options))?.report);
    } catch (error) {
      if (error instanceof TimedOut) return { ...this.#timeout(error), seed };
      if (error instanceof Broken) return { ...this.#ended(error), seed };
      throw error;
    }
  }

  /**
   * @param {object} request
   * @returns {Promise<RunResult>}
   */
  async run(request) {
    try {
      return checked(isRun, (await runtime.ask(request, this.#options))?.run);
    } catch (error) {
      if (error instanceof TimedOut) return stopped("Timeout", this.#timeout(error));
      if (error instanceof Broken) return stopped("Ended", this.#ended(error));
      throw error;
    }
  }

  /**
   * @param {Broken} error
   * @returns {Report}
   */
  #ended({ message, tooDeep }) {
    const { ended, too_deep } = this.bundle;
    return { ...ended, feedback: tooDeep ? too_deep : ended.feedback, python: message };
  }

  /**
   * @param {TimedOut} error its line is that of a running loop, or below zero that of a line outside any loop
   * @returns {Report}
   */
  #timeout(error) {
    const { timeout, timeout_at } = this.bundle;
    const place = error.line ?? 0;
    if (!place) return timeout;
    const line = Math.abs(place);
    const feedback = timeout_at[place > 0 ? "loop" : "line"].replace("{line}", String(line));
    return { ...timeout, feedback, line };
  }

  /**
   * @param {Submission} submission
   * @returns {Promise<string | null>} of the normalised syntax tree; null for what is not code, or does not parse
   */
  async fingerprint(submission) {
    if (typeof submission !== "string") return null;
    try {
      const fingerprint = (await runtime.ask({ do: "fingerprint", submission }, this.#options))?.fingerprint;
      return typeof fingerprint === "string" ? fingerprint : null;
    } catch (error) {
      // without a fingerprint there is no attempt, but there is still a verdict
      if (error instanceof TimedOut || error instanceof Broken) return null;
      throw error;
    }
  }

  /** @returns {Promise<string | null>} asked for before the grading, which may end the interpreter */
  async starterFingerprint() {
    const { id, version, starter } = this.bundle.exercise;
    const key = `${id} ${version}`;
    if (starter !== undefined && !starters.has(key)) starters.set(key, await this.fingerprint(starter));
    return starters.get(key) ?? null;
  }
}

/**
 * @template T
 * @param {(value: unknown) => value is T} fits
 * @param {unknown} value what came back
 * @returns {T}
 * @throws {Broken} if it is something else: the submission has answered in Python's stead
 */
function checked(fits, value) {
  if (!fits(value)) throw new Broken("What came back is no answer of the grader's.");
  return value;
}

/**
 * An attempt is a distinct submission that differs from the starter and got `fail` or `timeout`.
 *
 * @param {Report} report
 * @param {string | null} fingerprint
 * @param {string | null} starter the starter's fingerprint
 * @returns {boolean}
 */
export function isAttempt(report, fingerprint, starter) {
  const counts = report.verdict === "fail" || report.verdict === "timeout";
  return counts && fingerprint !== null && fingerprint !== starter;
}

/**
 * @param {string} type
 * @param {Report} report
 * @returns {RunResult}
 */
function stopped(type, { feedback: message, line, python }) {
  return { stdout: "", stdout_cut: false, plots: [], error: { type, message, line, where: "submission", python } };
}
