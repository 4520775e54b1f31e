/**
 * The sandbox: a frame with an origin of its own that nothing else has, in which learners' code runs in a worker.
 * From in there the network, the storage and the page are out of reach; one private port per worker leads out.
 */

import { SiteError, fetchFile } from "../base/site.js";

/** The frame may run our script, compile WebAssembly and start workers from blobs, and nothing else. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; connect-src 'none'";

/** Python looks up from time to time; a line that it has not named after so long is not known. */
const GRACE_SECONDS = 2;

/** A whole check, as `grader.expectations.progress` counts. */
const WHOLE = 1000;

/** A worker that answered nothing for longer than its time limit. */
export class TimedOut extends Error {
  /** Where the submission was then, as grader.isolation.timeout_line.place says it; null if that is unknown. */
  line = /** @type {number | null} */ (null);
}

/** A worker that ended, or whose interpreter broke down, while it was answering. */
export class Broken extends Error {
  /** Whether the engine's own stack was used up, in the words of any engine; Python does not survive that. */
  get tooDeep() {
    return /call stack|too much recursion|unreachable/i.test(this.message);
  }
}

/** A worker that did not even begin: the browser may have ended it since its last answer, and nothing tells the page. */
export class Silent extends TimedOut {}

/** A start that failed, other than by being too slow. */
export class StartFailed extends SiteError {}

/** Holds the frame, hands it the runtime's files, and starts workers in it. */
export class Sandbox {
  #frame;
  #control;
  /** Whether Python has started in it. */
  proven = false;
  /** @type {Map<number, Link>} */
  #links = new Map();
  #count = 0;

  /**
   * @param {HTMLIFrameElement} frame
   * @param {MessagePort} control
   */
  constructor(frame, control) {
    this.#frame = frame;
    this.#control = control;
    control.onmessage = ({ data: { id, error } }) => this.#links.get(id)?.fail(error);
  }

