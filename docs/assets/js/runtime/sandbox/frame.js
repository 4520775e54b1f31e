/**
 * Runs in the sandboxed frame, which has no origin, no network and no storage. It starts workers and ends them, and
 * passes on what the one that holds the runtime's files has for the others. What a worker says goes to the page through
 * a port of its own, past this frame.
 */
(() => {
  /** @typedef {{worker: Worker, failed: Promise<string>}} Started */

  /** @type {Record<string, string>} addresses of the scripts, which the page has put before this one */
  const scripts = {};
  for (const { id, textContent } of document.querySelectorAll("script[id]")) {
    scripts[id] = URL.createObjectURL(new Blob([textContent ?? ""], { type: "text/javascript" }));
  }

  const parts = started("parts");
  /** @type {Started | null} the first to be asked for, on its way before the page asks */
  let next = started("worker");
  /** @type {Map<number, Worker>} */
  const workers = new Map();

  parts.worker.onmessage = ({ data: { id, message, transfer } }) => workers.get(id)?.postMessage(message, transfer);

  addEventListener("message", ({ source, ports: [control] }) => {
    if (source !== parent || !control) return;
    control.onmessage = ({ data, ports }) => {
      if (data.stop) end(data.id);
      else if (data.mode) begin(data, ports[0], control);
      else parts.worker.postMessage(data, { transfer: data.bytes ? [data.bytes] : [...ports] });
    };
  });
  parent.postMessage("frame ready", "*");

  /**
   * @param {string} script
   * @returns {Started}
   */
  function started(script) {
    const worker = new Worker(scripts[script]);
    const failed = new Promise((resolve) => {
      worker.onerror = (event) => resolve(event.message || "a worker did not start");
    });
    return { worker, failed };
  }

  /**
   * @param {{id: number, mode: string}} order
   * @param {MessagePort} port
   * @param {MessagePort} control
   */
  function begin({ id, mode }, port, control) {
    const { worker, failed } = next ?? started("worker");
    next = null;
    workers.set(id, worker);
    Promise.race([failed, parts.failed]).then((error) => control.postMessage({ id, error }));
    worker.postMessage({ port, mode }, [port]);
    parts.worker.postMessage({ reader: id });
  }

  /** @param {number} id */
  function end(id) {
    workers.get(id)?.terminate();
    workers.delete(id);
    parts.worker.postMessage({ gone: id });
  }
})();
