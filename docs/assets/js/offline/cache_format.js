/** What the page, which fills the caches, and the service worker, which answers from them, have agreed on. */

import { NAME } from "../base/name.js";

/**
 * @typedef {{size: number, sha256: string}} Entry
 * @typedef {{version: string, size: number, pages: number, files: Record<string, Entry>}} List
 */

/** The list of a version's files; it comes last, so where it is, all has been fetched. */
export const LIST = "offline.json";
/** Header of a stored file: its hash. */
export const HASH = "x-sha256";
/** Header of a request that the host has to answer, and not the copy that its answer is to replace. */
export const FROM_HOST = "x-offline-copy";

/**
 * @param {URL} root of the site; two sites may share a host
 * @returns {string} the cache of the service worker's state, and the beginning of the others' names
 */
export function siteCache(root) {
  return `${NAME} ${root.pathname}`;
}

/**
 * @param {URL} root
 * @param {string} version
 * @returns {string} the cache of this version; an empty one gives what all have in common
 */
export function versionCache(root, version) {
  return `${siteCache(root)}@${version}`;
}

/**
 * @param {URL} root
 * @param {string} path of a file in the list
 * @returns {string} its address
 */
export function addressOf(root, path) {
  return new URL(path.split("/").map(encodeURIComponent).join("/"), root).href;
}
