/**
 * The sandbox: a frame with an origin of its own that nothing else has, in which learners' code runs in a worker.
 * From in there the network, the storage and the page are out of reach; one private port per worker leads out.
 */

import { SiteError, fetchFile } from "./site.js";

/** @typedef {import("./files.js").RuntimeFiles} RuntimeFiles */
/**
 * @template T
 * @typedef {{promise: Promise<T>, resolve: (value: T) => void, reject: (reason: Error) => void}} Deferred
 */

/** The frame may run our script, compile WebAssembly and start workers from blobs, and nothing else. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; connect-src 'none'";

/** A worker that answered nothing for longer than its time limit. */
export class TimedOut extends Error {
  /** Where the submission was then, as grader.overtime.place says it; null if that is unknown. */
  line = /** @type {number | null} */ (null);
}

/** A worker that ended, or whose interpreter broke down, while it was answering. */
export class Broken extends Error {
  /** Python itself is well, and our own code in it raised an exception. */
  get ours() {
    return this.message.startsWith("PythonError");
  }
}

/** Holds the frame, and starts workers in it. */
export class Sandbox {
  /** @type {MessagePort} */
  #control;
  /** @type {Map<number, Link>} */
  #links = new Map();
  #count = 0;

  /** @param {MessagePort} control */
  constructor(control) {
    this.#control = control;
    control.onmessage = ({ data: { id, error } }) => this.#links.get(id)?.fail(error);
  }

  /**
   * Opens the frame and hands the runtime's bytes over to it.
   *
   * @param {RuntimeFiles} runtime its buffers are transferred, and empty afterwards
   * @returns {Promise<Sandbox>}
   */
  static async open({ files, packages }) {
    const [frameSource, worker] = await Promise.all(
      ["js/sandbox/frame.js", "js/sandbox/worker.js"].map(async (path) => (await fetchFile(path)).text()),
    );
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Python runtime";
    frame.hidden = true;
    frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${frameSource}</script>`;
    const ready = frameReady(frame);
    document.body.append(frame);
    await ready;
    const { port1, port2 } = new MessageChannel();
    const target = /** @type {Window} */ (frame.contentWindow);
    target.postMessage({ worker, files, packages }, "*", [port2, ...Object.values(files)]);
    return new Sandbox(port1);
  }

  /** Starts a worker. */
  start() {
    const id = ++this.#count;
    const { port1, port2 } = new MessageChannel();
    const link = new Link(port1, () => {
      this.#links.delete(id);
      this.#control.postMessage({ id, stop: true });
    });
    this.#links.set(id, link);
    this.#control.postMessage({ id }, [port2]);
    return link;
  }
}

/** The page's end of one worker's port. */
export class Link {
  /** @type {MessagePort} */
  #port;
  #end;
  /** Called whenever the start has got a step further. */
  onprogress = () => {};
  /** @type {Map<string, Deferred<any>>} */
  #pending = new Map();
  /** @type {Deferred<void>} */
  #ready = withResolvers();

  /**
   * @param {MessagePort} port
   * @param {() => void} end ends the worker
   */
  constructor(port, end) {
    this.#port = port;
    this.#end = end;
    this.#ready.promise.catch(() => {});
    port.onmessage = ({ data }) => this.#receive(data);
  }

  /** Settles when Python has started, or could not. */
  get ready() {
    return this.#ready.promise;
  }

  /**
   * Sends one request and waits for its one reply.
   *
   * @param {object} request
   * @returns {Promise<any>}
   * @throws {Broken} if the worker ends or breaks down first
   */
  ask(request) {
    // no submission can guess the id of a later request, and so answer in its stead
    const id = [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("-");
    const pending = withResolvers();
    this.#pending.set(id, pending);
    this.#port.postMessage(JSON.stringify({ id, request }));
    return pending.promise;
  }

  /** Ends the worker at once, whatever it is doing. */
  stop() {
    this.#end();
    this.#port.close();
    this.fail("it was stopped");
  }

  /** @param {string} reason */
  fail(reason) {
    this.#ready.reject(new SiteError(`Python could not start: ${reason}`));
    for (const { reject } of this.#pending.values()) reject(new Broken(reason));
    this.#pending.clear();
  }

  /** @param {unknown} data */
  #receive(data) {
    const message = JSON.parse(String(data));
    if (message.state === "ready") return this.#ready.resolve();
    if (message.state === "starting") return this.onprogress();
    if (message.state === "failed") return this.fail(message.message);
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.broken) pending?.reject(new Broken(message.broken));
    else pending?.resolve(message.reply);
  }
}

/**
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<void>} settles when the frame's script runs
 */
function frameReady(frame) {
  return new Promise((resolve) => {
    addEventListener("message", function ready({ source }) {
      if (source !== frame.contentWindow) return;
      removeEventListener("message", ready);
      resolve();
    });
  });
}

/**
 * Promise.withResolvers, which browsers of 2023 do not have.
 *
 * @returns {Deferred<any>}
 */
function withResolvers() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
