/**
 * What the learner did, kept in this browser: one record per exercise, format 1. Changes are merged field by field into
 * the record as it is stored now, because another tab may have written meanwhile.
 */

import { NAME } from "../base/name.js";
import { once } from "../base/once.js";
import { BASE_PATH, vendor } from "../base/site.js";

/** @import { Attempt, Draft, LearnerRecord } from "../base/types.js" */

const FORMAT = 1;
const SAVE_AFTER_MS = 300;

/** @returns {LearnerRecord} */
function empty() {
  return { format: FORMAT, draft: {}, attempts: [], seen: null, passed: null, ratings: {}, compared: {}, hints: 0 };
}

/**
 * The page is going away. A change that the database begins then is never finished, and in WebKit every later page waits
 * for it in vain.
 */
let leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

/** @type {() => Promise<{library: typeof import("idb-keyval"), at: import("idb-keyval").UseStore}>} */
const database = once(async () => {
  const library = await vendor("idb-keyval");
  return { library, at: library.createStore(`${NAME} ${BASE_PATH}`, "exercises") };
});

/** @param {string} id of an exercise */
function asideKey(id) {
  return `${NAME} ${BASE_PATH} ${id}`;
}

/**
 * Keeps a draft at once, for the database cannot finish a change once the page goes away. Another tab may have put fields
 * aside as well, which stay.
 *
 * @param {string} id
 * @param {Draft} draft
 */
function putAside(id, draft) {
  writeAside(id, { ...setAside(id), ...draft });
}

/**
 * @param {string} id
 * @param {Draft} draft that the database has by now
 */
function dropAside(id, draft) {
  const text = /** @type {(field: [string, unknown]) => string} */ (JSON.stringify);
  const saved = Object.entries(draft).map(text);
  writeAside(id, Object.fromEntries(Object.entries(setAside(id)).filter((field) => !saved.includes(text(field)))));
}

/**
 * @param {string} id
 * @param {Draft} draft
 */
function writeAside(id, draft) {
  try {
    if (Object.keys(draft).length) localStorage.setItem(asideKey(id), JSON.stringify(draft));
    else localStorage.removeItem(asideKey(id));
  } catch (error) {
    console.warn("Without local storage the last moment before a reload may be lost.", error);
  }
}

/**
 * @param {string} id
 * @returns {Draft} what the database did not get before the page went away
 */
function setAside(id) {
  try {
    return JSON.parse(localStorage.getItem(asideKey(id)) ?? "{}");
  } catch {
    return {};
  }
}

/** The record of one exercise. It works from memory where the browser keeps nothing, and says so in `problem`. */
export class Store {
  /** Why nothing is kept, in words for the learner; empty while all is well. */
  problem = "";
  record = empty();
  #id;
  #onProblem;
  /** @type {Draft} */
  #unsaved = {};
  #timer = 0;

  /**
   * @param {string} id of the exercise
   * @param {() => void} onProblem called when `problem` has been set
   */
  constructor(id, onProblem) {
    this.#id = id;
    this.#onProblem = onProblem;
  }

  /** Reads the record. Never fails: see `problem`. */
  async load() {
    try {
      const { library, at } = await database();
      const stored = await library.get(this.#id, at);
      if (stored && stored.format !== FORMAT) {
        this.#fail("Your work on this exercise was saved by a newer version of this site, so it is left as it is.");
      } else if (stored) this.record = { ...empty(), ...stored };
      if (!this.problem) this.saveDraft({ ...setAside(this.#id), ...this.#unsaved });
    } catch (error) {
      this.#fail("This browser keeps nothing for this site: copy your work before you close the page.");
      console.warn("The learner's record cannot be read.", error);
    }
  }

  /**
   * Keeps a draft soon, at the latest when the page goes away.
   *
   * @param {Draft} draft the fields that have changed
   */
  saveDraft(draft) {
    Object.assign(this.#unsaved, draft);
    this.record.draft = { ...this.record.draft, ...draft };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SAVE_AFTER_MS);
  }

  /** Writes what saveDraft has put off. */
  async flush() {
    clearTimeout(this.#timer);
    const draft = { ...this.#unsaved };
    if (!Object.keys(draft).length) return;
    putAside(this.#id, draft);
    if (leaving) return;
    await this.#change((record) => ({ ...record, draft: { ...record.draft, ...draft } }));
    if (this.problem) return;
    // what the learner has changed again meanwhile is still unsaved
    const later = Object.entries(this.#unsaved).filter(([field, value]) => value !== draft[/** @type {keyof Draft} */ (field)]);
    this.#unsaved = Object.fromEntries(later);
    dropAside(this.#id, draft);
  }

  /**
   * Adds an attempt, unless the same submission was tried before.
   *
   * @param {Attempt} attempt
   */
  addAttempt(attempt) {
    return this.#change((record) => {
      const known = record.attempts.some(({ fingerprint }) => fingerprint === attempt.fingerprint);
      return known ? record : { ...record, attempts: [...record.attempts, attempt] };
    });
  }

  /** @param {Attempt} pass the first one is kept */
  setPassed(pass) {
    return this.#change((record) => ({ ...record, passed: record.passed ?? pass }));
  }

  /** Notes that the solution was opened before a pass. */
  setSeen() {
    return this.#change((record) => ({ ...record, seen: record.seen ?? new Date().toISOString() }));
  }

  /** @param {number} count hints opened so far */
  setHints(count) {
    return this.#change((record) => ({ ...record, hints: Math.max(record.hints, count) }));
  }

  /**
   * @param {string} card
   * @param {string} rating
   */
  setRating(card, rating) {
    const entry = { rating, at: new Date().toISOString() };
    return this.#change((record) => ({ ...record, ratings: { ...record.ratings, [card]: entry } }));
  }

  /**
   * @param {string} item of a scenario
   * @param {import("../base/types.js").Likeness} likeness
   * @param {string} sentence that was compared
   */
  setCompared(item, likeness, sentence) {
    const entry = { likeness, sentence, at: new Date().toISOString() };
    return this.#change((record) => ({ ...record, compared: { ...record.compared, [item]: entry } }));
  }

  /** @param {(record: LearnerRecord) => LearnerRecord} change */
  async #change(change) {
    this.record = change(this.record);
    if (this.problem) return;
    try {
      const { library, at } = await database();
      await library.update(this.#id, (stored) => change({ ...empty(), ...stored }), at);
    } catch (error) {
      this.#fail("Your last change could not be saved in this browser. Copy your work before you close the page.");
      console.warn("The learner's record cannot be written.", error);
    }
  }

  /** @param {string} problem */
  #fail(problem) {
    this.problem = problem;
    this.#onProblem();
  }
}
