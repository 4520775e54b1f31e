/** Help for code exercises: hints one at a time, and the solution after a pass, five attempts or a confirmation. */

import { button, confirm, h } from "../base/dom.js";
import { bringIntoView } from "../base/in_view.js";
import { typeset } from "../page/math.js";
import { solutionView } from "./solution.js";

/** After so many attempts the solution opens without a question. */
export const FREE_AFTER = 5;

/** The help of one exercise: `buttons`, and `element`, which goes right below them. */
export class Help {
  #host;
  #ownCode;
  #open = 0;
  #hint = button("Hint", () => this.#nextHint(), { class: "wb-button wb-quiet" });
  #solve = button("Solution", () => this.#askForSolution(), { class: "wb-button wb-quiet" });
  #hints = h("div");
  /** @type {HTMLElement | null} */
  #solution = null;
  element = h("div", { class: "wb-help" }, this.#hints);

  /**
   * @param {import("./view.js").Host} host
   * @param {() => string} ownCode what the learner has written
   */
  constructor(host, ownCode) {
    this.#host = host;
    this.#ownCode = ownCode;
    this.#solve.setAttribute("aria-expanded", "false");
  }

  get buttons() {
    return [this.#hint, this.#solve];
  }

  async #nextHint() {
    const bundle = await this.#host.bundleOrNull();
    if (!bundle) return;
    const { hints } = bundle;
    if (this.#open >= hints.length) return this.#host.say("There are no more hints.");
    const { title, html } = hints[this.#open];
    this.#open += 1;
    const text = h("div", { class: "wb-hint-text" });
    // our own Markdown, made into HTML by the build; nothing a learner wrote is in it
    text.innerHTML = html;
    const summary = h("summary", { class: "wb-hint-title" }, `Hint ${this.#open} of ${hints.length}: ${title}`);
    const hint = h("details", { class: "wb-hint", open: true }, summary, text);
    this.#hints.append(hint);
    this.#label(hints.length);
    this.#host.tell(`Hint ${this.#open} of ${hints.length} is shown below the buttons.`);
    await Promise.all([typeset(text), this.#host.store.setHints(this.#open)]);
    bringIntoView(hint);
  }

  /** @param {number} count */
  #label(count) {
    const more = this.#open < count;
    this.#hint.textContent = more ? "Next hint" : "No more hints";
    this.#hint.setAttribute("aria-disabled", String(!more));
  }

  async #askForSolution() {
    if (this.#solution) return this.#closeSolution();
    const bundle = await this.#host.bundleOrNull();
    if (!bundle) return;
    const { attempts, passed, seen } = this.#host.store.record;
    if (!passed && !seen && attempts.length < FREE_AFTER) {
      const count = attempts.length === 1 ? "one attempt" : `${attempts.length} attempts`;
      const sure = await confirm(this.#host.element, {
        title: "See the solution now?",
        text: `Once you pass, or after ${FREE_AFTER} attempts, it opens without this question; you have made ${count}. If you open it now, this browser notes that you saw it.`,
        yes: "Show it",
        no: "Keep trying",
      });
      if (!sure) return;
      await this.#host.store.setSeen();
    }
    this.#showSolution(bundle);
  }

  /** @param {import("../base/types.js").Bundle} bundle */
  #showSolution(bundle) {
    this.#solution = solutionView(bundle, this.#ownCode(), this.#host.store.record.passed !== null, () => this.#closeSolution());
    this.element.append(this.#solution);
    this.#solve.setAttribute("aria-expanded", "true");
    this.#host.tell("The solution is shown below the buttons.");
    bringIntoView(this.#solution);
  }

  #closeSolution() {
    this.#solution?.remove();
    this.#solution = null;
    this.#solve.setAttribute("aria-expanded", "false");
    this.#solve.focus();
    this.#host.tell("The solution is closed.");
  }
}
