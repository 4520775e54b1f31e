/**
 * The runtime: one Python for all exercises, kept while the learner goes from page to page. Requests wait for their
 * turn; one that overruns its time or is stopped ends its worker, and the next worker starts at once.
 */

import { loadFiles } from "./files.js";
import { Sandbox, TimedOut } from "./sandbox.js";
import { SiteError } from "./site.js";

/** @typedef {import("./sandbox.js").Link} Link */

/** A start that shows no progress for so long has failed. A slow machine that gets on with it has not. */
export const START_SECONDS = 60;

/** Dispatches `change` whenever `phase` or `progress` has changed. */
class Runtime extends EventTarget {
  /** @type {"idle" | "loading" | "starting" | "ready" | "failed"} */
  phase = "idle";
  /** Bytes fetched so far and in all. */
  progress = { loaded: 0, total: 0 };
  /** @type {Promise<Sandbox> | null} */
  #sandbox = null;
  /** @type {Promise<Link> | null} */
  #link = null;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /**
   * Starts the runtime if it is not running yet; may be called at any time.
   *
   * @returns {Promise<Link>}
   * @throws {SiteError} if a file cannot be fetched or Python does not start in time
   */
  start() {
    this.#link ??= this.#launch().catch((error) => {
      this.#link = null;
      this.#change("failed");
      throw error;
    });
    return this.#link;
  }

  /**
   * Asks the grader, when it is this request's turn.
   *
   * @param {object} request see grader.remote.answer
   * @param {{seconds: number, signal?: AbortSignal, onbegin?: () => void}} options `seconds` counts from `onbegin`
   * @returns {Promise<any>}
   * @throws {TimedOut} if there is no reply in time
   * @throws {import("./sandbox.js").Broken} if the interpreter breaks down
   * @throws {SiteError} if the runtime cannot start
   */
  ask(request, options) {
    const reply = this.#turn.then(() => this.#serve(request, options));
    this.#turn = reply.catch(() => {});
    return abortable(reply, options.signal);
  }

  /**
   * @param {object} request
   * @param {{seconds: number, signal?: AbortSignal, onbegin?: () => void}} options
   */
  async #serve(request, { seconds, signal, onbegin }) {
    signal?.throwIfAborted();
    const link = await this.start();
    signal?.throwIfAborted();
    onbegin?.();
    try {
      const reply = await within(seconds, abortable(link.ask(request), signal), () => new TimedOut());
      if (reply.discard) this.#replace(link);
      return reply;
    } catch (error) {
      this.#replace(link);
      throw error;
    }
  }

  /** @param {Link} link */
  #replace(link) {
    link.stop();
    this.#link = null;
    this.start().catch(() => {});
  }

  /** @returns {Promise<Link>} */
  async #launch() {
    this.#sandbox ??= this.#open();
    const sandbox = await this.#sandbox.catch((error) => {
      this.#sandbox = null;
      throw error;
    });
    this.#change("starting");
    const link = sandbox.start();
    try {
      await started(link);
    } catch (error) {
      link.stop();
      throw error;
    }
    this.#change("ready");
    return link;
  }

  /** @returns {Promise<Sandbox>} */
  async #open() {
    this.#change("loading");
    const files = await loadFiles((loaded, total) => {
      this.progress = { loaded, total };
      this.#change("loading");
    });
    return within(START_SECONDS, Sandbox.open(files), () => new SiteError("The Python runtime's frame did not open."));
  }

  /** @param {Runtime["phase"]} phase */
  #change(phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {Runtime} */
export const runtime = new Runtime();

/**
 * @param {Link} link
 * @returns {Promise<void>}
 */
function started(link) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new SiteError(`Python has made no progress with its start for ${START_SECONDS} seconds.`));
    let timer = setTimeout(late, START_SECONDS * 1000);
    link.onprogress = () => {
      clearTimeout(timer);
      timer = setTimeout(late, START_SECONDS * 1000);
    };
    link.ready.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * @template T
 * @param {number} seconds
 * @param {Promise<T>} promise
 * @param {() => Error} late
 * @returns {Promise<T>}
 */
function within(seconds, promise, late) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), seconds * 1000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<T>} rejects with the signal's reason as soon as it is aborted
 */
function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
