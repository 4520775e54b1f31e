/**
 * A place to write Python: a plain textarea at once, and CodeMirror in its place from the first focus on. Tab is left
 * alone, so that the keyboard can always leave the editor. Ctrl-] and Ctrl-[ indent, and, as many keyboards have no such
 * keys, Tab and Shift-Tab do it after Escape.
 */

import { button, h, newId } from "../../base/dom.js";
import { once } from "../../base/once.js";
import { place, vendor } from "../../base/site.js";
import { extensions } from "./code_mirror.js";
import { keyRow, toolbar } from "./toolbar.js";

/**
 * @import { CodeMirror } from "./code_mirror.js"
 *
 * @typedef {InstanceType<CodeMirror["EditorView"]>} EditorView
 * @typedef {object} EditorOptions
 * @property {string} name no other editor of the site has it
 * @property {string} [caption] above the editor
 * @property {HTMLElement[]} [buttons] above it, too
 * @property {string} label name for screen readers
 * @property {string} text
 * @property {number} rows lines shown at least
 * @property {() => string} [before] a text that runs before this one, whose names it may use
 * @property {() => void} onchange the learner changed the text
 * @property {() => void} oncheck Ctrl-Enter or Cmd-Enter
 * @property {() => void} onrun Shift-Enter
 */

/** Comes with CodeMirror, when somebody is about to write. */
const assisting = once(() => import("./assistance.js"));

/** One editor. `element` is what goes into the page, and `tools` right above it. */
export class Editor {
  #options;
  #textarea;
  /** @type {EditorView | null} */
  #view = null;
  /** @type {CodeMirror | null} */
  #library = null;
  /** @type {typeof import("./assistance.js") | null} */
  #help = null;
  /** @type {InstanceType<CodeMirror["Compartment"]> | null} */
  #mark = null;
  /** What is wrong with the text, in words. */
  #remark = h("div", { class: "wb-lint", id: newId("lint") });
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
    this.tools = toolbar(options.caption ?? "", options.buttons ?? []);
    const keys = keyRow((command) => this.#perform(command), (sign) => this.#type(sign));
    this.element = h("div", { class: "wb-editor", translate: "no" }, this.#textarea, keys, this.#remark);
    // CodeMirror takes Escape for a wish to leave the editor by Tab, so that its own handlers would come too late
    this.element.addEventListener("keydown", (event) => this.#indentByTab(event), { capture: true });
    this.element.addEventListener("focusout", () => (this.#escaped = false));
    addEventListener("pagehide", this.#keepUndo);
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
   * Puts in another text, as a paste would; one undo takes it away again.
   *
   * @param {string} text
   */
  async replace(text) {
    await this.#upgrade();
    if (this.#view) {
      const changes = { from: 0, to: this.#view.state.doc.length, insert: text };
      this.#view.dispatch({ changes, selection: { anchor: 0 }, userEvent: "input.paste", scrollIntoView: true });
      this.#view.focus();
    } else {
      this.#textarea.value = text;
      this.#options.onchange();
    }
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
    removeEventListener("pagehide", this.#keepUndo);
    const view = this.#view;
    if (!view) return;
    this.#keepUndo();
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
    // where names are offered, Escape closes the list
    const offers = this.#view && this.#library?.completionStatus(this.#view.state) === "active";
    this.#escaped = (event.key === "Escape" && !offers) || indents;
    if (!indents) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#perform(event.shiftKey ? "outdent" : "indent");
  }

  /** @param {import("./toolbar.js").Command} command */
  async #perform(command) {
    await this.#upgrade();
    if (!this.#view || !this.#library) return;
    const { undo, redo, indentLess, indentMore } = this.#library;
    ({ undo, redo, outdent: indentLess, indent: indentMore })[command](this.#view);
    this.#view.focus();
  }

  /** @param {string} sign as a key would put it in */
  async #type(sign) {
    await this.#upgrade();
    const view = this.#view;
    if (!view || !this.#library) {
      const { selectionStart: from, selectionEnd: to } = this.#textarea;
      this.#textarea.setRangeText(sign, from, to, "end");
      this.#textarea.focus();
      return this.#options.onchange();
    }
    const { state } = view;
    const plain = () => state.update(state.replaceSelection(sign), { userEvent: "input.type", scrollIntoView: true });
    view.dispatch(this.#library.insertBracket(state, sign) ?? plain());
    view.focus();
  }

  #keepUndo = () => {
    if (this.#view && this.#library) this.#help?.keepUndo(this.#library, this.#undoKey, this.#view.state);
  };

  get #undoKey() {
    return `${place()} undo ${this.#options.name}`;
  }

  /** @param {(import("./mistakes.js").Mistake & {line: number})[]} mistakes the first is said, and quietly: it is not read out */
  #tellOf([first, ...others]) {
    if (!first) return this.#remark.replaceChildren();
    const place = button(`Line ${first.line}`, () => this.goToLine(first.line), { class: "wb-button wb-quiet wb-tool" });
    const more = others.length ? ` And ${others.length} more.` : "";
    this.#remark.replaceChildren(place, ` ${first.message}${more}`);
  }

  async #upgrade() {
    if (this.#view) return;
    try {
      [this.#library, this.#help] = await Promise.all([vendor("codemirror"), assisting()]);
    } catch (error) {
      return void console.warn("The code editor could not be loaded; the plain one stays.", error);
    }
    // a change of editors would break off what an input method is composing; and the page may have been left meanwhile
    if (!this.#view && !this.#composing && this.#textarea.isConnected) this.#replaceTextarea(this.#library, this.#help);
  }

  /**
   * @param {CodeMirror} cm
   * @param {typeof import("./assistance.js")} help
   */
  #replaceTextarea(cm, help) {
    const { selectionStart: anchor, selectionEnd: head, value: doc } = this.#textarea;
    const focused = document.activeElement === this.#textarea;
    this.#mark = new cm.Compartment();
    const config = { extensions: [this.#extensions(cm, this.#mark), help.assistance(cm, this.#assisted())] };
    const state = help.keptState(cm, this.#undoKey, doc, config) ?? cm.EditorState.create({ doc, ...config });
    this.#view = new cm.EditorView({ state: state.update({ selection: { anchor, head } }).state });
    this.#view.dom.style.setProperty("--wb-height", `${this.#textarea.offsetHeight}px`);
    this.#textarea.replaceWith(this.#view.dom);
    if (focused) this.#view.focus();
  }

  /** @returns {import("./assistance.js").Assisted} */
  #assisted() {
    return { before: this.#options.before ?? (() => ""), onmistakes: (mistakes) => this.#tellOf(mistakes) };
  }

  /**
   * @param {CodeMirror} cm
   * @param {InstanceType<CodeMirror["Compartment"]>} mark
   */
  #extensions(cm, mark) {
    return [
      mark.of([]),
      cm.EditorView.contentAttributes.of({ "aria-describedby": this.#remark.id }),
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
