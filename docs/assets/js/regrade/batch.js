/**
 * A batch of hand-ins: each is graded once, in the sandbox in which learners' own pages grade, one after the other. One bad
 * file never stops the batch. All of it is in the memory of this tab, where it outlasts the page, and nowhere else.
 */

import { NAME } from "../base/name.js";
import { SiteError, fetchJson } from "../base/site.js";
import { Grading } from "../exercise/grading.js";
import { canonical } from "../record/merge.js";
import { best, entryOf, entryOfUnread, inOrder, latest, neverLower } from "./grades.js";
import { readGiven } from "./hand_ins.js";

/**
 * @import { Bundle } from "../base/types.js"
 * @import { Entry, Graded, Row } from "./grades.js"
 * @import { Given, HandIn, Unread } from "./hand_ins.js"
 *
 * @typedef {{title: string, kind: string}} Exercise
 * @typedef {"latest" | "best" | "all"} Which
 */

/** What a stop gives as its reason. */
const STOPPED = new DOMException("Stopped by the reader.", "AbortError");

/** Dispatches `change` whenever there is something new. */
class Batch extends EventTarget {
  /** Those that the site has, by their ids. @type {Map<string, Exercise>} */
  exercises = new Map();
  /** @type {"idle" | "reading" | "grading" | "stopped" | "failed"} */
  phase = "idle";
  /** Why it has failed. */
  problem = "";
  /** Files that were read, and all that were given. */
  files = { done: 0, all: 0 };
  /** There are rows that nobody has taken along. */
  unsaved = false;
  /** Of an earlier table. @type {Row[]} */
  before = [];
  /** A pass in it stays. */
  neverLower = false;
  #which = /** @type {Which} */ ("latest");
  /** @type {HandIn[]} */
  #handIns = [];
  /** @type {Unread[]} */
  #unread = [];
  /** @type {Given[]} */
  #given = [];
  /** @type {Map<string, Graded>} */
  #results = new Map();
  /** By what they were graded for. @type {Map<HandIn, string>} */
  #keys = new Map();
  /** @type {HandIn[]} */
  #chosen = [];
  /** Of what is still to be graded, each once. @type {HandIn[]} */
  #queue = [];
  #run = new AbortController();
  #working = /** @type {Promise<void> | null} */ (null);
  /** @type {Map<string, Promise<Bundle>>} */
  #bundles = new Map();
  /** Since grading has begun, or gone on. */
  #pace = { since: 0, done: 0 };

  /** Which attempts of each learner at each exercise count. */
  get which() {
    return this.#which;
  }

  set which(which) {
    this.#which = which;
    this.#choose();
    if (this.phase === "idle") this.#begin();
    else this.#change();
  }

