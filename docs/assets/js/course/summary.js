/** `<wb-summary>`: what the learner's events say of the way of working: time, tries, mistakes, and how well being sure fits. */

import { button, confirm, h } from "../base/dom.js";
import { ALL, LEVELS, newEvent } from "../record/events.js";
import { addEvents, readAll } from "../record/log.js";
import { byExercise, resetsIn, standing } from "../record/states.js";

/**
 * @import { LearnerEvent } from "../base/types.js"
 *
 * @typedef {Extract<LearnerEvent, {kind: "attempt"}>} AttemptEvent
 */

const RETURNS = ["focus", "pageshow"];

export class SummaryElement extends HTMLElement {
  #status = h("p", { class: "wb-status", role: "status" });
  #resets = h("div", {});
  #place = h("div", {});
  #update = () => void this.#show().catch((error) => console.warn("What the learner has done cannot be read.", error));

  connectedCallback() {
    for (const event of RETURNS) addEventListener(event, this.#update);
    if (!this.contains(this.#place)) this.replaceChildren(this.#place, this.#status, this.#resets);
    this.#update();
  }

  disconnectedCallback() {
    for (const event of RETURNS) removeEventListener(event, this.#update);
  }

  async #show() {
    const { events } = await readAll();
    const happened = standing(events);
    const attempts = happened.filter((event) => event.kind === "attempt");
    const everything = button("Forget all …", () => void this.#forgetAll(), { class: "wb-button wb-quiet" });
    replace(
      this.#place,
      attempts.length ? null : h("p", {}, "Nothing has been checked yet."),
      table("Your exercises", ["Exercise", "Tries", "Time", "Last", "Forget"], this.#exercises(attempts)),
      table("How well being sure fits", ["You said", "Checked", "Right"], calibration(attempts)),
      table("Mistakes that the grader knew", ["What it said", "Where", "Since then"], mistakes(attempts)),
      happened.length ? everything : null,
    );
    replace(this.#resets, ...resetsIn(events).map((reset) => this.#taken(reset)));
  }

  /**
   * @param {LearnerEvent} reset
   * @returns {Node} the way back
   */
  #taken({ id, at, exercise }) {
    const what = exercise === ALL ? "all that you had done" : `what you had done in “${titleOf(exercise)}”`;
    const day = new Date(at).toLocaleDateString("en-GB", { dateStyle: "long" });
    const back = async () => {
      if (await this.#store(newEvent("undo", exercise, { of: id }))) this.#tell("It is back.");
    };
    return h("p", {}, `On ${day} you had this page forget ${what}. `, button("Undo", () => void back(), { class: "wb-button wb-quiet", "data-reset": id }));
  }

  /**
   * @param {AttemptEvent[]} attempts
   * @returns {(Node | string)[][]}
   */
  #exercises(attempts) {
    return [...byExercise(attempts)].map(([id, tries]) => {
      const seconds = tries.reduce((sum, { spent }) => sum + (spent ?? 0), 0);
      const forget = button("Forget", () => void this.#forget(id), { class: "wb-button wb-quiet", "aria-label": `Forget my attempts on ${titleOf(id)}` });
      return [titleOf(id), String(tries.length), inMinutes(seconds), tries[tries.length - 1].at.slice(0, 10), forget];
    });
  }

  async #forgetAll() {
    const text = "Attempts, ratings, predictions and hints are forgotten, of all exercises. What you have written stays in the editors. You can take it back right after.";
    const sure = await confirm(this, { title: "Forget everything?", text, yes: "Forget all", no: "Keep it" });
    if (sure) await this.#forget(ALL);
  }

  /** @param {string} id of an exercise, or `ALL` */
  async #forget(id) {
    const reset = newEvent("reset", id, {});
    if (!(await this.#store(reset))) return;
    await this.#show();
    this.#tell(id === ALL ? "All is forgotten." : `What you did in “${titleOf(id)}” is forgotten.`);
    /** @type {HTMLElement | null} */ (this.#resets.querySelector(`[data-reset="${reset.id}"]`))?.focus();
  }

  /**
   * @param {LearnerEvent} event
   * @returns {Promise<boolean>} whether it could be stored; else the page says so
   */
  async #store(event) {
    try {
      await addEvents([event]);
      return true;
    } catch (error) {
      console.warn("What the learner wants forgotten cannot be stored.", error);
      this.#status.textContent = "That could not be saved in this browser: perhaps there is no room left. Nothing has changed.";
      return false;
    }
  }

  /** @param {string} words */
  #tell(words) {
    this.#status.textContent = words;
    dispatchEvent(new Event(RETURNS[0])); // the lists of this page look again
  }
}

/**
 * What stays the same stays in its place: the reader may be pressing it. Its words tell, for the theme marks what has the focus.
 *
 * @param {HTMLElement} place
 * @param {...(Node | null)} nodes
 */
function replace(place, ...nodes) {
  const fresh = h("div", {}, ...nodes);
  if (fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
}

/**
 * @param {AttemptEvent[]} attempts
 * @returns {string[][]}
 */
function calibration(attempts) {
  return LEVELS.flatMap(([level, words]) => {
    const told = attempts.filter(({ confidence }) => confidence === level);
    const right = told.filter(({ report }) => report.verdict === "pass").length;
    return told.length ? [[words, String(told.length), `${right} of ${told.length}`]] : [];
  });
}

/**
 * @param {AttemptEvent[]} attempts
 * @returns {string[][]}
 */
function mistakes(attempts) {
  const met = attempts.flatMap(({ exercise, at, report }) => {
    const known = report.verdict === "fail" && report.checks.find(({ misconception, certain }) => misconception && certain);
    return known ? [{ exercise, at, name: known.misconception, words: report.feedback }] : [];
  });
  const lastPass = new Map(attempts.flatMap(({ exercise, at, report }) => (report.verdict === "pass" ? [[exercise, at]] : [])));
  const last = new Map(met.map((mistake) => [`${mistake.exercise} ${mistake.name}`, mistake]));
  return [...last.values()].map(({ exercise, at, words }) => {
    const overcome = (lastPass.get(exercise) ?? "") > at;
    return [words.split("\n")[0], titleOf(exercise), overcome ? "overcome" : "not yet"];
  });
}

/**
 * @param {string} name
 * @param {string[]} head
 * @param {(Node | string)[][]} rows
 * @returns {HTMLElement | null} nothing where there are no rows
 */
function table(name, head, rows) {
  if (!rows.length) return null;
  const titles = head.map((words) => h("th", { scope: "col" }, words));
  // on a phone each cell stands in a line of its own, and says what it is
  const label = (/** @type {number} */ at) => h("span", { class: "wb-label" }, head[at]);
  const body = rows.map((cells) => h("tr", {}, ...cells.map((cell, at) => h("td", {}, at > 0 && typeof cell === "string" && label(at), cell))));
  const whole = h("table", { "aria-label": name }, h("caption", {}, name), h("thead", {}, h("tr", {}, ...titles)), h("tbody", {}, ...body));
  return h("div", { class: "wb-rows" }, h("div", { class: "md-typeset__scrollwrap" }, h("div", { class: "md-typeset__table" }, whole)));
}

/** @param {string} id */
function titleOf(id) {
  return document.querySelector(`wb-course [data-id="${CSS.escape(id)}"] a`)?.textContent ?? id;
}

/** @param {number} seconds */
function inMinutes(seconds) {
  return seconds < 60 ? "under a minute" : `${Math.round(seconds / 60)} min`;
}
