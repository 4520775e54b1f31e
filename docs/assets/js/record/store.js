/**
 * What the learner did with one exercise, kept in this browser. Events are added, and never changed. Of drafts, changes are
 * merged field by field into what is stored now, because another tab may have written meanwhile.
 */

import { dropAside, putAside, takeAside } from "./aside.js";
import { inDatabase, leaving } from "./database.js";
import { everything } from "./exchange.js";
import { Journal } from "./journal.js";
import { addEvents, readExercise } from "./log.js";
import { isSame, mergeDrafts } from "./merge.js";
import { emptyRecord, formerEvents, isNewer, soundRecord } from "./record.js";
import { emptyHistory } from "./states.js";

/**
 * @import { Draft, KeptRecord, LearnerEvent, LearnerRecord, RecordWatcher } from "../base/types.js"
 * @import { Fields } from "./journal.js"
 */

const SAVE_AFTER_MS = 300;

/** @typedef {(record: KeptRecord) => KeptRecord} Change of the drafts */

/** @type {RecordWatcher} */
const NOBODY = { onproblem: () => {}, onhistory: () => {}, onversion: () => {}, ondraft: () => {} };

/** The record of one exercise. It works from memory where the browser keeps nothing, and says so in `problem`. */
export class Store {
  /** Why nothing is kept, in words for the learner; empty while all is well. */
  problem = "";
  /** Two tabs have written the same: until the learner has chosen, what this one shows is stored as `other`. */
  clashing = false;
  /** What is stored has been read, so that what is saved goes there. */
  loaded = false;
  /** @type {LearnerRecord} */
  record = { ...emptyRecord(), ...emptyHistory() };
  #id;
  #watcher;
  #journal;
  /** The draft as this tab has read or written it: what differs from it was changed since. @type {Draft} */
  #base = {};
  /** @type {Draft} */
  #unsaved = {};
  #timer = 0;
  /** What could not be written so far, besides what is unsaved. @type {Change[]} */
  #missed = [];
  #retrying = false;

  /**
   * @param {string} id of the exercise
   * @param {RecordWatcher} [watcher]
   */
  constructor(id, watcher = NOBODY) {
    this.#id = id;
    this.#watcher = watcher;
    this.#journal = new Journal(id);
  }

