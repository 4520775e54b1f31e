/**
 * Does something when nobody is typing. A platform may take seconds to store what it gets, and the page stands still for so
 * long: in a pause, nobody notices.
 */

/** No key and no touch for so long is a pause. */
const PAUSE_MS = 1500;
/** Who never makes one is interrupted after so long. */
const MOST_MS = 60_000;

/** @typedef {{now: () => number, later: (work: () => void, ms: number) => unknown}} Clock */

/** @type {Clock} */
const CLOCK = { now: () => performance.now(), later: (work, ms) => setTimeout(work, ms) };

export class Quiet {
  #work;
  #clock;
  #input = -Infinity;
  /** When the work was asked for; null if there is none. @type {number | null} */
  #asked = null;

  /**
   * @param {() => void} work
   * @param {Clock} clock
   */
  constructor(work, clock = CLOCK) {
    this.#work = work;
    this.#clock = clock;
  }

  /** Whoever learns has pressed a key, or touched something. */
  noteInput() {
    this.#input = this.#clock.now();
  }

  /** Asks for the work; what is asked for meanwhile is done with it. */
  ask() {
    if (this.#asked !== null) return;
    this.#asked = this.#clock.now();
    this.#look();
  }

  #look() {
    if (this.#asked === null) return;
    const now = this.#clock.now();
    const wait = Math.min(Math.max(this.#input, this.#asked) + PAUSE_MS, this.#asked + MOST_MS) - now;
    if (wait > 0) return void this.#clock.later(() => this.#look(), wait);
    this.#asked = null;
    this.#work();
  }
}
