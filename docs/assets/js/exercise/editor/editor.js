/**
 * A place to write Python: a plain textarea at once, and CodeMirror in its place from the first focus on. Tab is left
 * alone, so that the keyboard can always leave the editor. Ctrl-] and Ctrl-[ indent, and, as many keyboards have no such
 * keys, Tab and Shift-Tab do it after Escape.
 */

import { h } from "../../base/dom.js";
import { extensions, library } from "./code_mirror.js";
import { toolbar } from "./toolbar.js";

/**
 * @import { CodeMirror } from "./code_mirror.js"
 *
 * @typedef {InstanceType<CodeMirror["EditorView"]>} EditorView
 * @typedef {object} EditorOptions
 * @property {string} [caption] above the editor
 * @property {string} label name for screen readers
 * @property {string} text
 * @property {number} rows lines shown at least
 * @property {() => void} onchange the learner changed the text
 * @property {() => void} oncheck Ctrl-Enter or Cmd-Enter
 * @property {() => void} onrun Shift-Enter
 */

/** One editor. `element` is what goes into the page, and `tools` right above it. */
export class Editor {
  #options;
  #textarea;
  /** @type {EditorView | null} */
  #view = null;
  /** @type {CodeMirror | null} */
  #library = null;
  /** @type {InstanceType<CodeMirror["Compartment"]> | null} */
  #mark = null;
  #quiet = false;
  #composing = false;
  /** Escape was pressed, so that Tab indents. */
  #escaped = false;

