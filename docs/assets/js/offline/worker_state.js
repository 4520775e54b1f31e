/**
 * What the service worker has to remember, for it may end at any time: which version answers, which waits, and which tab
 * keeps an older one. A state that is damaged is made anew, from the versions that are still whole.
 */

import { LIST, addressOf, siteCache, versionCache } from "./cache_format.js";

/** @import { List } from "./cache_format.js" */

/**
 * @typedef {Object} State
 * @property {string | null} current
 * @property {string | null} staged
 * @property {Record<string, string | null>} pins the tabs that do not use `current`: the name of their version, or null
 *   for "as the host has it"
 */

/** The folder of the start page. */
export const BASE = new URL("./", self.location.href);

const NAME = siteCache(BASE);
const STATE = new URL("state", BASE).href;
/** After so long without an answer from the browser's own store, pages come from the host. */
const STORE_SECONDS = 3;

/** @type {Promise<State> | null} */
let reading = null;
let empty = false;
/** @type {Map<string, Promise<List | null>>} */
const lists = new Map();
/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/** Whether there surely is no copy; a fetch event cannot wait for the state. */
export function hasNone() {
  return empty;
}

/** @returns {Promise<State>} */
export function read() {
  reading ??= readState().catch((error) => {
    reading = null; // the next to ask may be luckier
    throw error;
  });
  return reading;
}

/** @returns {Promise<State>} once the changes under way are made */
export async function readInTurn() {
  await turn;
  return read();
}

/**
 * Changes the state, one change after the other, and writes it down.
 *
 * @param {(state: State) => unknown} change
 * @returns {Promise<State>}
 */
export function inTurn(change) {
  const changed = turn.then(async () => {
    const state = await read();
    const before = JSON.stringify(state);
    await change(state);
    empty = !state.current;
    if (JSON.stringify(state) !== before) await write(state);
    return state;
  });
  turn = changed.catch(() => {});
  return changed;
}

/**
 * The same for a page that is opening, which a full disk must not keep from doing so.
 *
 * @param {(state: State) => unknown} change
 */
export function remembered(change) {
  return inTurn(change).catch(() => {});
}

/**
 * @param {string} version
 * @returns {Promise<List | null>} null if there is no copy; the list comes last, so where it is, all has been fetched
 */
export function listOf(version) {
  const list = lists.get(version) ?? readList(version);
  lists.set(version, list);
  list.catch(() => forget(version));
  return list;
}

/** @param {string} version whose cache has changed */
export function forget(version) {
  lists.delete(version);
}

/**
 * @param {string} cache
 * @returns {string | null} the version that it holds; null if it is another site's, or none of a version
 */
export function versionOfCache(cache) {
  const begin = versionCache(BASE, "");
  return cache.startsWith(begin) ? cache.slice(begin.length) : null;
}

/**
 * @template T
 * @param {Promise<T>} promise of something in the browser's store
 * @returns {Promise<T>}
 * @throws {Error} if it takes too long
 */
export function promptly(promise) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("The browser's store does not answer."));
    const timer = setTimeout(late, STORE_SECONDS * 1000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @returns {Promise<State>} */
async function readState() {
  const response = await caches.match(STATE, { cacheName: NAME });
  const state = stateFrom(await response?.json().catch(() => null));
  if (state) return state;
  const anew = { current: await lastWhole(), staged: null, pins: {} };
  if (response) await write(anew).catch(() => {});
  return anew;
}

/** @param {State} state */
async function write(state) {
  await (await caches.open(NAME)).put(STATE, new Response(JSON.stringify(state)));
}

/**
 * @param {any} written as it was written down, or what a write that was cut off has left of it
 * @returns {State | null} null for what does not say which version is current
 */
function stateFrom(written) {
  const { current, staged = null, pins } = written ?? {};
  if (!isVersion(current) || !isVersion(staged)) return null;
  return { current, staged, pins: Object.fromEntries(Object.entries(pins ?? {}).filter(([, version]) => isVersion(version))) };
}

/** @param {unknown} version */
function isVersion(version) {
  return version === null || typeof version === "string";
}

/** @returns {Promise<string | null>} the version that was fetched last, of those that are whole */
async function lastWhole() {
  for (const name of (await caches.keys()).reverse()) {
    const version = versionOfCache(name);
    if (version !== null && (await listOf(version))) return version;
  }
  return null;
}

/**
 * @param {string} version
 * @returns {Promise<List | null>}
 */
async function readList(version) {
  const response = await caches.match(addressOf(BASE, LIST), { cacheName: versionCache(BASE, version) });
  const list = await response?.json().catch(() => null);
  return list?.version === version && list.files ? list : null;
}
