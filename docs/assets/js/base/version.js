/**
 * Which version of the site this page belongs to; none in a zip. A file of its own, for the name comes from the hashes of
 * all others: tools/site/offline_manifest.py has esbuild put it in when these are finished.
 */
export const VERSION = /** @type {{WB_VERSION?: string}} */ (globalThis).WB_VERSION ?? "";
