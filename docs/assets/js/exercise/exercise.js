/**
 * `<rl-exercise>`: one exercise on a page. For tests and for people who embed it, three things stay as they are:
 * the attributes `data-id`, `data-state` and `data-verdict`, and the method `submit(submission)`.
 */

import { ClassifyView } from "./classify.js";
import { CodeView } from "./code.js";
import { button, h, icon } from "../base/dom.js";
import { restoreDraft, startOver } from "./drafts.js";
import { Grading, isAttempt, noteOf } from "./grading.js";
import { whenNear } from "../base/when_near.js";
import { Panel } from "./panel.js";
import { RecallView } from "./recall.js";
import { inWords, reportView } from "../report/report.js";
import { runtime } from "../runtime/runtime.js";
import { SiteError, fetchJson } from "../base/site.js";
import { Store } from "./store.js";

/**
 * @typedef {import("../base/types.js").Bundle} Bundle
 * @typedef {import("../base/types.js").Draft} Draft
 * @typedef {import("../base/types.js").Report} Report
 * @typedef {import("../base/types.js").RunResult} RunResult
 * @typedef {import("../base/types.js").State} State
 * @typedef {import("../base/types.js").Submission} Submission
 *
 * @typedef {object} View What a kind of exercise shows, and how it is read.
 * @property {Node | null} element goes above the panel
 * @property {Node | null} below goes below the panel
 * @property {number} seed of the draw
 * @property {import("./panel.js").Action[]} actions besides Check
 * @property {HTMLElement[]} buttons
 * @property {() => Submission} read
 * @property {Draft} draft what is to be kept of what the learner has entered
 * @property {(draft: Draft) => void} restore
 * @property {(bundle: Bundle) => void} reset
 * @property {(bundle: Bundle) => boolean} isUntouched
 * @property {(report: Report, bundle: Bundle, submission: Submission) => void} show
 * @property {(report: Report) => Node | null} [list] the checks of a report, unless as those of code
 * @property {(report: Report) => string} [inWords] a result for the live region
 * @property {(line: number) => void} [goToLine]
 * @property {(source: string) => void} [showCase]
 */

/** @type {Record<string, new (host: ExerciseElement) => View>} */
const VIEWS = { code: CodeView, classify: ClassifyView, recall: RecallView };

export class ExerciseElement extends HTMLElement {
  /** @type {View | null} */
  #view = null;
  /** @type {Promise<Bundle> | null} */
  #bundle = null;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {AbortController | null} */
  #work = null;
  #begun = false;
  /** What is shown came from Run. */
  #ran = false;
  #notices = h("div", { class: "wb-notices" });
  #solved = h("span", { class: "wb-solved", hidden: true }, icon("pass"), "Solved");
  store = new Store("", () => {});
  panel = new Panel([], [], () => {});

