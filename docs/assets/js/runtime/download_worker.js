/**
 * Runs in a worker of the page, so that the runtime's files come and are verified, however busy the page is. It
 * begins with those that every start needs before it is asked, and hands them to the sandbox past the page.
 */

import { loadFiles } from "./download.js";

/** @import { Stage } from "./download.js" */

const PROGRESS_MS = 50;
const scope = /** @type {any} */ (self);

/** Files on their way, kept until it is known where they should go. */
class Loading {
  /** @type {[string, ArrayBuffer][]} */
  #waiting = [];
  /** @type {MessagePort | null} */
  #port = null;
  progress = { loaded: 0, total: 0 };

  /** @param {Stage[]} stages */
  constructor(stages) {
    this.done = loadFiles(stages, this.#take, (loaded, total) => (this.progress = { loaded, total }));
    this.done.catch(() => {}); // whoever asks hears of it
  }

  /** @param {MessagePort} port of the sandbox */
  sendTo(port) {
    this.#port = port;
    for (const [name, bytes] of this.#waiting.splice(0)) this.#take(name, bytes);
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  #take = (name, bytes) => {
    if (this.#port) this.#port.postMessage({ name, bytes }, [bytes]);
    else this.#waiting.push([name, bytes]);
  };
}

/** @type {Map<string, Loading>} */
const begun = new Map();

/**
 * @param {Stage[]} stages
 * @returns {Loading}
 */
function begin(stages) {
  const key = stages.join();
  const loading = begun.get(key) ?? new Loading(stages);
  begun.delete(key); // asked again, it is loaded again
  return loading;
}

scope.onmessage = async (/** @type {MessageEvent<{id: number, stages: Stage[], port: MessagePort}>} */ { data }) => {
  const { id, stages, port } = data;
  const loading = begin(stages);
  loading.sendTo(port);
  const timer = setInterval(() => scope.postMessage({ id, progress: loading.progress }), PROGRESS_MS);
  try {
    await loading.done;
    scope.postMessage({ id, done: true });
  } catch (error) {
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  } finally {
    clearInterval(timer);
  }
};

begun.set("core,snapshot", new Loading(["core", "snapshot"]));
