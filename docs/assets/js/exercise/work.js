/** What an exercise has Python do: when that starts, whose turn it is, and what its panel says meanwhile. */

import { once } from "../base/once.js";
import { SiteError, fetchJson, isOutdated } from "../base/site.js";
import { whenNear } from "../base/when_near.js";
import { runtime } from "../runtime/runtime.js";
import { CheckProgress } from "./check_progress.js";
import { Grading } from "./grading.js";

/** @import { Bundle, State } from "../base/types.js" */

const MEGABYTE = 1e6;

export class Work {
  /** The learner has taken a first step; until then nothing is said. */
  begun = false;
  #element;
  #panel;
  #onbegin;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {AbortController | null} */
  #current = null;

  /**
   * @param {HTMLElement} element whose `data-state` tells how far it is
   * @param {import("./panel.js").Panel} panel
   * @param {() => void} onbegin called at the first step, and again after a failure
   */
  constructor(element, panel, onbegin) {
    this.#element = element;
    this.#panel = panel;
    this.#onbegin = onbegin;
  }

  get busy() {
    return this.#current !== null;
  }

  /** Follows the runtime, while the element is in the page. */
  enter() {
    runtime.addEventListener("change", this.#tell);
  }

  leave() {
    runtime.removeEventListener("change", this.#tell);
    this.#current?.abort(new DOMException("The page was left.", "AbortError"));
  }

  stop() {
    this.#current?.abort(new DOMException("Stopped by the learner.", "AbortError"));
  }

  begin() {
    if (this.begun) return;
    this.begun = true;
    this.#onbegin();
  }

  /** @type {() => Promise<Bundle>} what the exercise's grading and help need */
  bundle = once(() => fetchJson(`exercises/${this.#element.dataset.id}.json`));

  /** @returns {Promise<Bundle | null>} null where it cannot be loaded, which is then said */
  bundleOrNull() {
    return this.bundle().catch((error) => {
      this.#fail(error);
      return null;
    });
  }

  /** Starts Python when the learner comes near; what runs already is there at once, however busy the page still is. */
  startPythonInTime() {
    if (runtime.phase === "ready") this.startPython();
    else whenNear(this.#element, () => this.startPython());
  }

  startPython() {
    if (this.#state !== "done") this.#state = "loading";
    const settled = () => this.#state === "loading" && !this.busy;
    runtime.start().then(
      () => {
        if (settled()) this.#state = "ready";
        if (!this.busy) this.#tell();
      },
      (error) => {
        // a learner who has asked for nothing yet is not bothered; the first step tries again
        if (this.begun && !this.busy) this.#fail(error);
        else if (settled()) this.#state = "idle";
      },
    );
    this.#tell();
  }

  /**
   * @template T
   * @param {"running" | "checking"} state while Python works on it
   * @param {(grading: Grading) => Promise<T>} task
   * @returns {Promise<T>}
   */
  inTurn(state, task) {
    const result = this.#turn.then(() => this.#perform(state, task));
    this.#turn = result.catch(() => {});
    return result;
  }

  /**
   * @template T
   * @param {"running" | "checking"} state
   * @param {(grading: Grading) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #perform(state, task) {
    const { signal } = (this.#current = new AbortController());
    this.begin();
    this.#panel.busy = true;
    this.#state = "loading";
    this.#tell();
    const progress = new CheckProgress(this.#panel);
    const onbegin = () => {
      this.#state = state;
      progress.begin(state === "checking" ? "Checking …" : "Running …");
    };
    try {
      const bundle = await this.bundle();
      const onProgress = (/** @type {number} */ check, /** @type {number} */ share) => progress.show(bundle.checks, check, share);
      const result = await task(new Grading(bundle, signal, onbegin, onProgress));
      this.#settle();
      return result;
    } catch (error) {
      this.#explain(error);
      throw error;
    } finally {
      progress.end();
      this.#current = null;
      this.#panel.busy = false;
    }
  }

  get #state() {
    return /** @type {State} */ (this.#element.dataset.state);
  }

  set #state(state) {
    this.#element.dataset.state = state;
  }

  #settle() {
    this.#state = this.#element.dataset.verdict ? "done" : "ready";
  }

  /** @param {unknown} error */
  #explain(error) {
    if (error instanceof SiteError) return this.#fail(error);
    this.#settle();
    const stopped = error instanceof DOMException && error.name === "AbortError";
    this.#panel.status = stopped ? "Stopped. Your text is kept; Python restarts by itself." : String(error);
    if (!stopped) console.error(error);
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#state = "failed";
    console.warn(error);
    this.#panel.fail(error instanceof Error ? error.message : String(error), "Retry", () => {
      this.#panel.show();
      this.begun = false;
      this.begin();
    });
    void isOutdated().then((outdated) => {
      if (!outdated || this.#state !== "failed") return;
      const words = "The site has been updated since this page was opened: reload the page to go on.";
      this.#panel.fail(words, "Reload", () => location.reload());
    });
  }

  /** Tells how the start goes, to a learner who waits for it. */
  #tell = () => {
    if (!this.begun || this.#state !== "loading") return;
    const { phase, progress } = runtime;
    const next = this.busy ? " Your request runs as soon as it is there." : "";
    if (phase === "loading") this.#panel.status = `Loading Python, once for all exercises.${next}`;
    if (phase === "starting") this.#panel.status = `Starting Python.${next}`;
    if (phase === "ready" && !this.busy) this.#panel.status = "Python is ready.";
    this.#panel.progress = phase === "loading" ? ofBytes(progress) : null;
  };
}

/**
 * @param {{loaded: number, total: number}} bytes
 * @returns {import("./panel.js").Progress}
 */
function ofBytes({ loaded, total }) {
  const [now, all] = [loaded, total].map((count) => (count / MEGABYTE).toFixed(1));
  return { label: "Loading Python", share: total ? loaded / total : 0, words: total ? `${now} of ${all} MB` : "" };
}
