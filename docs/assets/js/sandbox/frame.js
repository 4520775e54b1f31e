/**
 * Runs in the sandboxed frame, which has no origin, no network and no storage. It is handed the runtime's files one by
 * one, prepares each once for all workers, starts workers and ends them. What a worker says goes to the page through a
 * port of its own, past this frame.
 */
(() => {
  /** @type {Map<number, Worker>} */
  const workers = new Map();
  /** @type {Map<string, Promise<any>>} what each worker gets, by name */
  const parts = new Map();

  /** @type {Record<string, (bytes: ArrayBuffer) => any>} */
  const prepare = {
    "pyodide.asm.mjs": unpacked,
    // compiled here, so that the next worker finds the work done
    "pyodide.asm.wasm": async (bytes) => WebAssembly.compile(await unpacked(bytes)),
    "snapshot.json": (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
    "libraries.bin": compiledLibraries,
  };

  addEventListener("message", ({ source, ports: [control] }) => {
    if (source !== parent || !control) return;
    control.onmessage = ({ data, ports }) => {
      if (data.intake) ports[0].onmessage = ({ data: { name, bytes } }) => keep(name, bytes);
      else if (data.bytes) keep(data.name, data.bytes);
      else if (data.stop) end(data.id);
      else begin(data, ports[0], control);
    };
  });
  parent.postMessage("frame ready", "*");

  /**
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  function keep(name, bytes) {
    const part = Promise.resolve(bytes).then(prepare[name]);
    part.catch(() => {}); // the workers are told
    parts.set(name, part);
    for (const worker of workers.values()) pass(worker, name, part);
  }

  /**
   * @param {{id: number, mode: string, script: string}} order
   * @param {MessagePort} port
   * @param {MessagePort} control
   */
  function begin({ id, mode, script }, port, control) {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(url);
    workers.set(id, worker);
    worker.onerror = (event) => control.postMessage({ id, error: event.message || "the worker did not start" });
    worker.postMessage({ port, mode }, [port]);
    for (const [name, part] of parts) pass(worker, name, part);
  }

  /** @param {number} id */
  function end(id) {
    workers.get(id)?.terminate();
    workers.delete(id);
  }

  /**
   * @param {Worker} worker
   * @param {string} name
   * @param {Promise<any>} part
   */
  function pass(worker, name, part) {
    part.then(
      (value) => worker.postMessage({ name, value }),
      (error) => worker.postMessage({ name, error: String(error) }),
    );
  }

  /**
   * @param {ArrayBuffer} bytes
   * @returns {Promise<[string, WebAssembly.Module][]>} path and module of each library
   */
  async function compiledLibraries(bytes) {
    const [all, { libraries }] = await Promise.all([unpacked(bytes), known("snapshot.json")]);
    let start = 0;
    return Promise.all(
      libraries.map(async (/** @type {[string, number]} */ [path, size]) => {
        start += size;
        return [path, await WebAssembly.compile(new Uint8Array(all, start - size, size))];
      }),
    );
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} what was made of a file, which may not have come yet
   */
  async function known(name) {
    while (!parts.has(name)) await new Promise((resolve) => setTimeout(resolve, 5));
    return parts.get(name);
  }

  /**
   * @param {ArrayBuffer} bytes in gzip format
   * @returns {Promise<ArrayBuffer>}
   */
  function unpacked(bytes) {
    const packed = /** @type {ReadableStream<BufferSource>} */ (new Response(bytes).body);
    return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
})();
