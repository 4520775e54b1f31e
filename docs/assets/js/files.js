/** Fetches the Python runtime's files, tells how far it is, and believes no byte that it has not verified. */

import { SiteError, fetchFile, fetchJson } from "./site.js";

/** A download that brings nothing for so long is given up; a slow one that moves is not. */
const STALL_SECONDS = 15;

/**
 * @typedef {{url: string, size: number, sha256: string}} FileEntry
 * @typedef {{pyodide: string, packages: string[], files: Record<string, FileEntry>}} Manifest
 * @typedef {{files: Record<string, ArrayBuffer>, packages: string[]}} RuntimeFiles
 */

/**
 * Loads every file that `runtime.json` names.
 *
 * @param {(loaded: number, total: number) => void} onProgress bytes so far, bytes in all
 * @returns {Promise<RuntimeFiles>} the bytes by the names that Pyodide asks for
 * @throws {SiteError} if a file cannot be fetched, or is not the one that was published
 */
export async function loadFiles(onProgress) {
  /** @type {Manifest} */
  const { files, packages } = await fetchJson("runtime/runtime.json");
  const entries = Object.entries(files);
  const total = entries.reduce((sum, [, entry]) => sum + entry.size, 0);
  /** @type {Map<string, number>} */
  const loaded = new Map();
  const loads = entries.map(async ([name, entry]) => {
    /** @param {number} bytes */
    const progress = (bytes) => {
      loaded.set(name, bytes);
      onProgress([...loaded.values()].reduce((sum, part) => sum + part, 0), total);
    };
    return /** @type {const} */ ([name, await loadFile(entry, progress)]);
  });
  return { files: Object.fromEntries(await Promise.all(loads)), packages };
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
