/** The browser's database of learners' records: opened, mended where it is half made, and not waited for without end. */

import { NAME } from "../base/name.js";
import { once } from "../base/once.js";
import { BASE_PATH, vendor } from "../base/site.js";

const TABLE = "exercises";
/** A database that has not answered after so long may never do so. */
const PATIENCE_SECONDS = 3;

/** The database may still answer, but nobody should wait for it any longer. */
export class Late extends Error {}

/** @type {Promise<IDBDatabase> | null} */
let connection = null;

/** @type {() => Promise<typeof import("idb-keyval")>} */
const library = once(() => vendor("idb-keyval"));

/**
 * Does something with the database, and gives up waiting for it after a while.
 *
 * @template T
 * @param {(library: typeof import("idb-keyval"), at: import("idb-keyval").UseStore) => Promise<T>} work
 * @param {() => void} onlate called if it was done after all, when it had been given up
 * @returns {Promise<T>}
 * @throws {Late} if it takes too long
 */
export async function inDatabase(work, onlate) {
  const tools = await library();
  const result = work(tools, async (mode, use) => use((await connected()).transaction(TABLE, mode).objectStore(TABLE)));
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(new Late("The database does not answer."));
      result.then(onlate, () => {});
    };
    const timer = setTimeout(giveUp, PATIENCE_SECONDS * 1000);
    result.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function connected() {
  connection ??= open().catch((error) => {
    connection = null;
    throw error;
  });
  return connection;
}

/**
 * @param {number} [version] above the present one, to have the table made
 * @returns {Promise<IDBDatabase>}
 */
async function open(version) {
  const request = indexedDB.open(`${NAME} ${BASE_PATH}`, version);
  request.onupgradeneeded = () => {
    if (!request.result.objectStoreNames.contains(TABLE)) request.result.createObjectStore(TABLE);
  };
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  if (!database.objectStoreNames.contains(TABLE)) {
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
