/**
 * What the learner did, kept in this browser: one record per exercise. Changes are merged field by field into the record as
 * it is stored now, because another tab may have written meanwhile.
 */

import { dropAside, putAside, setAside } from "./aside.js";
import { inDatabase } from "./database.js";
import { isSame, mergeDrafts } from "./merge.js";
import { emptyRecord, isNewer, soundRecord } from "./record.js";

/** @import { Attempt, Draft, LearnerRecord } from "../base/types.js" */

const SAVE_AFTER_MS = 300;

/**
 * The page is going away. A change that the database begins then is never finished, and in WebKit every later page waits
 * for it in vain.
 */
let leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

/**
 * @typedef {object} Watcher whoever shows the record
 * @property {() => void} onproblem `problem` has changed
 * @property {() => void} onversion `record.other` or `clashing` has changed
 * @property {(draft: Draft) => void} ondraft the draft is another than this tab has shown so far
 *
 * @typedef {(record: LearnerRecord) => LearnerRecord} Change
 */

/** @type {Watcher} */
const NOBODY = { onproblem: () => {}, onversion: () => {}, ondraft: () => {} };

/** The record of one exercise. It works from memory where the browser keeps nothing, and says so in `problem`. */
export class Store {
  /** Why nothing is kept, in words for the learner; empty while all is well. */
  problem = "";
  /** Two tabs have written the same: until the learner has chosen, what this one shows is stored as `other`. */
  clashing = false;
  record = emptyRecord();
  #id;
  #watcher;
  #loaded = false;
  /** The draft as this tab has read or written it: what differs from it was changed since. @type {Draft} */
  #base = {};
  /** @type {Draft} */
  #unsaved = {};
  #timer = 0;
  /** What could not be written so far. @type {Change[]} */
  #missed = [];

  /**
   * @param {string} id of the exercise
   * @param {Watcher} [watcher]
   */
  constructor(id, watcher = NOBODY) {
    this.#id = id;
    this.#watcher = watcher;
  }

