/** Gives the reader a file. */

import { h } from "./dom.js";

/** Some browsers begin to read a file only after a while. */
const READ_MS = 60_000;

/**
 * @param {string} name
 * @param {string} type
 * @param {BlobPart} content
 */
export function saveFile(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
