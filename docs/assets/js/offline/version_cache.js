/** Fetches the files of one version of the site into a cache. */

import { ROOT, SiteError, fetchFile } from "../base/site.js";
import { fetchVerified } from "../base/verified.js";
import { FROM_HOST, HASH, LIST, addressOf, versionCache } from "./cache_format.js";

/** @import { Entry, List } from "./cache_format.js" */

const AT_ONCE = 4;
const headers = { [FROM_HOST]: "fetch" };

/** @param {number} bytes */
export function megabytes(bytes) {
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}

/**
 * The list of the version that the host publishes now.
 *
 * @returns {Promise<List>}
 * @throws {SiteError} if it cannot be fetched
 */
export async function hostList() {
  const response = await fetchFile(new URL(LIST, ROOT), { cache: "no-cache", headers });
  try {
    return await response.json();
  } catch (error) {
    throw new SiteError("The list of the site's files is damaged.", { cause: error });
  }
}

/**
 * @param {string} version
 * @returns {Promise<List | null>} null if there is none, or it is damaged
 */
export async function storedList(version) {
  const response = await caches.match(address(LIST), { cacheName: versionCache(ROOT, version) });
  return response?.json().catch(() => null) ?? null;
}

/**
 * Fetches what is missing, several files at once, then writes the list, which says that the version is whole.
 *
 * @param {List} list
 * @param {Map<string, Entry>} missing
 * @param {AbortSignal} signal
 * @param {(loaded: number, files: number) => void} onProgress bytes of the whole version, files fetched just now
 * @throws {SiteError} if a file cannot be had or kept; the others are kept
 */
export async function fill(list, missing, signal, onProgress) {
  const cache = await caches.open(versionCache(ROOT, list.version));
  const needed = sum(missing);
  if (needed) await requireRoom(needed);
  /** @type {Map<string, number>} */
  const loaded = new Map();
  let files = 0;
  const show = () => onProgress(list.size - needed + sum(loaded), files);
  if (missing.size) show();
  const queue = [...missing];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [path, entry] = next;
      const count = (/** @type {number} */ bytes) => {
        loaded.set(path, bytes);
        show();
      };
      await keep(cache, path, await download(path, entry, signal, count), needed);
      files += 1;
      count(entry.size);
    }
  };
  const workers = Array.from({ length: AT_ONCE }, () =>
    work().catch((error) => {
      queue.length = 0; // what is under way may still finish, and is kept
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === "rejected");
  if (failed) throw /** @type {PromiseRejectedResult} */ (failed).reason;
  await cache.put(address(LIST), new Response(JSON.stringify(list), { headers: { "content-type": "application/json" } }));
}

/**
 * What has to be fetched for a version, once what other versions already hold has been copied.
 *
 * @param {List} list
 * @returns {Promise<Map<string, Entry>>}
 */
export async function missingFrom(list) {
  const ownCache = versionCache(ROOT, list.version);
  const cache = await caches.open(ownCache);
  const stored = new Set((await cache.keys()).map(({ url }) => url));
  const missing = new Map(Object.entries(list.files).filter(([path]) => !stored.has(address(path))));
  const otherCaches = (await caches.keys()).filter((name) => name.startsWith(versionCache(ROOT, "")) && name !== ownCache);
  for (const cacheName of otherCaches) {
    for (const [path, { sha256 }] of [...missing]) {
      const response = await caches.match(address(path), { cacheName });
      if (response?.headers.get(HASH) !== sha256) continue;
      await keep(cache, path, response, sum(missing));
      missing.delete(path);
    }
  }
  return missing;
}

/**
 * @param {string} path
 * @param {Entry} entry
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} onProgress
 * @returns {Promise<Response>} as it is to be stored
 * @throws {SiteError} if the file cannot be fetched, or is not the one in the list
 */
async function download(path, entry, signal, onProgress) {
  const options = /** @type {const} */ ({ cache: "no-cache", headers, signal, onProgress });
  const { bytes, type } = await fetchVerified(new URL(address(path)), entry, options);
  return new Response(bytes, { headers: { "content-type": type, [HASH]: entry.sha256 } });
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {Response} response
 * @param {number} needed bytes that the copy takes
 */
async function keep(cache, path, response, needed) {
  try {
    await cache.put(address(path), response);
  } catch (error) {
    if (/** @type {Error} */ (error).name === "QuotaExceededError") throw await noRoom(needed);
    throw error;
  }
}

/**
 * @param {number} needed bytes
 * @throws {SiteError} if the browser says beforehand that it will not take them
 */
async function requireRoom(needed) {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < needed) throw await noRoom(needed);
}

/** @param {number} needed bytes */
async function noRoom(needed) {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return new SiteError(
    `There is not enough room: the copy needs another ${megabytes(needed)}, and this browser has ` +
      `${megabytes(Math.max(0, quota - usage))} left for this site. Free some disk space, or delete other sites' data in ` +
      "your browser's settings, then try again. A private window allows little.",
  );
}

/**
 * @param {Map<string, number | Entry>} sizes
 * @returns {number} bytes
 */
export function sum(sizes) {
  let total = 0;
  for (const entry of sizes.values()) total += typeof entry === "number" ? entry : entry.size;
  return total;
}

/** @param {string} path of a file in the list */
function address(path) {
  return addressOf(ROOT, path);
}
