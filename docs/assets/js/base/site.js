/** Where the site's own files are, and how they are read. The one place that fetches anything. */

import { importFromDisk, readFromDisk } from "./disk.js";
import { NAME } from "./name.js";
import { remember, remembered } from "./remembered.js";
import { VERSION } from "./version.js";

/** Whether this is a copy that was opened by a double click, without a server. */
export const FROM_DISK = location.protocol === "file:";

/** The folder `assets/` of this site, wherever the site is published, and wherever in `assets/js/` this module is joined. */
export const ASSETS = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf("/js/") + 1));

/** The folder of the start page. */
export const ROOT = new URL("../", ASSETS);

/** The site's base path, such as `/` or `/course/`: it tells apart two sites on one host. */
export const BASE_PATH = ROOT.pathname;

/** Inside a learning platform, several learners may use one browser, each in a tab of their own. */
const LEARNER = `${NAME} ${BASE_PATH} learner`;

/** @returns {string} what somebody's work is kept under: of its own for each site on a host, and for each learner of a platform */
export function place() {
  const learner = remembered(LEARNER, "sessionStorage"); // where nothing is kept, nobody's work is mixed up
  return `${NAME} ${BASE_PATH}${learner ? ` of ${learner}` : ""}`;
}

/** @param {string} learner as the platform names them: whose work is shown and kept in this tab from now on */
export function keepFor(learner) {
  remember(LEARNER, learner, "sessionStorage");
}

/** A file of the site could not be read. The message is meant for the learner. */
export class SiteError extends Error {
  /** What the host answered, if it did. */
  status = 0;
}

/**
 * @param {string | URL} path relative to `assets/`
 * @param {RequestInit} [options]
 * @returns {Promise<Response>} an answer with a good status
 * @throws {SiteError} if the host cannot be reached or has no such file
 */
export async function fetchFile(path, options) {
  const url = new URL(path, ASSETS);
  const name = url.pathname.split("/").pop();
  let response;
  try {
    response = FROM_DISK ? await readFromDisk(ASSETS, String(path)) : await fetch(url, options);
  } catch (error) {
    if (FROM_DISK) throw new SiteError(`The file ${name} is missing in this folder. Unzip all of it again.`, { cause: error });
    throw new SiteError(`The file ${name} could not be fetched: the site cannot be reached.`, { cause: error });
  }
  if (response.ok) return response;
  const refused = new SiteError(`The file ${name} could not be fetched: the site answered ${response.status}.`);
  throw Object.assign(refused, { status: response.status });
}

/**
 * @param {string} path relative to `assets/`
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 * @throws {SiteError} if the file cannot be read or is damaged
 */
export async function fetchJson(path, options) {
  const response = await fetchFile(path, options);
  try {
    return await response.json();
  } catch (error) {
    throw new SiteError(`The file ${path} is damaged: it is not JSON.`, { cause: error });
  }
}

/** @returns {Promise<boolean>} whether the host is known to publish another version of the site than this page is of */
export async function isOutdated() {
  if (!VERSION) return false;
  const response = await fetchFile("js/base/version.js", { cache: "no-cache" }).catch(() => null);
  const published = (await response?.text().catch(() => null)) ?? null;
  return published !== null && !published.includes(VERSION);
}

/**
 * @typedef {{
 *   codemirror: typeof import("../../../../tools/site/vendor/codemirror.js"),
 *   fflate: typeof import("fflate"),
 *   "idb-keyval": typeof import("idb-keyval"),
 *   katex: any,
 *   plot: typeof import("../../../../tools/site/vendor/plot.js"),
 *   "ts-fsrs": typeof import("ts-fsrs"),
 *   zip: typeof import("../../../../tools/site/vendor/zip.js"),
 * }} Libraries in `assets/vendor/`
 */

/**
 * Imports one of the bundled libraries; what was imported is not asked for again.
 *
 * @template {keyof Libraries} Name
 * @param {Name} name
 * @returns {Promise<Libraries[Name]>}
 */
export function vendor(name) {
  return FROM_DISK ? importFromDisk(ASSETS, name) : import(new URL(`vendor/${name}.js`, ASSETS).href);
}
