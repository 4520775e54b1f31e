/** How the runtime's files get into the sandbox: by way of a worker, or of the page itself where there can be none. */

import { ASSETS, FROM_DISK, SiteError } from "../base/site.js";
import { forgetFiles, loadFiles } from "./download.js";

/** @import { Stage } from "./download.js" */

/** @type {Worker | null} */
let worker = null;
let count = 0;

/**
 * Loads the files of some stages into the sandbox.
 *
 * @param {Stage[]} stages
 * @param {MessagePort} port of the sandbox
 * @param {(loaded: number, total: number) => void} [onProgress] bytes so far, bytes in all
 * @returns {Promise<void>}
 * @throws {SiteError} if a file cannot be fetched, or is not the one that was published
 */
export async function load(stages, port, onProgress = () => {}) {
  const loader = FROM_DISK ? null : startLoader();
  if (!loader) return loadFiles(stages, (name, bytes) => port.postMessage({ name, bytes }, [bytes]), onProgress);
  const id = ++count;
  return new Promise((resolve, reject) => {
    const failed = () => settle(() => reject(new SiteError("The download of Python's files could not be started.")));
    /** @param {MessageEvent} event */
    const hear = ({ data }) => {
      if (data.id !== id) return;
      if (data.progress) onProgress(data.progress.loaded, data.progress.total);
      else settle(() => (data.done ? resolve() : reject(new SiteError(data.error))));
    };
    /** @param {() => void} then */
    const settle = (then) => {
      loader.removeEventListener("message", hear);
      loader.removeEventListener("error", failed);
      then();
    };
    loader.addEventListener("message", hear);
    loader.addEventListener("error", failed);
    loader.postMessage({ id, stages, port }, [port]);
  });
}

/** Forgets what has been loaded, and stops what is under way: the sandbox that it went to is gone. */
export function forget() {
  worker?.terminate();
  dismiss();
  forgetFiles();
}

/** The next attempt makes another. */
function dismiss() {
  worker = null;
  /** @type {{wbLoader?: Worker}} */ (globalThis).wbLoader = undefined;
}

/** @returns {Worker} the one that the page's head has started, if it has */
function startLoader() {
  if (worker) return worker;
  const started = /** @type {{wbLoader?: Worker}} */ (globalThis).wbLoader;
  const loader = (worker = started ?? new Worker(new URL("js/runtime/download_worker.js", ASSETS), { type: "module" }));
  loader.addEventListener("error", () => {
    if (worker === loader) dismiss();
  });
  return loader;
}
