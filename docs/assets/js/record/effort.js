/** How long somebody works on an exercise, as far as a page can tell: from one key or touch to the next, without long pauses. */

const PAUSE_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "input"];

export class Effort {
  #last = 0;
  #spent = 0;

  /** @param {HTMLElement} element on which the work is done */
  constructor(element) {
    for (const sign of SIGNS) element.addEventListener(sign, () => this.#note());
  }

  /** @returns {number} seconds since it was taken last */
  take() {
    this.#note();
    const seconds = Math.round(this.#spent / 1000);
    this.#spent = 0;
    return seconds;
  }

  #note() {
    const now = performance.now();
    if (this.#last) this.#spent += Math.min(now - this.#last, PAUSE_MS);
    this.#last = now;
  }
}