  /** Attempts that count, and how many of them are graded. */
  get count() {
    const all = this.#chosen.length;
    return { all, done: this.#chosen.filter((handIn) => this.#resultOf(handIn)).length };
  }

  /** How long the rest will take; null where that cannot be told yet. */
  get secondsLeft() {
    const { since, done } = this.#pace;
    return done ? (this.#queue.length * (Date.now() - since)) / 1000 / done : null;
  }

  /** @returns {Entry[]} what is known so far */
  get entries() {
    const graded = this.#chosen.flatMap((handIn) => {
      const result = this.#resultOf(handIn);
      return result ? [entryOf(handIn, result)] : [];
    });
    const chosen = this.#which === "best" ? best(graded) : graded;
    const kept = this.neverLower ? neverLower(chosen, this.before) : chosen;
    return inOrder([...kept, ...this.#unread.map(entryOfUnread)]);
  }

  /**
   * Takes files in and grades what is in them.
   *
   * @param {Given[]} given
   */
  add(given) {
    this.#given.push(...given);
    this.files.all += given.length;
    this.#begin();
  }

  /** Ends what runs, and leaves the rest for later. */
  stop() {
    this.#run.abort(STOPPED);
  }

  goOn() {
    this.#begin();
  }

  /** Forgets all of it. */
  async clear() {
    this.stop();
    await this.#working;
    [this.#handIns, this.#unread, this.#given, this.before] = [[], [], [], []];
    this.neverLower = false;
    this.#results.clear();
    this.#keys.clear();
    this.files = { done: 0, all: 0 };
    this.unsaved = false;
    this.#choose();
    this.#change("idle");
  }

  /**
   * @param {string} exercise its id
   * @returns {Promise<Bundle>}
   * @throws {SiteError}
   */
  bundle(exercise) {
    const known = this.#bundles.get(exercise);
    if (known) return known;
    const asked = /** @type {Promise<Bundle>} */ (fetchJson(`exercises/${exercise}.json`));
    this.#bundles.set(exercise, asked);
    asked.catch(() => this.#bundles.delete(exercise));
    return asked;
  }

  #begin() {
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
      this.#change();
      if (this.phase === "idle" && (this.#given.length || this.#queue.length)) this.#begin(); // it has come at the last moment
    });
  }

  async #work() {
    const { signal } = (this.#run = new AbortController());
    try {
      do {
        await this.#read(signal);
        await this.#grade(signal);
      } while (this.#given.length);
      this.phase = "idle";
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.phase = error === STOPPED ? "stopped" : "failed";
      if (error !== STOPPED) console.warn("Nothing more is graded for now.", error);
    }
  }

  /** @param {AbortSignal} signal */
  async #read(signal) {
    while (this.#given.length) {
      this.#change("reading");
      /** @type {import("./hand_ins.js").Found[]} */
      const found = [];
      for await (const one of readGiven(this.#given[0], { exercises: this.exercises, workbook: NAME })) {
        signal.throwIfAborted();
        found.push(one);
      }
      signal.throwIfAborted();
      for (const one of found) this.#take(one);
      this.#given.shift();
      this.files.done += 1;
    }
    this.#choose();
  }

  /** @param {import("./hand_ins.js").Found} found */
  #take(found) {
    if (found.before) return void this.before.push(...found.before);
    this.unsaved = true;
    if (found.reason !== undefined) return void this.#unread.push(found);
    const { student, exercise, submission, seed, file } = found;
    const known = this.exercises.get(exercise);
    const isOfKind = (known?.kind === "code") === (typeof submission === "string");
    const reason = known ? "the submission is of another kind than the exercise" : `there is no exercise ${exercise}`;
    if (!known || !isOfKind) return void this.#unread.push({ student, exercise, file, reason, handIn: found });
    this.#keys.set(found, canonical([exercise, seed, submission]));
    this.#handIns.push(found);
  }

  #choose() {
    this.#chosen = this.#which === "latest" ? latest(this.#handIns) : this.#handIns;
    const left = new Map(this.#chosen.flatMap((handIn) => (this.#resultOf(handIn) ? [] : [[this.#keys.get(handIn), handIn]])));
    // one exercise after the other, for each has to be fetched
    this.#queue = [...left.values()].sort((one, other) => (one.exercise < other.exercise ? -1 : Number(one.exercise > other.exercise)));
  }

  /** @param {AbortSignal} signal */
  async #grade(signal) {
    this.#pace = { since: Date.now(), done: 0 };
    // what comes in meanwhile may hold later attempts
    while (this.#queue.length && !this.#given.length) {
      this.#change("grading");
      const [handIn] = this.#queue;
      const graded = await this.#gradeOne(handIn, signal);
      this.#results.set(this.#keys.get(handIn) ?? "", graded);
      this.#queue = this.#queue.filter((other) => other !== handIn);
      this.#pace.done += 1;
      this.unsaved = true;
    }
  }

  /**
   * @param {HandIn} handIn
   * @param {AbortSignal} signal
   * @returns {Promise<Graded>}
   * @throws {SiteError} if Python or a file of the site cannot be had
   */
  async #gradeOne({ exercise, submission, seed }, signal) {
    const bundle = await this.bundle(exercise);
    signal.throwIfAborted();
    let begun = Date.now();
    const onbegin = () => (begun = Date.now());
    try {
      const report = await new Grading(bundle, signal, () => onbegin(), () => {}).grade(submission, seed);
      return { report, seconds: (Date.now() - begun) / 1000, problem: "" };
    } catch (error) {
      if (error instanceof SiteError || signal.aborted) throw error;
      console.warn("A hand-in could not be graded.", error);
      return { seconds: 0, problem: `it could not be graded here (${error})` };
    }
  }

  /** @param {HandIn} handIn */
  #resultOf(handIn) {
    return this.#results.get(this.#keys.get(handIn) ?? "");
  }

  /** @param {Batch["phase"]} [phase] */
  #change(phase = this.phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {Batch} */
export const batch = new Batch();
