/**
 * Runs in the worker, a classic one: module workers made from a blob fail in a frame without an origin. It starts
 * Python from the bytes that it is handed, then answers one request after the other. Only JSON text crosses its port.
 */
(() => {
  const scope = /** @type {any} */ (self);
  // nothing is fetched from here: Pyodide asks this address for the names of the files that we were handed
  const NOWHERE = "https://runtime.invalid/";

  scope.onmessage = async (/** @type {MessageEvent} */ { data: { port, files, packages } }) => {
    scope.onmessage = null;
    // taken before any learner's code runs, so that replacing them on the prototype changes nothing
    const send = port.postMessage.bind(port);
    const { parse, stringify } = JSON;
    try {
      const answer = await startPython(files, packages, () => send(stringify({ state: "starting" })));
      port.onmessage = (/** @type {MessageEvent<string>} */ { data }) => {
        const { id, request } = parse(data);
        try {
          send(`{"id":${stringify(id)},"reply":${answer(stringify(request))}}`);
        } catch (error) {
          send(stringify({ id, broken: String(error) }));
        }
      };
      send(stringify({ state: "ready" }));
    } catch (error) {
      send(stringify({ state: "failed", message: String(error) }));
    }
  };

  /**
   * @param {Record<string, ArrayBuffer>} files
   * @param {string[]} packages
   * @param {() => void} onprogress called after each step that takes its time
   * @returns {Promise<(request: string) => string>} grader.remote.answer
   */
  async function startPython(files, packages, onprogress) {
    scope.fetch = (/** @type {Request | string | URL} */ request) => serve(files, request);
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      importBytes(files["pyodide.mjs"]),
      importBytes(files["pyodide.asm.mjs"]),
    ]);
    onprogress();
    const python = await loadPyodide({
      indexURL: NOWHERE,
      stdLibURL: `${NOWHERE}python_stdlib.zip`,
      lockFileContents: new TextDecoder().decode(files["pyodide-lock.json"]),
      packageBaseUrl: NOWHERE,
      createPyodideModule,
      stdout: () => {},
      stderr: () => {},
    });
    onprogress();
    await python.loadPackage(["numpy", ...packages], { messageCallback: () => {} });
    onprogress();
    return python.runPython("from grader import guard\nfrom grader.remote import answer\nguard.install()\nanswer");
  }

  /**
   * @param {Record<string, ArrayBuffer>} files
   * @param {Request | string | URL} request
   * @returns {Promise<Response>}
   */
  async function serve(files, request) {
    const url = String(/** @type {Request} */ (request).url ?? request);
    const name = decodeURIComponent(/** @type {string} */ (url.split("/").pop()));
    if (!files[name]) throw new TypeError(`not among the runtime's files: ${name}`);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(files[name], { headers: { "content-type": type } });
  }

  /**
   * @param {ArrayBuffer} bytes source of a module
   * @returns {Promise<any>}
   */
  async function importBytes(bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    const loaded = await import(url);
    URL.revokeObjectURL(url);
    return loaded;
  }
})();
