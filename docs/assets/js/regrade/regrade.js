/**
 * `<wb-regrade>`: grades a class's hand-ins in the reader's browser. Nothing of them leaves it, and nothing is kept in the
 * reader's own record.
 */

import { CAN_RUN_PYTHON } from "../runtime/able.js";
import { announce } from "../base/announce.js";
import { button, confirm, h } from "../base/dom.js";
import { saveFile } from "../base/save.js";
import { ASSETS } from "../base/site.js";
import { runtime } from "../runtime/runtime.js";
import { batch } from "./batch.js";
import { chosenFiles, droppedFiles } from "./files.js";
import { Filters } from "./filters.js";
import { COLUMNS } from "./grades.js";
import { spreadsheet } from "./spreadsheet.js";
import { GradesTable } from "./table.js";
import { farOf, filteredWords, sentenceOf } from "./words.js";

/** @import { Which } from "./batch.js" */

const NO_PYTHON = "This browser cannot run Python, so nothing can be graded here. Take another one, or the command in a terminal.";
const ACCEPTED = ".csv,.json,.py,.zip,text/csv,application/json,application/zip,text/x-python";
/** @type {[Which, string][]} */
const WHICH = [
  ["latest", "the last attempt"],
  ["best", "the best one"],
  ["all", "each of them"],
];
/** Between two looks at what has come, at least; and of the time so much may go into looking. */
const LOOK_MS = 200;
const SHARE = 0.2;
/** Between two sentences that are read out while it grades. */
const SAY_MS = 15_000;

export class RegradeElement extends HTMLElement {
  #files = h("input", { type: "file", multiple: true, accept: ACCEPTED, hidden: true, onchange: () => void this.#take(this.#files) });
  #folder = h("input", { type: "file", webkitdirectory: true, hidden: true, onchange: () => void this.#take(this.#folder) });
  #drop = h(
    "div",
    { class: "wb-drop" },
    h("p", {}, "Drop files or folders here, or"),
    h(
      "div",
      { class: "wb-actions" },
      button("Choose files", () => this.#files.click(), { class: "wb-button wb-primary" }),
      // phones choose no folders
      "webkitdirectory" in this.#folder && button("Choose a folder", () => this.#folder.click()),
    ),
  );
  #which = WHICH.map(([value]) => h("input", { type: "radio", name: "wb-which", value, onchange: () => (batch.which = value) }));
  #keep = h("input", { type: "checkbox", onchange: () => this.#keepPasses() });
  #keeping = h("label", { class: "wb-check-label", hidden: true }, this.#keep, "a pass in the earlier grades.csv stays");
  #stop = button("Stop", () => batch.stop(), { class: "wb-button wb-stop" });
  #goOn = button("Go on", () => batch.goOn());
  #save = button("Download grades.csv", () => this.#download());
  #clear = button("Remove all", () => void this.#removeAll(), { class: "wb-button wb-quiet" });
  #bar = h("progress", { "aria-label": "How much is done" });
  #far = h("span", {});
  #progress = h("div", { class: "wb-progress", hidden: true }, this.#bar, this.#far);
  #status = h("p", { class: "wb-status", role: "status" });
  #shown = h("p", { class: "wb-note" });
  #filters = new Filters((id) => batch.exercises.get(id)?.title ?? id, () => this.#filter());
  #table = new GradesTable({ exercises: batch.exercises, bundle: (exercise) => batch.bundle(exercise) });
  #left = new AbortController();
  #timer = 0;
  #said = { sentence: "", at: 0 };
  /** Milliseconds that the last look took: tables may be very long. */
  #took = 0;
  #update = () => void (this.#timer ||= setTimeout(() => this.#show(), Math.max(LOOK_MS, this.#took / SHARE)));

