/**
 * Runs in the worker, a classic one: module workers made from a blob fail in a frame without an origin. It starts
 * Python from the parts that it is handed, then answers one request after the other. Only JSON text crosses its port.
 */
(() => {
  const scope = /** @type {any} */ (self);
  // nothing is fetched from here: Pyodide asks this address for the names of the files that we were handed
  const NOWHERE = "https://runtime.invalid/";
  const MEMORY = 512 * 2 ** 20; // bytes, beyond which Python raises MemoryError
  const PAGE = 2 ** 16; // bytes, in which WebAssembly counts memory
  const SIGALRM = 14;
  // what is quicker says nothing of how far it is, and what is not, no more often than this
  const PATIENCE_MS = 500;
  const TICK_MS = 250;
  // Where WebAssembly can be suspended, what is called so gets a stack of its own, twice the worker's.
  const ROOMY = "Suspending" in WebAssembly;
  // Bytes of Python's stack. Much that takes little of it takes more of the engine's, which may come to its end first.
  const STACK = (ROOMY ? 800 : 400) * 2 ** 10;
  // With so little, Python finds the end in time, and lets go of a chain of objects one by one.
  const NARROW_STACK = 48 * 2 ** 10;
  const STDLIB = "python_stdlib.zip";

  // taken before any learner's code runs, so that replacing them later changes nothing
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const now = performance.now.bind(performance);
  const dataOf = /** @type {() => string} */ (Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get);

  /** @typedef {{promise: Promise<any>, resolve: (value: any) => void, reject: (error: Error) => void}} Part */
  /** @type {Map<string, Part>} */
  const parts = new Map();

  scope.onmessage = async (/** @type {MessageEvent} */ { data: { port, mode } }) => {
    const send = port.postMessage.bind(port);
    // joined here, since a hostile toJSON would be shown whatever object stringify gets
    const tell = (/** @type {string} */ id, /** @type {string} */ rest) => send(`{"id":${stringify(id)},${rest}}`);
    scope.onmessage = (/** @type {MessageEvent} */ { data: { name, value, error } }) =>
      error ? part(name).reject(new Error(error)) : part(name).resolve(value);
    try {
      const [python, { remembered }] = await Promise.all([start(mode), importPart("python.js")]);
      const begin = now();
      const serve = server(python, mode, tell, remembered);
      port.onmessage = (/** @type {MessageEvent<string>} */ event) => serve(parse(apply(dataOf, event, [])));
      send(stringify({ state: "ready" }));
      performance.measure("wake", { start: begin });
    } catch (error) {
      send(stringify({ state: "failed", message: String(error) }));
    }
  };

  /**
   * @param {any} python
   * @param {string} mode
   * @param {(id: string, rest: string) => void} tell
   * @param {typeof import("./python.js").remembered} remembered
   * @returns {(message: {id: string, seconds: number, request: string, keep: boolean, narrow: boolean}) => Promise<void>}
   *   answers one request; `keep` leaves what it has made in memory, for a later one of the site's own
   */
  function server(python, mode, tell, remembered) {
    const { prepare, answer } = python.pyimport("grader.json_requests");
    const { wake, wanted, arrived } = python.pyimport("grader.isolation.pyodide");
    const progress = python.pyimport("grader.expectations.progress").address() >> 2; // nothing is imported from here after wake
    const protect = protection(python);
    protect(STACK);
    const called = (/** @type {any} */ function_, /** @type {string} */ request) =>
      ROOMY ? function_.callPromising(request) : function_(request);
    /** @param {{id: string, seconds: number, request: string, narrow: boolean}} message */
    const respond = async ({ id, seconds, request, narrow }) => {
      if ((await called(prepare, request)) && narrow) protect(NARROW_STACK);
      tell(id, '"state":"working"'); // importing what it imports is not its own time
      clock.set(id, seconds);
      try {
        const reply = await called(answer, request);
        parse(reply); // where something in Python was replaced, it may be anything
        return reply;
      } finally {
        protect(STACK);
      }
    };
    const place = wake(mode === "ordinary") >> 2;
    const clock = alarm(python, place, progress, tell);
    /** Taken before the first run, and not while somebody waits for the start. @type {import("./python.js").Unused | undefined} */
    let unused;
    // between two runs, so that it comes to a Python in which nothing has run
    const takeUp = () => {
      arrived();
      unused = remembered(python);
    };
    const later = mode === "ordinary" ? Promise.resolve() : unpackLater(python, takeUp);
    later.catch(() => {}); // whoever waits for it hears of it
    return async (message) => {
      const { id, keep } = message;
      try {
        unused ??= remembered(python);
        if (keep) {
          tell(id, '"state":"waiting"');
          await later;
        }
        let reply = await respond(message);
        if (wanted()) {
          // it asked for a module that is still on its way: what it found counts for nothing
          clock.set("", 0);
          unused.renew();
          tell(id, '"state":"waiting"');
          await later;
          reply = await respond(message);
        }
        clock.set("", 0);
        tell(id, `"reply":${reply},"worn":${unused.worn()}`);
        if (!keep) unused.renew();
      } catch (error) {
        tell(id, `"broken":${stringify(String(error))}`);
      } finally {
        clock.set("", 0);
      }
    };
  }

  /**
   * Lets Python find that the stack is used up before the engine does, which Python does not survive.
   *
   * @param {any} python
   * @returns {(size: number) => void} gives Python so many bytes of its own stack
   */
  function protection(python) {
    const { _emscripten_stack_get_base, _PyThreadState_Get, _PyUnstable_ThreadState_SetStackProtection } = python._module;
    const base = _emscripten_stack_get_base();
    return (size) => void _PyUnstable_ThreadState_SetStackProtection(_PyThreadState_Get(), base - size, size);
  }

  /**
   * The alarm that makes Python note which line is running. Python looks for signals from time to time; where it
   * left the line, a number in its memory, is read from outside, so that nothing of ours is within Python's reach. So
   * are, meanwhile, the two that say which check runs and how much of it is done.
   *
   * @param {any} python
   * @param {number} place index of a 32-bit integer
   * @param {number} progress index of the first of two
   * @param {(id: string, rest: string) => void} tell
   */
  function alarm(python, place, progress, tell) {
    let due = Infinity;
    let next = Infinity;
    let reported = "0,0";
    let request = "";
    const tellProgress = () => {
      const { HEAP32 } = python._module;
      const numbers = `${HEAP32[progress]},${HEAP32[progress + 1]}`;
      if (numbers !== reported) tell(request, `"progress":[${numbers}]`);
      reported = numbers;
    };
    const look = () => {
      const time = now();
      if (time >= next) {
        next = time + TICK_MS;
        tellProgress();
      }
      if (time < due) return 0;
      if (due !== -Infinity) {
        due = -Infinity;
        return SIGALRM;
      }
      const line = python._module.HEAP32[place];
      if (line) {
        due = Infinity;
        tell(request, `"line":${line}`);
      }
      return 0;
    };
    python.setInterruptBuffer(Object.defineProperty({}, 0, { get: look, set: () => {} }));
    return {
      /**
       * @param {string} id
       * @param {number} seconds 0 for never
       */
      set(id, seconds) {
        request = id;
        due = seconds ? now() + seconds * 1000 : Infinity;
        next = seconds ? now() + PATIENCE_MS : Infinity;
        reported = "0,0";
      },
    };
  }

  /**
   * @param {any} python
   * @param {() => void} arrived
   */
  async function unpackLater(python, arrived) {
    const [stdlib, rest] = await Promise.all([part(STDLIB).promise, part("rest.zip").promise]);
    python.FS.writeFile("/lib/python314.zip", new Uint8Array(stdlib));
    python.FS.writeFile("/tmp/rest.zip", new Uint8Array(rest));
    arrived();
  }

  /**
   * @param {string} mode "snapshot" or "ordinary"
   * @returns {Promise<any>} Pyodide with NumPy and the grader
   */
  async function start(mode) {
    capMemory();
    const [{ loadPyodide }, { default: createModule }, core] = await Promise.all([
      importPart("pyodide.mjs"),
      importPart("pyodide.asm.mjs"),
      part("pyodide.asm.wasm").promise,
    ]);
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const begin = now();
      const instance = /** @type {WebAssembly.Instance} */ (/** @type {unknown} */ (await WebAssembly.instantiate(core, imports)));
      performance.measure("instantiate", { start: begin });
      return { module: core, instance };
    };
    const options = {
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      lockFileContents: new TextDecoder().decode(await part("pyodide-lock.json").promise),
      stdin: () => null, // there is nobody to ask
      stdout: () => {},
      stderr: () => {},
    };
    return (mode === "snapshot" ? restore : load)(loadPyodide, createModule, options);
  }

  /**
   * @param {any} loadPyodide
   * @param {any} createModule
   * @param {object} options
   */
  async function restore(loadPyodide, createModule, options) {
    scope.fetch = async () => new Response("", { headers: { "content-type": "application/wasm" } });
    const [{ restored }, libraries, { handles, pages }] = await Promise.all([
      importPart("python.js"),
      part("libraries.bin").promise,
      part("snapshot.json").promise,
    ]);
    // whatever leads from Python to JavaScript by this object leads nowhere
    const harmless = { ...options, jsglobals: {}, stdLibURL: `${NOWHERE}${STDLIB}` };
    const image = part("image.bin").promise.then((buffer) => new Uint8Array(buffer));
    return restored(loadPyodide, createModule, { image, pages, libraries, handles, options: harmless });
  }

  /**
   * @param {any} loadPyodide
   * @param {any} createPyodideModule
   * @param {{lockFileContents: string}} options
   */
  async function load(loadPyodide, createPyodideModule, options) {
    scope.fetch = async (/** @type {Request | string | URL} */ request) => {
      const url = String(/** @type {Request} */ (request).url ?? request);
      const name = decodeURIComponent(/** @type {string} */ (url.split("/").pop()));
      if (name.endsWith(".wasm")) return new Response("", { headers: { "content-type": "application/wasm" } });
      return new Response(await part(name).promise);
    };
    const python = await loadPyodide({ ...options, createPyodideModule, stdLibURL: `${NOWHERE}${STDLIB}` });
    await python.loadPackage(Object.keys(parse(options.lockFileContents).packages), { messageCallback: () => {} });
    return python;
  }

  /** Makes WebAssembly refuse to grow beyond the limit, which Python then reports. */
  function capMemory() {
    const { grow } = WebAssembly.Memory.prototype;
    WebAssembly.Memory.prototype.grow = function (pages) {
      if (this.buffer.byteLength + pages * PAGE > MEMORY) throw new RangeError("the memory limit is reached");
      return apply(grow, this, [pages]);
    };
  }

  /**
   * @param {string} name
   * @returns {Part}
   */
  function part(name) {
    const known = parts.get(name);
    if (known) return known;
    /** @type {any} */
    const fresh = {};
    fresh.promise = new Promise((resolve, reject) => Object.assign(fresh, { resolve, reject }));
    fresh.promise.catch(() => {});
    parts.set(name, fresh);
    return fresh;
  }

  /**
   * @param {string} name of a part that is the source of a module
   * @returns {Promise<any>}
   */
  async function importPart(name) {
    const url = URL.createObjectURL(new Blob([await part(name).promise], { type: "text/javascript" }));
    const loaded = await import(url);
    URL.revokeObjectURL(url);
    return loaded;
  }
})();
