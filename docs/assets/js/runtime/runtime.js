/**
 * The runtime: one Python for all exercises, kept while the learner goes from page to page. Requests wait for their
 * turn; one that overruns its time or is stopped ends its worker, and a spare one takes over.
 */

import { CAN_RUN_PYTHON } from "./able.js";
import { SiteError } from "../base/site.js";
import { forget, load } from "./load_stages.js";
import { Broken, Sandbox, Silent, StartFailed } from "./sandbox.js";

/** @import { Link, Manner, OnProgress } from "./sandbox.js" */

/** A start that takes longer, once its files are there, has failed. */
const START_SECONDS = 20;

const NO_WEB_ASSEMBLY =
  "Python needs WebAssembly, which this browser has switched off. Allow it for this site in the browser's security settings " +
  "(Lockdown Mode, or strict security), or use another browser.";

/** A submission needs the room of what was lent. */
export class Recalled extends Error {}

/** Everything was there, and Python still did not start in time. */
class TooSlow extends SiteError {}

/**
 * @typedef {{signal: AbortSignal, end: (reason: Error) => void}} Loan
 *
 * @typedef {object} Asking
 * @property {number} seconds counted from `onbegin`
 * @property {AbortSignal} [signal]
 * @property {() => void} [onbegin]
 * @property {OnProgress} [onProgress]
 */

