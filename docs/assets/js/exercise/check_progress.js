/** How far the checks of a submission are: shown while they run, and said now and then to those who do not see it. */

/** Between two sentences that are read out. */
const SAY_AFTER_MS = 5000;
const TICK_MS = 1000;

export class CheckProgress {
  #panel;
  #checks = /** @type {string[]} */ ([]);
  /** The one that runs, counted from 1; 0 once all have run. */
  #check = 0;
  /** How much of it is done; 0 where that is not known. */
  #share = 0;
  #begun = 0;
  #timer = 0;
  /** What was said last: when, of which check, and in which words. */
  #said = { at: 0, check: 0, words: "" };

  /** @param {import("./panel.js").Panel} panel */
  constructor(panel) {
    this.#panel = panel;
  }

  /** @param {string} words for what begins */
  begin(words) {
    this.end();
    this.#begun = Date.now();
    this.#said = { at: this.#begun, check: 0, words };
    this.#panel.status = words;
  }

  /**
   * Shows it, from the first call on; until then there is nothing that could flicker.
   *
   * @param {string[]} checks their titles
   * @param {number} check
   * @param {number} share
   */
  show(checks, check, share) {
    if (!this.#begun || (check && !checks[check - 1])) return;
    [this.#checks, this.#check, this.#share] = [checks, check, share];
    this.#timer ||= setInterval(() => this.#draw(), TICK_MS);
    this.#draw();
  }

  end() {
    clearInterval(this.#timer);
    this.#timer = this.#begun = 0;
    this.#panel.progress = null;
  }

  #draw() {
    const now = Date.now();
    const place = this.#check ? `Check ${this.#check} of ${this.#checks.length}` : "All checks have run";
    const more = this.#check ? `: ${this.#checks[this.#check - 1]}` : "; your code is being compared with common mistakes";
    const share = this.#check && this.#share ? this.#share : null;
    const done = share === null ? [] : [`${Math.floor(100 * share)} %`];
    const seconds = `${Math.round((now - this.#begun) / 1000)} s`;
    this.#panel.progress = { label: "Checking", title: place + more, share, words: [...done, seconds].join(", ") };
    if (now - this.#said.at >= SAY_AFTER_MS) {
      const what = this.#said.check === this.#check ? place : place + more;
      this.#said = { at: now, check: this.#check, words: [what, ...done].join(", ") };
    }
    this.#panel.tell(this.#said.words);
  }
}
