/** Fetches the Python runtime's files, and tells how far it is. */

import { fetchJson } from "../base/site.js";
import { fetchVerified } from "../base/verified.js";

/**
 * @typedef {"core" | "snapshot" | "later" | "ordinary"} Stage of the runtime's start
 * @typedef {{url: string, size: number, sha256: string, gzip: boolean}} FileEntry
 * @typedef {{stages: Record<Stage, string[]>, files: Record<string, FileEntry>}} Manifest
 */

/** Which files there are. @type {Promise<Manifest> | null} */
let manifest = null;
/** Whether the host is to be asked, and not only the browser's cache: what is missing may have another name by now. */
let anew = false;

/** The files that have been handed on, or are on their way: the sandbox keeps what it is given. @type {Map<string, Promise<void>>} */
const handedOn = new Map();
/** Bytes of each file so far. @type {Map<string, number>} */
const loaded = new Map();
/** Those to be told when there are more. @type {Set<() => void>} */
const watching = new Set();

/**
 * Loads the files of some stages. What an earlier call has loaded, or is loading, stays: it is not asked for again.
 *
 * @param {Stage[]} stages
 * @param {(name: string, bytes: ArrayBuffer) => void} onFile called with each file once it is there
 * @param {(loaded: number, total: number) => void} [onProgress] bytes so far, bytes in all
 * @returns {Promise<void>} when all are there
 * @throws {import("../base/site.js").SiteError} if a file cannot be fetched, or is not the one that was published
 */
export async function loadFiles(stages, onFile, onProgress = () => {}) {
  try {
    const { stages: names, files } = await readManifest();
    const needed = stages.flatMap((stage) => names[stage]);
    const total = needed.reduce((sum, name) => sum + files[name].size, 0);
    const show = () => onProgress(needed.reduce((sum, name) => sum + (loaded.get(name) ?? 0), 0), total);
    watching.add(show);
    await Promise.all(needed.map((name) => load(name, files[name], onFile))).finally(() => watching.delete(show));
  } catch (error) {
    manifest = null;
    anew = true;
    throw error;
  }
}

/** Lets the next call load everything: what was handed on is gone. */
export function forgetFiles() {
  handedOn.clear();
  loaded.clear();
}

function readManifest() {
  manifest ??= fetchJson("runtime/runtime.json", anew ? { cache: "no-cache" } : {});
  return manifest;
}

/**
 * @param {string} name
 * @param {FileEntry} file
 * @param {(name: string, bytes: ArrayBuffer) => void} onFile
 */
function load(name, file, onFile) {
  const arrival = handedOn.get(name) ?? fetchFile(name, file, onFile);
  handedOn.set(name, arrival);
  arrival.catch(() => handedOn.delete(name));
  return arrival;
}

/**
 * @param {string} name
 * @param {FileEntry} file
 * @param {(name: string, bytes: ArrayBuffer) => void} onFile
 */
async function fetchFile(name, file, onFile) {
  const begin = performance.now();
  let arrived = begin;
  const onProgress = (/** @type {number} */ count) => {
    loaded.set(name, count);
    arrived = performance.now();
    for (const show of watching) show();
  };
  const { bytes } = await fetchVerified(`runtime/${file.url}`, file, { onProgress });
  // what `bench startup --trace` reads, as all measures of the start
  performance.measure(`fetch ${name}`, { start: begin, end: arrived });
  performance.measure(`verify ${name}`, { start: arrived });
  onFile(name, bytes);
}
