/** One scenario of a classify exercise: its inputs, what Check said of it, and the second try. */

import { button, h, icon } from "../base/dom.js";
import { bringIntoView } from "../base/in_view.js";
import { remarkViews } from "../report/remark.js";
import { Phrases } from "./phrases.js";

/**
 * @import { Answer, Bundle, CheckResult, Try } from "../base/types.js"
 * @import { Host } from "./view.js"
 */

const CHECK = "Check this one";

export class Scenario {
  /** @type {Try | null} */
  tried = null;
  #item;
  #host;
  #changed;
  #number = 0;
  #phrases;
  /** @type {HTMLInputElement[]} */
  #radios;
  #legend = h("legend", {});
  #choice;
  #because = h("textarea", { class: "wb-because", rows: 1, maxlength: 500, placeholder: "one sentence, optional" });
  #check = button(CHECK, () => this.#oncheck(), { class: "wb-button wb-check-one" });
  #remark = h("div", { class: "wb-remark" });
  #oncheck;

  /**
   * @param {HTMLElement} item
   * @param {Host} host two exercises of a page may use the same item ids
   * @param {string[]} labels
   * @param {{changed: () => void, check: () => void}} asks what it asks of its exercise
   */
  constructor(item, host, labels, { changed, check }) {
    this.#item = item;
    this.#host = host;
    this.#changed = changed;
    this.#oncheck = check;
    this.id = item.dataset.item ?? "";
    this.#phrases = new Phrases(item, () => this.#edited());
    const group = `wb-label-${host.element.dataset.id}-${this.id}`;
    this.#radios = labels.map((label) =>
      h("input", { type: "radio", name: group, value: label, onchange: () => this.#edited() }),
    );
    const options = this.#radios.map((radio) => h("label", {}, radio, radio.value));
    this.#choice = h("fieldset", { class: "wb-choice" }, this.#legend, ...options);
    this.#because.addEventListener("input", () => this.#edited());
    // one sentence has no lines
    this.#because.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
    const sentence = h("label", { class: "wb-sentence" }, h("span", {}, "Because … "), this.#because);
    const row = h("div", { class: "wb-answering" }, sentence, this.#check);
    item.append(this.#choice, row, this.#remark);
  }

  /** What a link to it says behind `#`. */
  get anchor() {
    return this.#item.id;
  }

  get number() {
    return this.#number;
  }

  set number(number) {
    this.#number = number;
    this.#legend.textContent = `Label for scenario ${number}`;
    this.#item.setAttribute("value", String(number));
    // as it is seen, for those who speak what they want to press
    this.#check.setAttribute("aria-label", `Check this one, scenario ${number}`);
  }

  /** Its own check is under way, which the panel tells of far below. */
  set waiting(/** @type {boolean} */ waiting) {
    this.#check.textContent = waiting ? "Checking …" : CHECK;
    this.#check.setAttribute("aria-disabled", String(waiting));
  }

  get shown() {
    return !this.#item.hidden;
  }

  set shown(shown) {
    this.#item.hidden = !shown;
  }

  /** @returns {Answer} */
  get answer() {
    const label = this.#radios.find((radio) => radio.checked)?.value ?? "";
    return { label, evidence: this.#phrases.chosen, because: this.#because.value };
  }

  set answer({ label, evidence, because }) {
    for (const radio of this.#radios) radio.checked = radio.value === label;
    this.#phrases.chosen = evidence ?? [];
    this.#because.value = because ?? "";
    this.#clear();
  }

  reset() {
    this.tried = null;
    this.answer = { label: "", evidence: [], because: "" };
  }

  /** What was right stays so until the learner opens it again. */
  get isRight() {
    return "locked" in this.#item.dataset;
  }

  /** Leads the keyboard to the first thing that can be changed. */
  focus() {
    this.#phrases.focus();
    bringIntoView(this.#item);
  }

  /** Brings what Check said into view. */
  showRemark() {
    bringIntoView(this.#remark);
  }

  /**
   * Takes in what Check said, unless the answer was changed meanwhile.
   *
   * @param {CheckResult} check
   * @param {Answer} answer that was graded
   * @param {Bundle} bundle
   */
  graded(check, answer, bundle) {
    if (!isSame(answer, this.answer)) return;
    const tries = (this.tried?.tries ?? 0) + (check.verdict === "pass" ? 0 : 1);
    this.restoreTry({ check, answer, tries, exercise_version: bundle.exercise.version }, bundle);
  }

  /**
   * Shows what was said of this answer, or of the one before it, as what it is.
   *
   * @param {Try} tried
   * @param {Bundle} bundle
   */
  restoreTry(tried, bundle) {
    this.tried = tried;
    this.#show(tried, bundle);
    this.#followEdit();
  }

  askForLabel() {
    this.#clear();
    this.#item.dataset.verdict = "open";
    this.#remark.replaceChildren(h("p", { class: "wb-mark" }, icon("invalid"), h("span", {}, "Choose a label")));
  }

  /**
   * @param {Try} tried
   * @param {Bundle} bundle
   */
  #show(tried, bundle) {
    const { check, answer } = tried;
    const right = check.verdict === "pass" && isSame(answer, this.answer);
    const item = bundle.exercise.items?.find(({ id }) => id === this.id);
    if (!item) return;
    const wasAsked = this.#check.matches(":focus");
    this.#clear();
    this.#item.dataset.verdict = check.verdict;
    this.#item.dataset.stage = check.stage;
    this.#lock(right);
    this.#phrases.explain(check.cues, answer.evidence ?? [], right);
    const known = this.#host.store.record.compared[this.id];
    const remarks = {
      revealMissed: (/** @type {boolean} */ shown) => this.#phrases.revealMissed(check.cues, shown),
      tryAgain: () => this.#startAgain(),
      tryAgainLabel: `Try this one again, scenario ${this.#number}`,
      likeness: known?.sentence === answer.because ? known.likeness : null,
      oncompare: async (/** @type {import("../base/types.js").Likeness} */ likeness, /** @type {string} */ words) => {
        await this.#host.store.add("compared", { item: this.id, likeness, sentence: answer.because });
        this.#host.say(`Noted for scenario ${this.#number}: “${words}”`);
      },
    };
    this.#remark.append(...remarkViews(tried, item, remarks));
    if (wasAsked && right) {
      // the button is gone, and whoever goes on by keyboard goes on from what it has brought
      this.#remark.tabIndex = -1;
      this.#remark.focus({ preventScroll: true });
    }
  }

  #startAgain() {
    this.reset();
    this.#changed();
    this.focus();
    this.#host.say(`Scenario ${this.#number} is open again.`);
  }

  /** @param {boolean} locked */
  #lock(locked) {
    this.#choice.disabled = locked;
    this.#phrases.locked = locked;
    this.#check.hidden = locked;
    if (locked) this.#item.dataset.locked = "";
    else delete this.#item.dataset.locked;
  }

  #edited() {
    if (this.#item.dataset.verdict === "open") this.#clear();
    this.#followEdit();
    this.#changed();
  }

  /** What Check said stays to be read while the learner thinks again; that it is of the last answer is said above it. */
  #followEdit() {
    const graded = this.tried?.answer;
    if (!graded) return;
    const isOf = isSame(graded, this.answer) && graded.because === this.#because.value;
    this.#item.toggleAttribute("data-stale", !isOf);
  }

  #clear() {
    for (const name of ["verdict", "stage", "stale"]) delete this.#item.dataset[name];
    this.#lock(false);
    this.#phrases.clear();
    this.#remark.replaceChildren();
  }
}

/**
 * Whether two answers get the same result; their sentences do not count.
 *
 * @param {Answer} one
 * @param {Answer} other
 */
function isSame(one, other) {
  const [chosen, others] = [one, other].map(({ evidence }) => [...(evidence ?? [])].sort().join(" "));
  return one.label === other.label && chosen === others;
}