/** Dispatches `change` whenever `phase` or `progress` has changed. */
class Runtime extends EventTarget {
  /** @type {"idle" | "loading" | "starting" | "ready" | "failed"} */
  phase = "idle";
  /** Bytes fetched so far and in all. */
  progress = { loaded: 0, total: 0 };
  /** How workers start: in the ordinary way once the snapshot could not be restored. */
  #mode = /** @type {"snapshot" | "ordinary"} */ ("snapshot");
  /** @type {Promise<Sandbox> | null} */
  #sandbox = null;
  /** @type {Promise<void> | null} what a start needs is in the sandbox */
  #files = null;
  /** @type {Promise<void> | null} so is what a run may ask for afterwards */
  #later = null;
  /** @type {Promise<Link> | null} */
  #link = null;
  /** @type {Link | null} */
  #spare = null;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** A Python that is lent, while there is room for one only. @type {Loan | null} */
  #loan = null;

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
   * @param {object} request see grader.json_requests.answer
   * @param {Asking} options
   * @returns {Promise<any>}
   * @throws {import("./sandbox.js").TimedOut} if there is no reply in time
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
   * @param {Asking} options
   */
  async #serve(request, { onProgress, ...options }) {
    try {
      return await this.#answer(request, options, { onProgress });
    } catch (error) {
      const narrow = error instanceof Broken && error.tooDeep;
      if (!narrow && !(error instanceof Silent)) throw error;
      return this.#answer(request, options, { onProgress, narrow });
    }
  }

  /**
   * @param {object} request
   * @param {Omit<Asking, "onProgress">} options
   * @param {Manner} manner
   */
  async #answer(request, { seconds, signal, onbegin }, manner) {
    signal?.throwIfAborted();
    this.#loan?.end(new Recalled());
    const link = await this.start();
    signal?.throwIfAborted();
    onbegin?.();
    this.#prepareSpare();
    try {
      const reply = await abortable(this.#reply(link, request, seconds, manner), signal);
      if (link.worn) this.#replace(link);
      return reply;
    } catch (error) {
      this.#replace(link);
      throw error;
    }
  }

  /**
   * @param {Link} link
   * @param {object} request
   * @param {number} seconds
   * @param {Manner} manner
   * @returns {Promise<any>}
   */
  #reply(link, request, seconds, manner) {
    /** @type {Promise<never>} */
    const withoutFiles = new Promise((_, reject) => {
      link.onwait = () => this.#loadLater().catch(reject);
    });
    return Promise.race([link.ask(request, seconds, manner), withoutFiles]);
  }

  /**
   * Lends a new Python for what the site itself computes: no submission has run in it, nor will. Where there is room for
   * one Python only, it takes the place of that for submissions, and the next of these recalls it.
   *
   * @param {AbortSignal} signal ends the loan
   * @returns {Promise<(request: object, seconds: number) => Promise<any>>} asks it; what one request has made in its
   *   memory, the next one finds. The reply is rejected with `Recalled` once a submission needs the room.
   * @throws {SiteError} if the runtime cannot start
   */
  async lend(signal) {
    await this.#turn; // whatever runs is not to be disturbed
    const main = await this.start();
    if (isSmallDevice()) {
      main.stop();
      this.#link = null;
    }
    const sandbox = await this.#open();
    signal.throwIfAborted();
    const link = sandbox.start(this.#mode);
    const { signal: ended, end } = this.#loanOf(link);
    signal.addEventListener("abort", () => end(signal.reason), { once: true });
    try {
      await abortable(within(START_SECONDS, link.ready), ended);
    } catch (error) {
      end(/** @type {Error} */ (error));
      if (error instanceof TooSlow) this.#turn = this.#turn.then(() => this.#renew(sandbox));
      throw error;
    }
    return (request, seconds) => abortable(this.#reply(link, request, seconds, { keep: true }), ended);
  }

  /**
   * @param {Link} link that is lent
   * @returns {{signal: AbortSignal, end: (reason: Error) => void}}
   */
  #loanOf(link) {
    const ended = new AbortController();
    const loan = {
      signal: ended.signal,
      end: (/** @type {Error} */ reason) => {
        ended.abort(reason);
        link.stop();
        if (this.#loan === loan) this.#loan = null;
      },
    };
    if (isSmallDevice()) this.#loan = loan;
    return loan;
  }

  /** @param {Link} link */
  #replace(link) {
    link.stop();
    this.#link = null;
    this.start().catch(() => {});
  }

  /** Has a second worker ready when the first is stopped. The first use of the runtime is the time for it. */
  async #prepareSpare() {
    if (this.#spare || isSmallDevice()) return;
    this.#spare = (await this.#open()).start(this.#mode);
  }

  /** @returns {Link | null} */
  #takeSpare() {
    const spare = this.#spare;
    this.#spare = null;
    return spare?.failed ? null : spare;
  }

  /** @returns {Promise<Link>} */
  async #launch() {
    if (!CAN_RUN_PYTHON) throw new SiteError(NO_WEB_ASSEMBLY);
    this.#change("loading");
    const sandbox = await this.#open();
    const link = this.#takeSpare() ?? sandbox.start(this.#mode);
    try {
      await this.#load(sandbox);
      this.#change("starting");
      await within(START_SECONDS, link.ready);
    } catch (error) {
      link.stop();
      if (error instanceof TooSlow) {
        this.#giveUp(sandbox);
        if (!sandbox.proven) throw error;
        return this.#launch(); // the machine is quick enough: something in there was amiss
      }
      if (!(error instanceof StartFailed) || this.#mode === "ordinary") throw error;
      console.warn("The snapshot of Python could not be restored; it starts in the ordinary way.", error);
      this.#mode = "ordinary";
      this.#files = null;
      return this.#launch();
    }
    this.#change("ready");
    this.#loadLater().catch(() => {}); // whoever needs it tries again
    return link;
  }

  /** @returns {Promise<Sandbox>} */
  #open() {
    const opening = new AbortController();
    this.#sandbox ??= within(START_SECONDS, Sandbox.open(opening.signal)).catch((error) => {
      opening.abort();
      this.#sandbox = null;
      throw error;
    });
    return this.#sandbox;
  }

  /**
   * Gives a sandbox up in which Python does not start, with whatever is amiss in there. The next start gets another, and
   * loads the files anew.
   *
   * @param {Sandbox} sandbox
   */
  #giveUp(sandbox) {
    sandbox.close();
    this.#sandbox = this.#files = this.#later = this.#spare = null;
    this.#mode = "snapshot";
    forget();
  }

  /**
   * Gives a sandbox up in which the Python for submissions works.
   *
   * @param {Sandbox} sandbox
   */
  async #renew(sandbox) {
    await this.#link?.catch(() => {});
    if ((await this.#sandbox) !== sandbox) return;
    this.#link = null;
    this.#giveUp(sandbox);
  }

  /** @param {Sandbox} sandbox */
  #load(sandbox) {
    const onProgress = (/** @type {number} */ loaded, /** @type {number} */ total) => {
      this.progress = { loaded, total };
      this.#change("loading");
    };
    // the ordinary start follows one from the snapshot, for which the core has been loaded
    const stages = /** @type {const} */ ({ snapshot: ["core", "snapshot"], ordinary: ["ordinary"] })[this.#mode];
    this.#files ??= load([...stages], sandbox.intake(), onProgress).catch((error) => {
      this.#files = null;
      throw error;
    });
    return this.#files;
  }

  /** @returns {Promise<void>} */
  #loadLater() {
    if (this.#mode === "ordinary") return Promise.resolve();
    this.#later ??= this.#open()
      .then((sandbox) => load(["later"], sandbox.intake()))
      .catch((error) => {
        this.#later = null;
        throw error;
      });
    return this.#later;
  }

  /** @param {Runtime["phase"]} phase */
  #change(phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {Runtime} */
export const runtime = new Runtime();

/** Whether a second Python would take more memory than there may be: on phones, tablets and the smallest computers. */
function isSmallDevice() {
  const { deviceMemory = Infinity } = /** @type {{deviceMemory?: number}} */ (navigator);
  return deviceMemory < 4 || matchMedia("(pointer: coarse)").matches;
}

/**
 * @template T
 * @param {number} seconds
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function within(seconds, promise) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new TooSlow(`Python has not started within ${seconds} seconds.`));
    const timer = setTimeout(late, seconds * 1000);
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
