/** The view of a recall exercise: think, show the answer, rate how well it went. What is to come again, does. */

import { CAN_RUN_PYTHON } from "../runtime/able.js";
import { button, h } from "../base/dom.js";
import { bringIntoView } from "../base/in_view.js";
import { GRADES } from "../record/events.js";
import { VERDICTS } from "../report/report.js";

/**
 * @import { Draft, Report } from "../base/types.js"
 * @import { Answering, Host, Reporting } from "./view.js"
 */

const AGAIN = "again";

/** @typedef {typeof GRADES[number]} Rating */

/**
 * @implements {Answering}
 * @implements {Reporting}
 */
export class RecallView {
  needsPython = false; // before the last card is rated
  #host;
  #cards;
  #end = h("div", { hidden: true });
  #count = h("p", { class: "wb-note" });

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const cards = [.../** @type {NodeListOf<HTMLElement>} */ (host.element.querySelectorAll(".wb-card"))];
    this.#cards = cards.map((element) => {
      const card = new Card(element, (rating) => this.#rated(card, rating));
      return card;
    });
    cards.at(-1)?.after(this.#end);
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
    for (const card of this.#again) this.#end.before(card.element);
    this.#showCount();
  }

  /** The answers are closed too, for there would be nothing to recall. */
  reset() {
    for (const card of this.#cards) {
      card.rating = "";
      card.close();
      this.#end.before(card.element); // in the order of the page
    }
    this.#showCount();
  }

  /**
   * Nobody but the learner has judged, so that nothing is correct.
   *
   * @param {Report} report
   */
  heading({ verdict }) {
    return verdict === "pass" ? "All recalled" : VERDICTS[verdict];
  }

  isUntouched() {
    return Object.keys(this.read()).length === 0;
  }

  /**
   * @param {Card} card
   * @param {Rating} rating
   */
  #rated(card, rating) {
    void this.#host.store.add("grade", { card: card.id, grade: rating });
    this.#host.changed(this.draft);
    this.#showCount();
    if (rating === AGAIN) this.#putBack(card);
    else if (this.#waiting.length === 0 && CAN_RUN_PYTHON) void this.#host.check();
    else this.#host.say(""); // what was said of the card before is done
  }

  /**
   * The card comes again after the others, closed; the next one is at hand.
   *
   * @param {Card} card
   */
  #putBack(card) {
    const next = this.#waiting.find((other) => other !== card && !other.rating) ?? this.#again.find((other) => other !== card) ?? card;
    card.close();
    this.#end.before(card.element);
    next.focus();
    this.#host.say(next === card ? "Look at it once more, then recall it." : "This card comes again below, after the others.");
  }

  get #again() {
    return this.#cards.filter(({ rating }) => rating === AGAIN);
  }

  get #waiting() {
    return this.#cards.filter(({ rating }) => !rating || rating === AGAIN);
  }

  #showCount() {
    const again = this.#again.length;
    const back = again ? ` ${again === 1 ? "One comes" : `${again} come`} again.` : "";
    this.#count.textContent = `${Object.keys(this.read()).length} of ${this.#cards.length} cards rated.${back}`;
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
   * @param {HTMLElement} element
   * @param {(rating: Rating) => void} onrate
   */
  constructor(element, onrate) {
    this.element = element;
    this.id = element.dataset.card ?? "";
    this.#answer = /** @type {HTMLElement} */ (element.querySelector(".wb-answer"));
    this.#toggle = button("Show answer", () => this.#open(!this.#isOpen), { class: "wb-button" });
    const buttons = GRADES.map((rating) =>
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
    this.element.toggleAttribute("data-again", rating === AGAIN);
  }

  close() {
    this.#open(false);
  }

  focus() {
    this.#toggle.focus({ preventScroll: true });
    bringIntoView(this.element);
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
