/** What the platform has kept, as the record of this browser has it. Pure functions. */

/**
 * @import { LearnerEvent } from "../../../docs/assets/js/base/types.js"
 * @import { Everything } from "../../../docs/assets/js/record/exchange.js"
 * @import { State } from "./state.js"
 */

/**
 * @param {Everything} here
 * @param {State} state
 * @returns {Everything} what is not here already
 */
export function added(here, { exercise, exercise_version, grader_version, seed, verdict, at, submission }) {
  const text = JSON.stringify(submission);
  const own = here.events.filter((event) => event.exercise === exercise && event.kind === "attempt");
  const isKnown = own.some((event) => event.kind === "attempt" && JSON.stringify(event.submission) === text && event.report.verdict === verdict);
  const report = { exercise_version, grader_version, seed, verdict, feedback: "", line: null, seconds: 0, checks: [] };
  const attempt = { submission, fingerprint: text, report, hints: 0, spent: null, confidence: null };
  const event = { id: `platform-${at.replace(/\D/g, "")}`, at, kind: "attempt", exercise, ...attempt };
  const [version] = here.drafts.get(exercise) ?? [];
  const isBehind = version !== undefined && (version.at >= at || JSON.stringify(version.draft.submission) === text);
  const draft = { submission, seed, ...(exercise_version && { exercise_version }) };
  return /** @type {any} */ ({
    events: verdict && !isKnown ? [/** @type {LearnerEvent} */ (/** @type {unknown} */ (event))] : [],
    drafts: new Map(isBehind ? [] : [[exercise, [{ draft, at }]]]),
  });
}
