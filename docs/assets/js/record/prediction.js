/** What is asked before a figure can be moved, or before code is written: the answer is kept and set beside the outcome. */

import { button, h } from "../base/dom.js";

/** @import { Prediction } from "../base/types.js" */

/**
 * @typedef {object} Asking Who asks, and what becomes of the answer.
 * @property {import("./store.js").Store} store keeps the answer
 * @property {string} witness what bears the outcome out: "the figure"
 * @property {string} pass on the button for those who do not want to answer
 * @property {string} [later] said of an answer until `reveal` is called; without it the outcome is told at once
 * @property {(positions: number[] | null) => void} [onclose] called once the question is closed, with a figure's positions in
 *   the state that shows the outcome, or null where nothing is to be moved
 */

/** A question that stands in the page; this adds the choices. */
export class Question {
  #element;
  /** @type {Prediction} */
  #prediction;
  #asking;
  #choices;
  #choice = "";
  #isRevealed;
  isOpen = true;

  /**
   * @param {HTMLElement} element with `data-prediction`
   * @param {Asking} asking
   */
  constructor(element, asking) {
    this.#element = element;
    this.#prediction = JSON.parse(element.dataset.prediction ?? "");
    this.#asking = asking;
    this.#isRevealed = !asking.later;
    const { question, choices } = this.#prediction;
    this.#choices = h(
      "div",
      { class: "wb-choices", role: "group", "aria-label": question },
      ...choices.map((choice) => button(choice, () => this.#answer(choice))),
      button(asking.pass, () => this.skip(true), { class: "wb-button wb-quiet" }),
    );
    element.querySelector(".wb-on-paper")?.setAttribute("hidden", "");
    element.append(this.#choices);
  }

  /** Brings back the answer of an earlier visit, once the store is loaded. */
  restore() {
    const { prediction } = this.#asking.store.record;
    if (this.#choice || prediction === null || !this.#prediction.choices.includes(prediction)) return;
    this.#choice = prediction;
    this.#say();
    this.#close(null);
  }

  /** @param {string} choice */
  #answer(choice) {
    this.#choice = choice;
    void this.#asking.store.add("prediction", { choice });
    this.#say().focus();
    this.#close(this.#prediction.shows ?? null);
  }

  /**
   * Goes on without an answer.
   *
   * @param {boolean} pressed by the reader, whose focus was on what goes away
   */
  skip(pressed = false) {
    if (!this.isOpen) return;
    if (pressed) {
      this.#element.tabIndex = -1;
      this.#element.focus();
    }
    this.#close(null);
  }

  /** Tells the outcome, to those who have not answered too. @returns {string[]} the comparison, and what there is to say of it */
  reveal() {
    this.#isRevealed = true;
    this.#say();
    this.#close(null);
    return this.#words;
  }

  /** @param {number[] | null} positions */
  #close(positions) {
    this.#choices.remove();
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#asking.onclose?.(positions);
  }

  /**
   * How the answer compares. There is no mark, neither for the eye nor in the record.
   *
   * @returns {string[]}
   */
  get #words() {
    const { choices, right, after } = this.#prediction;
    const { witness, later = "" } = this.#asking;
    if (!this.#isRevealed) return [`You predicted: ${this.#choice}.`, later];
    if (!this.#choice) return [`The answer is: ${choices[right]}.`, after];
    const isRight = this.#choice === choices[right];
    const verdict = isRight ? `and that is what ${witness} shows.` : `and ${witness} shows: ${choices[right]}.`;
    return [`You predicted: ${this.#choice}, ${verdict}`, after];
  }

  /** @returns {HTMLElement} what is said of the answer, in the place of what was said before */
  #say() {
    const paragraph = comparison(this.#words);
    paragraph.tabIndex = -1;
    this.#element.querySelector(".wb-compared")?.remove();
    this.#element.append(paragraph);
    return paragraph;
  }
}

/**
 * @param {string[]} words the comparison, and what there is to say of it
 * @returns {HTMLElement}
 */
export function comparison([compared, after]) {
  return h("p", { class: "wb-compared" }, h("b", {}, compared), ` ${after}`);
}