  connectedCallback() {
    runtime.addEventListener("change", this.#onRuntime);
    addEventListener("pagehide", this.#flush);
    document.addEventListener("visibilitychange", this.#flush);
    if (!this.#view && VIEWS[this.dataset.kind ?? ""]) this.#build();
    // rating cards needs no Python until the last one is rated
    if (this.dataset.kind !== "recall") whenNear(this, () => this.#startRuntime());
  }

  disconnectedCallback() {
    runtime.removeEventListener("change", this.#onRuntime);
    removeEventListener("pagehide", this.#flush);
    document.removeEventListener("visibilitychange", this.#flush);
    this.#work?.abort(new DOMException("The page was left.", "AbortError"));
    this.#flush();
  }

  /**
   * Grades a submission, shows and keeps the result. Submissions wait for their turn.
   *
   * @param {Submission} submission
   * @returns {Promise<Report>}
   * @throws {DOMException} AbortError, if the learner presses Stop
   * @throws {SiteError} if a file cannot be fetched or Python cannot start
   */
  submit(submission) {
    return this.#inTurn("checking", async (grading) => {
      const { bundle } = grading;
      const fingerprint = await grading.fingerprint(submission);
      const starter = await grading.starterFingerprint();
      const report = await grading.grade(submission, this.#shownView.seed);
      if (isAttempt(report, fingerprint, starter)) {
        await this.store.addAttempt(noteOf(report, submission, fingerprint));
      }
      if (report.verdict === "pass") await this.store.setPassed(noteOf(report, submission, fingerprint));
      this.#show(report, submission, bundle);
      return report;
    });
  }

  /** Grades what the learner has entered; while something runs, pressing the keys again changes nothing. */
  async check() {
    if (this.#work) return;
    await this.submit(this.#shownView.read()).catch(() => {}); // the panel has said why
  }

  /**
   * Runs without grading, and shows what came out.
   *
   * @param {object} request
   * @param {(run: RunResult) => Node} draw
   */
  async run(request, draw) {
    if (this.#work) return;
    const work = this.#inTurn("running", async (grading) => {
      const run = await grading.run(request);
      this.panel.show(draw(run));
      this.#ran = true;
      this.panel.tell(run.error ? `It stopped: ${run.error.message}` : "It ran; the output is below.");
    });
    await work.catch(() => {});
  }

  /** @param {Draft} draft what the learner has changed */
  changed(draft) {
    this.begin();
    this.store.saveDraft(draft);
    // a verdict says nothing of the scratch area
    if (this.#ran || draft.submission !== undefined) this.panel.outdate();
  }

  /** @param {string} text */
  say(text) {
    this.panel.status = text;
  }

  /**
   * Puts a notice above the exercise.
   *
   * @param {string} text
   * @param {...HTMLElement} buttons
   * @returns {HTMLElement}
   */
  note(text, ...buttons) {
    const notice = h("div", { class: "wb-notice", role: "status" }, h("p", {}, text), ...buttons);
    this.#notices.append(notice);
    return notice;
  }

  /** Starts loading, at the learner's first step, so that Python is there when it is wanted. */
  begin() {
    if (this.#begun) return;
    this.#begun = true;
    void this.bundleOrNull().then((bundle) => {
      if (bundle && !this.store.record.draft.exercise_version) {
        this.store.saveDraft({ exercise_version: bundle.exercise.version });
      }
    });
    if (this.dataset.kind !== "recall") this.#startRuntime();
  }

  /** @returns {Promise<Bundle>} what the exercise's grading and help need */
  bundle() {
    this.#bundle ??= fetchJson(`exercises/${this.dataset.id}.json`).catch((error) => {
      this.#bundle = null;
      throw error;
    });
    return this.#bundle;
  }

  /** @returns {Promise<Bundle | null>} null where it cannot be loaded, which is then said */
  bundleOrNull() {
    return this.bundle().catch((error) => {
      this.#fail(error);
      return null;
    });
  }

  /** @returns {View} */
  get #shownView() {
    if (!this.#view) throw new Error("The exercise is not on a page, or of no known kind.");
    return this.#view;
  }

  get #state() {
    return /** @type {State} */ (this.dataset.state);
  }

  set #state(state) {
    this.dataset.state = state;
  }

  #build() {
    this.#state = "idle";
    this.store = new Store(this.dataset.id ?? "", () => this.note(this.store.problem));
    const view = new VIEWS[this.dataset.kind ?? ""](this);
    this.#view = view;
    const check = { text: "Check", run: () => this.check(), shortcut: "Control+Enter", rank: /** @type {const} */ ("primary") };
    const shown = this.dataset.kind === "code" ? "Ctrl ⏎" : undefined;
    const actions = this.dataset.kind === "recall" ? view.actions : [{ ...check, shown }, ...view.actions];
    const again = button("Start over", () => startOver(this, view), { class: "wb-button wb-quiet" });
    this.panel = new Panel(actions, [...view.buttons, again], () => this.#stop());
    this.querySelector(".wb-meta")?.append(this.#solved);
    const work = h("div", { class: "wb-work" }, this.#notices, view.element, this.panel.element, view.below);
    this.append(work);
    const first = (/** @type {Event} */ { target }) => {
      if (!(target instanceof Element) || !target.closest(".wb-prompt")) this.begin();
    };
    this.addEventListener("pointerdown", first);
    this.addEventListener("input", first);
    void this.#restore(view);
  }

  /** @param {View} view */
  async #restore(view) {
    await this.store.load();
    this.#solved.hidden = !this.store.record.passed;
    await restoreDraft(this, view, this.#begun);
  }

  /**
   * @template T
   * @param {"running" | "checking"} state while Python works on it
   * @param {(grading: Grading) => Promise<T>} task
   * @returns {Promise<T>}
   */
  #inTurn(state, task) {
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
    const work = (this.#work = new AbortController());
    this.begin();
    this.panel.busy = true;
    this.#state = "loading";
    this.#onRuntime();
    const onbegin = () => {
      this.#state = state;
      this.panel.progress = null;
      this.say(state === "checking" ? "Checking …" : "Running …");
    };
    try {
      const result = await task(new Grading(await this.bundle(), work.signal, onbegin));
      this.#state = this.dataset.verdict ? "done" : "ready";
      return result;
    } catch (error) {
      this.#explain(error);
      throw error;
    } finally {
      this.#work = null;
      this.panel.busy = false;
    }
  }

  #stop() {
    this.#work?.abort(new DOMException("Stopped by the learner.", "AbortError"));
  }

  /**
   * @param {Report} report
   * @param {Submission} submission
   * @param {Bundle} bundle
   */
  #show(report, submission, bundle) {
    const view = this.#shownView;
    this.dataset.verdict = report.verdict;
    this.#solved.hidden = !this.store.record.passed;
    view.show(report, bundle, submission);
    const source = typeof submission === "string" ? submission : JSON.stringify(submission);
    const goToLine = view.goToLine && ((/** @type {number} */ line) => view.goToLine?.(line));
    const showCase = view.showCase && ((/** @type {string} */ text) => view.showCase?.(text));
    this.panel.show(reportView(report, { source, list: view.list?.(report), goToLine, showCase }));
    this.panel.tell(view.inWords?.(report) ?? inWords(report));
    this.#ran = false;
  }

  /** @param {unknown} error */
  #explain(error) {
    if (error instanceof SiteError) return this.#fail(error);
    this.#state = this.dataset.verdict ? "done" : "ready";
    const stopped = error instanceof DOMException && error.name === "AbortError";
    this.say(stopped ? "Stopped. Your text is kept; Python starts again by itself." : String(error));
    if (!stopped) console.error(error);
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#state = "failed";
    console.warn(error);
    this.panel.fail(error instanceof Error ? error.message : String(error), () => {
      this.panel.show();
      this.#begun = false;
      this.begin();
    });
  }

  #startRuntime() {
    if (this.#state !== "done") this.#state = "loading";
    const settled = () => this.#state === "loading" && !this.#work;
    runtime.start().then(
      () => {
        if (settled()) this.#state = "ready";
        if (!this.#work) this.#onRuntime();
      },
      (error) => {
        // a learner who has asked for nothing yet is not bothered; the first step tries again
        if (this.#begun && !this.#work) this.#fail(error);
        else if (settled()) this.#state = "idle";
      },
    );
    this.#onRuntime();
  }

  /** Tells how the start goes, to a learner who waits for it. */
  #onRuntime = () => {
    if (!this.#begun || this.#state !== "loading") return;
    const { phase, progress } = runtime;
    const next = this.#work ? " What you asked for begins by itself." : "";
    if (phase === "loading") this.say(`Loading Python, once for all exercises.${next}`);
    if (phase === "starting") this.say(`Starting Python.${next}`);
    if (phase === "ready" && !this.#work) this.say("Python is ready.");
    this.panel.progress = phase === "loading" ? progress : null;
  };

  #flush = () => void this.store.flush();
}
