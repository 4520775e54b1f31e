/** What a figure asks before it can be moved, the answer that is kept, and how it compares with what the figure shows. */

import { button, h } from "../base/dom.js";
import { Store } from "../record/store.js";

/** @import { Prediction } from "../base/types.js" */

/** The question of one figure, which stands in the page; this adds the choices. Its figure shows nothing while it is open. */
export class Question {
  #element;
  /** @type {Prediction} */
  #prediction;
  #store;
  #choices;
  #onanswer;
  isOpen = true;

  /**
   * @param {HTMLElement} element with `data-prediction`
   * @param {string} figure
   * @param {(positions: number[] | null) => void} onanswer called once it is closed, with the controls' positions in the
   *   state that shows the answer, or null where the figure is to stay as it is
   */
  constructor(element, figure, onanswer) {
    this.#element = element;
    this.#prediction = JSON.parse(element.dataset.prediction ?? "");
    this.#onanswer = onanswer;
    this.#store = new Store(`figure ${figure}`);
    const { question, choices } = this.#prediction;
    this.#choices = h(
      "div",
      { class: "wb-choices", role: "group", "aria-label": question },
      ...choices.map((choice) => button(choice, () => this.#answer(choice))),
      button("Show it anyway", () => this.skip(true), { class: "wb-button wb-quiet" }),
    );
    element.append(this.#choices);
    void this.#restore();
  }

  /** What this browser knows of an earlier visit. */
  async #restore() {
    await this.#store.load();
    const { prediction } = this.#store.record.draft;
    if (prediction === undefined || !this.#prediction.choices.includes(prediction)) return;
    this.#compare(prediction);
    this.#close(null);
  }

  /** @param {string} choice */
  #answer(choice) {
    this.#store.saveDraft({ prediction: choice });
    void this.#store.flush();
    this.#compare(choice).focus();
    this.#close(this.#prediction.shows);
  }

  /**
   * Shows the figure without an answer.
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

  /** @param {number[] | null} positions */
  #close(positions) {
    this.#choices.remove();
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#onanswer(positions);
  }

  /**
   * Says how an answer compares. There is no mark, neither for the eye nor in the record.
   *
   * @param {string} choice
   * @returns {HTMLElement}
   */
  #compare(choice) {
    const { choices, right, after } = this.#prediction;
    const verdict = choice === choices[right] ? "and that is what the figure shows." : `and the figure shows: ${choices[right]}.`;
    const compared = h("p", { class: "wb-compared", tabindex: -1 }, h("b", {}, `You predicted: ${choice}, ${verdict}`), ` ${after}`);
    this.#element.querySelector(".wb-compared")?.remove();
    this.#element.append(compared);
    return compared;
  }
}