  connectedCallback() {
    if (!CAN_RUN_PYTHON) return this.replaceChildren(h("div", { class: "wb-notice" }, h("p", {}, NO_PYTHON)));
    if (!this.contains(this.#drop)) this.#build();
    const { signal } = (this.#left = new AbortController());
    for (const source of [batch, runtime]) source.addEventListener("change", this.#update, { signal });
    // a file that is dropped anywhere else would take the place of the page
    for (const event of /** @type {const} */ (["dragover", "dragleave", "drop"])) document.addEventListener(event, this.#drag, { signal });
    addEventListener("beforeunload", (event) => batch.unsaved && event.preventDefault(), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#left.abort();
    batch.stop(); // the reader's own exercises want the same Python
  }

  #build() {
    for (const { dataset, textContent } of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-id]"))) {
      batch.exercises.set(dataset.id ?? "", { kind: dataset.kind ?? "", title: textContent ?? "" });
    }
    const labels = WHICH.map(([, words], at) => h("label", {}, this.#which[at], words));
    this.replaceChildren(
      // only this page needs it
      h("link", { rel: "stylesheet", href: new URL("css/regrade.css", ASSETS).href }),
      this.#drop,
      this.#files,
      this.#folder,
      h("fieldset", { class: "wb-which" }, h("legend", {}, "Of each learner and exercise counts"), ...labels, this.#keeping),
      h("div", { class: "wb-actions" }, this.#stop, this.#goOn, this.#save, this.#clear),
      this.#progress,
      this.#status,
      this.#filters.element,
      this.#shown,
      this.#table.element,
    );
  }

  #show() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const begun = performance.now();
    const { phase, files, count, which } = batch;
    const { entries } = batch;
    const busy = phase === "reading" || phase === "grading";
    for (const radio of this.#which) radio.checked = radio.value === which;
    this.#keeping.hidden = !batch.before.length;
    this.#keep.checked = batch.neverLower;
    // a focused button that vanishes would throw the keyboard back to the top of the page
    const hadFocus = [this.#stop, this.#goOn].some((control) => control === document.activeElement);
    this.#stop.hidden = !busy;
    this.#goOn.hidden = phase !== "stopped" && phase !== "failed";
    this.#save.hidden = !entries.length;
    this.#clear.hidden = !files.all;
    if (hadFocus) [this.#stop, this.#goOn, this.#save].find((control) => !control.hidden)?.focus();
    this.#showProgress(busy, phase === "reading" ? files : count);
    this.#say(sentenceOf(batch, entries));
    this.#filters.offer(entries);
    this.#showRows(entries);
    this.#took = performance.now() - begun;
  }

  /**
   * @param {boolean} busy
   * @param {{done: number, all: number}} count
   */
  #showProgress(busy, count) {
    const loads = busy && batch.phase === "grading" && runtime.phase === "loading";
    const { done, all } = loads ? { done: runtime.progress.loaded, all: runtime.progress.total } : count;
    this.#progress.hidden = !busy;
    this.#bar.max = all || 1;
    this.#bar.value = done;
    this.#far.textContent = loads ? "Python is being loaded" : farOf(batch);
  }

  /** @param {string} sentence which is read out, and while it grades now and then how far it is */
  #say(sentence) {
    const now = Date.now();
    const isNew = sentence !== this.#said.sentence;
    if (!isNew && (batch.phase !== "grading" || now - this.#said.at < SAY_MS)) return;
    this.#said = { sentence, at: now };
    this.#status.textContent = isNew ? sentence : `${farOf(batch)}.`;
  }

  /** @param {import("./grades.js").Entry[]} entries */
  #showRows(entries) {
    const passed = this.#filters.passed(entries);
    this.#table.show(passed, Boolean(entries.length));
    this.#shown.textContent = entries.length ? filteredWords(passed.length, entries.length) : "";
  }

  #keepPasses() {
    batch.neverLower = this.#keep.checked;
    if (batch.entries.length) batch.unsaved = true;
    this.#show();
  }

  #filter() {
    this.#show();
    announce(this.#shown.textContent ?? "");
  }

  /** @param {HTMLInputElement} input */
  #take(input) {
    this.#add(chosenFiles(input.files ?? []));
    input.value = ""; // so that the same can be chosen again
  }

  /** @param {import("./hand_ins.js").Given[]} given */
  #add(given) {
    if (given.length) batch.add(given);
    else this.#status.textContent = "None of these is a file of progress (.json), a program (.py), a zip of them, or a table (.csv).";
  }

  #drag = (/** @type {DragEvent} */ event) => {
    const { dataTransfer, type } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#drop.toggleAttribute("data-over", type === "dragover");
    if (type !== "drop") return;
    droppedFiles(dataTransfer).then(
      (given) => this.#add(given),
      (error) => {
        console.warn("What was dropped cannot be read.", error);
        this.#status.textContent = "What was dropped cannot be read. Try “Choose files”.";
      },
    );
  };

  #download() {
    saveFile("grades.csv", "text/csv", spreadsheet(COLUMNS, batch.entries.map(({ row }) => row)));
    if (batch.phase === "idle") batch.unsaved = false;
  }

  async #removeAll() {
    const text = "The table and what was read for it are forgotten. The files themselves stay where they are.";
    const sure = !batch.unsaved || (await confirm(this, { title: "Remove all?", text, yes: "Remove all", no: "Keep it" }));
    if (!sure) return;
    await batch.clear();
    this.#show();
    this.#drop.querySelector("button")?.focus();
  }
}
