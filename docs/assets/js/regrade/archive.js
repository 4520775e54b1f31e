/** Zips that somebody else has made: what is in them is taken out one by one, and never more of it than is read. */

import { vendor } from "../base/site.js";

/** Of a file. */
const MOST_BYTES = 50_000_000;
/** That the files of an archive may have together. */
const MOST_IN_ARCHIVE = 500_000_000;
/** The names are judged by those who go by them. */
const OPTIONS = /** @type {const} */ ({ filenameValidation: "tolerant", useWebWorkers: false, checkCrc32: true, checkOverlappingEntry: true });
const NO_LIBRARY = "the code that opens zips could not be fetched: choose it again once the site can be reached";

/** A file is not what it should be. The message is for whoever has chosen it. */
export class Unreadable extends Error {}

/**
 * @param {number} size of a file in bytes
 * @param {number} [left] what may still come out of its archive
 * @throws {Unreadable} if it is too large
 */
export function limit(size, left = MOST_BYTES) {
  if (size <= Math.min(left, MOST_BYTES)) return;
  const which = left < MOST_BYTES ? `of its archive ${MOST_IN_ARCHIVE / 1e6} MB are read` : `at most ${MOST_BYTES / 1e6} MB are read`;
  throw new Unreadable(`it has ${Math.ceil(size / 1e6)} MB; ${which}`);
}

/**
 * @param {Blob} blob
 * @returns {Promise<{name: string, read: () => Promise<Blob>}[]>} its files; `read` throws `Unreadable` too
 * @throws {Unreadable}
 */
export async function entriesOf(blob) {
  const { BlobReader, ZipReader } = await vendor("zip").catch((error) => refuse(NO_LIBRARY, error));
  const reader = new ZipReader(new BlobReader(blob), OPTIONS);
  const entries = await reader.getEntries().catch((error) => refuse("it is no zip, or a damaged one", error));
  let left = MOST_IN_ARCHIVE;
  return entries.flatMap((entry) => {
    if (entry.directory) return [];
    const read = async () => {
      limit(entry.uncompressedSize, left); // which is a claim
      const sink = new Sink(left);
      const damaged = (/** @type {unknown} */ error) => refuse(sink.overflow || "it is damaged, or locked with a password", error);
      await entry.getData(sink.stream).catch(damaged);
      left -= sink.size;
      return new Blob(sink.pieces);
    };
    return [{ name: entry.filename, read }];
  });
}

/** Takes in so many bytes and no more. */
class Sink {
  size = 0;
  overflow = "";
  /** @type {Uint8Array<ArrayBuffer>[]} */
  pieces = [];
  /** @type {WritableStream<Uint8Array<ArrayBuffer>>} */
  stream;

  /** @param {number} left */
  constructor(left) {
    this.stream = new WritableStream({
      write: (piece) => {
        this.size += piece.length;
        try {
          limit(this.size, left);
        } catch (error) {
          this.overflow = /** @type {Unreadable} */ (error).message;
          throw error;
        }
        this.pieces.push(piece);
      },
    });
  }
}

/**
 * @param {string} reason
 * @param {unknown} cause
 * @returns {never}
 */
function refuse(reason, cause) {
  throw new Unreadable(reason, { cause });
}
