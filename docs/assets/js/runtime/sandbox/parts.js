/**
 * Runs in a worker of the sandboxed frame. It is handed the runtime's files one by one, prepares each once for all the
 * workers that run Python, and hands them what they need, while they are already under way.
 */
(() => {
  const scope = /** @type {any} */ (self);

  /** @typedef {{value: any, transfer: ArrayBuffer[]}} Handed what one reader gets */
  /** @typedef {(bytes: ArrayBuffer) => () => Promise<Handed>} Prepare */

  /** @type {Map<string, () => Promise<Handed>>} by name */
  const parts = new Map();
  /** @type {Set<number>} the workers that get them */
  const readers = new Set();
  /** @type {(table: {libraries: [string, number][]}) => void} */
  let tableRead;
  /** @type {Promise<{libraries: [string, number][]}>} */
  const table = new Promise((resolve) => (tableRead = resolve));

  /** @type {() => void} */
  let coreUnpacked;
  /** What fills the interpreter is unpacked after its core, while this is compiled: else all would be there last of all. */
  const core = new Promise((resolve) => (coreUnpacked = () => resolve(undefined)));

  /** @type {Record<string, Prepare>} */
  const prepare = {
    "pyodide.asm.mjs": shared((bytes) => unpacked("pyodide.asm.mjs", bytes)),
    "pyodide.asm.wasm": shared(async (bytes) => {
      const code = await unpacked("pyodide.asm.wasm", bytes).finally(coreUnpacked);
      return measured("compile pyodide.asm.wasm", WebAssembly.compile(code));
    }),
    "snapshot.json": shared((bytes) => {
      const read = JSON.parse(new TextDecoder().decode(bytes));
      tableRead(read);
      return read;
    }),
    "libraries.bin": shared(compiledLibraries),
    "image.bin": (bytes) => async () => {
      await core;
      // unpacked for each anew: to hand it over takes no time, to copy it does
      const image = await unpacked("image.bin", bytes);
      return { value: image, transfer: [image] };
    },
  };
  const asItIs = shared((bytes) => bytes);

  scope.onmessage = (/** @type {MessageEvent} */ { data, ports: [intake] }) => {
    if (intake) intake.onmessage = ({ data: { name, bytes } }) => keep(name, bytes);
    else if (data.bytes) keep(data.name, data.bytes);
    else if (data.gone) readers.delete(data.gone);
    else add(data.reader);
  };

  /**
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  function keep(name, bytes) {
    parts.set(name, (prepare[name] ?? asItIs)(bytes));
    for (const id of readers) hand(name, id);
  }

  /** @param {number} id */
  function add(id) {
    readers.add(id);
    for (const name of parts.keys()) hand(name, id);
  }

  /**
   * @param {string} name
   * @param {number} id
   */
  async function hand(name, id) {
    try {
      const { value, transfer } = await /** @type {() => Promise<Handed>} */ (parts.get(name))();
      scope.postMessage({ id, message: { name, value }, transfer }, transfer);
    } catch (error) {
      scope.postMessage({ id, message: { name, error: String(error) }, transfer: [] });
    }
  }

  /**
   * @param {(bytes: ArrayBuffer) => any} make
   * @returns {Prepare}
   */
  function shared(make) {
    return (bytes) => {
      const handed = Promise.resolve(bytes).then(make).then((value) => ({ value, transfer: [] }));
      handed.catch(() => {}); // the workers are told
      return () => handed;
    };
  }

  /**
   * @param {ArrayBuffer} bytes
   * @returns {Promise<[string, WebAssembly.Module][]>} path and module of each library
   */
  async function compiledLibraries(bytes) {
    await core;
    const [all, { libraries }] = await Promise.all([unpacked("libraries.bin", bytes), table]);
    let start = 0;
    /** @type {(library: [string, number]) => Promise<[string, WebAssembly.Module]>} */
    const compiled = async ([path, size]) => {
      start += size;
      return [path, await WebAssembly.compile(new Uint8Array(all, start - size, size))];
    };
    return measured("compile libraries.bin", Promise.all(libraries.map(compiled)));
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer} bytes in gzip format
   * @returns {Promise<ArrayBuffer>}
   */
  function unpacked(name, bytes) {
    const packed = /** @type {ReadableStream<BufferSource>} */ (new Response(bytes).body);
    const whole = new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    return measured(`inflate ${name}`, whole);
  }

  /**
   * @template T
   * @param {string} stage for those who trace the start
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  async function measured(stage, work) {
    const begin = performance.now();
    const result = await work;
    performance.measure(stage, { start: begin });
    return result;
  }
})();
