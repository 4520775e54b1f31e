/** `<wb-mix>`: five activities for today, of all kinds, from what the learner has not seen yet or got wrong. */

import { button, h, icon } from "../base/dom.js";
import { remember, remembered } from "../base/remembered.js";
import { recordsOf } from "../record/log.js";
import { activitiesOf, NAMES } from "./activities.js";

/**
 * @import { LearnerRecord } from "../base/types.js"
 * @import { Activity, Kind } from "./activities.js"
 */

/**
 * @typedef {"new" | "again" | "right"} State `again` is what went wrong the last time
 */

const COUNT = 5;
/** So many of them may be repetitions of what went wrong: most of a day is new. */
const MOST_AGAIN = 3;
/** Of each kind, as long as there is enough of all. @type {Record<Kind, number>} */
const MOST = { classify: 2, recall: 2, code: 1 };
/** @type {Record<State, () => (Node | string)[]>} */
const STATES = {
  new: () => [],
  again: () => [icon("half"), "once more"],
  right: () => [icon("pass"), "done"],
};
const KEY = "wb-mix";
/** Something may have been done in the meantime, on a page that the reader comes back from. */
const RETURNS = ["focus", "pageshow"];

export class MixElement extends HTMLElement {
  #list = h("ol", { class: "wb-mix-list" });
  #more = button("Another five", () => void this.#another(), { class: "wb-button wb-quiet" });
  #update = () => void this.#show().catch((error) => this.#leave(error));

  connectedCallback() {
    for (const event of RETURNS) addEventListener(event, this.#update);
    this.#update();
  }

  disconnectedCallback() {
    for (const event of RETURNS) removeEventListener(event, this.#update);
  }

  /** Without what the learner has done, all is new, and there is a mix all the same. @param {unknown} error */
  #leave(error) {
    console.warn("What the learner has done cannot be read.", error);
    this.#render(this.#activities, new Map());
  }

  async #show() {
    const activities = this.#activities;
    this.#render(activities, await recordsOf([...new Set(activities.map(({ exercise }) => exercise))]));
  }

  async #another() {
    keepMix({ ...readMix(), keys: [], turn: readMix().turn + 1 });
    await this.#show().catch((error) => this.#leave(error));
    this.#list.querySelector("a")?.focus();
  }

  get #activities() {
    return activitiesOf(this);
  }

  /**
   * @param {Activity[]} activities
   * @param {Map<string, LearnerRecord>} records
   */
  #render(activities, records) {
    const states = new Map(
      activities.map(({ key, kind, exercise, part }) => {
        const record = records.get(exercise);
        return [key, record ? STATE_OF[kind](record, part) : "new"];
      }),
    );
    const before = readMix();
    const today = activities.filter(({ key }) => before.keys.includes(key));
    // what an update of the site has taken away is not missed
    const chosen = today.length ? today : choose(activities, states, records, `${before.day} ${before.turn}`);
    keepMix({ ...before, keys: chosen.map(({ key }) => key) });
    const rows = chosen.map((activity) => {
      const state = states.get(activity.key) ?? "new";
      const words = `${NAMES[activity.kind]}: ${activity.title}`;
      const link = h("a", { href: activity.href }, words);
      const sign = h("span", { class: "wb-state" }, ...STATES[state]());
      return h("li", { "data-key": activity.key, "data-progress": state }, link, sign);
    });
    // links that stay the same stay in their places: the reader may be pressing one, and the theme marks what has the focus
    const isSame = (/** @type {Element} */ row, /** @type {number} */ at) =>
      row.getAttribute("data-key") === rows[at].getAttribute("data-key") && row.textContent === rows[at].textContent;
    if (rows.length === this.#list.children.length && [...this.#list.children].every(isSame)) return;
    this.#list.replaceChildren(...rows);
    if (this.#list.isConnected) return;
    this.querySelector("p")?.remove();
    this.prepend(this.#list, this.#more);
  }
}

/** What a record says of a part of an exercise, or of all of it. @type {Record<Kind, (record: LearnerRecord, part: string) => State>} */
const STATE_OF = {
  code: ({ passed, attempts }) => (passed ? "right" : attempts.length ? "again" : "new"),
  recall({ ratings }, card) {
    const rating = ratings[card]?.rating;
    return !rating ? "new" : rating === "again" ? "again" : "right";
  },
  classify({ draft, passed }, scenario) {
    const tried = draft.tries?.[scenario];
    if (tried) return tried.check.verdict === "pass" ? "right" : "again";
    const { submission } = passed ?? {};
    return typeof submission === "object" && scenario in submission ? "right" : "new";
  },
};

/**
 * First what went wrong, then what is new; and where all is done, something to repeat.
 *
 * @param {Activity[]} activities
 * @param {Map<string, State>} states
 * @param {Map<string, LearnerRecord>} records
 * @param {string} seed the same one chooses the same
 * @returns {Activity[]} in the order of the course
 */
function choose(activities, states, records, seed) {
  const mixed = shuffled(activities, seed);
  const isReady = (/** @type {Activity} */ { needs }) => needs.every((id) => records.get(id)?.passed);
  // programs build on each other, so the next one is taken, not any
  const pool = [...mixed.filter(({ part }) => part), ...activities.filter((activity) => !activity.part && isReady(activity))];
  /** @type {Activity[]} */
  const chosen = [];
  const counts = { classify: 0, recall: 0, code: 0 };
  const take = (/** @type {State} */ state, /** @type {number} */ most, /** @type {Record<Kind, number>} */ mostOf) => {
    for (const activity of pool) {
      const twice = chosen.some(({ exercise }) => exercise === activity.exercise);
      const crowded = counts[activity.kind] >= mostOf[activity.kind];
      if (chosen.length >= most || twice || crowded || states.get(activity.key) !== state) continue;
      chosen.push(activity);
      counts[activity.kind] += 1;
    }
  };
  const any = { classify: COUNT, recall: COUNT, code: COUNT };
  take("again", MOST_AGAIN, MOST);
  take("new", COUNT, MOST);
  take("new", COUNT, any);
  take("again", COUNT, any);
  take("right", COUNT, any);
  return activities.filter((activity) => chosen.includes(activity));
}

/**
 * @template T
 * @param {T[]} values
 * @param {string} seed
 * @returns {T[]} another order for another seed (Fisher and Yates, with numbers by mulberry32)
 */
function shuffled(values, seed) {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** @returns {{day: string, turn: number, keys: string[]}} the mix of today; where nothing is kept, the day chooses */
function readMix() {
  const day = new Date().toDateString();
  const mix = remembered(KEY);
  return mix?.day === day && Number.isInteger(mix.turn) && Array.isArray(mix.keys) ? mix : { day, turn: 0, keys: [] };
}

/** @param {{day: string, turn: number, keys: string[]}} mix */
function keepMix(mix) {
  remember(KEY, mix); // it is chosen by the day, so it stays much the same without
}
