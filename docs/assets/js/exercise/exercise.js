/**
 * `<rl-exercise>`: one exercise on a page. For tests and for people who embed it, four things stay as they are:
 * the attributes `data-id`, `data-state` and `data-verdict`, the method `submit(submission)`, and the event `rl-graded`.
 */

import { button, h, icon } from "../base/dom.js";
import { nextSteps } from "../page/next_step.js";
import { noteCheck, wasInterrupted } from "../record/aside.js";
import { Effort } from "../record/effort.js";
import { keptReport } from "../record/events.js";
import { comparison, Question } from "../record/prediction.js";
import { Store } from "../record/store.js";
import { inWords, reportView } from "../report/report.js";
import { ClassifyView } from "./classify.js";
import { CodeView } from "./code.js";
import { Confidence } from "./confidence.js";
import { otherVersion, problemNotice, restoreDraft, showDraft, startOver } from "./drafts.js";
import { isAttempt } from "./grading.js";
import { Panel } from "./panel.js";
import { RecallView } from "./recall.js";
import { Work } from "./work.js";

/**
 * @import { Bundle, Draft, Report, RunResult, Submission } from "../base/types.js"
 * @import { Host, View } from "./view.js"
 */

/** @type {Record<string, new (host: Host) => View>} */
const VIEWS = { code: CodeView, classify: ClassifyView, recall: RecallView };

/** Of an answer that is given before the code is written. */
const PREDICTION = {
  witness: "your code",
  pass: "Skip the question",
  later: "When your code passes, the outcome will stand beside it.",
};
/** A notice that has stood in the page for so long counts as read. */
const READ_MS = 2000;
/** A window that comes back may be behind another. */
const RETURNS = ["focus", "pageshow"];

export class ExerciseElement extends HTMLElement {
  store = new Store("");
  /** @type {View | null} */
  #view = null;
  /** What it asks first. @type {Question | null} */
  #question = null;
  /** What is shown came from Run. */
  #ran = false;
  #notices = h("div", { class: "wb-notices" });
  /** Those that give way to another of their kind. @type {Map<"problem" | "version", HTMLElement>} */
  #standing = new Map();
  #solved = h("span", { class: "wb-solved", hidden: true }, icon("pass"), "Solved");
  #panel = new Panel(() => this.#work.stop());
  #work = new Work(this, this.#panel, () => this.#begin());
  #confidence = new Confidence();
  #effort = new Effort(this);

