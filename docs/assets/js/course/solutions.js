/** The learner's programs as a folder that one can keep or publish: a file for each, and a list of them. */

import { ROOT, vendor } from "../base/site.js";

/** @typedef {{id: string, source: string, at: string}} Program that passed all checks, and when */

/**
 * @param {Program[]} programs
 * @returns {Promise<BlobPart>} a zip
 */
export async function solutionsArchive(programs) {
  const { strToU8, zipSync } = await vendor("fflate");
  const files = [["README.md", readme(programs)], ...programs.map(({ id, source }) => [`${id}.py`, `${source.trimEnd()}\n`])];
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)]))).slice();
}

/** @param {Program[]} programs */
function readme(programs) {
  const rows = programs.map(({ id, at }) => `- [x] [${id}](${id}.py), passed on ${at.slice(0, 10)}`);
  return ["# My programs", "", `Written for the exercises of ${ROOT.href}; each passed its checks in my own browser.`, "", ...rows, ""].join("\n");
}
