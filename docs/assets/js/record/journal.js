/** What has happened in one exercise, as this tab knows it: what is stored, and what could not be stored so far. */

import { putEventsAside } from "./aside.js";
import { newEvent, union } from "./events.js";
import { addEvents } from "./log.js";
import { historyOf, standing } from "./states.js";

/** @import { History, LearnerEvent } from "../base/types.js" */

/**
 * @template {LearnerEvent["kind"]} K
 * @typedef {Omit<Extract<LearnerEvent, {kind: K}>, "id" | "at" | "kind" | "exercise">} Fields what a kind of event has of its own
 */

export class Journal {
  /** @type {LearnerEvent[]} */
  events = [];
  #id;
  /** @type {LearnerEvent[]} */
  #unwritten = [];

  /** @param {string} id of the exercise */
  constructor(id) {
    this.#id = id;
  }

  /** @returns {History} */
  get history() {
    return historyOf(this.events);
  }

  /** Whether all of it is stored. */
  get written() {
    return !this.#unwritten.length;
  }

  /** @param {LearnerEvent[]} events what is stored by now; those of this tab may still be on their way */
  take(events) {
    this.events = union(events, this.#unwritten);
  }

  /**
   * Adds what has happened just now, and puts it aside until it is stored.
   *
   * @template {LearnerEvent["kind"]} K
   * @param {K} kind
   * @param {Fields<K>} fields
   */
  note(kind, fields) {
    const event = newEvent(kind, this.#id, fields);
    this.events.push(event);
    this.#unwritten.push(event);
    putEventsAside(this.#id, this.#unwritten);
  }

  /**
   * Stores what is not stored yet.
   *
   * @param {() => void} onLate called if it is stored after all, when that had been given up
   * @throws {Error} if it cannot be
   */
  async write(onLate) {
    const events = [...this.#unwritten];
    await addEvents(events, onLate);
    this.#unwritten = this.#unwritten.filter((event) => !events.includes(event));
    putEventsAside(this.#id, this.#unwritten);
  }

  /**
   * @param {Fields<"attempt">} attempt
   * @returns {boolean} whether it was handed in before on the same day, and ended alike
   */
  hasToday({ fingerprint, report }) {
    const today = new Date().toISOString().slice(0, 10);
    return standing(this.events).some(
      (event) =>
        event.kind === "attempt" && event.fingerprint === fingerprint && event.report.verdict === report.verdict && event.at.startsWith(today),
    );
  }
}
