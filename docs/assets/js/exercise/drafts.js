/** What happens to a learner's draft: it comes back, survives a change of the exercise, and can be started over. */

import { button, confirm, h } from "../base/dom.js";
import { NAME } from "../base/name.js";
import { saveFile } from "../base/save.js";
import { write } from "../record/exchange.js";

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
  const version = { exercise_version: bundle.exercise.version, starter: bundle.exercise.starter ?? "" };
  const { starter } = host.store.record.draft;
  const keep = () => {
    host.store.saveDraft(version);
    notice.remove();
  };
  const take = async (/** @type {() => void} */ show) => {
    show();
    await host.store.replaceDraft({ ...view.draft, ...version });
    notice.remove();
  };
  const old = button("Show the old beginning", () => take(() => view.restore({ submission: starter })));
  const fresh = button("Start from the new version", () => take(() => view.reset(bundle)));
  const words = "This exercise has changed since you began. Your work is kept, whatever you choose.";
  const notice = note(words, button("Keep my work", keep), ...(starter && starter !== version.starter ? [old] : []), fresh);
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
  const words = "Another version of your work is kept beside this one.";
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
    text: "What you have entered is kept beside it, and your attempts still count.",
    yes: "Start over",
    no: "Keep my work",
  });
  if (!sure) return false;
  view.reset(bundle);
  const version = { exercise_version: bundle.exercise.version, starter: bundle.exercise.starter ?? "" };
  await host.store.replaceDraft({ ...view.draft, ...version });
  return true;
}

/**
 * Says that the browser does not keep the learner's work, and what can be done.
 *
 * @param {Host} host
 * @param {Note} note
 * @returns {HTMLElement | null} the notice, if it is so
 */
export function problemNotice({ store, say }, note) {
  if (!store.problem) return null;
  const file = () => saveFile(`${NAME}.json`, "application/json", write(NAME, store.everything));
  const outcome = h("span"); // within the notice, for the exercise may be telling of something else
  const again = async () => {
    outcome.textContent = "";
    await store.retry();
    if (store.problem) outcome.textContent = "It still cannot be saved.";
    else say("It is saved now.");
  };
  return note(store.problem, button("Download my work", file), ...(store.loaded ? [button("Try again", again), outcome] : []));
}
