/** The view of a classify exercise: per scenario a label, the words that decide it, and a sentence. */

import { button, h, icon } from "../base/dom.js";
import { VERDICTS } from "../report/report.js";
import { Scenario, outcomeOf } from "./scenario.js";

/**
 * @import { Answer, Bundle, Draft, Report, Submission, Try } from "../base/types.js"
 * @import { Answering, Host, Reporting } from "./view.js"
 */

/**
 * @implements {Answering}
 * @implements {Reporting}
 */
export class ClassifyView {
  needsPython = true;
  checkLabel = { text: "Check" };
  seed = 0;
  #host;
  #scenarios;
  #counted;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const list = host.element.querySelector(".wb-labels");
    const labels = [...(list?.querySelectorAll("li") ?? [])].map((item) => item.textContent?.trim() ?? "");
    list?.setAttribute("hidden", "");
    const items = [.../** @type {NodeListOf<HTMLElement>} */ (host.element.querySelectorAll(".wb-item"))];
    this.#scenarios = items.map((item) => new Scenario(item, host, labels, () => host.changed(this.draft)));
    this.#counted = h("p", { class: "wb-note" });
    items[0]?.parentElement?.before(this.#counted);
    this.#number();
    if (this.#draws) void this.#draw();
  }

  /** Whether only some of the scenarios are shown at a time. */
  get #draws() {
    return Boolean(this.#host.element.dataset.draw);
  }

  get buttons() {
    return this.#draws ? [button("New draw", () => this.#newDraw(), { class: "wb-button wb-quiet" })] : [];
  }

  /** @returns {Record<string, Answer>} what has been answered; a scenario without a label is left out */
  read() {
    const answers = this.#shown.map(({ id, answer }) => /** @type {const} */ ([id, answer]));
    return Object.fromEntries(answers.filter(([, answer]) => answer.label || answer.evidence.length || answer.because));
  }

  /** @returns {Draft} */
  get draft() {
    const tries = /** @type {Record<string, Try>} */ ({});
    for (const { id, tried } of this.#scenarios) if (tried) tries[id] = tried;
    return { submission: this.read(), tries };
  }

  /** @param {Draft} draft */
  restore({ submission, seed, tries = {} }) {
    this.seed = seed ?? 0;
    if (this.#draws) void this.#draw();
    if (typeof submission !== "object") return;
    for (const scenario of this.#scenarios) {
      const answer = submission[scenario.id];
      if (typeof answer === "object") scenario.answer = answer;
    }
    if (Object.keys(tries).length) void this.#restoreTries(tries);
  }

  reset() {
    for (const scenario of this.#scenarios) scenario.reset();
  }

  isUntouched() {
    return Object.keys(this.read()).length === 0;
  }

  /**
   * @param {Report} report
   * @param {Bundle} bundle
   * @param {Submission} submission that was graded; what was changed meanwhile has no result yet
   */
  show(report, bundle, submission) {
    for (const scenario of this.#shown) {
      const check = report.checks.find(({ name }) => name === scenario.id);
      const answer = typeof submission === "object" ? submission[scenario.id] : undefined;
      if (check && typeof answer === "object") scenario.graded(check, answer, bundle);
      else if (!check && !scenario.answer.label) scenario.askForLabel();
    }
    this.#host.store.saveDraft({ tries: this.draft.tries });
  }

  /**
   * The result of each scenario, with a way to those that are not right yet.
   *
   * @param {Report} report
   */
  list(report) {
    if (!report.checks.length) return null;
    const rows = this.#results(report).map(({ scenario, check, outcome }) => {
      const name = `Scenario ${scenario.number}`;
      const words = h("span", {}, `${name}: ${outcome}`);
      const go = check.verdict !== "pass" && button("Go there", () => scenario.focus(), { class: "wb-button wb-quiet", "aria-label": `Go there, to ${name}` });
      return h("li", { "data-check": check.name, class: `wb-outcome wb-${check.verdict}` }, icon(check.verdict), words, go);
    });
    return h("ul", { class: "wb-outcomes" }, ...rows);
  }

  /** @param {Report} report whose feedback names the scenarios, so that no count is needed */
  inWords({ verdict, feedback, checks }) {
    const opinions = checks.some(({ because }) => because) ? " What your sentences say is judged below each scenario." : "";
    return `${VERDICTS[verdict]}. ${feedback}${opinions}`;
  }

  /** @param {Report} report */
  #results({ checks }) {
    return this.#shown.flatMap((scenario) => {
      const check = checks.find(({ name }) => name === scenario.id);
      return check ? [{ scenario, check, outcome: outcomeOf(check) }] : [];
    });
  }

  /**
   * What was graded under another version of the exercise may be judged otherwise now.
   *
   * @param {Record<string, Try>} tries
   */
  async #restoreTries(tries) {
    const bundle = await this.#host.bundle().catch(() => null);
    if (!bundle) return;
    for (const scenario of this.#scenarios) {
      const tried = tries[scenario.id];
      if (tried?.exercise_version === bundle.exercise.version) scenario.restoreTry(tried, bundle);
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
    this.#host.changed({ ...this.draft, seed: this.seed });
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
