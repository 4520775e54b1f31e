/*
 * Browsers start no worker from a file on disk, so the theme's search worker is made from its source, which the build puts
 * in below. The theme's own remedy, iframe-worker, comes from another host and needs inline scripts, which our policy forbids.
 */
(() => {
  const source = "the source";
  const FromFile = Worker;
  globalThis.Worker = class extends FromFile {
    /**
     * @param {string | URL} url
     * @param {WorkerOptions} [options]
     */
    constructor(url, options) {
      const onDisk = new URL(url, document.baseURI).protocol === "file:";
      super(onDisk ? URL.createObjectURL(new Blob([source], { type: "text/javascript" })) : url, options);
    }
  };
})();