  /** Reads the record. Never fails: see `problem`. */
  async load() {
    try {
      const { stored, events } = await readExercise(this.#id, () => this.#recover());
      this.#take(events);
      if (isNewer(stored)) this.#fail("Your work on this exercise was saved by a newer version of this site, so it is left as it is.");
      else await this.#enter(stored);
    } catch (error) {
      this.#fail("This browser keeps nothing for this site: download your work before you close the page.");
      console.warn("The learner's record cannot be read.", error);
    }
  }

  /** @param {LearnerEvent[]} events what is stored by now */
  #take(events) {
    this.#journal.take(events);
    this.record = { ...this.record, ...this.#journal.history };
  }

  /**
   * Adds to what is stored what was put aside, and what the learner has entered meanwhile.
   *
   * @param {any} stored
   */
  async #enter(stored) {
    const former = formerEvents(this.#id, stored);
    const sound = soundRecord(stored);
    const entered = Object.keys(this.#unsaved);
    const { base = sound.draft, ...aside } = takeAside(this.#id);
    const { draft, clash } = mergeDrafts(base, aside, sound.draft);
    this.record = { ...this.record, ...sound, draft: { ...(clash ? sound.draft : draft), ...this.#unsaved } };
    this.#base = Object.fromEntries(Object.entries(sound.draft).filter(([field]) => !entered.includes(field)));
    this.loaded = true;
    if (former.length) {
      // before the record is written without them
      await addEvents(former);
      await this.#change((record) => record);
    }
    if (clash) {
      await this.#change((record) => ({ ...record, other: { ...sound.draft, ...aside }, other_at: now() }));
      dropAside(this.#id, aside);
    } else if (Object.keys(aside).length) this.saveDraft({ ...draft, ...this.#unsaved });
    if (entered.length) await this.flush();
    if (this.record.other) this.#watcher.onversion();
  }

  /** Takes over what another tab has written meanwhile; where this one has changed the same, the learner is asked. */
  async look() {
    if (!this.loaded || leaving) return;
    await this.retry();
    await this.flush();
    if (this.problem || this.clashing) return;
    const kept = await readExercise(this.#id).catch(() => null);
    if (!kept) return;
    this.#take(kept.events);
    this.#watcher.onhistory();
    const { stored } = kept;
    if (!stored || isNewer(stored) || Object.keys(this.#unsaved).length) return;
    const { other, draft } = this.record;
    const sound = soundRecord(stored);
    this.record = { ...this.record, ...sound, draft };
    if (!isSame(other, sound.other)) this.#watcher.onversion();
    this.#takeOver(sound.draft);
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
    if (leaving || !this.loaded) return;
    if (this.problem) {
      this.record.at = now();
      return this.retry();
    }
    const ownDraft = this.record.draft;
    let clash = false;
    const stored = await this.#write((record) => {
      const merged = mergeDrafts(this.#base, draft, record.draft);
      clash = this.clashing || merged.clash;
      return clash ? { ...record, other: ownDraft, other_at: now() } : { ...record, draft: merged.draft, at: now() };
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

  /** Has what is unsaved stored before what follows, or wait with it. */
  async #settle() {
    await this.flush();
    if (!this.problem) return;
    const { draft, at } = this.record;
    this.#missed.push((record) => ({ ...record, draft: { ...record.draft, ...draft }, at }));
    this.#unsaved = {};
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
    this.#watcher.ondraft(merged, "What you wrote in another window is shown here now.");
  }

  /**
   * Decides between the two versions of a draft. Both are kept.
   *
   * @param {"stored" | "other"} version that is to be the draft from now on
   * @returns {Promise<Draft>} it, to be shown
   */
  async choose(version) {
    await this.#settle();
    /** @type {Change} */
    const swap = (record) => ({ ...record, draft: record.other ?? record.draft, at: now(), other: record.draft, other_at: record.at });
    const stored = await this.#change(version === "other" ? swap : (record) => record);
    if (stored) this.record = { ...this.record, ...stored };
    this.clashing = false;
    this.#base = this.record.draft;
    this.#watcher.onversion();
    return this.record.draft;
  }

  /**
   * Puts a draft in the place of the learner's, which is kept beside it.
   *
   * @param {Draft} draft
   */
  async replaceDraft(draft) {
    await this.#settle();
    /** @type {Change} */
    const replace = (record) => {
      const isLost = record.draft.submission !== undefined && !isSame(record.draft.submission, draft.submission);
      return { ...record, draft, at: now(), ...(isLost && { other: record.draft, other_at: record.at }) };
    };
    await this.#change(replace);
    this.#base = draft;
    this.#watcher.onversion();
  }

  /** @returns {import("./exchange.js").Everything} all that this tab has of it, whether it could be stored or not */
  get everything() {
    return everything(new Map([[this.#id, soundRecord(this.record)]]), this.#journal.events);
  }

  /** Deletes the version of the draft that the learner has not chosen. */
  async dropOther() {
    await this.#change((record) => ({ ...record, other: null, other_at: "" }));
    this.#watcher.onversion();
  }

  /**
   * Adds what was handed in, unless it was tried before on the same day.
   *
   * @param {Fields<"attempt">} attempt that counts, or a pass
   */
  async addAttempt(attempt) {
    if (!this.#journal.hasToday(attempt)) await this.add("attempt", attempt);
  }

  /** Notes that the solution was opened before a pass. */
  async setSeen() {
    if (!this.record.seen) await this.add("seen", {});
  }

  /** @param {number} count hints opened so far */
  async setHints(count) {
    if (count > this.record.hints) await this.add("hint", { count });
  }

  /**
   * @template {LearnerEvent["kind"]} K
   * @param {K} kind
   * @param {Fields<K>} fields
   */
  async add(kind, fields) {
    this.#journal.note(kind, fields);
    this.record = { ...this.record, ...this.#journal.history };
    if (this.problem) return this.retry();
    await this.#journal.write(() => this.#recover()).catch((error) => this.#failToWrite(error));
  }

  /**
   * @param {Change} change
   * @returns {Promise<KeptRecord | null>} the record as it is stored now; null if nothing can be, and the change waits
   */
  async #change(change) {
    const stored = await this.#write(change);
    if (!stored) this.#missed.push(change);
    return stored;
  }

  /**
   * @param {Change} change
   * @returns {Promise<KeptRecord | null>} the record as it is stored now; null if nothing can be
   */
  async #write(change) {
    this.record = { ...this.record, ...change(soundRecord(this.record)) };
    if (this.problem) return null;
    return this.#update(change).catch((error) => {
      this.#failToWrite(error);
      return null;
    });
  }

  /** @param {Change} change */
  async #update(change) {
    let changed = soundRecord(this.record);
    const write = (/** @type {unknown} */ stored) => (isNewer(stored) ? stored : (changed = change(soundRecord(stored))));
    await inDatabase(({ update }, at) => update(this.#id, write, at.exercises), () => this.#recover());
    return changed;
  }

  /** Writes what could not be written: there may be room by now. */
  async retry() {
    const isDone = !this.problem && !this.#missed.length && this.#journal.written;
    if (isDone || !this.loaded || this.#retrying) return;
    this.#retrying = true;
    const changes = [...this.#missed];
    try {
      await this.#update((record) => changes.reduce((before, change) => change(before), record));
      this.#missed.splice(0, changes.length);
      await this.#journal.write(() => this.#recover());
    } catch (error) {
      return this.#failToWrite(error);
    } finally {
      this.#retrying = false;
    }
    if (this.problem) this.#fail("");
    await this.flush();
  }

  /** @param {unknown} error */
  #failToWrite(error) {
    // the first reason says more
    if (!this.problem) this.#fail("Your last change could not be saved in this browser: perhaps there is no room left. Make room and try again, or download your work before you close the page.");
    console.warn("The learner's record cannot be written.", error);
  }

  /** The database has answered after all: what it holds and what it has missed go together. */
  async #recover() {
    if (!this.problem) return;
    const shown = this.record.draft;
    if (!this.loaded) {
      this.#fail("");
      await this.load();
    }
    await this.retry();
    if (this.problem || Object.keys(this.#unsaved).length || isSame(shown, this.record.draft)) return;
    this.#watcher.ondraft(this.record.draft, "What this browser has kept of your work is shown here now.");
  }

  /** @param {string} problem */
  #fail(problem) {
    this.problem = problem;
    this.#watcher.onproblem();
  }
}

/** @returns {string} */
function now() {
  return new Date().toISOString();
}
