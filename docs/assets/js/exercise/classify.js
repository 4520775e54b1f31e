/** The view of a classify exercise: per scenario a label, the words that decide it, and a sentence. */

import { CAN_RUN_PYTHON } from "../runtime/able.js";
import { button, h, icon } from "../base/dom.js";
import { VERDICTS } from "../report/report.js";
import { outcomeOf } from "../report/remark.js";
import { Scenario } from "./scenario.js";

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
  /** @type {HTMLElement | undefined} */
  element;
  #host;
  #scenarios;
  #counted;
  /** The scenario that the address names. @type {Scenario | undefined} */
  #linked;
  /** It, once the learner has asked for another draw. @type {Scenario | undefined} */
  #left;
  /** The scenario that is being checked by itself. @type {Scenario | null} */
  #alone = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    const list = host.element.querySelector(".wb-labels");
    const labels = [...(list?.querySelectorAll("li") ?? [])].map(({ dataset }) => dataset.label ?? "");
    list?.setAttribute("hidden", "");
    const items = [.../** @type {NodeListOf<HTMLElement>} */ (host.element.querySelectorAll(".wb-item"))];
    const changed = () => host.changed(this.draft);
    this.#scenarios = items.map((item) => {
      const scenario = new Scenario(item, host, labels, { changed, check: () => this.#checkAlone(scenario) });
      return scenario;
    });
    for (const item of items) item.addEventListener("keydown", (event) => this.#shortcut(event));
    this.#counted = h("p", { class: "wb-note" });
    items[0]?.parentElement?.before(this.#counted);
    this.#number();
    if (!CAN_RUN_PYTHON) this.element = modelAnswers(host, () => this.#shown);
    if (!this.#draws) return;
    addEventListener("hashchange", this.#followHash);
    void this.#draw();
  }

  destroy() {
    removeEventListener("hashchange", this.#followHash);
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
    return answersOf(this.#shown);
  }

  /** @returns {Draft} */
  get draft() {
    const tries = /** @type {Record<string, Try>} */ ({});
    for (const { id, tried } of this.#scenarios) if (tried) tries[id] = tried;
    // what another draw has answered comes back with it
    return { submission: answersOf(this.#scenarios), tries };
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
      if (typeof answer === "object" && check && check.verdict !== "skip") scenario.graded(check, answer, bundle);
      else if (!this.#alone && !scenario.answer.label) scenario.askForLabel();
    }
    this.#host.store.saveDraft({ tries: this.draft.tries });
  }

  /** @param {Report} report */
  isShownByView({ verdict }) {
    return this.#alone !== null && verdict !== "pass";
  }

  /** @param {Report} report */
  heading({ verdict, checks }) {
    const right = checks.filter((check) => check.verdict === "pass").length;
    return verdict === "invalid" && checks.length ? `${right} of ${checks.length} right so far` : VERDICTS[verdict];
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
      const words = h("span", {}, `${name}: ${outcome.words}`);
      const go = check.verdict !== "pass" && button("Go there", () => scenario.focus(), { class: "wb-button wb-quiet", "aria-label": `Go there, to ${name}` });
      return h("li", { "data-check": check.name, class: `wb-outcome wb-${outcome.shape}` }, icon(outcome.shape), words, go);
    });
    return h("ul", { class: "wb-outcomes" }, ...rows);
  }

  /** @param {Report} report whose feedback names the scenarios, so that no count is needed */
  inWords(report) {
    const { feedback, checks } = report;
    const check = this.#alone && checks.find(({ name }) => name === this.#alone?.id);
    if (this.#alone && check && report.verdict !== "pass") {
      const right = this.#shown.filter(({ isRight }) => isRight).length;
      const opinion = hasOpinion(check) ? " What your sentence says is judged there too." : "";
      return `Scenario ${this.#alone.number}: ${outcomeOf(check).words}. ${right} of ${checks.length} are right so far.${opinion}`;
    }
    const opinions = checks.some(hasOpinion) ? " What your sentences say is judged below each scenario." : "";
    return `${this.heading(report)}. ${feedback}${opinions}`;
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

  /**
   * Grades one scenario, with those that are right already, so that the last one completes the exercise.
   *
   * @param {Scenario} scenario
   */
  async #checkAlone(scenario) {
    if (this.#alone) return;
    if (!scenario.answer.label) {
      scenario.askForLabel();
      this.#host.say(`Choose a label for scenario ${scenario.number} first.`);
      return;
    }
    const graded = this.#shown.filter((other) => other === scenario || other.isRight);
    this.#alone = scenario;
    scenario.waiting = true;
    await this.#host.check(answersOf(graded), () => scenario.showRemark());
    scenario.waiting = false;
    this.#alone = null;
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.#host.check();
  }

  get #shown() {
    return this.#scenarios.filter((scenario) => scenario.shown);
  }

  async #newDraw() {
    const bundle = await this.#host.bundleOrNull();
    if (!bundle) return;
    this.seed = (this.seed + 1) % Object.keys(bundle.draws ?? { 0: [] }).length;
    this.#left = this.#linked;
    await this.#draw();
    for (const scenario of this.#shown) scenario.reset();
    this.#host.changed({ ...this.draft, seed: this.seed });
    this.#host.say(`A new draw of ${this.#shown.length} scenarios.`);
  }

  /** A link to a scenario leads to a draw that has it. */
  #followHash = () => void this.#draw();

  /** Shows the scenarios that the seed draws, and no others. */
  async #draw() {
    const bundle = await this.#host.bundleOrNull();
    const linked = this.#scenarios.find(({ anchor }) => location.hash === new URL(`#${anchor}`, location.href).hash);
    if (linked && linked !== this.#left && bundle?.draws) this.#turnTo(linked, bundle.draws);
    const drawn = bundle?.draws?.[this.seed];
    for (const scenario of this.#scenarios) scenario.shown = !drawn || drawn.includes(scenario.id);
    this.#number();
    if (linked && linked !== this.#linked) linked.focus();
    this.#linked = linked;
  }

  /**
   * @param {Scenario} linked
   * @param {Record<string, string[]>} draws
   */
  #turnTo({ id }, draws) {
    if (draws[this.seed]?.includes(id)) return;
    this.seed = Number(Object.keys(draws).find((seed) => draws[seed].includes(id)) ?? this.seed);
    this.#host.store.saveDraft({ seed: this.seed });
  }

  #number() {
    const shown = this.#shown;
    shown.forEach((scenario, index) => (scenario.number = index + 1));
    const choose = shown.length === 1 ? "Choose" : `For each of the ${shown.length} scenarios, choose`;
    this.#counted.textContent = `${choose} a label and mark the underlined words that decide it.`;
  }
}

/**
 * @param {Scenario[]} scenarios
 * @returns {Record<string, Answer>} a scenario without an answer is left out
 */
function answersOf(scenarios) {
  const answers = scenarios.map(({ id, answer }) => /** @type {const} */ ([id, answer]));
  return Object.fromEntries(answers.filter(([, answer]) => answer.label || answer.evidence.length || answer.because));
}

/**
 * For browsers in which nothing can be graded: learners compare for themselves.
 *
 * @param {Host} host
 * @param {() => Scenario[]} shown
 */
function modelAnswers(host, shown) {
  const answers = h("ol");
  const show = button("Show the model answers", async () => {
    const { items = [] } = (await host.bundleOrNull())?.exercise ?? {};
    const modelOf = new Map(items.map((item) => [item.id, item]));
    const lines = shown().map(({ id, number }) => h("li", { value: number }, `${modelOf.get(id)?.label}: ${modelOf.get(id)?.model}`));
    if (items.length) answers.replaceChildren(...lines);
  });
  const words = "This browser cannot run Python, so nothing is checked here. Answer first, then compare for yourself.";
  return h("div", { class: "wb-notice" }, h("p", {}, words), show, answers);
}

/** @param {import("../base/types.js").CheckResult} check */
function hasOpinion({ because }) {
  return because !== null && because.verdict !== "unsure";
}
