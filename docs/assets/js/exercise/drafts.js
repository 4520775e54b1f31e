/** What happens to a learner's draft: it comes back, outlives a change of the exercise, and can be started over. */

import { button, confirm } from "../base/dom.js";

/**
 * @typedef {import("./exercise.js").ExerciseElement} ExerciseElement
 * @typedef {import("./exercise.js").View} View
 * @typedef {import("../base/types.js").Bundle} Bundle
 */

/**
 * Brings back what the learner had entered, and tells if the exercise is no longer the one it was entered for.
 *
 * @param {ExerciseElement} host
 * @param {View} view
 * @param {boolean} begun the learner was quicker than the store: what is on the page is newer
 */
export async function restoreDraft(host, view, begun) {
  const { draft } = host.store.record;
  if (!Object.keys(draft).length) return;
  if (!begun) view.restore(draft);
  const bundle = await host.bundle().catch(() => null);
  const old = bundle && draft.exercise_version && draft.exercise_version !== bundle.exercise.version;
  if (old && !view.isUntouched(bundle)) tellOfNewVersion(host, view, bundle);
}

/**
 * @param {ExerciseElement} host
 * @param {View} view
 * @param {Bundle} bundle
 */
function tellOfNewVersion(host, view, bundle) {
  const settle = () => {
    host.store.saveDraft({ exercise_version: bundle.exercise.version });
    notice.remove();
  };
  const fresh = () => {
    view.reset(bundle);
    host.store.saveDraft(view.draft);
    settle();
  };
  const words = "This exercise has changed since you began. Your work is kept.";
  const notice = host.note(words, button("Start from the new version", fresh), button("Keep my work", settle));
}

/**
 * Puts the beginning back, after asking.
 *
 * @param {ExerciseElement} host
 * @param {View} view
 */
export async function startOver(host, view) {
  const bundle = await host.bundleOrNull();
  if (!bundle) return;
  const sure = await confirm(host, {
    title: "Start over?",
    text: "What you have entered is replaced by the beginning. Your attempts stay counted.",
    yes: "Start over",
    no: "Keep my work",
  });
  if (!sure) return;
  view.reset(bundle);
  host.changed({ ...view.draft, exercise_version: bundle.exercise.version });
  host.panel.show();
  host.say("The beginning is restored.");
}
