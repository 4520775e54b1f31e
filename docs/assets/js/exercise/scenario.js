/** One scenario of a classify exercise: its inputs, what Check said of it, and the second try. */

import { button, h, icon, paragraphs } from "../base/dom.js";
import { opinionView } from "../report/opinion.js";
import { Phrases } from "./phrases.js";

/**
 * @import { Answer, Bundle, CheckResult, Try } from "../base/types.js"
 * @import { Host } from "./view.js"
 */

/** Model sentence and missed cue appear after so many tries, or once the scenario is right. */
const TRIES = 2;

/**
 * @param {CheckResult} check
 * @returns {string} the result in a word or two
 */
export function outcomeOf({ verdict, stage }) {
  return verdict === "pass" ? "right" : stage === "label" ? "wrong label" : "label right, evidence not yet";
}

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
  #remark = h("div", { class: "wb-remark" });
  #judged = h("div", { class: "wb-judged" });

  /**
   * @param {HTMLElement} item
   * @param {Host} host two exercises of a page may use the same item ids
   * @param {string[]} labels
   * @param {() => void} changed
   */
  constructor(item, host, labels, changed) {
    this.#item = item;
    this.#host = host;
    this.#changed = changed;
    this.id = item.dataset.item ?? "";
    this.#phrases = new Phrases(item, () => this.#edited());
    const group = `wb-label-${host.element.dataset.id}-${this.id}`;
    this.#radios = labels.map((label) =>
      h("input", { type: "radio", name: group, value: label, onchange: () => this.#edited() }),
    );
    const options = this.#radios.map((radio) => h("label", {}, radio, radio.value));
    this.#choice = h("fieldset", { class: "wb-choice" }, this.#legend, ...options);
    this.#because.addEventListener("input", () => this.#reworded());
    // one sentence has no lines
    this.#because.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
    const sentence = h("label", { class: "wb-sentence" }, h("span", {}, "Because … "), this.#because);
    item.append(this.#choice, sentence, this.#remark);
  }

  get number() {
    return this.#number;
  }

  set number(number) {
    this.#number = number;
    this.#legend.textContent = `Label for scenario ${number}`;
    this.#item.setAttribute("value", String(number));
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

  /** Leads the keyboard to the first thing that can be changed. */
  focus() {
    this.#phrases.focus();
    this.#item.scrollIntoView({ block: "nearest" });
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
   * @param {Try} tried
   * @param {Bundle} bundle
   */
  restoreTry(tried, bundle) {
    this.tried = tried;
    if (isSame(tried.answer, this.answer)) this.#show(tried, bundle);
  }

  askForLabel() {
    this.#item.dataset.verdict = "open";
    this.#remark.replaceChildren(h("p", { class: "wb-mark" }, icon("invalid"), h("span", {}, "Choose a label")));
  }

  /**
   * @param {Try} tried
   * @param {Bundle} bundle
   */
  #show({ check, answer, tries }, bundle) {
    const right = check.verdict === "pass";
    const model = bundle.exercise.items?.find(({ id }) => id === this.id)?.model ?? "";
    const shownModel = right || tries >= TRIES ? model : "";
    const outcome = outcomeOf(check);
    this.#clear();
    this.#item.dataset.verdict = check.verdict;
    this.#lock(right);
    this.#phrases.explain(check.cues);
    if (right) this.#phrases.reveal(check.cues, "also");
    const mark = h("p", { class: "wb-mark" }, icon(check.verdict), h("span", {}, outcome[0].toUpperCase() + outcome.slice(1)));
    this.#remark.append(mark, ...paragraphs(check.feedback));
    if (check.missed) this.#remark.append(this.#missedView(check, !right && tries >= TRIES));
    this.#remark.append(this.#judged);
    if (check.because && answer.because === this.#because.value) this.#showJudged(check, answer.because, shownModel);
    if (shownModel) this.#remark.append(h("p", { class: "wb-model" }, h("b", {}, "Model sentence: "), shownModel));
    if (right) this.#remark.append(button("Start again", () => this.#startAgain(), { class: "wb-button wb-quiet", "aria-label": `Start again with scenario ${this.#number}` }));
  }

  /**
   * The learner may think first. Opened, it shows the missed phrases in the text too.
   *
   * @param {CheckResult} check
   * @param {boolean} open
   */
  #missedView({ missed, cues, verdict }, open) {
    const details = h("details", { class: "wb-details", open }, h("summary", {}, "Which cue did I miss?"), h("p", {}, missed));
    const reveal = () => this.#phrases.reveal(cues, details.open ? "missed" : null);
    if (verdict !== "pass") details.addEventListener("toggle", () => details.isConnected && reveal());
    if (open) reveal();
    return details;
  }

  /**
   * @param {CheckResult} check
   * @param {string} sentence
   * @param {string} model empty while it is not to be seen
   */
  #showJudged({ because, stage }, sentence, model) {
    if (!because) return;
    const known = this.#host.store.record.compared[this.id];
    const view = opinionView(because, {
      model: model !== "",
      otherLabel: stage === "label",
      likeness: known?.sentence === sentence ? known.likeness : null,
      oncompare: async (likeness, words) => {
        await this.#host.store.setCompared(this.id, likeness, sentence);
        this.#host.say(`Noted for scenario ${this.#number}: “${words}”`);
      },
    });
    this.#judged.replaceChildren(view);
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
    if (locked) this.#item.dataset.locked = "";
    else delete this.#item.dataset.locked;
  }

  #edited() {
    this.#clear();
    this.#changed();
  }

  /** Another sentence leaves the result as it is, but for what was said about the sentence. */
  #reworded() {
    this.#judged.replaceChildren();
    this.#changed();
  }

  #clear() {
    delete this.#item.dataset.verdict;
    this.#lock(false);
    this.#phrases.clear();
    this.#remark.replaceChildren();
    this.#judged.replaceChildren();
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
