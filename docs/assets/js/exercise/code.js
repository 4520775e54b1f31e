/** The view of a code exercise: the editor for the submission, and a scratch area that is never graded. */

import { CAN_RUN_PYTHON } from "../runtime/able.js";
import { button, h } from "../base/dom.js";
import { FROM_DISK } from "../base/site.js";
import { checksView } from "../report/checks_view.js";
import { runView } from "../report/report.js";
import { codeView } from "./editor/code_mirror.js";
import { Editor } from "./editor/editor.js";
import { Help } from "./hints.js";
import { OwnFunctions } from "./own_functions.js";
import { waysView } from "./solution.js";

/**
 * @import { Draft, Report, Submission } from "../base/types.js"
 * @import { Answering, Host, Reporting } from "./view.js"
 */

const NO_PYTHON =
  "This browser cannot run Python, so code is neither run nor checked here. You can write it, and read the hints and the solution.";

/**
 * @implements {Answering}
 * @implements {Reporting}
 */
export class CodeView {
  needsPython = true;
  checkLabel = { text: "Check" };
  #host;
  #starter;
  #code;
  #scratch;
  #scratchBox;
  #help;
  #own;
  #printed;
  #link = button("Copy link", () => this.#copyLink(), { class: "wb-button wb-quiet wb-tool" });
  /** Where code from a link is shown. */
  #linked = h("div");
  /** The failing case that stands in the scratch area, as it was put there. */
  #case = "";

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const printed = host.element.querySelector(".wb-starter");
    this.#printed = printed?.querySelector("code") ?? null;
    this.#starter = this.#printed?.textContent?.trimEnd().concat("\n") ?? "";
    printed?.setAttribute("hidden", "");
    const keys = { oncheck: () => host.check(), onrun: () => this.run() };
    const saved = (/** @type {Draft} */ draft) => host.changed(draft);
    this.#code = new Editor({
      ...keys,
      name: `${host.element.dataset.id} code`,
      caption: "Your code",
      buttons: FROM_DISK ? [] : [this.#link],
      label: `Your code for “${host.element.dataset.title}”`,
      text: this.#starter,
      rows: 8,
      onchange: () => {
        this.#changed();
        saved({ submission: this.#code.text });
      },
    });
    this.#own = new OwnFunctions(host.element, this.#code, host.say);
    this.#scratch = new Editor({
      ...keys,
      name: `${host.element.dataset.id} scratch`,
      before: () => this.#code.text,
      label: `Scratch area for “${host.element.dataset.title}”`,
      text: "",
      rows: 4,
      onchange: () => saved({ scratch: this.#scratch.text }),
    });
    this.#scratchBox = scratchBox(this.#scratch.tools, this.#scratch.element);
    this.#help = new Help(host, () => this.read());
    const unable = !CAN_RUN_PYTHON && h("div", { class: "wb-notice" }, h("p", {}, NO_PYTHON));
    // the rows of keys stay in reach within the code, and not beside the scratch area, which has its own
    const code = h("div", { class: "wb-code" }, unable, this.#linked, this.#code.tools, this.#code.element, keysNote());
    this.element = h("div", {}, code, this.#scratchBox);
    this.help = this.#help.element;
    addEventListener("hashchange", this.#openLink);
    void this.#openLink();
  }

  /** @returns {import("./panel.js").Action[]} */
  get actions() {
    return [{ text: "Run", run: () => this.run(), shortcut: "Shift+Enter" }];
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
    if (typeof submission === "string") this.#write(submission);
    if (typeof scratch !== "string") return;
    this.#scratch.text = scratch;
    if (scratch) this.#scratchBox.open = true;
  }

  /** @param {import("../base/types.js").Bundle} bundle */
  reset(bundle) {
    this.#write(bundle.exercise.starter ?? this.#starter);
  }

  /** @param {string} text */
  #write(text) {
    this.#code.text = text;
    this.#changed();
  }

  /** On paper the learner's code stands in the place of the starter, and of the room to write. */
  #changed() {
    this.#printed?.replaceChildren(this.read());
    this.#printed?.closest(".wb-starter")?.classList.toggle("wb-filled", this.read().trim() !== this.#starter.trim());
    this.#own.offer();
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

  /** @param {import("../base/types.js").Bundle} bundle */
  afterPass({ ways }) {
    return waysView(ways);
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

  get #sharing() {
    const { element, bundle, say } = this.#host;
    return { element, bundle, say, editor: this.#code, place: this.#linked, draw: codeView };
  }

  async #copyLink() {
    const { copyLink } = await import("./editor/shared.js");
    this.#link.textContent = (await copyLink(this.#sharing)) ? "Link copied" : "Copy link";
  }

  /** The address may carry code that somebody wants to show. */
  #openLink = async () => {
    if (!location.hash.startsWith("#shared=")) return;
    const { openLink } = await import("./editor/shared.js");
    await openLink(this.#sharing);
  };

  destroy() {
    removeEventListener("hashchange", this.#openLink);
    this.#code.destroy();
    this.#scratch.destroy();
    this.#own.destroy();
  }
}

/** @param {HTMLElement[]} editor */
function scratchBox(...editor) {
  const words = "Run executes this after your code. It is saved, and never graded. print(…), show(x, y), show.dots(x, y) and show.heatmap(values) show values here.";
  return h("details", { class: "wb-scratch" }, h("summary", {}, "Scratch area"), h("p", { class: "wb-note" }, words), ...editor);
}

/** The keys, as this platform names them. Not every keyboard has brackets of its own, hence a second way to indent. */
function keysNote() {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const [control, enter] = mac ? ["⌘", "↩"] : ["Ctrl", "Enter"];
  /** @type {[string[], string][]} */
  const keys = [
    [[`${control} ${enter}`], "check"],
    [[`Shift ${enter}`], "run"],
    [[`${control} ]`, "Esc Tab"], "indent"],
    [[`${control} F`], "find"],
    [["Tab"], "leave the editor"],
  ];
  const parts = keys.map(([names, does]) => h("span", {}, ...names.flatMap((name, at) => [at > 0 && " or ", h("kbd", {}, name)]), ` ${does}`));
  return h("p", { class: "wb-note wb-keys" }, ...parts);
}
