/** How sure a learner is, asked before Check with one tap, and as willingly left out. */

import { h, newId } from "../base/dom.js";

/** @typedef {1 | 2 | 3} Level */

/** @type {[Level, string][]} */
const LEVELS = [
  [1, "a guess"],
  [2, "fairly sure"],
  [3, "sure"],
];

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

  /** @returns {Level | null} what was said; the next check asks anew */
  take() {
    const level = LEVELS.find((_, at) => this.#radios[at].checked)?.[0] ?? null;
    this.#clear();
    return level;
  }

  #clear() {
    for (const radio of this.#radios) radio.checked = false;
  }
}
