/** The strip below an exercise: its buttons, what is going on, and the place for results. */

import { button, h } from "../base/dom.js";
import { bringIntoView } from "../base/in_view.js";

/**
 * @typedef {object} Action
 * @property {string} text
 * @property {() => unknown} run
 * @property {string} [shortcut] as `aria-keyshortcuts` writes it
 * @property {"primary" | "plain" | "quiet"} [rank]
 *
 * @typedef {object} Progress
 * @property {string} label what goes on
 * @property {string} [title] the same, said in full above the bar
 * @property {number | null} share that is done, null where that is not known
 * @property {string} words how far it is
 */

/** One panel. `status` is the only live region: it says in a sentence what happened. */
export class Panel {
  #busy = false;
  #stop;
  #status = h("p", { class: "wb-status", role: "status" });
  #title = h("p", {});
  #bar = h("progress", { max: 1 });
  #words = h("span", {});
  #progress = h("div", { class: "wb-progress", hidden: true }, this.#title, this.#bar, this.#words);
  #result = h("div", { class: "wb-result" });
  #actions = h("div", { class: "wb-actions" });
  /** @type {HTMLButtonElement[]} */
  #starters = [];
  element = h("div", { class: "wb-panel" }, this.#actions, this.#progress, this.#status, this.#result);

  /** @param {() => void} stop */
  constructor(stop) {
    this.#stop = button("Stop", stop, { class: "wb-button wb-stop", hidden: true });
  }

  /**
   * @param {Action[]} actions that start work, the main one first
   * @param {HTMLElement[]} others buttons that are always available
   * @param {Node} [help] what some of these show
   */
  offer(actions, others, help) {
    this.#starters = actions.map((action) => this.#starter(action));
    this.#actions.append(...this.#starters, this.#stop, h("span", { class: "wb-spacer" }), ...others);
    if (help) this.#actions.after(help);
  }

  /** @param {Action} action */
  #starter({ text, run, shortcut, rank = "plain" }) {
    const start = () => {
      if (!this.#busy) run();
    };
    return button(text, start, { class: `wb-button wb-${rank}`, "aria-keyshortcuts": shortcut });
  }

  /** @param {boolean} busy while it is, the buttons wait, and Stop is there */
  set busy(busy) {
    this.#busy = busy;
    for (const starter of this.#starters) starter.setAttribute("aria-disabled", String(busy));
    // a focused button that vanishes would throw the keyboard back to the top of the page
    if (!busy && document.activeElement === this.#stop) this.#starters[0]?.focus();
    this.#stop.hidden = !busy;
    if (!busy) this.#progress.hidden = true;
  }

  /** @param {string} text one sentence, read out politely */
  set status(text) {
    delete this.#status.dataset.told;
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /**
   * Reads out what the eye finds in the result below.
   *
   * @param {string} text
   */
  tell(text) {
    this.status = text;
    this.#status.dataset.told = "";
  }

  /**
   * Shows how far it is. Not read out: that is for the status, which says less.
   *
   * @param {Progress | null} progress
   */
  set progress(progress) {
    this.#progress.hidden = !progress;
    if (!progress) return;
    const { label, title = "", share, words } = progress;
    this.#title.textContent = title;
    this.#title.hidden = !title;
    this.#bar.setAttribute("aria-label", label);
    this.#bar.value = share ?? 0;
    this.#bar.hidden = share === null;
    this.#words.textContent = words;
  }

  /** @param {(Node | null)[]} nodes */
  show(...nodes) {
    this.#result.replaceChildren(...nodes.filter((node) => node !== null));
    delete this.#result.dataset.stale;
  }

  /** Scrolls to the result, or where there is none yet to what is going on. */
  bringIntoView() {
    bringIntoView(this.#result.firstElementChild ?? this.#status);
  }

  /** Says that the result belongs to an earlier text. */
  outdate() {
    if (this.#result.childElementCount) this.#result.dataset.stale = "";
  }

  /**
   * @param {string} message what went wrong, and what it means
   * @param {string} words on the button
   * @param {() => unknown} retry
   */
  fail(message, words, retry) {
    this.status = `${message} Your work is kept.`;
    this.show(h("div", { class: "wb-failed" }, h("p", {}, "Python is not running. "), button(words, retry)));
  }
}
