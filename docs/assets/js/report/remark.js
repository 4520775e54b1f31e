/** What Check said of one scenario: its result, the reason, the cue that was missed, and the model sentence. */

import { button, h, icon, paragraphs } from "../base/dom.js";
import { comparisonView, opinionView } from "./opinion.js";

/** @import { CheckResult, Item, Likeness, Try } from "../base/types.js" */

/** Model sentence and missed cue appear after so many tries, or once the scenario is right. */
const TRIES = 2;

/**
 * What a result looks like: the label may be right without the evidence, which is half of the way and no failure.
 *
 * @param {CheckResult} check
 */
export function outcomeOf({ verdict, stage }) {
  if (verdict === "skip") return /** @type {const} */ ({ shape: "skip", words: "still open" });
  if (verdict === "pass") return /** @type {const} */ ({ shape: "pass", words: "right" });
  if (stage === "evidence") return /** @type {const} */ ({ shape: "half", words: "label right, evidence not yet" });
  return /** @type {const} */ ({ shape: "fail", words: "wrong label" });
}

/** @param {CheckResult} check */
function markView(check) {
  const { shape, words } = outcomeOf(check);
  return h("p", { class: "wb-mark" }, icon(shape), h("span", {}, words[0].toUpperCase() + words.slice(1)));
}

/**
 * @typedef {object} Remarks what a remark asks of its scenario
 * @property {(shown: boolean) => void} revealMissed shows or hides the deciding phrases that are not marked
 * @property {() => unknown} tryAgain
 * @property {string} tryAgainLabel for screen readers
 * @property {Likeness | null} likeness what the learner said before of this sentence beside the model
 * @property {(likeness: Likeness, words: string) => unknown} oncompare
 *
 * @param {Try} tried
 * @param {Item} item
 * @param {Remarks} remarks
 * @returns {HTMLElement[]}
 */
export function remarkViews({ check, answer, tries }, item, remarks) {
  const right = check.verdict === "pass";
  const opinion = check.because;
  const model = right || tries >= TRIES ? item.model : "";
  const views = [
    markView(check),
    ...paragraphs(check.feedback),
    check.missed && missedView(check.missed, right ? null : remarks.revealMissed, !right && tries >= TRIES),
    ...(right && answer.label === item.label ? whyNot(item) : []),
    opinion && opinion.verdict !== "unsure" && opinionView(opinion, check.stage === "label"),
    model && h("p", { class: "wb-model" }, h("b", {}, "Model sentence: "), model),
    model && opinion?.verdict === "unsure" && comparisonView(remarks.likeness, remarks.oncompare),
    right && button("Try this one again", remarks.tryAgain, { class: "wb-button wb-quiet", "aria-label": remarks.tryAgainLabel }),
  ];
  return views.filter((view) => view instanceof HTMLElement);
}

/**
 * The learner may think first. Opened, it shows the missed phrases in the text too.
 *
 * @param {string} missed
 * @param {((shown: boolean) => void) | null} reveal
 * @param {boolean} open
 */
function missedView(missed, reveal, open) {
  const details = h("details", { class: "wb-details", open }, h("summary", {}, "Which cue did I miss?"), h("p", {}, missed));
  if (reveal) details.addEventListener("toggle", () => details.isConnected && reveal(details.open));
  if (reveal && open) reveal(true);
  return details;
}

/**
 * The phrase that was put there to tempt, and why the other labels do not fit.
 *
 * @param {Item} item
 */
function whyNot({ misleading, phrases, why }) {
  const quoted = (misleading ?? []).map((phrase) => `“${phrases[phrase]}”`);
  const tempting = quoted.length ? `There to tempt you: ${quoted.join(" and ")}. It does not decide.` : "";
  const reasons = Object.entries(why ?? {}).map(([label, reason]) =>
    h("details", { class: "wb-details" }, h("summary", {}, `Why not ${label}?`), ...paragraphs(reason)),
  );
  return [...paragraphs(tempting), ...reasons];
}
