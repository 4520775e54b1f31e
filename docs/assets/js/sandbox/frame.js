/**
 * Runs in the sandboxed frame, which has no origin, no network and no storage. It keeps the runtime's bytes, starts
 * workers from them and ends them. What a worker says goes to the page through a port of its own, past this frame.
 */
(() => {
  /** @type {Map<number, Worker>} */
  const workers = new Map();

  addEventListener("message", ({ data, source, ports: [control] }) => {
    if (source !== parent || !control) return;
    const url = URL.createObjectURL(new Blob([data.worker], { type: "text/javascript" }));
    control.onmessage = ({ data: { id, stop }, ports: [port] }) => {
      if (stop) {
        workers.get(id)?.terminate();
        workers.delete(id);
        return;
      }
      const worker = new Worker(url);
      workers.set(id, worker);
      worker.onerror = (event) => control.postMessage({ id, error: event.message || "the worker did not start" });
      worker.postMessage({ port, files: data.files, packages: data.packages }, [port]);
    };
  });
  parent.postMessage("frame ready", "*");
})();
