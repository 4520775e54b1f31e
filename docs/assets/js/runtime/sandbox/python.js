/**
 * Python from a snapshot: an interpreter's memory, saved by the build after NumPy and the grader were imported. The
 * build makes the snapshot and the browser's worker restores it, both with what is here; it runs in Node and in workers.
 */

/**
 * NumPy's compiled parts begin at this entry of the function table: engines put a different number of entries of their
 * own before that (14,170 to 15,143 were seen), and the snapshot holds the numbers.
 */
const TABLE = 16_384;

/**
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
      Module.wasmTable.grow(TABLE - Module.wasmTable.length);
      for (const [path, module] of libraries) {
        // under its path, so that opening that file finds it loaded
        const library = Module.newDSO(path, undefined, "loading");
        library.refcount = Infinity;
        library.global = false;
        const options = { global: false, nodelete: true, allowUndefined: true };
        library.exports = Module.loadWebAssemblyModule(module, options, path, {});
      }
    });
    return createModule(settings);
  };
}

/**
 * @param {(options: object) => Promise<any>} loadPyodide
 * @param {(settings: any) => Promise<any>} createModule
 * @param {{image: Promise<Uint8Array>, libraries: Libraries, handles: Handles, options: object}} snapshot `image` is
 *   not needed before the module has been created
 * @returns {Promise<any>} Pyodide, as it was when the snapshot was made, but without files
 */
export async function restored(loadPyodide, createModule, { image, libraries, handles, options }) {
  const create = linked(createModule, libraries);
  /** @param {any} settings */
  const createPyodideModule = async (settings) => {
    const [Module, memory] = await Promise.all([create(settings), image]);
    // the setting for the memory's first size is not honoured
    if (memory.length > Module.HEAP8.length) Module._free(Module._malloc(memory.length));
    const { API } = Module;
    const { restoreSnapshot } = API;
    API.restoreSnapshot = () => restoreSnapshot(memory);
    API.rawRun = () => [0, ""]; // it has Python import what the snapshot has imported
    return Module;
  };
  // Pyodide would wait for the memory before it creates the module
  const python = await loadPyodide({ ...options, _loadSnapshot: new Uint8Array(), createPyodideModule });
  const { loadedLibsByHandle, loadedLibsByName } = python._module.LDSO;
  for (const [handle, path] of handles) loadedLibsByHandle[handle] = loadedLibsByName[path];
  return python;
}
