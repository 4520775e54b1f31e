/** The view of a classify exercise: per scenario a label, the words that decide it, and a sentence. */

import { button, h, icon } from "./dom.js";

/**
 * @typedef {import("./exercise.js").ExerciseElement} ExerciseElement
 * @typedef {import("./exercise.js").View} View
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Bundle} Bundle
 * @typedef {import("./types.js").CheckResult} CheckResult
 * @typedef {import("./types.js").Draft} Draft
 * @typedef {import("./types.js").Report} Report
 */

/** The model sentence appears after so many tries, or once the scenario is right. */
const TRIES = 2;

/** @implements {View} */
export class ClassifyView {
  seed = 0;
  listsChecks = false;
  element = null;
  below = null;
  #host;
  #scenarios;
  #counted;

  /** @param {ExerciseElement} host */
  constructor(host) {
    this.#host = host;
    const list = host.querySelector(".rl-labels");
    const labels = [...(list?.querySelectorAll("li") ?? [])].map((item) => item.textContent?.trim() ?? "");
    list?.setAttribute("hidden", "");
    const items = [.../** @type {NodeListOf<HTMLElement>} */ (host.querySelectorAll(".rl-item"))];
    this.#scenarios = items.map((item) => new Scenario(item, host.dataset.id ?? "", labels, () => host.changed({ submission: this.read() })));
    this.#counted = h("p", { class: "rl-note" });
    items[0]?.parentElement?.before(this.#counted);
    this.#number();
    if (host.dataset.draw) void this.#draw();
  }

  /** @returns {import("./panel.js").Action[]} */
  get actions() {
    return [];
  }

  get buttons() {
    return this.#host.dataset.draw ? [button("New draw", () => this.#newDraw(), { class: "rl-button rl-quiet" })] : [];
  }

  /** @returns {Record<string, Answer>} what has been answered; a scenario without a label is left out */
  read() {
    const answers = this.#shown.map(({ id, answer }) => /** @type {const} */ ([id, answer]));
    return Object.fromEntries(answers.filter(([, answer]) => answer.label || answer.evidence.length || answer.because));
  }

  /** @param {Draft} draft */
  restore({ submission, seed }) {
    this.seed = seed ?? 0;
    if (this.#host.dataset.draw) void this.#draw();
    if (typeof submission !== "object") return;
    for (const scenario of this.#scenarios) {
      const answer = submission[scenario.id];
      if (typeof answer === "object") scenario.answer = answer;
    }
  }

  reset() {
    for (const scenario of this.#scenarios) scenario.answer = { label: "", evidence: [], because: "" };
  }

  isUntouched() {
    return Object.keys(this.read()).length === 0;
  }

  /**
   * @param {Report} report
   * @param {Bundle} bundle
   */
  show(report, bundle) {
    const models = new Map(bundle.exercise.items?.map(({ id, model }) => [id, model]));
    for (const scenario of this.#shown) {
      const check = report.checks.find(({ name }) => name === scenario.id);
      if (check) scenario.show(check, models.get(scenario.id) ?? "");
      else if (!scenario.answer.label) scenario.askForLabel();
    }
  }

  get #shown() {
    return this.#scenarios.filter((scenario) => scenario.shown);
  }

  async #newDraw() {
    const bundle = await this.#host.bundleOrNull();
    if (!bundle) return;
    this.seed = (this.seed + 1) % Object.keys(bundle.draws ?? { 0: [] }).length;
    this.reset();
    this.#host.changed({ submission: {}, seed: this.seed });
    await this.#draw();
    this.#host.say(`A new draw of ${this.#shown.length} scenarios.`);
  }

  /** Shows the scenarios that the seed draws, and no others. */
  async #draw() {
    const bundle = await this.#host.bundleOrNull();
    const drawn = bundle?.draws?.[this.seed];
    for (const scenario of this.#scenarios) scenario.shown = !drawn || drawn.includes(scenario.id);
    this.#number();
  }

  #number() {
    const shown = this.#shown;
    shown.forEach((scenario, index) => (scenario.number = index + 1));
    this.#counted.textContent = `For each of the ${shown.length} scenarios, choose a label and mark the underlined words that decide it.`;
  }
}

