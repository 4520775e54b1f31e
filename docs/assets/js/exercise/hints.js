/** Help for code exercises: hints one at a time, and the solution after a pass, five attempts or a confirmation. */

import { button, confirm, h } from "../base/dom.js";
import { typeset } from "../page/math.js";

/** After so many attempts the solution opens without a question. */
export const FREE_AFTER = 5;

/** The help of one exercise. `buttons` go into the panel, `element` below it. */
export class Help {
  #host;
  #open = 0;
  #hint = button("Hint", () => this.#nextHint(), { class: "wb-button wb-quiet" });
  #solve = button("Solution", () => this.#askForSolution(), { class: "wb-button wb-quiet" });
  element = h("div", { class: "wb-help" });

  /** @param {import("./view.js").Host} host */
  constructor(host) {
    this.#host = host;
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
    this.element.append(h("section", { class: "wb-hint" }, h("p", { class: "wb-hint-title" }, `Hint ${this.#open}: ${title}`), text));
    this.#label(hints.length);
    this.#host.say(`Hint ${this.#open} of ${hints.length} is shown below the buttons.`);
    await Promise.all([typeset(text), this.#host.store.setHints(this.#open)]);
  }

  /** @param {number} count */
  #label(count) {
    const more = this.#open < count;
    this.#hint.textContent = more ? `Hint ${this.#open + 1} of ${count}` : "No more hints";
    this.#hint.setAttribute("aria-disabled", String(!more));
  }

  async #askForSolution() {
    const bundle = await this.#host.bundleOrNull();
    if (!bundle) return;
    const { attempts, passed, seen } = this.#host.store.record;
    if (!passed && !seen && attempts.length < FREE_AFTER) {
      const made = attempts.length === 1 ? "one attempt" : `${attempts.length} attempts`;
      const sure = await confirm(this.#host.element, {
        title: "See the solution now?",
        text: `It opens by itself once you pass or after ${FREE_AFTER} attempts; you have made ${made}. If you open it now, this browser notes that you saw it.`,
        yes: "Show it",
        no: "Keep trying",
      });
      if (!sure) return;
      await this.#host.store.setSeen();
    }
    this.#showSolution(bundle.exercise.solution ?? "");
  }

  /** @param {string} solution */
  #showSolution(solution) {
    this.#host.say("The solution is shown below the buttons.");
    if (this.element.querySelector(".wb-solution")) return;
    const code = h("pre", {}, h("code", { tabindex: 0 }, solution)); // the theme lets the inner one scroll
    this.element.append(h("section", { class: "wb-solution" }, h("p", { class: "wb-hint-title" }, "Solution"), code));
  }
}
