/** How sure a learner is, asked before Check with one tap, and as willingly left out. */

import { h, newId } from "../base/dom.js";
import { LEVELS } from "../record/events.js";

export class Confidence {
  #radios;
  element;

  constructor() {
    const name = newId("confidence");
    this.#radios = LEVELS.map(([level]) => h("input", { type: "radio", name, value: level }));
    const labels = LEVELS.map(([, words], at) => h("label", {}, this.#radios[at], words));
    this.element = h("fieldset", { class: "wb-confidence" }, h("legend", {}, "How sure are you?"), ...labels);
    // a radio button cannot be taken back otherwise
    this.element.addEventListener("keydown", ({ key }) => (key === "Escape" || key === "Backspace") && this.#clear());
  }

  /** @returns {1 | 2 | 3 | null} what was said; the next check asks anew */
  take() {
    const level = LEVELS.find((_, at) => this.#radios[at].checked)?.[0] ?? null;
    this.#clear();
    return level;
  }

  #clear() {
    for (const radio of this.#radios) radio.checked = false;
  }
}
