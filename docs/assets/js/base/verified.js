/** Downloads files of the site, and believes no byte that it has not verified. */

import { sha256 } from "./sha256.js";
import { ASSETS, ROOT, SiteError, fetchFile } from "./site.js";

/** A download that brings nothing for so long is given up; a slow one that moves is not. */
const STALL_SECONDS = 15;

/** The host publishes another file than its list says: probably it is being updated just now. */
export class OtherFile extends SiteError {}

/**
 * @typedef {{size: number, sha256: string}} Expected
 * @typedef {{bytes: ArrayBuffer, type: string}} Download
 *
 * @typedef {object} Options
 * @property {RequestCache} [cache] for the first attempt
 * @property {HeadersInit} [headers]
 * @property {AbortSignal} [signal]
 * @property {(bytes: number) => void} [onProgress] bytes so far
 */

/**
 * @param {string | URL} path relative to `assets/`
 * @param {Expected} expected
 * @param {Options} [options]
 * @returns {Promise<Download>}
 * @throws {SiteError} if the file cannot be fetched, or is not the one that was published
 */
export async function fetchVerified(path, expected, options = {}) {
  const first = await read(path, expected.size, options).catch((error) => {
    if (options.signal?.aborted) throw error;
    return null; // one lost connection is not the end
  });
  if (first && (await isIntact(first, expected))) return first;
  options.onProgress?.(0);
  // a copy that went bad in the browser's cache would stay bad: ask the host itself once
  const second = await read(path, expected.size, { ...options, cache: "reload" });
  if (await isIntact(second, expected)) return second;
  throw new OtherFile(
    `The file ${nameOf(path)} is not the one that was published: expected ${expected.size} bytes, found ` +
      `${second.bytes.byteLength} that do not match. If the site is being updated, try again in a few minutes.`,
  );
}

/**
 * @param {string | URL} path
 * @param {number} size
 * @param {Options} options
 * @returns {Promise<Download>} of a file that is longer than expected, nothing
 */
async function read(path, size, { cache, headers, signal, onProgress }) {
  const gaveUp = new AbortController();
  const giveUp = () => gaveUp.abort();
  signal?.addEventListener("abort", giveUp);
  let timer = setTimeout(giveUp, STALL_SECONDS * 1000);
  const bytes = new Uint8Array(size);
  let filled = 0;
  try {
    const response = await fetchFile(path, { cache, headers, signal: gaveUp.signal });
    const type = response.headers.get("content-type") ?? "application/octet-stream";
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, STALL_SECONDS * 1000);
      if (filled + part.value.length > size) return { bytes: new ArrayBuffer(0), type };
      bytes.set(part.value, filled);
      onProgress?.((filled += part.value.length));
    }
    return { bytes: filled === size ? bytes.buffer : bytes.buffer.slice(0, filled), type };
  } catch (error) {
    if (error instanceof SiteError && !gaveUp.signal.aborted) throw error;
    throw new SiteError(`The download of ${nameOf(path)} broke off after ${filled} of ${size} bytes.`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/**
 * @param {Download} download
 * @param {Expected} expected
 */
async function isIntact({ bytes }, expected) {
  return bytes.byteLength === expected.size && [expected.sha256, null].includes(await sha256(bytes));
}

/** @param {string | URL} path */
function nameOf(path) {
  return decodeURI(new URL(path, ASSETS).href.slice(ROOT.href.length));
}