  /**
   * @param {AbortSignal} signal that nobody waits for it any longer
   * @returns {Promise<Sandbox>}
   */
  static async open(signal) {
    const [parts, worker, frameScript, python] = await Promise.all(
      ["parts", "worker", "frame", "python"].map((name) =>
        fetchFile(`js/runtime/sandbox/${name}.js`).then((response) => response.arrayBuffer()),
      ),
    );
    signal.throwIfAborted();
    const begin = performance.now();
    const text = (/** @type {ArrayBuffer} */ script) => new TextDecoder().decode(script);
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Python runtime";
    // Nobody is to see it, yet what is not rendered gets the processor last: its process counts as one in the background.
    frame.tabIndex = -1;
    frame.ariaHidden = "true";
    Object.assign(frame.style, { position: "fixed", top: "0", width: "1px", height: "1px", border: "0", opacity: "0" });
    frame.style.pointerEvents = "none";
    frame.srcdoc = [
      `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
      `<script type="text/plain" id="parts">${text(parts)}</script>`,
      `<script type="text/plain" id="worker">${text(worker)}</script>`,
      `<script>${text(frameScript)}</script>`,
    ].join("");
    const ready = frameReady(frame, signal);
    // the page's body may not have come yet
    (document.body ?? document.documentElement).append(frame);
    await ready;
    performance.measure("open frame", { start: begin });
    const { port1, port2 } = new MessageChannel();
    /** @type {Window} */ (frame.contentWindow).postMessage("", "*", [port2]);
    const sandbox = new Sandbox(frame, port1);
    sandbox.give("python.js", python);
    return sandbox;
  }

  /**
   * Hands one of the runtime's files over to the workers that there are, and to those to come.
   *
   * @param {string} name
   * @param {ArrayBuffer} bytes transferred, and empty afterwards
   */
  give(name, bytes) {
    this.#control.postMessage({ name, bytes }, [bytes]);
  }

  /** @returns {MessagePort} takes `{name, bytes}`, as `give` does */
  intake() {
    const { port1, port2 } = new MessageChannel();
    this.#control.postMessage({ intake: true }, [port2]);
    return port1;
  }

  /**
   * Starts a worker, which gets on as its files come.
   *
   * @param {"snapshot" | "ordinary"} mode
   */
  start(mode) {
    const id = ++this.#count;
    const { port1, port2 } = new MessageChannel();
    const link = new Link(port1, () => {
      this.#links.delete(id);
      this.#control.postMessage({ id, stop: true });
    });
    this.#links.set(id, link);
    link.ready.then(() => (this.proven = true)).catch(() => {}); // whoever waits for it hears of it
    this.#control.postMessage({ id, mode }, [port2]);
    return link;
  }

  /** Ends all workers, and the frame with them. */
  close() {
    for (const link of this.#links.values()) link.stop();
    this.#control.close();
    this.#frame.remove();
  }
}

/**
 * @typedef {object} Pending A request under way.
 * @property {(reply: any) => void} resolve
 * @property {(reason: Error) => void} reject
 * @property {() => void} working starts the clock
 * @property {() => void} waiting stops it
 * @property {(line: number) => void} late
 * @property {OnProgress} progress
 *
 * @typedef {(check: number, share: number) => void} OnProgress hears now and then which check runs, counted from 1, or 0
 *   once all have run, and what share of it is done, 0 where that is not known; a submission can change both
 */

/**
 * @typedef {object} Manner How a request is answered.
 * @property {boolean} [keep] the next request is to find what this one has made
 * @property {OnProgress} [onProgress]
 * @property {boolean} [narrow] it once used up the engine's stack, and gets so little of Python's that this ends first
 */

/** The page's end of one worker's port. */
export class Link {
  /** @type {MessagePort} */
  #port;
  #end;
  /** The worker has ended, or never started. */
  failed = false;
  /** Its last run has left something behind that reaches the next one: another is to be started. */
  worn = false;
  /** Called when a run asks for a module of a file that has not come yet. */
  onwait = () => {};
  /** @type {Map<string, Pending>} */
  #pending = new Map();
  /** @type {() => void} */
  #started = () => {};
  /** @type {(reason: Error) => void} */
  #broke = () => {};
  /** Settles when Python has started, or could not. @type {Promise<void>} */
  ready = new Promise((resolve, reject) => {
    this.#started = resolve;
    this.#broke = reject;
  });

  /**
   * @param {MessagePort} port
   * @param {() => void} end ends the worker
   */
  constructor(port, end) {
    this.#port = port;
    this.#end = end;
    this.ready.catch(() => {}); // whoever waits for it hears of it
    port.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)));
  }

  /**
   * Sends one request and waits for its one reply.
   *
   * @param {object} request
   * @param {number} seconds that it may take; waiting for files does not count
   * @param {Manner} [manner]
   * @returns {Promise<any>}
   * @throws {TimedOut} if there is no reply in time
   * @throws {Silent} if the request has not even been begun by then
   * @throws {Broken} if the worker ends or breaks down first
   */
  ask(request, seconds, { keep = false, narrow = false, onProgress = () => {} } = {}) {
    // no submission can guess the id of a later request, and so answer in its stead
    const id = [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("-");
    let timer = 0;
    const waiting = () => clearTimeout(timer);
    const reply = new Promise((resolve, reject) => {
      let begun = false;
      const late = (/** @type {number | null} */ line) =>
        reject(Object.assign(begun ? new TimedOut() : new Silent(), { line }));
      const start = () => {
        clearTimeout(timer);
        timer = setTimeout(late, (seconds + GRACE_SECONDS) * 1000, null);
      };
      const working = () => {
        begun = true;
        start();
      };
      this.#pending.set(id, { resolve, reject, working, waiting, late, progress: onProgress });
      start();
    });
    this.#port.postMessage(JSON.stringify({ id, seconds, keep, narrow, request: JSON.stringify(request) }));
    return reply.finally(waiting);
  }

  /** Ends the worker at once, whatever it is doing. */
  stop() {
    this.#end();
    this.#port.close();
    this.fail("it was stopped");
  }

  /** @param {string} reason */
  fail(reason) {
    this.failed = true;
    this.#broke(new StartFailed(`Python could not start: ${reason}`));
    for (const { reject } of this.#pending.values()) reject(new Broken(reason));
    this.#pending.clear();
  }

  /** @param {any} message */
  #receive({ id, state, message, line, progress, broken, reply, worn }) {
    if (id === undefined) return state === "ready" ? this.#started() : this.fail(message);
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (state === "waiting") {
      pending.waiting();
      this.onwait();
    } else if (state === "working") {
      pending.working();
    } else if (Number.isInteger(line)) {
      pending.late(line);
    } else if (progress) {
      pending.progress(progress[0], Math.min(Math.max(progress[1] / WHOLE, 0), 1));
    } else {
      this.#pending.delete(id);
      this.worn = Boolean(worn);
      if (broken) pending.reject(new Broken(broken));
      else pending.resolve(reply);
    }
  }
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {AbortSignal} signal ends the waiting, and the frame with it
 * @returns {Promise<void>} settles when the frame's script runs
 */
function frameReady(frame, signal) {
  return new Promise((resolve, reject) => {
    const ready = (/** @type {MessageEvent} */ { source }) => {
      if (source !== frame.contentWindow) return;
      removeEventListener("message", ready);
      signal.removeEventListener("abort", giveUp);
      resolve();
    };
    const giveUp = () => {
      removeEventListener("message", ready);
      frame.remove();
      reject(signal.reason);
    };
    addEventListener("message", ready);
    signal.addEventListener("abort", giveUp);
  });
}
