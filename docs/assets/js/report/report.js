/** Shows a Report, or what Run gave. Every word that depends on the learner's code goes in as text. */

import { button, h, icon, paragraphs } from "../base/dom.js";
import { plotView } from "./plot_view.js";
import words from "./words.json" with { type: "json" };

/** @import { Report, RunResult, Verdict } from "../base/types.js" */

// tools/report_text.py shows the same words in the terminal
/** @type {Record<Verdict, string>} */
export const VERDICTS = words.verdicts;

/**
 * The verdict in one sentence, for the live region.
 *
 * @param {Report} report
 * @param {string} [heading]
 * @returns {string}
 */
export function inWords(report, heading = VERDICTS[report.verdict]) {
  const passed = report.checks.filter(({ verdict }) => verdict === "pass").length;
  const share = report.verdict === "fail" ? ` ${passed} of ${report.checks.length} passed.` : "";
  return `${heading}.${share} ${report.feedback}`;
}

/**
 * @param {Report} report
 * @param {object} options
 * @param {string} options.source the submission, to go with a report of our mistake
 * @param {string} [options.heading] in the place of the verdict's usual words
 * @param {Node | null} [options.list] the checks one by one
 * @param {(line: number) => void} [options.goToLine]
 * @param {Node | null} [options.prediction] what was predicted, beside the outcome
 * @param {import("../base/types.js").Step[]} [options.next] where to go on
 * @param {Node | null} [options.more] what there is to see of the exercise now
 * @returns {HTMLElement}
 */
export function reportView(report, { source, heading = VERDICTS[report.verdict], list, goToLine, prediction, next = [], more }) {
  return h(
    "section",
    { class: `wb-report wb-${report.verdict}`, "aria-label": "Result" },
    h("p", { class: "wb-verdict" }, icon(report.verdict), heading),
    feedbackView(report, goToLine),
    prediction,
    ...next.map(({ href, words }) => h("p", { class: "wb-next" }, h("a", { href }, words, " →"))),
    list,
    more,
    disclosure(words.python, report.python),
    disclosure("What your code printed", report.stdout, report.stdout_cut),
    report.verdict === "internal_error" && mistakeView(report, source),
  );
}

/**
 * @param {Report} report
 * @param {((line: number) => void) | undefined} goToLine
 * @returns {HTMLElement}
 */
function feedbackView({ feedback, line }, goToLine) {
  const jump = goToLine && line !== null && button(`Go to line ${line}`, () => goToLine(line), { class: "wb-button wb-quiet" });
  return h("div", { class: "wb-feedback" }, ...paragraphs(feedback), jump);
}

/**
 * @param {string} title
 * @param {string} text
 * @param {boolean} [cut]
 * @param {boolean} [open]
 * @returns {HTMLElement | null}
 */
function disclosure(title, text, cut = false, open = false) {
  if (!text) return null;
  const note = cut && h("p", { class: "wb-note" }, words.cut);
  return h("details", { class: "wb-details", open }, h("summary", {}, title), h("pre", { translate: "no", tabindex: 0 }, text), note);
}

/**
 * What to send us about our mistake, ready to copy.
 *
 * @param {Report} report
 * @param {string} source
 * @returns {HTMLElement}
 */
function mistakeView(report, source) {
  const about = { page: location.href, browser: navigator.userAgent, report, submission: source };
  const text = h("textarea", { class: "wb-textarea", readonly: true, rows: 6, "aria-label": "Report of our mistake" });
  text.value = JSON.stringify(about, null, 1);
  const copy = button("Copy the report", async () => {
    text.select();
    const copied = await navigator.clipboard?.writeText(text.value).then(() => true, () => false);
    copy.textContent = copied ? "Copied" : "Press Ctrl+C to copy";
  });
  const plea = "Your text is kept, and this does not count as an attempt. Please send this report to the people who run the site:";
  return h("div", { class: "wb-mistake" }, h("p", {}, plea), text, copy);
}

/**
 * @param {RunResult} run
 * @param {(where: "submission" | "scratch", line: number) => void} goToLine
 * @returns {HTMLElement}
 */
export function runView(run, goToLine) {
  const quiet = !run.stdout && !run.plots.length && !run.error;
  return h(
    "section",
    { class: "wb-report wb-run", "aria-label": "Output" },
    h("p", { class: "wb-verdict" }, "Output"),
    quiet && h("p", { class: "wb-note" }, "The code ran and printed nothing. Call print(…) or show(x, y) to see values."),
    run.stdout && h("pre", { class: "wb-stdout", translate: "no", tabindex: 0 }, run.stdout),
    run.stdout_cut && h("p", { class: "wb-note" }, words.cut),
    ...run.plots.map(plotView),
    run.error && errorView(run.error, goToLine),
  );
}

/**
 * @param {NonNullable<RunResult["error"]>} error
 * @param {(where: "submission" | "scratch", line: number) => void} goToLine
 * @returns {HTMLElement}
 */
function errorView({ message, line, where, python }, goToLine) {
  const place = where === "scratch" ? "the scratch area" : "your code";
  const jump = line !== null && button(`Go to line ${line} of ${place}`, () => goToLine(where, line), { class: "wb-button wb-quiet" });
  return h("div", { class: "wb-error" }, h("p", {}, message), jump, disclosure(words.python, python));
}
