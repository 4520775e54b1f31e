/** The solution beside the learner's own code, and the other right ways. */

import { button, h } from "../base/dom.js";
import { codeView } from "./editor/code_mirror.js";

/** @import { Bundle } from "../base/types.js" */

/**
 * @param {Bundle} bundle
 * @param {string} own the learner's code
 * @param {boolean} passed whether the other right ways may be seen as well
 * @param {() => unknown} onclose
 * @returns {HTMLElement}
 */
export function solutionView({ exercise, ways }, own, passed, onclose) {
  const solution = exercise.solution ?? "";
  const copy = button("Copy", () => copyText(copy, solution), { class: "wb-button wb-quiet", "aria-label": "Copy the solution" });
  const close = button("Close", onclose, { class: "wb-button wb-quiet", "aria-label": "Close the solution" });
  const columns = h(
    "div",
    { class: "wb-columns" },
    h("div", {}, h("p", { class: "wb-note" }, "The solution"), codeView(solution)),
    h("div", {}, h("p", { class: "wb-note" }, "Your code"), codeView(own)),
  );
  return h(
    "section",
    { class: "wb-solution", "aria-label": "Solution", tabindex: -1 },
    h("div", { class: "wb-solution-head" }, h("p", { class: "wb-hint-title" }, "Solution"), copy, close),
    columns,
    passed && waysView(ways),
  );
}

/**
 * @param {Bundle["ways"]} ways
 * @returns {HTMLElement | null} each with what it does otherwise, to be opened; null if there are none
 */
export function waysView(ways) {
  if (!ways.length) return null;
  const details = ways.map(({ title, source }) => h("details", { class: "wb-details" }, h("summary", {}, title), codeView(source)));
  return h("div", { class: "wb-ways" }, h("p", { class: "wb-note" }, "Other right ways"), ...details);
}

/**
 * @param {HTMLElement} copy the button, which says what came of it
 * @param {string} text
 */
async function copyText(copy, text) {
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  copy.textContent = copied ? "Copied" : "Copying is not allowed here";
}
