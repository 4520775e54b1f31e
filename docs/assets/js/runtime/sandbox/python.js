/**
 * Python from a snapshot: an interpreter's memory, saved by the build after NumPy and the grader were imported. The
 * build makes the snapshot and the browser's worker restores it, both with what is here; it runs in Node and in workers.
 * A worker also keeps its memory as it was before anything had run in it, so that each run begins there.
 */

/**
 * NumPy's compiled parts begin at this entry of the function table: engines put a different number of entries of their
 * own before that (14,170 to 15,143 were seen), and the snapshot holds the numbers.
 */
const TABLE = 16_384;

/** Bytes of memory that the snapshot holds or leaves out as one. */
export const PAGE = 4096;

/**
 * @typedef {[begin: number, end: number][]} Ranges of addresses, one after the other, in whole pages
 * @typedef {object} Pages What the memory consists of; the rest of it is zero.
 * @property {Ranges} written where the snapshot's content belongs, in this order
 * @property {Ranges} present where each start has the same already, as the core and the libraries bring it
 * @property {number} sum of what is present, by `sumOf`
 *
 * @typedef {[path: string, module: WebAssembly.Module][]} Libraries compiled parts, in the order of their linking
 * @typedef {[handle: string, path: string][]} Handles by which Python knows its open libraries
 */

/**
 * Adds compiled libraries to Python's core before it is initialised, so that each gets the same addresses every time.
 *
 * @param {(settings: any) => Promise<any>} createModule Pyodide's own
 * @param {Libraries} libraries
 * @returns {(settings: any) => Promise<any>} to be used in place of Pyodide's own
 */
export function linked(createModule, libraries) {
  return async (settings) => {
    settings.preRun.push((/** @type {any} */ Module) => {
      const begin = performance.now();
      Module.wasmTable.grow(TABLE - Module.wasmTable.length);
      for (const [path, module] of libraries) {
        // under its path, so that opening that file finds it loaded
        const library = Module.newDSO(path, undefined, "loading");
        library.refcount = Infinity;
        library.global = false;
        const options = { global: false, nodelete: true, allowUndefined: true };
        library.exports = Module.loadWebAssemblyModule(module, options, path, {});
      }
      performance.measure("link libraries", { start: begin });
    });
    return createModule(settings);
  };
}

/**
 * @param {(options: object) => Promise<any>} loadPyodide
 * @param {(settings: any) => Promise<any>} createModule
 * @param {{image: Promise<Uint8Array>, pages: Pages, libraries: Libraries, handles: Handles, options: object}} snapshot
 *   `image`, Pyodide's header and what is written, is not needed before the module has been created
 * @returns {Promise<any>} Pyodide, as it was when the snapshot was made, but without files
 */
export async function restored(loadPyodide, createModule, { image, pages, libraries, handles, options }) {
  const create = linked(createModule, libraries);
  /** @param {any} settings */
  const createPyodideModule = async (settings) => {
    const begin = performance.now();
    const created = create(settings).then((made) => {
      performance.measure("create", { start: begin });
      return made;
    });
    const [Module, saved] = await Promise.all([created, image]);
    const used = Module._sbrk(0);
    // the setting for the memory's first size is not honoured
    const length = /** @type {number} */ (pages.written.at(-1)?.[1]);
    if (length > Module.HEAP8.length) Module._free(Module._malloc(length));
    const { API } = Module;
    const { restoreSnapshot } = API;
    const header = new Uint32Array(saved.buffer, saved.byteOffset, 2)[1];
    API.restoreSnapshot = () => {
      const begin = performance.now();
      write(Module.HEAPU8, saved.subarray(header), pages, used);
      performance.measure("copy", { start: begin });
      return restoreSnapshot(saved.subarray(0, header));
    };
    API.rawRun = () => [0, ""]; // it has Python import what the snapshot has imported
    return Module;
  };
  // Pyodide would wait for the memory before it creates the module
  const python = await loadPyodide({ ...options, _loadSnapshot: new Uint8Array(), createPyodideModule });
  const { loadedLibsByHandle, loadedLibsByName } = python._module.LDSO;
  for (const [handle, path] of handles) loadedLibsByHandle[handle] = loadedLibsByName[path];
  return python;
}

/**
 * @param {Uint8Array} memory
 * @param {Uint8Array} content
 * @param {Pages} pages
 * @param {number} used beyond this address nothing has been written yet
 */
function write(memory, content, { written, present, sum }, used) {
  if (sumOf(memory, present) !== sum) throw new Error("this engine begins with another memory than that of the snapshot");
  let clear = 0;
  for (const [begin, end] of [...written, ...present].sort(([one], [other]) => one - other)) {
    memory.fill(0, clear, Math.min(begin, used));
    clear = end;
  }
  memory.fill(0, clear, used);
  let taken = 0;
  for (const [begin, end] of written) memory.set(content.subarray(taken, (taken += end - begin)), begin);
}

/**
 * @param {Uint8Array} memory
 * @param {Ranges} ranges
 * @returns {number} a sum of the words in these ranges that tells one content from another
 */
export function sumOf(memory, ranges) {
  const words = new Int32Array(memory.buffer, memory.byteOffset, memory.length >> 2);
  let sum = 0;
  for (const [begin, end] of ranges) {
    for (let at = begin >> 2; at < end >> 2; at++) sum = (Math.imul(sum, 31) + words[at]) | 0;
  }
  return sum;
}

/** To clear more memory than this, which a run has used, takes longer than to start another Python, and it is never given back. */
const MOST_USED = 128 * 2 ** 20; // bytes

/**
 * @typedef {object} Unused A Python as it was before anything ran in it.
 * @property {() => boolean} worn a run has left what `renew` cannot take away, and another Python has to be started
 * @property {() => void} renew puts it back
 */

/**
 * Remembers a Python in which nothing has run yet. Besides its memory there are, outside: Python's objects of
 * JavaScript, the handles of its libraries, its working folder and its open files. The pointer to its stack has come
 * back by itself when a run has returned, and what the table of functions gains, later runs find in it again.
 *
 * @param {any} python
 * @returns {Unused}
 */
export function remembered(python) {
  const { _module: Module } = python;
  const { FS, LDSO } = Module;
  const memory = Module.HEAPU8.slice(0, Module._sbrk(0));
  const handles = { ...LDSO.loadedLibsByHandle };
  const libraries = Object.keys(LDSO.loadedLibsByName).length;
  const objects = javascriptObjects(Module);
  const folder = FS.cwd();
  const files = [...FS.streams];
  return {
    worn: () => Module.HEAPU8.length > MOST_USED || Object.keys(LDSO.loadedLibsByName).length !== libraries,
    renew() {
      Module.HEAPU8.set(memory);
      Module.HEAPU8.fill(0, memory.length);
      objects.forEach((object, slot) => Module.__hiwire_set(slot, object));
      LDSO.loadedLibsByHandle = { ...handles };
      FS.chdir(folder);
      FS.streams = [...files];
      files.forEach((file, number) => file && (file.fd = number));
    },
  };
}

/**
 * @param {any} Module
 * @returns {unknown[]} JavaScript's objects that Python holds, by their slot
 */
function javascriptObjects(Module) {
  const objects = [];
  try {
    for (;;) objects.push(Module.__hiwire_get(objects.length));
  } catch {
    return objects; // there is no slot of this number
  }
}