  /** Reads the record. Never fails: see `problem`. */
  async load() {
    try {
      const stored = await inDatabase(({ get }, at) => get(this.#id, at), () => this.#recover());
      if (isNewer(stored)) this.#fail("Your work on this exercise was saved by a newer version of this site, so it is left as it is.");
      else await this.#enter(soundRecord(stored));
    } catch (error) {
      this.#fail("This browser keeps nothing for this site: copy your work before you close the page.");
      console.warn("The learner's record cannot be read.", error);
    }
  }

  /**
   * Adds to what is stored what was put aside, and what the learner has entered meanwhile.
   *
   * @param {LearnerRecord} stored
   */
  async #enter(stored) {
    const entered = Object.keys(this.#unsaved);
    const { base = stored.draft, ...aside } = setAside(this.#id);
    const { draft, clash } = mergeDrafts(base, aside, stored.draft);
    this.record = { ...stored, draft: { ...(clash ? stored.draft : draft), ...this.#unsaved } };
    this.#base = Object.fromEntries(Object.entries(stored.draft).filter(([field]) => !entered.includes(field)));
    this.#loaded = true;
    if (clash) {
      await this.#change((record) => ({ ...record, other: { ...stored.draft, ...aside } }));
      dropAside(this.#id, aside);
    } else if (Object.keys(aside).length) this.saveDraft({ ...draft, ...this.#unsaved });
    if (entered.length) await this.flush();
    if (this.record.other) this.#watcher.onversion();
  }

  /** Takes over what another tab has written meanwhile; where this one has changed the same, the learner is asked. */
  async look() {
    if (this.problem || !this.#loaded || leaving) return;
    await this.flush();
    if (this.problem || this.clashing) return;
    const stored = await inDatabase(({ get }, at) => get(this.#id, at), () => {}).catch(() => null);
    if (!stored || isNewer(stored) || Object.keys(this.#unsaved).length) return;
    const { other, draft } = this.record;
    this.record = { ...soundRecord(stored), draft };
    if (!isSame(other, this.record.other)) this.#watcher.onversion();
    this.#takeOver(soundRecord(stored).draft);
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
    putAside(this.#id, draft, this.#base);
    if (leaving || !this.#loaded) return;
    const ownDraft = this.record.draft;
    let clash = false;
    const stored = await this.#change((record) => {
      const merged = mergeDrafts(this.#base, draft, record.draft);
      clash = this.clashing || merged.clash;
      return clash ? { ...record, other: ownDraft } : { ...record, draft: merged.draft };
    });
    if (!stored) return;
    dropAside(this.#id, draft);
    // what the learner has changed again meanwhile is still unsaved
    const later = Object.entries(this.#unsaved).filter(([field, value]) => value !== draft[/** @type {keyof Draft} */ (field)]);
    this.#unsaved = Object.fromEntries(later);
    if (clash) return this.#clash(ownDraft);
    this.#base = { ...this.#base, ...draft };
    if (!later.length) this.#takeOver(stored.draft);
  }

  /** @param {Draft} ownDraft shown by this tab, and stored beside the other's */
  #clash(ownDraft) {
    this.record.other = ownDraft;
    if (this.clashing) return;
    this.clashing = true;
    this.#watcher.onversion();
  }

  /** @param {Draft} draft as it is stored */
  #takeOver(draft) {
    const merged = mergeDrafts(this.#base, this.record.draft, draft).draft;
    this.#base = merged;
    if (isSame(merged, this.record.draft)) return;
    this.record.draft = merged;
    this.#watcher.ondraft(merged);
  }

  /**
   * Decides between the two versions of a draft. Both are kept.
   *
   * @param {"stored" | "other"} version that is to be the draft from now on
   * @returns {Promise<Draft>} it, to be shown
   */
  async choose(version) {
    await this.flush();
    const swap = /** @type {Change} */ (({ draft, other, ...record }) => ({ ...record, draft: other ?? draft, other: draft }));
    const stored = await this.#change(version === "other" ? swap : (record) => record);
    if (stored) this.record = stored;
    this.clashing = false;
    this.#base = this.record.draft;
    this.#watcher.onversion();
    return this.record.draft;
  }

  /** Deletes the version of the draft that the learner has not chosen. */
  async dropOther() {
    await this.#change((record) => ({ ...record, other: null }));
    this.#watcher.onversion();
  }

  /**
   * Adds an attempt, unless the same submission was tried before.
   *
   * @param {Attempt} attempt
   */
  addAttempt(attempt) {
    return this.#change((record) => {
      const isKnown = record.attempts.some(({ fingerprint }) => fingerprint === attempt.fingerprint);
      return isKnown ? record : { ...record, attempts: [...record.attempts, attempt] };
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

  /**
   * @param {Change} change
   * @returns {Promise<LearnerRecord | null>} the record as it is stored now; null if nothing can be
   */
  async #change(change) {
    this.record = change(this.record);
    if (this.problem) {
      this.#missed.push(change);
      return null;
    }
    let changed = this.record;
    const write = (/** @type {unknown} */ stored) => (isNewer(stored) ? stored : (changed = change(soundRecord(stored))));
    try {
      await inDatabase(({ update }, at) => update(this.#id, write, at), () => this.#recover());
      return changed;
    } catch (error) {
      this.#missed.push(change);
      // the first reason says more
      if (!this.problem) this.#fail("Your last change could not be saved in this browser. Copy your work before you close the page.");
      console.warn("The learner's record cannot be written.", error);
      return null;
    }
  }

  /** The database has answered after all: what it holds and what it has missed go together. */
  async #recover() {
    if (!this.problem) return;
    this.#fail("");
    await this.load();
    for (const change of this.#missed.splice(0)) await this.#change(change);
    if (!this.problem && !Object.keys(this.#unsaved).length) this.#watcher.ondraft(this.record.draft);
  }

  /** @param {string} problem */
  #fail(problem) {
    this.problem = problem;
    this.#watcher.onproblem();
  }
}
