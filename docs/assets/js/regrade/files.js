/** Files that somebody drops on the page or chooses, with the folders in which they lie. */

import { isRead } from "./hand_ins.js";

/** @import { Given } from "./hand_ins.js" */

/**
 * @param {Iterable<File>} files of an input
 * @returns {Given[]} in the order of their paths
 */
export function chosenFiles(files) {
  const given = [...files].map((file) => {
    const [folder, ...rest] = file.webkitRelativePath.split("/");
    const path = rest.length ? rest.join("/") : file.name;
    return { folder: rest.length ? folder : "", path, read: async () => file };
  });
  return inOrder(given);
}

/**
 * @param {DataTransfer} transfer of a drop, which is to be read before the event is over
 * @returns {Promise<Given[]>} in the order of their paths, with those in folders
 */
export async function droppedFiles(transfer) {
  const files = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = files.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const given = await Promise.all(entries.map((entry) => (entry instanceof File ? chosenFiles([entry]) : entry ? below(entry, "", "") : [])));
  return inOrder(given.flat());
}

/**
 * @param {FileSystemEntry} entry
 * @param {string} folder that was dropped
 * @param {string} inside the folders below it
 * @returns {Promise<Given[]>}
 */
async function below(entry, folder, inside) {
  if (entry.isFile) {
    const file = /** @type {FileSystemFileEntry} */ (entry);
    return [{ folder, path: `${inside}${entry.name}`, read: () => new Promise((resolve, reject) => file.file(resolve, reject)) }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const next = folder ? `${inside}${entry.name}/` : "";
  /** @type {Given[]} */
  const given = [];
  for (;;) {
    // browsers give some at a time
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return given;
    for (const one of some) given.push(...(await below(one, folder || entry.name, next)));
  }
}

/**
 * @param {Given[]} given
 * @returns {Given[]} those that may be hand-ins
 */
function inOrder(given) {
  const keyOf = (/** @type {Given} */ { folder, path }) => `${folder}/${path}`.replaceAll("/", "\0");
  const keyed = given.filter(({ path }) => isRead(path)).map((one) => /** @type {const} */ ([keyOf(one), one]));
  return keyed.sort(([one], [other]) => (one < other ? -1 : Number(one > other))).map(([, one]) => one);
}
