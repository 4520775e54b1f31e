/** What the judge thinks of a learner's sentence. An opinion: no verdict depends on it. */

import { button, h, icon } from "../base/dom.js";
import words from "./words.json" with { type: "json" };

/** @import { Because, Likeness } from "../base/types.js" */

const SHAPES = /** @type {const} */ ({ sound: "pass", vague: "skip", wrong: "fail", unsure: "invalid" });

const OTHER_LABEL = "It supports another label than the one you chose.";
const NOTE = "An automatic opinion, which can be wrong. It never changes the verdict.";

const LIKENESSES = /** @type {const} */ ([
  ["same", "Mine says the same"],
  ["less", "Mine says less"],
  ["otherwise", "Mine says something else"],
]);

/**
 * @param {Because} because
 * @param {boolean} otherLabel the learner chose a label that does not fit
 * @returns {HTMLElement}
 */
export function opinionView({ verdict, reason }, otherLabel) {
  return h(
    "div",
    { class: `wb-opinion wb-${verdict}`, "data-opinion": verdict },
    h("p", { class: "wb-opinion-title" }, icon(SHAPES[verdict]), h("span", {}, words.opinions[verdict])),
    h("p", {}, reason),
    verdict === "sound" && otherLabel && h("p", {}, OTHER_LABEL),
    h("p", { class: "wb-note" }, NOTE),
  );
}

/**
 * Where the judge has no opinion, the learner compares.
 *
 * @param {Likeness | null} likeness what the learner said of this sentence before
 * @param {(likeness: Likeness, words: string) => unknown} oncompare
 */
export function comparisonView(likeness, oncompare) {
  const choices = LIKENESSES.map(([name, text]) => {
    const choose = () => {
      for (const other of choices) other.setAttribute("aria-pressed", String(other === choice));
      oncompare(name, text);
    };
    const choice = button(text, choose, { "data-likeness": name, "aria-pressed": String(name === likeness) });
    return choice;
  });
  return h("div", { class: "wb-compare", role: "group", "aria-label": "Your sentence beside the model sentence" }, ...choices);
}
