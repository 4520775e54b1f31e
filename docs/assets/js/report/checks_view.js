/** The checks of a code exercise one by one: what each of them found, and the call that it failed on. */

import { button, h, icon, newId, paragraphs } from "../base/dom.js";
import words from "./words.json" with { type: "json" };

/** @import { CheckResult, Report } from "../base/types.js" */

const CHECKS = { pass: "passed", fail: "failed", skip: "skipped" };

/** In what a value differs from the expected one. An exception or a broken condition says it in the feedback. */
const STAGES = /** @type {Record<string, string>} */ (words.stages);

/**
 * @param {Report} report
 * @param {(source: string) => void} showCase puts the source of a failing case before the learner
 * @returns {HTMLElement | null}
 */
export function checksView(report, showCase) {
  if (!report.checks.length) return null;
  return h("ol", { class: "wb-checks" }, ...report.checks.map((check) => checkView(check, report, showCase)));
}

/**
 * @param {CheckResult} check
 * @param {Report} report
 * @param {(source: string) => void} showCase
 * @returns {HTMLElement}
 */
function checkView(check, report, showCase) {
  // the first failed check's feedback already stands at the top
  const feedback = check.feedback === report.feedback ? [] : paragraphs(check.feedback);
  const title = h("p", { class: "wb-title", id: newId("title") }, check.title);
  const failed = check.verdict === "fail";
  return h(
    "li",
    { class: `wb-check wb-${check.verdict}`, "data-check": check.name, "data-verdict": check.verdict },
    h("span", { class: "wb-mark" }, icon(check.verdict), h("span", {}, CHECKS[check.verdict])),
    h(
      "div",
      { class: "wb-finding" },
      title,
      ...feedback,
      failed && valuesView(check),
      // arrays of two shapes stand above already, one below the other
      failed && check.stage !== "shape" && check.diff && diffView(check.diff),
      failed && check.case && caseButton(title, () => showCase(check.case)),
    ),
  );
}

/** @param {CheckResult} check */
function valuesView({ expected, found, diff, stage, where }) {
  const place = where && `first at ${where}`;
  const difference = [STAGES[stage], place].filter(Boolean).join(", ");
  // side by side says more than one after the other
  const values = diff && stage !== "shape" ? [] : [["expected", expected], ["found", found]];
  const rows = [...values, ["differs in", difference]].filter(([, value]) => value);
  if (!rows.length) return null;
  return h("dl", { class: "wb-values" }, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/**
 * The lines stay as they are, whatever the width, since their columns belong together; the box scrolls instead.
 *
 * @param {string} diff
 */
function diffView(diff) {
  const star = diff.includes(" *") ? " A star marks what differs." : "";
  const text = h("pre", { translate: "no", tabindex: 0, role: "region", "aria-label": `Expected and found, side by side.${star}` }, diff);
  return h("div", { class: "wb-diff" }, text, star && h("p", { class: "wb-note", "aria-hidden": "true" }, "* marks what differs"));
}

/**
 * @param {HTMLElement} title of the check
 * @param {() => void} show
 */
function caseButton(title, show) {
  return button("Show the failing case", show, { class: "wb-button wb-quiet wb-case", "aria-describedby": title.id });
}