  /** @param {EditorOptions} options */
  constructor(options) {
    this.#options = options;
    this.#textarea = h("textarea", {
      class: "wb-textarea",
      "aria-label": options.label,
      rows: Math.max(options.rows, options.text.split("\n").length + 1),
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      translate: "no",
      oninput: options.onchange,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#shortcut(event),
      onfocus: () => this.#upgrade(),
      oncompositionstart: () => (this.#composing = true),
      oncompositionend: () => {
        this.#composing = false;
        void this.#upgrade();
      },
    });
    this.#textarea.value = options.text;
    this.tools = toolbar(options.caption ?? "", (command) => this.#perform(command));
    this.element = h("div", { class: "wb-editor", translate: "no" }, this.#textarea);
    // CodeMirror takes Escape for a wish to leave the editor by Tab, so that its own handlers would come too late
    this.element.addEventListener("keydown", (event) => this.#indentByTab(event), { capture: true });
    this.element.addEventListener("focusout", () => (this.#escaped = false));
  }

  get text() {
    return this.#view ? this.#view.state.doc.toString() : this.#textarea.value;
  }

  /** Puts in another text, without calling `onchange`; the learner can undo it. */
  set text(text) {
    if (text === this.text) return;
    this.#quiet = true;
    if (this.#view) this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    else this.#textarea.value = text;
    this.#quiet = false;
  }

  /**
   * Marks a line as the one that the feedback speaks of, until the text changes.
   *
   * @param {number | null} number counted from 1
   */
  markLine(number) {
    if (!this.#view || !this.#library || !this.#mark) return;
    const { doc } = this.#view.state;
    const { Decoration, EditorView } = this.#library;
    const inside = number !== null && number >= 1 && number <= doc.lines;
    const line = Decoration.line({ class: "wb-error-line" });
    const marks = inside ? EditorView.decorations.of(Decoration.set([line.range(doc.line(number).from)])) : [];
    this.#view.dispatch({ effects: this.#mark.reconfigure(marks) });
  }

  /**
   * Puts the cursor at the start of a line.
   *
   * @param {number} number counted from 1
   */
  async goToLine(number) {
    await this.#upgrade();
    const before = this.text.split("\n").slice(0, number - 1);
    const at = Math.min(before.join("\n").length + (before.length ? 1 : 0), this.text.length);
    if (this.#view) {
      this.#view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      this.#view.focus();
      this.markLine(number);
    } else {
      this.#textarea.setSelectionRange(at, at);
      this.#textarea.focus();
    }
  }

  /**
   * Puts a text below all that is there and the cursor before it. One undo takes it away again.
   *
   * @param {string} text
   * @param {string} [instead] a text whose place it takes if that is still there, unchanged
   */
  async place(text, instead = "") {
    await this.#upgrade();
    const whole = this.text;
    const there = wholeLines(whole, text);
    const old = there < 0 && instead ? wholeLines(whole, instead) : there;
    const from = old < 0 ? whole.length : old;
    const to = old < 0 ? from : from + (there < 0 ? instead : text).length;
    const gap = old < 0 && whole.trim() ? (whole.endsWith("\n") ? "\n" : "\n\n") : "";
    const change = { from, to, insert: gap + text };
    const at = from + gap.length;
    if (this.#view) {
      // as one paste: what was typed just before is not undone with it
      const event = { userEvent: "input.paste", scrollIntoView: true };
      this.#view.dispatch({ changes: there < 0 ? change : [], selection: { anchor: at }, ...event });
      this.#view.focus();
    } else {
      if (there < 0) this.#textarea.setRangeText(change.insert, from, to);
      this.#textarea.setSelectionRange(at, at);
      this.#textarea.focus();
      this.#options.onchange();
    }
  }

  /**
   * Puts the plain textarea back. CodeMirror listens at window and document, which would hold it, and with it the whole
   * page that it was in; an editor that is used again after all gets another one.
   */
  destroy() {
    const view = this.#view;
    if (!view) return;
    this.#textarea.value = this.text;
    this.#view = null;
    view.dom.replaceWith(this.#textarea);
    view.destroy();
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    if (event.key !== "Enter" || event.isComposing) return false;
    const action = event.ctrlKey || event.metaKey ? this.#options.oncheck : event.shiftKey ? this.#options.onrun : null;
    if (!action) return false;
    event.preventDefault();
    action();
    return true;
  }

  /** @param {KeyboardEvent} event */
  #indentByTab(event) {
    if (event.key === "Shift") return;
    const indents = event.key === "Tab" && this.#escaped && !event.ctrlKey && !event.altKey && !event.metaKey;
    this.#escaped = event.key === "Escape" || indents;
    if (!indents) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#perform(event.shiftKey ? "outdent" : "indent");
  }

  /** @param {import("./toolbar.js").Command} command */
  async #perform(command) {
    await this.#upgrade();
    if (!this.#view || !this.#library) return;
    const { undo, indentLess, indentMore } = this.#library;
    ({ undo, outdent: indentLess, indent: indentMore })[command](this.#view);
    this.#view.focus();
  }

  async #upgrade() {
    if (this.#view) return;
    try {
      this.#library = await library();
    } catch (error) {
      return void console.warn("The code editor could not be loaded; the plain one stays.", error);
    }
    // a change of editors would break off what an input method is composing; and the page may have been left meanwhile
    if (!this.#view && !this.#composing && this.#textarea.isConnected) this.#replaceTextarea(this.#library);
  }

  /** @param {CodeMirror} cm */
  #replaceTextarea(cm) {
    const { selectionStart: anchor, selectionEnd: head, value: doc } = this.#textarea;
    const focused = document.activeElement === this.#textarea;
    this.#mark = new cm.Compartment();
    const state = cm.EditorState.create({ doc, selection: { anchor, head }, extensions: this.#extensions(cm, this.#mark) });
    this.#view = new cm.EditorView({ state });
    this.#view.dom.style.setProperty("--wb-height", `${this.#textarea.offsetHeight}px`);
    this.#textarea.replaceWith(this.#view.dom);
    if (focused) this.#view.focus();
  }

  /**
   * @param {CodeMirror} cm
   * @param {InstanceType<CodeMirror["Compartment"]>} mark
   */
  #extensions(cm, mark) {
    return [
      mark.of([]),
      // before the usual keys, of which Ctrl-Enter is one
      cm.EditorView.domEventHandlers({ keydown: (event) => this.#shortcut(event) }),
      extensions(cm, this.#options.label),
      cm.EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        this.markLine(null);
        if (!this.#quiet) this.#options.onchange();
      }),
    ];
  }
}

/**
 * @param {string} whole
 * @param {string} text
 * @returns {number} where the text begins a line, below zero if nowhere
 */
function wholeLines(whole, text) {
  return `\n${whole}`.lastIndexOf(`\n${text}`);
}
