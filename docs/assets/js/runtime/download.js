/** Fetches the Python runtime's files, tells how far it is, and believes no byte that it has not verified. */

import { SiteError, fetchFile, fetchJson } from "../base/site.js";

/** A download that brings nothing for so long is given up; a slow one that moves is not. */
const STALL_SECONDS = 15;

/**
 * @typedef {"core" | "snapshot" | "later" | "ordinary"} Stage of the runtime's start
 * @typedef {{url: string, size: number, sha256: string, gzip: boolean}} FileEntry
 * @typedef {{stages: Record<Stage, string[]>, files: Record<string, FileEntry>}} Manifest
 */

/** @type {Promise<Manifest> | null} */
let manifest = null;

/** @returns {Promise<Manifest>} which files there are */
function readManifest() {
  manifest ??= fetchJson("runtime/runtime.json").catch((error) => {
    manifest = null;
    throw error;
  });
  return manifest;
}

/**
 * Loads the files of some stages.
 *
 * @param {Stage[]} stages
 * @param {(name: string, bytes: ArrayBuffer) => void} onFile called with each file once it is there
 * @param {(loaded: number, total: number) => void} [onProgress] bytes so far, bytes in all
 * @returns {Promise<void>} when all are there
 * @throws {SiteError} if a file cannot be fetched, or is not the one that was published
 */
export async function loadFiles(stages, onFile, onProgress = () => {}) {
  const { stages: names, files } = await readManifest();
  const wanted = stages.flatMap((stage) => names[stage]);
  const total = wanted.reduce((sum, name) => sum + files[name].size, 0);
  /** @type {Map<string, number>} */
  const loaded = new Map();
  const loads = wanted.map(async (name) => {
    /** @param {number} bytes */
    const progress = (bytes) => {
      loaded.set(name, bytes);
      onProgress([...loaded.values()].reduce((sum, part) => sum + part, 0), total);
    };
    onFile(name, await loadFile(files[name], progress));
  });
  await Promise.all(loads);
}

/**
 * @param {FileEntry} entry
 * @param {(bytes: number) => void} onProgress
 * @returns {Promise<ArrayBuffer>}
 */
async function loadFile(entry, onProgress) {
  const first = await read(entry, "default", onProgress);
  if (await intact(first, entry)) return first;
  // a copy that went bad in the browser's cache would stay bad: ask the host itself once
  const second = await read(entry, "reload", onProgress);
  if (await intact(second, entry)) return second;
  throw new SiteError(
    `The file ${entry.url} is damaged: expected ${entry.size} bytes, found ${second.byteLength} that do not match.`,
  );
}

/**
 * @param {FileEntry} entry
 * @param {RequestCache} cache
 * @param {(bytes: number) => void} onProgress
 * @returns {Promise<ArrayBuffer>}
 */
async function read(entry, cache, onProgress) {
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), STALL_SECONDS * 1000);
  const bytes = new Uint8Array(entry.size);
  let filled = 0;
  try {
    const response = await fetchFile(`runtime/${entry.url}`, { cache, signal: stall.signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), STALL_SECONDS * 1000);
      if (filled + part.value.length > entry.size) return new ArrayBuffer(0);
      bytes.set(part.value, filled);
      filled += part.value.length;
      onProgress(filled);
    }
  } catch (error) {
    if (error instanceof SiteError && !stall.signal.aborted) throw error;
    throw new SiteError(`The download of ${entry.url} broke off after ${filled} of ${entry.size} bytes.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return filled === entry.size ? bytes.buffer : bytes.buffer.slice(0, filled);
}

/**
 * @param {ArrayBuffer} bytes
 * @param {FileEntry} entry
 * @returns {Promise<boolean>}
 */
async function intact(bytes, entry) {
  if (bytes.byteLength !== entry.size) return false;
  // browsers withhold crypto.subtle on plain http, where anyone on the way could change this script as well
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === entry.sha256;
}
