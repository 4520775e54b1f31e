/** What one row came from: the Report as its learner would read it, and what was handed in, as text. */

import { h } from "../base/dom.js";
import { codeView } from "../exercise/editor/code_mirror.js";
import { isFields } from "../base/shape.js";
import { checksView } from "../report/checks_view.js";
import { reportView } from "../report/report.js";

/**
 * @import { Bundle, Item, Submission } from "../base/types.js"
 * @import { Entry } from "./grades.js"
 */

/** Of a longer program the colours would take long. */
const MOST_COLOURED = 50_000;
const MOST_SHOWN = 500_000;

/**
 * @param {Entry} entry
 * @param {(exercise: string) => Promise<Bundle>} bundle
 * @returns {HTMLElement}
 */
export function detailsView({ row, handIn, graded }, bundle) {
  const place = h("div", { class: "wb-regrade-details" });
  const report = graded?.report;
  const source = handIn ? sourceOf(handIn.submission) : "";
  if (report) {
    const failing = h("div");
    const showCase = (/** @type {string} */ text) => failing.replaceChildren(title("A call that fails"), codeView(text));
    place.append(reportView(report, { source, list: checksView(report, showCase) }), failing);
  }
  if (handIn) {
    const answers = h("div", {}, sourceView(source));
    place.append(title("What was handed in"), answers);
    if (report && typeof handIn.submission !== "string") void showAnswers(answers, handIn.submission, bundle(handIn.exercise));
  }
  place.append(title("Where it comes from"), factsView(row));
  return place;
}

/** @param {Submission} submission */
function sourceOf(submission) {
  return typeof submission === "string" ? submission : JSON.stringify(submission, null, 1);
}

/** @param {string} source */
function sourceView(source) {
  if (source.length <= MOST_COLOURED) return codeView(source);
  const cut = source.length > MOST_SHOWN && h("p", { class: "wb-note" }, `Of ${source.length} letters the first ${MOST_SHOWN} are shown.`);
  const code = h("code", { tabindex: 0 }, source.slice(0, MOST_SHOWN));
  return h("div", {}, h("pre", { class: "wb-source", translate: "no" }, code), cut);
}

/**
 * Puts answers in words, once the words of the phrases are there.
 *
 * @param {HTMLElement} place
 * @param {Record<string, unknown>} answers
 * @param {Promise<Bundle>} asked
 */
async function showAnswers(place, answers, asked) {
  const { items = [] } = (await asked.catch(() => null))?.exercise ?? {};
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const rows = Object.entries(answers).flatMap(([name, answer]) => [h("dt", {}, name), h("dd", {}, answerText(answer, itemOf.get(name)))]);
  if (rows.length) place.replaceChildren(h("dl", { class: "wb-values" }, ...rows));
}

/**
 * @param {any} answer whatever was handed in
 * @param {Item} [item]
 */
function answerText(answer, item) {
  if (typeof answer === "string") return answer;
  if (!isFields(answer)) return JSON.stringify(answer) ?? "";
  const { label = "", evidence = [], because = "" } = answer;
  const phrases = [evidence].flat().map((/** @type {unknown} */ phrase) => `“${item?.phrases?.[String(phrase)] ?? phrase}”`);
  return [`${label}`, phrases.join(", "), `${because}`].filter(Boolean).join("\n");
}

/** @param {Entry["row"]} row */
function factsView(row) {
  const exercise = change(row.exercise_version_then, row.exercise_version_now);
  const grader = change(row.grader_version_then, row.grader_version_now);
  const seconds = row.seconds && `${row.seconds} s`;
  /** @type {[string, string][]} */
  const facts = [["file", row.file], ["exercise", row.exercise], ["handed in", row.at], ["its version", exercise], ["grader", grader], ["kept apart by", row.isolation], ["took", seconds]];
  return h("dl", { class: "wb-values" }, ...facts.flatMap(([name, value]) => (value ? [h("dt", {}, name), h("dd", {}, h("bdi", {}, value))] : [])));
}

/**
 * @param {string} then
 * @param {string} now
 */
function change(then, now) {
  return then && now && then !== now ? `${then} then,\n${now} now` : now || then;
}

/** @param {string} text */
function title(text) {
  return h("p", { class: "wb-regrade-title" }, text);
}
