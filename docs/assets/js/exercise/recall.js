/** The view of a recall exercise: think, show the answer, rate how well it went. */

import { button, h } from "../base/dom.js";

/**
 * @import { Draft } from "../base/types.js"
 * @import { Answering, Host } from "./view.js"
 */

const RATINGS = ["again", "hard", "good", "easy"];

/** @implements {Answering} */
export class RecallView {
  needsPython = false; // before the last card is rated
  #host;
  #cards;
  #count = h("p", { class: "wb-note" });

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const cards = [.../** @type {NodeListOf<HTMLElement>} */ (host.element.querySelectorAll(".wb-card"))];
    this.#cards = cards.map((card) => new Card(card, (rating) => this.#rated(card.dataset.card ?? "", rating)));
    this.element = this.#count;
    this.#showCount();
  }

  /** @returns {Record<string, string>} */
  read() {
    return Object.fromEntries(this.#cards.filter(({ rating }) => rating).map(({ id, rating }) => [id, rating]));
  }

  /** @returns {Draft} */
  get draft() {
    return { submission: this.read() };
  }

  /** @param {Draft} draft */
  restore({ submission }) {
    if (typeof submission !== "object") return;
    for (const card of this.#cards) card.rating = String(submission[card.id] ?? "");
    this.#showCount();
  }

  reset() {
    for (const card of this.#cards) card.rating = "";
    this.#showCount();
  }

  isUntouched() {
    return Object.keys(this.read()).length === 0;
  }

  /**
   * @param {string} card
   * @param {string} rating
   */
  #rated(card, rating) {
    const submission = this.read();
    void this.#host.store.setRating(card, rating);
    this.#host.changed({ submission });
    this.#showCount();
    if (Object.keys(submission).length === this.#cards.length) void this.#host.check();
  }

  #showCount() {
    this.#count.textContent = `${Object.keys(this.read()).length} of ${this.#cards.length} cards rated.`;
  }
}

/** One question with its answer. */
class Card {
  #answer;
  #toggle;
  #ratings;
  #rating = "";
  #isOpen = false;

  /**
   * @param {HTMLElement} card
   * @param {(rating: string) => void} onrate
   */
  constructor(card, onrate) {
    this.id = card.dataset.card ?? "";
    this.#answer = /** @type {HTMLElement} */ (card.querySelector(".wb-answer"));
    this.#toggle = button("Show answer", () => this.#open(!this.#isOpen), { class: "wb-button" });
    const buttons = RATINGS.map((rating) =>
      button(rating[0].toUpperCase() + rating.slice(1), () => {
        this.rating = rating;
        onrate(rating);
      }, { class: "wb-button", "data-rating": rating }),
    );
    const group = { class: "wb-ratings", role: "group", "aria-label": "How well did you know it?" };
    this.#ratings = h("div", group, h("span", { class: "wb-note" }, "How well did you know it?"), ...buttons);
    this.#answer.before(this.#toggle);
    this.#answer.after(this.#ratings);
    this.#open(false);
    this.rating = "";
  }

  get rating() {
    return this.#rating;
  }

  set rating(rating) {
    this.#rating = rating;
    for (const choice of this.#ratings.querySelectorAll("button")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.rating === rating));
    }
  }

  /** @param {boolean} open */
  #open(open) {
    this.#isOpen = open;
    this.#answer.hidden = !open;
    this.#ratings.hidden = !open;
    this.#toggle.textContent = open ? "Hide answer" : "Show answer";
    this.#toggle.setAttribute("aria-expanded", String(open));
  }
}
