/** `<wb-course>`: exercises that the build has listed; this adds what the learner has done, and a next step. */

import { h, icon } from "../base/dom.js";
import { vendor } from "../base/site.js";
import { readAll, recordsFrom } from "../record/log.js";
import { durationsOf, queueOf } from "../record/queue.js";
import { progressOf } from "../record/states.js";
import { activitiesOf } from "./activities.js";

/**
 * @import { LearnerEvent } from "../base/types.js"
 * @import { Progress } from "../record/states.js"
 */

/** @typedef {HTMLElement | SVGElement} Place where an exercise is named, with the link to it */

/** @typedef {Progress | "holds" | "due"} State of an exercise that was passed, something may be due again */

/** @type {Record<State, (days: number) => [Node, string]>} a sign, and the words that it repeats */
const STATES = {
  new: () => [new Text(), "not tried"],
  tried: () => [icon("half"), "tried"],
  passed: () => [icon("pass"), "passed"],
  holds: (days) => [icon("holds"), `passed, holds ${days} ${days === 1 ? "day" : "days"}`],
  due: () => [icon("timeout"), "passed, due again"],
};

/** An exercise may have been passed in the meantime, on a page that the reader comes back from. */
const RETURNS = ["focus", "pageshow"];
const VISITS = ["pointerover", "focusin"];

export class CourseElement extends HTMLElement {
  #update = () => void this.#show().catch((error) => console.warn("What the learner has done cannot be read.", error));

  /** In the drawing, the arrows of the exercise on which the reader is. */
  #trace = (/** @type {Event} */ { target }) => {
    const id = target instanceof Element && target.closest("[data-id]")?.getAttribute("data-id");
    for (const arrow of this.querySelectorAll("[data-edge]")) {
      arrow.toggleAttribute("data-traced", arrow.getAttribute("data-edge")?.split(" ").includes(id || "-"));
    }
  };

  connectedCallback() {
    for (const event of RETURNS) addEventListener(event, this.#update);
    for (const event of VISITS) this.addEventListener(event, this.#trace);
    this.#update();
  }

  disconnectedCallback() {
    for (const event of RETURNS) removeEventListener(event, this.#update);
  }

  async #show() {
    const places = /** @type {Place[]} */ ([...this.querySelectorAll("[data-id]")]);
    const { records, events } = await readAll();
    const known = recordsFrom(places.map(({ dataset }) => dataset.id ?? ""), records, events);
    const isAsked = this.querySelector(".wb-state") && [...known.values()].some(({ passed }) => passed);
    const durations = isAsked ? await durationsSoFar(events) : new Map();
    for (const place of places) {
      const id = place.dataset.id ?? "";
      const record = known.get(id);
      const progress = record ? progressOf(record) : "new";
      const { due = false, days = 0 } = durations.get(id) ?? {};
      const state = progress !== "passed" ? progress : due ? "due" : days ? "holds" : "passed";
      const words = `${state} ${days}`;
      if (place.dataset.shown === words) continue;
      place.dataset.progress = progress;
      place.dataset.shown = words;
      const [sign, word] = STATES[state](days);
      // a drawing has room for the sign alone
      place.querySelector(".wb-state")?.replaceChildren(sign, ...(place instanceof SVGElement ? [] : [word]));
    }
    this.toggleAttribute("data-known", true);
    const step = this.querySelector(".wb-next-step > span");
    const sentence = h("span", {}, ...suggestion(places));
    // a link that stays the same stays in its place: the reader may be pressing it
    if (step && step.textContent !== sentence.textContent) step.replaceChildren(...sentence.childNodes);
  }
}

/**
 * @param {LearnerEvent[]} events
 * @returns {Promise<ReturnType<typeof durationsOf>>} of the exercises in any list of the page; of none without the library
 */
async function durationsSoFar(events) {
  const fsrs = await vendor("ts-fsrs").catch((error) => console.warn("How long things hold cannot be told.", error));
  const activities = new Map(activitiesOf(document).map((activity) => [activity.key, activity]));
  return fsrs ? durationsOf(queueOf(fsrs, [...activities.values()], events), new Date()) : new Map();
}

/**
 * @param {Place[]} places in their order
 * @returns {(string | Node)[]} the words, with a link to the next step
 */
function suggestion(places) {
  const passed = places.filter(({ dataset }) => dataset.progress === "passed").length;
  const link = nextOf(places)?.querySelector("a");
  if (!link) return [`You have passed all ${places.length}.`];
  const words = passed ? `You have passed ${passed} of ${places.length}. Next: ` : "Begin with: ";
  return [words, link.cloneNode(true)];
}

/**
 * What comes before it only advises: where nothing is ready, the first that is left is as good.
 *
 * @param {Place[]} places
 * @returns {Place | undefined} the first exercise that is not passed, and whose prerequisites are
 */
function nextOf(places) {
  const passed = new Set(places.filter(({ dataset }) => dataset.progress === "passed").map(({ dataset }) => dataset.id));
  const remaining = places.filter(({ dataset }) => !passed.has(dataset.id));
  return remaining.find(({ dataset }) => (dataset.needs ?? "").split(" ").every((id) => !id || passed.has(id))) ?? remaining[0];
}