  connectedCallback() {
    this.#work.enter();
    addEventListener("pagehide", this.#flush);
    for (const event of RETURNS) addEventListener(event, this.#look);
    document.addEventListener("visibilitychange", this.#look);
    if (!this.#view && VIEWS[this.dataset.kind ?? ""]) this.#build();
    if (this.#view?.needsPython) this.#work.startPythonInTime();
  }

  disconnectedCallback() {
    this.#work.leave();
    removeEventListener("pagehide", this.#flush);
    for (const event of RETURNS) removeEventListener(event, this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    this.#flush();
    // an element that is only moved is back by then
    setTimeout(() => this.isConnected || this.#view?.destroy?.());
  }

  /**
   * Grades a submission, shows and keeps the result. Submissions wait for their turn.
   *
   * @param {Submission} submission
   * @returns {Promise<Report>}
   * @throws {DOMException} AbortError, if the learner presses Stop
   * @throws {import("../base/site.js").SiteError} if a file cannot be fetched or Python cannot start
   */
  submit(submission) {
    return this.#work.inTurn("checking", async (grading) => {
      noteCheck(this.#id, true);
      try {
        return await this.#grade(submission, grading);
      } finally {
        if (this.isConnected) noteCheck(this.#id, false); // else whoever comes back hears of it
      }
    });
  }

  /**
   * @param {Submission} submission
   * @param {import("./grading.js").Grading} grading
   */
  async #grade(submission, grading) {
    const view = this.#shownView;
    const confidence = this.#confidence.take();
    const answers = () => JSON.stringify(submission) ?? null;
    const fingerprint = view.fingerprint ? await view.fingerprint(submission, grading) : answers();
    const starter = await grading.starterFingerprint();
    const report = await grading.grade(submission, view.seed ?? 0);
    if (report.verdict === "pass" || isAttempt(report, fingerprint, starter)) {
      const { hints } = this.store.record;
      const kept = { fingerprint: fingerprint ?? "", submission, report: keptReport(report) };
      await this.store.addAttempt({ ...kept, hints, spent: this.#effort.take(), confidence });
    }
    this.#show(report, submission, grading.bundle);
    // for whoever embeds the page, such as a learning platform
    this.dispatchEvent(new CustomEvent("rl-graded", { bubbles: true, detail: { submission, report } }));
    return report;
  }

  /**
   * Runs without grading, and shows what came out. The benchmarks call this too.
   *
   * @param {object} request
   * @param {(run: RunResult) => Node} draw
   */
  async run(request, draw) {
    if (this.#work.busy) return;
    const running = this.#work.inTurn("running", async (grading) => {
      const run = await grading.run(request);
      this.#panel.show(draw(run));
      this.#panel.bringIntoView();
      this.#ran = true;
      this.#panel.tell(run.error ? `It stopped: ${run.error.message}` : "It ran; the output is below.");
    });
    await running.catch(() => {});
  }

  /** @returns {Promise<Bundle>} what the exercise's grading and help need */
  bundle() {
    return this.#work.bundle();
  }

  #build() {
    this.dataset.state = "idle";
    this.store = new Store(this.#id, {
      onproblem: () => this.#replaceNote("problem", problemNotice(this.#host(), this.#addNote)),
      onhistory: () => (this.#solved.hidden = !this.store.record.passed),
      onversion: () => this.#replaceNote("version", otherVersion(this.#host(), (draft) => this.#showDraft(draft), this.#addNote)),
      ondraft: (draft, words) => this.#showDraft(draft, words),
    });
    const host = this.#host();
    const view = new VIEWS[this.dataset.kind ?? ""](host);
    this.#view = view;
    const check = { run: () => host.check(), shortcut: "Control+Enter", rank: /** @type {const} */ ("primary") };
    const actions = view.checkLabel ? [{ ...check, ...view.checkLabel }] : [];
    const again = button("Start over", () => this.#startOver(host, view), { class: "wb-button wb-quiet" });
    this.#panel.offer([...actions, ...(view.actions ?? [])], [...(view.buttons ?? []), again], view.help);
    this.querySelector(".wb-meta")?.append(this.#solved);
    const confidence = view.checkLabel ? this.#confidence.element : null;
    this.append(h("div", { class: "wb-work" }, this.#notices, view.element, confidence, this.#panel.element));
    const first = (/** @type {Event} */ { target }) => {
      if (!(target instanceof Element) || !target.closest(".wb-prompt")) this.#work.begin();
    };
    this.addEventListener("pointerdown", first);
    this.addEventListener("input", first);
    const question = this.querySelector(".wb-prediction");
    if (question instanceof HTMLElement) this.#question = new Question(question, { ...PREDICTION, store: this.store });
    void this.#restore(host, view);
  }

  /** @returns {Host} */
  #host() {
    return {
      element: this,
      store: this.store,
      bundle: () => this.#work.bundle(),
      bundleOrNull: () => this.#work.bundleOrNull(),
      check: (submission, lookAtIt) => this.#check(submission, lookAtIt),
      run: (request, draw) => this.run(request, draw),
      changed: (draft) => this.#changed(draft),
      tell: (text) => this.#panel.tell(text),
      say: (text) => (this.#panel.status = text),
    };
  }

  get #id() {
    return this.dataset.id ?? "";
  }

  /** @returns {View} */
  get #shownView() {
    if (!this.#view) throw new Error("The exercise is not on a page, or of no known kind.");
    return this.#view;
  }

  /**
   * Grades what the learner has entered; while something runs, pressing the keys again changes nothing.
   *
   * @param {Submission} [submission] a part of it
   * @param {() => void} [lookAtIt] brings the result into view, where that is not in the panel
   */
  async #check(submission = this.#shownView.read(), lookAtIt) {
    if (this.#work.busy) return;
    const lookAtPanel = () => this.#panel.bringIntoView();
    const result = this.submit(submission);
    if (!lookAtIt) requestAnimationFrame(lookAtPanel); // by then it says what is going on
    await result.then(lookAtIt ?? lookAtPanel, lookAtPanel); // or why there is no result
  }

  /** @param {Draft} draft */
  #changed(draft) {
    this.#work.begin();
    this.store.saveDraft(draft);
    // a verdict says nothing of the scratch area
    if (this.#ran || draft.submission !== undefined) this.#panel.outdate();
  }

  /** Starts loading, at the learner's first step, so that Python is there when it is wanted. */
  #begin() {
    void this.#work.bundleOrNull().then((bundle) => {
      if (bundle && !this.store.record.draft.exercise_version) {
        this.store.saveDraft({ exercise_version: bundle.exercise.version, starter: bundle.exercise.starter ?? "" });
      }
    });
    if (this.#view?.needsPython) this.#work.startPython();
  }

  /**
   * @param {Host} host
   * @param {View} view
   */
  async #restore(host, view) {
    const interrupted = wasInterrupted(this.#id); // before a check of this page says that it is under way
    await this.store.load();
    this.#solved.hidden = !this.store.record.passed;
    this.#question?.restore();
    if (this.store.record.passed) this.#question?.reveal();
    try {
      // where the learner was quicker than the store, what is on the page stays
      await restoreDraft(host, view, !this.#work.begun, this.#addNote);
    } catch (error) {
      this.#note("What this browser has kept of your work here is damaged and cannot be shown.");
      console.warn("The learner's draft cannot be restored.", error);
    }
    if (interrupted) this.#tellOfInterruption();
  }

  #tellOfInterruption() {
    const again = button("Check again", () => {
      notice.remove();
      void this.#check();
    });
    const words = "This page was left while your work was being checked, so that check gave no verdict. Your work is kept.";
    const notice = this.#note(words, again);
    // a page that is only passed through has told nobody
    setTimeout(() => {
      if (notice.isConnected && this.dataset.state !== "checking") noteCheck(this.#id, false);
    }, READ_MS);
  }

  /**
   * @param {Draft} draft that takes the place of what is shown
   * @param {string} [words] which say so
   */
  async #showDraft(draft, words) {
    const before = JSON.stringify(this.#shownView.read());
    await showDraft(this.#host(), this.#shownView, draft);
    this.#solved.hidden = !this.store.record.passed;
    if (JSON.stringify(this.#shownView.read()) !== before) this.#panel.outdate();
    if (words) this.#panel.status = words;
  }

  /**
   * @param {Host} host
   * @param {View} view
   */
  async #startOver(host, view) {
    if (!(await startOver(host, view))) return;
    this.#panel.show();
    this.#panel.status = "The exercise is back at its beginning.";
  }

  /**
   * Puts a notice above the exercise.
   *
   * @param {string} text
   * @param {...HTMLElement} buttons
   * @returns {HTMLElement}
   */
  #note(text, ...buttons) {
    const notice = h("div", { class: "wb-notice", role: "status" }, h("p", {}, text), ...buttons);
    this.#notices.append(notice);
    return notice;
  }

  /** @type {import("./drafts.js").Note} */
  #addNote = (text, ...buttons) => this.#note(text, ...buttons);

  /**
   * @param {"problem" | "version"} kind
   * @param {HTMLElement | "" | null} notice in the place of the last one of its kind
   */
  #replaceNote(kind, notice) {
    this.#standing.get(kind)?.remove();
    if (notice) this.#standing.set(kind, notice);
    else this.#standing.delete(kind);
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
    view.show?.(report, bundle, submission);
    const source = typeof submission === "string" ? submission : JSON.stringify(submission);
    const goToLine = view.goToLine && ((/** @type {number} */ line) => view.goToLine?.(line));
    const heading = view.heading?.(report);
    const words = view.inWords?.(report) ?? inWords(report, heading);
    if (view.isShownByView?.(report)) {
      this.#panel.show();
      this.#panel.status = words;
    } else {
      const compared = report.verdict === "pass" ? this.#question?.reveal() : undefined;
      const after = report.verdict === "pass" && { next: nextSteps(this), more: view.afterPass?.(bundle) };
      const prediction = compared && comparison(compared);
      this.#panel.show(reportView(report, { source, heading, list: view.list?.(report), goToLine, prediction, ...after }));
      this.#panel.tell(compared ? [words, ...compared].join(" ") : words);
    }
    this.#ran = false;
  }

  #flush = () => void this.store.flush();

  #look = () => void (document.visibilityState === "visible" ? this.store.look() : this.store.flush());
}
