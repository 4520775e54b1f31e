/** The view of a code exercise: the editor for the submission, and a scratch area that is never graded. */

import { h } from "../base/dom.js";
import { checksView } from "../report/checks_view.js";
import { runView } from "../report/report.js";
import { Editor } from "./editor.js";
import { Help } from "./hints.js";

/**
 * @import { Draft, Report, Submission } from "../base/types.js"
 * @import { Answering, Host, Reporting } from "./view.js"
 */

/**
 * @implements {Answering}
 * @implements {Reporting}
 */
export class CodeView {
  needsPython = true;
  checkLabel = { text: "Check", shown: "Ctrl ⏎" };
  #host;
  #starter;
  #code;
  #scratch;
  #scratchBox;
  #help;
  /** The failing case that stands in the scratch area, as it was put there. */
  #case = "";

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const printed = host.element.querySelector(".wb-starter");
    this.#starter = printed?.querySelector("code")?.textContent?.trimEnd().concat("\n") ?? "";
    printed?.setAttribute("hidden", "");
    const keys = { oncheck: () => host.check(), onrun: () => this.run() };
    const saved = (/** @type {Draft} */ draft) => host.changed(draft);
    this.#code = new Editor({
      ...keys,
      label: `Your code for “${host.element.dataset.title}”`,
      text: this.#starter,
      rows: 8,
      onchange: () => saved({ submission: this.#code.text }),
    });
    this.#scratch = new Editor({
      ...keys,
      label: `Scratch area for “${host.element.dataset.title}”`,
      text: "",
      rows: 4,
      onchange: () => saved({ scratch: this.#scratch.text }),
    });
    this.#scratchBox = scratchBox(this.#scratch.element);
    this.#help = new Help(host);
    this.element = h("div", { class: "wb-code" }, this.#code.element, keysNote(), this.#scratchBox);
    this.below = this.#help.element;
  }

  /** @returns {import("./panel.js").Action[]} */
  get actions() {
    return [{ text: "Run", run: () => this.run(), shortcut: "Shift+Enter", shown: "Shift ⏎" }];
  }

  get buttons() {
    return this.#help.buttons;
  }

  read() {
    return this.#code.text;
  }

  /** @returns {Draft} */
  get draft() {
    return { submission: this.read() };
  }

  /** @param {Draft} draft */
  restore({ submission, scratch }) {
    if (typeof submission === "string") this.#code.text = submission;
    if (typeof scratch !== "string") return;
    this.#scratch.text = scratch;
    if (scratch) this.#scratchBox.open = true;
  }

  /** @param {import("../base/types.js").Bundle} bundle */
  reset(bundle) {
    this.#code.text = bundle.exercise.starter ?? this.#starter;
  }

  /** @param {import("../base/types.js").Bundle} bundle */
  isUntouched(bundle) {
    return this.read().trim() === (bundle.exercise.starter ?? this.#starter).trim();
  }

  run() {
    const request = { do: "run", submission: this.read(), scratch: this.#scratch.text };
    return this.#host.run(request, (run) => runView(run, (where, line) => this.goToLine(line, where)));
  }

  /**
   * @param {Submission} submission
   * @param {import("./grading.js").Grading} grading
   */
  fingerprint(submission, grading) {
    return grading.fingerprint(submission);
  }

  /** @param {Report} report */
  show(report) {
    this.#code.markLine(report.line);
  }

  /** @param {Report} report */
  list(report) {
    return checksView(report, (source) => this.#showCase(source));
  }

  /**
   * Puts a failing case below what the learner has in the scratch area, or in the place of the case before it.
   *
   * @param {string} source
   */
  async #showCase(source) {
    this.#scratchBox.open = true;
    await this.#scratch.place(source, this.#case);
    this.#case = source;
    this.#host.say("The failing case is in the scratch area. Run executes it after your code; Ctrl+Z takes it away again.");
  }

  /**
   * @param {number} line
   * @param {"submission" | "scratch"} [where]
   */
  goToLine(line, where = "submission") {
    if (where === "scratch") this.#scratchBox.open = true;
    void (where === "scratch" ? this.#scratch : this.#code).goToLine(line);
  }

  destroy() {
    this.#code.destroy();
    this.#scratch.destroy();
  }
}

/** @param {HTMLElement} editor */
function scratchBox(editor) {
  const words = "Run executes this after your code. It is saved, and never graded. print(…) and show(x, y) show values here.";
  return h("details", { class: "wb-scratch" }, h("summary", {}, "Scratch area"), h("p", { class: "wb-note" }, words), editor);
}

function keysNote() {
  const keys = [["Ctrl ⏎", "check"], ["Shift ⏎", "run"], ["Ctrl ]", "indent"], ["Tab", "leave the editor"]];
  return h("p", { class: "wb-note wb-keys" }, ...keys.flatMap(([key, does]) => [h("kbd", {}, key), ` ${does} `]));
}
