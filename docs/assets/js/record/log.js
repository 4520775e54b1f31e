/** The events of the learner as they are stored. There is no way to change or to delete one. */

import { eventsAside } from "./aside.js";
import { inDatabase, PORTION } from "./database.js";
import { ALL, isEvent, keyOf, union } from "./events.js";
import { emptyRecord, formerEvents, soundRecord } from "./record.js";
import { historyOf } from "./states.js";

/** @import { KeptRecord, LearnerEvent, LearnerRecord } from "../base/types.js" */

/**
 * @param {LearnerEvent[]} events
 * @param {() => void} [onLate] called if they are stored after all, when that had been given up
 * @throws {Error} if they cannot be stored
 */
export async function addEvents(events, onLate = () => {}) {
  if (!events.length) return;
  reading = null;
  await inDatabase(({ setMany }, at) => setMany(events.map((event) => [keyOf(event), event]), at.events), onLate);
}

/**
 * @param {string} exercise
 * @param {() => void} [onLate]
 * @returns {Promise<{stored: any, events: LearnerEvent[]}>} what is stored of it, and what follows from what was stored before
 *   there were events; those that concern all exercises are among them
 * @throws {Error} if this browser keeps nothing, or does not answer
 */
export async function readExercise(exercise, onLate = () => {}) {
  const aside = await storeAside();
  const own = aside.filter((event) => event.exercise === exercise || event.exercise === ALL);
  return inDatabase(async ({ get, promisifyRequest }, at) => {
    const [stored, ...events] = await Promise.all([
      get(exercise, at.exercises),
      ...[exercise, ALL].map((id) => at.events("readonly", (table) => promisifyRequest(table.getAll(rangeOf(id))))),
    ]);
    return { stored, events: union(events.flat().filter(isEvent), own, formerEvents(exercise, stored)) };
  }, onLate);
}

/** @typedef {{records: Map<string, KeptRecord>, events: LearnerEvent[]}} All that this browser keeps; not to be changed */

/** What is being read at this moment: the parts of a page that look at the same time share it. @type {Promise<All> | null} */
let reading = null;

/**
 * @returns {Promise<All>}
 * @throws {Error} if it keeps nothing, or does not answer
 */
export function readAll() {
  if (reading) return reading;
  const read = async (/** @type {LearnerEvent[]} */ aside) =>
    inDatabase(async ({ entries, promisifyRequest }, at) => {
      const stored = await entries(at.exercises);
      const events = await at.events("readonly", (table) => inPortions(table, promisifyRequest, at.alive));
      const former = stored.flatMap(([id, record]) => formerEvents(String(id), record));
      const records = new Map(stored.map(([id, record]) => [String(id), soundRecord(record)]));
      return { records, events: union(events, aside, former) };
    }, () => {});
  const all = storeAside().then(read);
  reading = all;
  setTimeout(() => {
    if (reading === all) reading = null;
  });
  return all;
}

/**
 * Stores what pages had to put aside when they were left.
 *
 * @returns {Promise<LearnerEvent[]>} it, whether it could be stored or not
 */
async function storeAside() {
  const { events, drop } = eventsAside();
  await addEvents(events).then(drop, (error) => console.warn("What was put aside cannot be stored.", error));
  return events;
}

/**
 * @param {IDBObjectStore} table
 * @param {typeof import("idb-keyval").promisifyRequest} promisify
 * @param {() => void} onportion
 * @returns {Promise<LearnerEvent[]>}
 */
async function inPortions(table, promisify, onportion) {
  const events = [];
  /** @type {IDBKeyRange | null} */
  let range = null;
  for (;;) {
    const [keys, values] = await Promise.all([promisify(table.getAllKeys(range, PORTION)), promisify(table.getAll(range, PORTION))]);
    events.push(...values.filter(isEvent));
    if (keys.length < PORTION) return events;
    range = IDBKeyRange.lowerBound(keys[keys.length - 1], true);
    onportion();
  }
}

/**
 * @param {string[]} ids of exercises
 * @returns {Promise<Map<string, LearnerRecord>>}
 * @throws {Error} if this browser keeps nothing, or does not answer
 */
export async function recordsOf(ids) {
  const { records, events } = await readAll();
  return recordsFrom(ids, records, events);
}

/**
 * @param {string[]} ids of exercises
 * @param {Map<string, KeptRecord>} records
 * @param {LearnerEvent[]} events
 * @returns {Map<string, LearnerRecord>}
 */
export function recordsFrom(ids, records, events) {
  const byExercise = /** @type {Map<string, LearnerEvent[]>} */ (new Map(ids.map((id) => [id, []])));
  for (const event of events) {
    if (event.exercise === ALL) for (const all of byExercise.values()) all.push(event);
    else byExercise.get(event.exercise)?.push(event);
  }
  return new Map(ids.map((id) => [id, { ...(records.get(id) ?? emptyRecord()), ...historyOf(byExercise.get(id) ?? []) }]));
}

/**
 * Stores what was put together with what is here: all of it, or nothing.
 *
 * @param {import("./exchange.js").Everything} change events, and the drafts that take the place of those here
 * @param {(done: number, all: number) => void} [onProgress]
 * @param {() => void} [onLate] called if it is stored after all, when that had been given up
 * @throws {import("./patience.js").Late} if it may still be stored
 * @throws {Error} if it cannot be stored
 */
export async function storeAll({ events, drafts }, onProgress = () => {}, onLate = () => {}) {
  const records = [...drafts].map(([id, [{ draft, at }, other]]) => {
    const record = { ...emptyRecord(), draft, at, other: other?.draft ?? null, other_at: other?.at ?? "" };
    return /** @type {[string, KeptRecord]} */ ([id, record]);
  });
  reading = null;
  await inDatabase(async ({ promisifyRequest }, { transaction, alive }) => {
    const change = await transaction("readwrite");
    try {
      for (const [id, record] of records) change.objectStore("exercises").put(record, id);
      for (const [at, event] of events.entries()) {
        const request = change.objectStore("events").put(event, keyOf(event));
        if ((at + 1) % PORTION) continue;
        await promisifyRequest(request);
        alive();
        onProgress(at + 1, events.length);
      }
    } catch (error) {
      change.abort();
      throw error;
    }
    await promisifyRequest(change);
  }, onLate);
}

/** @param {string} exercise */
function rangeOf(exercise) {
  return IDBKeyRange.bound(`${exercise} `, `${exercise} \uffff`);
}
