/** Downloads files of the site, and believes no byte that it has not verified. */

import { Line } from "./line.js";
import { sha256 } from "./sha256.js";
import { ASSETS, ROOT, SiteError, fetchFile } from "./site.js";

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
 *
 * @typedef {object} Part What has come of a file.
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {number} filled
 * @property {string} type
 * @property {number} attempts
 */

/** Of downloads that broke off, by address and hash: the next attempt goes on from there, and has more patience. */
const parts = /** @type {Map<string, Part>} */ (new Map());

/** All downloads of this page or worker share one line. */
const line = new Line();

/**
 * @param {string | URL} path relative to `assets/`
 * @param {Expected} expected
 * @param {Options} [options]
 * @returns {Promise<Download>}
 * @throws {SiteError} if the file cannot be fetched, or is not the one that was published
 */
export async function fetchVerified(path, expected, options = {}) {
  const key = `${new URL(path, ASSETS)} ${expected.sha256}`;
  const part = parts.get(key) ?? emptyPart(expected);
  parts.delete(key);
  try {
    await read(path, part, options).catch((error) => {
      if (options.signal?.aborted) throw error;
      return read(path, part, options); // one lost connection is not the end
    });
  } catch (error) {
    parts.set(key, part);
    throw error;
  }
  if (await isIntact(part, expected)) return { bytes: part.bytes.buffer, type: part.type };
  const fresh = emptyPart(expected);
  options.onProgress?.(0);
  // a copy that went bad in the browser's cache would stay bad: ask the host itself once
  await read(path, fresh, { ...options, cache: "reload" });
  if (await isIntact(fresh, expected)) return { bytes: fresh.bytes.buffer, type: fresh.type };
  throw new OtherFile(
    `The file ${nameOf(path)} is not the one that was published: expected ${expected.size} bytes, found ` +
      `${fresh.filled} that do not match. If the site is being updated, try again in a few minutes.`,
  );
}

/**
 * @param {Expected} expected
 * @returns {Part}
 */
function emptyPart({ size }) {
  return { bytes: new Uint8Array(size), filled: 0, type: "", attempts: 0 };
}

/**
 * Reads a file from where a part of it ends. Of a file that is longer than expected, one byte too many is counted.
 *
 * @param {string | URL} path
 * @param {Part} part of it that is there
 * @param {Options} options
 */
async function read(path, part, { cache, headers, signal, onProgress }) {
  if (part.filled === part.bytes.length && part.filled) return;
  const gaveUp = new AbortController();
  const giveUp = () => gaveUp.abort();
  signal?.addEventListener("abort", giveUp);
  const turn = line.enter(giveUp, part.attempts++);
  try {
    const requestHeaders = new Headers(headers);
    if (part.filled) requestHeaders.set("Range", `bytes=${part.filled}-`);
    const response = await fetchFile(path, { cache, headers: requestHeaders, signal: gaveUp.signal });
    if (!continues(response, part)) part.filled = 0; // a host that knows no ranges begins anew
    part.type = response.headers.get("content-type") ?? "application/octet-stream";
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      turn.move();
      if (part.filled + piece.value.length > part.bytes.length) {
        part.filled = part.bytes.length + 1;
        return giveUp();
      }
      part.bytes.set(piece.value, part.filled);
      onProgress?.((part.filled += piece.value.length));
    }
  } catch (error) {
    if (error instanceof SiteError && error.status) part.filled = 0; // what is there may be of no use
    if (error instanceof SiteError && !gaveUp.signal.aborted) throw error;
    const words = `The download of ${nameOf(path)} broke off after ${part.filled} of ${part.bytes.length} bytes.`;
    throw new SiteError(words, { cause: error });
  } finally {
    turn.leave();
    signal?.removeEventListener("abort", giveUp);
  }
}

/**
 * @param {Response} response
 * @param {Part} part
 * @returns {boolean} whether it begins where the part ends
 */
function continues(response, part) {
  return response.status === 206 && Boolean(response.headers.get("content-range")?.startsWith(`bytes ${part.filled}-`));
}

/**
 * @param {Part} part
 * @param {Expected} expected
 */
async function isIntact({ bytes, filled }, expected) {
  return filled === expected.size && [expected.sha256, null].includes(await sha256(bytes.buffer));
}

/** @param {string | URL} path */
function nameOf(path) {
  return decodeURI(new URL(path, ASSETS).href.slice(ROOT.href.length));
}
