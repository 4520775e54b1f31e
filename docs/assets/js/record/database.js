/** The browser's database of learners' records: opened, mended where it is half made, and not waited for without end. */

import { place, vendor } from "../base/site.js";
import { waitFor } from "./patience.js";

/** The drafts by exercise, and the events by their keys. */
const TABLES = /** @type {const} */ (["exercises", "events"]);
/** A database that has given no sign of life for so long may never do so. */
const PATIENCE_MS = 3000;
/** So many entries are read or written between two signs of life, and the page stays awake. */
export const PORTION = 500;

/**
 * @typedef {Record<typeof TABLES[number], import("idb-keyval").UseStore>} Tables
 * @typedef {{transaction: (mode: IDBTransactionMode) => Promise<IDBTransaction>}} Both of them at once
 * @typedef {{alive: () => void}} Life to be called when a part of the work is done
 */

/** The page is going away: a change that begins now is never finished, and in WebKit every later page waits for it in vain. */
export let leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

/** @type {Promise<IDBDatabase> | null} */
let connection = null;

/**
 * Does something with the database, and gives up waiting for it when nothing has come of it for a while.
 *
 * @template T
 * @param {(library: typeof import("idb-keyval"), at: Tables & Both & Life) => Promise<T>} work
 * @param {() => void} onLate called if it was done after all, when it had been given up
 * @returns {Promise<T>}
 * @throws {import("./patience.js").Late} if it takes too long
 */
export async function inDatabase(work, onLate) {
  const tools = await vendor("idb-keyval");
  const [exercises, events] = TABLES.map(tableOf);
  const transaction = async (/** @type {IDBTransactionMode} */ mode) => (await connected()).transaction(TABLES, mode);
  return waitFor((alive) => work(tools, { exercises, events, transaction, alive }), PATIENCE_MS, onLate);
}

/**
 * @param {string} table
 * @returns {import("idb-keyval").UseStore}
 */
function tableOf(table) {
  return async (mode, use) => use((await connected()).transaction(table, mode).objectStore(table));
}

function connected() {
  connection ??= open().catch((error) => {
    connection = null;
    throw error;
  });
  return connection;
}

/**
 * @param {number} [version] above the present one, to have its tables made
 * @returns {Promise<IDBDatabase>}
 */
async function open(version) {
  const request = indexedDB.open(place(), version);
  request.onupgradeneeded = () => {
    for (const table of missing(request.result)) request.result.createObjectStore(table);
  };
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  if (missing(database).length) {
    database.close();
    return open(database.version + 1);
  }
  const forget = () => (connection = null);
  database.onclose = forget;
  // another tab mends it, or the learner deletes what sites have stored
  database.onversionchange = () => {
    database.close();
    forget();
  };
  return database;
}

/** @param {IDBDatabase} database */
function missing({ objectStoreNames }) {
  return TABLES.filter((table) => !objectStoreNames.contains(table));
}
