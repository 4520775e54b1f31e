/** Fetches the Python runtime's files, and tells how far it is. */

import { once } from "../base/once.js";
import { fetchJson } from "../base/site.js";
import { fetchVerified } from "../base/verified.js";

/**
 * @typedef {"core" | "snapshot" | "later" | "ordinary"} Stage of the runtime's start
 * @typedef {{url: string, size: number, sha256: string, gzip: boolean}} FileEntry
 * @typedef {{stages: Record<Stage, string[]>, files: Record<string, FileEntry>}} Manifest
 */

/** @type {() => Promise<Manifest>} which files there are */
const manifest = once(() => fetchJson("runtime/runtime.json"));

/**
 * Loads the files of some stages.
 *
 * @param {Stage[]} stages
 * @param {(name: string, bytes: ArrayBuffer) => void} onFile called with each file once it is there
 * @param {(loaded: number, total: number) => void} [onProgress] bytes so far, bytes in all
 * @returns {Promise<void>} when all are there
 * @throws {import("../base/site.js").SiteError} if a file cannot be fetched, or is not the one that was published
 */
export async function loadFiles(stages, onFile, onProgress = () => {}) {
  const { stages: names, files } = await manifest();
  const wanted = stages.flatMap((stage) => names[stage]);
  const total = wanted.reduce((sum, name) => sum + files[name].size, 0);
  /** @type {Map<string, number>} */
  const loaded = new Map();
  const loads = wanted.map(async (name) => {
    const { bytes } = await fetchVerified(`runtime/${files[name].url}`, files[name], {
      onProgress(count) {
        loaded.set(name, count);
        onProgress([...loaded.values()].reduce((sum, part) => sum + part, 0), total);
      },
    });
    onFile(name, bytes);
  });
  await Promise.all(loads);
}