/** One scenario and its inputs. */
class Scenario {
  #item;
  #changed;
  #tries = 0;
  /** @type {HTMLElement[]} */
  #phrases;
  /** @type {HTMLInputElement[]} */
  #radios;
  #legend = h("legend", {});
  #because = h("input", { type: "text", class: "rl-because", maxlength: 500 });
  #remark = h("div", { class: "rl-remark" });

  /**
   * @param {HTMLElement} item
   * @param {string} exercise its id; two exercises of a page may use the same item ids
   * @param {string[]} labels
   * @param {() => void} changed
   */
  constructor(item, exercise, labels, changed) {
    this.#item = item;
    this.#changed = changed;
    this.id = item.dataset.item ?? "";
    this.#phrases = [.../** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll(".rl-phrase"))];
    for (const phrase of this.#phrases) this.#makeToggle(phrase);
    const group = `rl-label-${exercise}-${this.id}`;
    this.#radios = labels.map((label) =>
      h("input", { type: "radio", name: group, value: label, onchange: () => this.#edited() }),
    );
    this.#because.addEventListener("input", changed);
    item.append(
      h("fieldset", { class: "rl-choice" }, this.#legend, ...this.#radios.map((radio) => h("label", {}, radio, radio.value))),
      h("label", { class: "rl-sentence" }, h("span", {}, "Because … "), this.#because),
      this.#remark,
    );
    this.#because.placeholder = "one sentence, optional";
  }

  /** @param {number} number */
  set number(number) {
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
    return {
      label: this.#radios.find((radio) => radio.checked)?.value ?? "",
      evidence: this.#phrases.filter(isPressed).map((phrase) => phrase.dataset.phrase ?? ""),
      because: this.#because.value,
    };
  }

  set answer({ label, evidence, because }) {
    for (const radio of this.#radios) radio.checked = radio.value === label;
    for (const phrase of this.#phrases) press(phrase, evidence?.includes(phrase.dataset.phrase ?? "") ?? false);
    this.#because.value = because ?? "";
    this.#clear();
  }

  /**
   * @param {CheckResult} check
   * @param {string} model the sentence that justifies the label
   */
  show(check, model) {
    const right = check.verdict === "pass";
    if (!right) this.#tries += 1;
    this.#item.dataset.verdict = check.verdict;
    this.#remark.replaceChildren(
      h("p", { class: "rl-mark" }, icon(check.verdict), h("span", {}, right ? "Right" : check.misconception ? "Wrong label" : "Label right, words not yet")),
      check.feedback && h("p", {}, check.feedback),
      model && (right || this.#tries >= TRIES) ? h("p", { class: "rl-model" }, h("b", {}, "A good sentence: "), model) : "",
    );
  }

  askForLabel() {
    this.#item.dataset.verdict = "open";
    this.#remark.replaceChildren(h("p", { class: "rl-mark" }, icon("invalid"), h("span", {}, "Choose a label")));
  }

  #edited() {
    this.#clear();
    this.#changed();
  }

  #clear() {
    delete this.#item.dataset.verdict;
    this.#remark.replaceChildren();
  }

  /**
   * A button element cannot break over lines as running text must, so the phrase itself takes the role.
   *
   * @param {HTMLElement} phrase
   */
  #makeToggle(phrase) {
    phrase.setAttribute("role", "button");
    phrase.tabIndex = 0;
    press(phrase, false);
    const toggle = () => {
      press(phrase, !isPressed(phrase));
      this.#edited();
    };
    phrase.addEventListener("click", toggle);
    phrase.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
  }
}

/** @param {HTMLElement} phrase */
function isPressed(phrase) {
  return phrase.getAttribute("aria-pressed") === "true";
}

/**
 * @param {HTMLElement} phrase
 * @param {boolean} pressed
 */
function press(phrase, pressed) {
  phrase.setAttribute("aria-pressed", String(pressed));
}
