/**
 * Functions of earlier exercises that this one imports: who has passed there is offered to put in their own. What they
 * wrote then takes the place of the import, as code that they see and may change, and that one undo takes away again.
 */

import { button } from "../base/dom.js";
import { recordsOf } from "../record/log.js";

/**
 * @typedef {object} Used
 * @property {string} name of the function
 * @property {string} id of the earlier exercise
 * @property {HTMLButtonElement} offer
 * @property {string} own what the learner passed with there; empty before that
 */

export class OwnFunctions {
  #editor;
  #say;
  /** @type {Used[]} */
  #all;
  /** The earlier exercise may be passed on this page, while this one waits. */
  #observer = new MutationObserver(() => this.#look());

  /**
   * @param {HTMLElement} exercise in which the page says what is used
   * @param {import("./editor/editor.js").Editor} editor
   * @param {(text: string) => void} say
   */
  constructor(exercise, editor, say) {
    this.#editor = editor;
    this.#say = say;
    const places = [.../** @type {NodeListOf<HTMLElement>} */ (exercise.querySelectorAll(".wb-used"))];
    this.#all = places.map((place) => {
      const { name = "", from: id = "" } = place.dataset;
      const offer = button(`Use my ${name}`, () => this.#put(used), { class: "wb-button wb-quiet", hidden: true });
      const used = { name, id, offer, own: "" };
      place.append(" ", offer);
      const earlier = document.querySelector(`rl-exercise[data-id="${id}"]`);
      if (earlier) this.#observer.observe(earlier, { attributeFilter: ["data-verdict"] });
      return used;
    });
    if (this.#all.length) void this.#look();
  }

  /** Offers what there is, as long as the text has the import. To be called when the text has changed. */
  offer() {
    for (const { name, own, offer } of this.#all) offer.hidden = !own || !importOf(name, this.#editor.text);
  }

  destroy() {
    this.#observer.disconnect();
  }

  async #look() {
    const records = await recordsOf(this.#all.map(({ id }) => id)).catch(() => null); // where nothing is kept
    for (const used of this.#all) {
      const submission = records?.get(used.id)?.passed?.submission;
      used.own = typeof submission === "string" ? submission : "";
    }
    this.offer();
  }

  /** @param {Used} used */
  async #put({ name, own }) {
    const { text } = this.#editor;
    const line = importOf(name, text);
    if (!line) return;
    await this.#editor.place(withoutImports(own, text), line);
    this.#say(`Your own ${name} stands in the place of its import now. Ctrl+Z takes it away again.`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {string} the line that imports a function, as CodeFolder.imports has it; empty if there is none
 */
function importOf(name, text) {
  return new RegExp(`^from [\\w.]+ import (?:\\w+ as )?${name}\\n`, "m").exec(text)?.[0] ?? "";
}

/**
 * @param {string} own
 * @param {string} text into which it goes
 * @returns {string} without imports that the text has already, and without those that have to be the first line of all
 */
function withoutImports(own, text) {
  const there = text.split("\n");
  const needless = (/** @type {string} */ line) =>
    /^(import|from) /.test(line) && (there.includes(line) || line.startsWith("from __future__ "));
  return `${own.split("\n").filter((line) => !needless(line)).join("\n").trim()}\n`;
}
