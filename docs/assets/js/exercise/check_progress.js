/** How far the checks of a submission are, shown while they run, and said now and then to those who do not see it. */

/** Between two sentences that are read out. */
const SAY_AFTER_MS = 5000;

export class CheckProgress {
  #panel;
  #titles = /** @type {string[]} */ ([]);
  #check = 0;
  #share = 0;
  #begun = 0;
  #said = 0;
  #timer = 0;

  /** @param {import("./panel.js").Panel} panel */
  constructor(panel) {
    this.#panel = panel;
  }

  /** A request begins, and its time with it. */
  begin() {
    this.end();
    this.#begun = Date.now();
    this.#said = 0;
  }

  /**
   * @param {string[]} titles of all checks
   * @param {number} check counted from 1; 0 once all have run
   * @param {number} share of the check that is done, 0 where that is not known
   */
  show(titles, check, share) {
    if (!this.#begun || (check && !titles[check - 1])) return;
    [this.#titles, this.#check, this.#share] = [titles, check, share];
    this.#timer ||= setInterval(() => this.#draw(), 1000);
    this.#draw();
  }

  end() {
    clearInterval(this.#timer);
    this.#timer = this.#begun = 0;
    this.#panel.progress = null;
  }

  #draw() {
    const seconds = `${Math.round((Date.now() - this.#begun) / 1000)} s`;
    const share = this.#check && this.#share ? this.#share : null;
    const done = share === null ? "" : `${Math.round(100 * share)} %`;
    const place = this.#check ? `Check ${this.#check} of ${this.#titles.length}` : `All checks have run`;
    const title = this.#check ? `${place}: ${this.#titles[this.#check - 1]}` : `${place}; what to say of them is being worked out`;
    this.#panel.progress = { label: "Checking", title, share, words: [done, seconds].filter(Boolean).join(", ") };
    if (Date.now() - this.#said < SAY_AFTER_MS) return;
    this.#panel.tell(this.#said ? `${[place, done && `${done} done`].filter(Boolean).join(", ")}.` : `${title}.`);
    this.#said = Date.now();
  }
}
