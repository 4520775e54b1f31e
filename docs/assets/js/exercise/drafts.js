/** What happens to a learner's draft: it comes back, survives a change of the exercise, and can be started over. */

import { button, confirm } from "../base/dom.js";

/**
 * @import { Bundle, Draft } from "../base/types.js"
 * @import { Host, View } from "./view.js"
 */

/**
 * @typedef {(text: string, ...buttons: HTMLElement[]) => HTMLElement} Note puts a notice above the exercise
 */

/**
 * Brings back what the learner had entered, and says so if the exercise is no longer the one it was entered for.
 *
 * @param {Host} host
 * @param {View} view
 * @param {boolean} untouched nothing has been entered on this page yet
 * @param {Note} note
 */
export async function restoreDraft(host, view, untouched, note) {
  const { draft } = host.store.record;
  if (!Object.keys(draft).length) return;
  if (untouched) view.restore(draft);
  const bundle = await host.bundle().catch(() => null);
  const old = bundle && draft.exercise_version && draft.exercise_version !== bundle.exercise.version;
  if (old && !view.isUntouched(bundle)) tellOfNewVersion(host, view, bundle, note);
}

/**
 * @param {Host} host
 * @param {View} view
 * @param {Bundle} bundle
 * @param {Note} note
 */
function tellOfNewVersion(host, view, bundle, note) {
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
  const notice = note(words, button("Start from the new version", fresh), button("Keep my work", settle));
}

/**
 * Shows a draft in the place of what is shown.
 *
 * @param {Host} host
 * @param {View} view
 * @param {Draft} draft
 */
export async function showDraft(host, view, draft) {
  // a text is replaced whole; of answers, those that the draft does not have go
  const bundle = typeof draft.submission === "string" ? null : await host.bundle().catch(() => null);
  if (bundle) view.reset(bundle);
  view.restore(draft);
}

/**
 * Offers the version of the learner's work that is not shown; where two windows have written the same, asks which counts.
 *
 * @param {Host} host
 * @param {(draft: Draft) => unknown} show
 * @param {Note} note
 * @returns {HTMLElement | null} the notice, if there is such a version
 */
export function otherVersion({ store }, show, note) {
  if (!store.record.other) return null;
  const choose = async (/** @type {"stored" | "other"} */ version) => show(await store.choose(version));
  if (store.clashing) {
    const words = "You have changed this exercise in another window as well, since this one was opened. Both versions are kept. Which one do you want to go on with?";
    return note(words, button("Keep mine here", () => choose("other")), button("Take the other one", () => choose("stored")));
  }
  const words = "Another version of your work, from another window, is kept beside this one.";
  return note(words, button("Switch to it", () => choose("other")), button("Delete it", () => store.dropOther()));
}

/**
 * Puts the exercise back at its beginning, after asking.
 *
 * @param {Host} host
 * @param {View} view
 * @returns {Promise<boolean>} whether it was
 */
export async function startOver(host, view) {
  const bundle = await host.bundleOrNull();
  if (!bundle) return false;
  const sure = await confirm(host.element, {
    title: "Start over?",
    text: "This replaces what you have entered. Your attempts still count.",
    yes: "Start over",
    no: "Keep my work",
  });
  if (!sure) return false;
  view.reset(bundle);
  host.changed({ ...view.draft, exercise_version: bundle.exercise.version });
  return true;
}
