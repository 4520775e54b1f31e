/** `<wb-review>`: what is due again, one after the other. Each thing has its home on its page; this is a view of them. */

import { button, h } from "../base/dom.js";
import { NAME } from "../base/name.js";
import { once } from "../base/once.js";
import { remember, remembered } from "../base/remembered.js";
import { saveFile } from "../base/save.js";
import { ASSETS, BASE_PATH, ROOT, fetchJson, vendor } from "../base/site.js";
import { typeset } from "../page/math.js";
import { GRADES, newEvent } from "../record/events.js";
import { addEvents, readAll } from "../record/log.js";
import { dueOf, queueOf, retiredOf } from "../record/queue.js";
import { standing } from "../record/states.js";
import { activitiesOf, NAMES } from "./activities.js";
import { calendarOf } from "./calendar.js";

/**
 * @import { LearnerEvent } from "../base/types.js"
 * @import { Item } from "../record/queue.js"
 *
 * @typedef {{page: string, question: string, answer: string}} CardText as HTML, which the build made of the author's Markdown
 */

const RETURNS = ["focus", "pageshow"];
/** What was put off today, by this browser. */
const SKIPPED = `${NAME} ${BASE_PATH} skipped`;

/** @type {() => Promise<Record<string, CardText>>} */
const cards = once(() => fetchJson("review/cards.json"));

export class ReviewElement extends HTMLElement {
  #count = h("p", { role: "status" });
  #place = h("div", { class: "wb-review-item" });
  #ends = h(
    "div",
    { class: "wb-actions" },
    button("Calendar file of what comes", () => void this.#saveCalendar()),
  );
  #deck = h("p", { class: "wb-note" }, "If you use Anki: ", h("a", { href: new URL("decks/anki.txt", ASSETS).href, download: `${NAME}-anki.txt` }, "all cards as a text"), " to import there. A later one changes their words and keeps your schedule.");
  #retired = h("div", {});
  /** @type {Item[]} */
  #items = [];
  #skipped = readSkipped();
  /** What is shown, so that looking again does not take it away. */
  #shown = "";
  #update = () => void this.#look().catch((error) => this.#leave(error));
  #press = (/** @type {KeyboardEvent} */ event) => this.#onkey(event);

  connectedCallback() {
    for (const event of RETURNS) addEventListener(event, this.#update);
    document.addEventListener("keydown", this.#press);
    if (!this.contains(this.#place)) {
      this.querySelector("p")?.remove();
      this.prepend(this.#count, this.#place, this.#ends, this.#retired, this.#deck);
    }
    this.#update();
  }

  disconnectedCallback() {
    for (const event of RETURNS) removeEventListener(event, this.#update);
    document.removeEventListener("keydown", this.#press);
  }

  /** @param {unknown} error */
  #leave(error) {
    console.warn("What the learner has done cannot be read.", error);
    this.#count.textContent = "This browser keeps nothing for this site, or does not answer, so nothing can come back here.";
  }

  async #look() {
    const [fsrs, { events }] = await Promise.all([vendor("ts-fsrs"), readAll()]);
    this.#items = queueOf(fsrs, activitiesOf(this), events);
    this.#showRetired([...retiredOf(standing(events))]);
    await this.#show();
  }

  /** @param {string[]} keys of what is not asked again; it can be */
  #showRetired(keys) {
    const activities = activitiesOf(this);
    const rows = keys.flatMap((key) => {
      const [exercise, ...rest] = key.split(" ");
      const part = rest.join(" ");
      const of = activities.find((activity) => activity.key === key) ?? activities.find((activity) => activity.exercise === exercise);
      if (!of) return []; // the site has it no more
      const words = `${of.key === key ? NAMES[of.kind] : "A mistake"}: ${of.title}`;
      const again = () => this.#add("retire", exercise, { card: part, retired: false });
      return [h("li", {}, h("a", { href: of.href }, words), " ", button("Ask again", again, { class: "wb-button wb-quiet", "aria-label": `Ask again: ${words}` }))];
    });
    const isOpen = this.#retired.querySelector("details")?.open ?? false;
    const list = h("details", { class: "wb-details", open: isOpen }, h("summary", {}, `Never again: ${rows.length}`), h("ul", {}, ...rows));
    if (this.#retired.textContent !== list.textContent) this.#retired.replaceChildren(...(rows.length ? [list] : []));
  }

  async #show() {
    const now = new Date();
    const due = dueOf(this.#items, now).filter(({ thing }) => !this.#skipped.includes(thing.key));
    this.#count.textContent = sentence(this.#items, due, now);
    this.#ends.hidden = !this.#items.length;
    const [next] = due;
    if (!next) {
      this.#shown = "";
      return this.#place.replaceChildren();
    }
    const shown = `${next.thing.key} ${next.schedule.last.getTime()}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    await this.#showItem(next);
  }

  /** @param {Item} item */
  async #showItem({ thing, feedback, sure }) {
    const { kind, key, title, href } = thing;
    const text = kind === "recall" ? (await cards())[key] : null;
    const home = h("p", { class: "wb-note" }, h("a", { href }, kind === "recall" ? `Its place: ${title}` : title));
    const hints = sure ? h("p", { class: "wb-note" }, "You were sure, and it went wrong: so this one comes first.") : null;
    const others = h(
      "div",
      { class: "wb-actions" },
      button("Not today", () => this.#skip(key), { class: "wb-button wb-quiet", "aria-keyshortcuts": "0" }),
      button("Never again", () => this.#add("retire", thing.exercise, { card: thing.part, retired: true }), { class: "wb-button wb-quiet" }),
    );
    if (kind === "classify" || kind === "code") {
      const words = kind === "code" ? "Write it once more, from its beginning (“Start over” there keeps what you have):" : "Judge it once more:";
      this.#place.replaceChildren(h("p", {}, `${NAMES[kind]}. ${words} `, h("a", { href, class: "wb-review-go" }, title)), ...[hints, others].filter((node) => node !== null));
      return;
    }
    const question = h("div", { class: "wb-question" });
    const answer = h("div", { class: "wb-answer", hidden: true });
    if (text) {
      // ours: the build took it out of its page
      question.innerHTML = text.question;
      answer.innerHTML = text.answer;
      for (const part of [question, answer]) leadFrom(part, new URL(text.page, ROOT));
    } else {
      question.append(h("p", {}, `In “${title}” your program got this: “${feedback}” What had gone wrong, and what mends it?`));
      answer.append(h("p", {}, "Say it in a sentence of your own, then look at the program: ", h("a", { href }, title), "."));
    }
    const grades = h(
      "div",
      { class: "wb-ratings", role: "group", "aria-label": "How well did you know it?", hidden: true },
      h("span", { class: "wb-note" }, "How well did you know it?"),
      ...GRADES.map((grade, at) =>
        button(grade[0].toUpperCase() + grade.slice(1), () => this.#add("grade", thing.exercise, { card: thing.part, grade }), {
          "data-rating": grade,
          "aria-keyshortcuts": String(at + 1),
        }),
      ),
    );
    const open = button("Show answer", () => {
      open.hidden = true;
      answer.hidden = grades.hidden = false;
      grades.querySelector("button")?.focus();
    }, { class: "wb-button wb-primary" });
    this.#place.replaceChildren(...[hints, question, open, answer, grades, home, others].filter((node) => node !== null));
    await typeset(this.#place);
  }

  /**
   * @template {"grade" | "retire"} K
   * @param {K} kind
   * @param {string} exercise
   * @param {Omit<Extract<LearnerEvent, {kind: K}>, "id" | "at" | "kind" | "exercise">} fields
   */
  async #add(kind, exercise, fields) {
    try {
      await addEvents([newEvent(kind, exercise, fields)]);
      await this.#look();
      this.#lead();
    } catch (error) {
      console.warn("What the learner has said cannot be stored.", error);
      this.#count.textContent = "That could not be saved in this browser: perhaps there is no room left. Press it again once there is.";
    }
  }

  /** @param {string} key */
  async #skip(key) {
    remember(SKIPPED, { day: new Date().toDateString(), keys: [...this.#skipped, key] });
    this.#skipped.push(key); // where nothing is remembered
    await this.#show();
    this.#lead();
  }

  /** What was pressed is gone: the keyboard goes on with what has come. */
  #lead() {
    const next = this.#place.querySelector(".wb-primary, .wb-review-go") ?? this.#ends.querySelector("button");
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {KeyboardEvent} event */
  #onkey({ key, target, repeat, ctrlKey, metaKey, altKey }) {
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (isTyping || repeat || ctrlKey || metaKey || altKey || document.querySelector("dialog[open]")) return;
    const pressed = [...this.#place.querySelectorAll("button")].find((choice) => choice.getAttribute("aria-keyshortcuts") === key);
    if (pressed?.checkVisibility()) pressed.click();
  }

  async #saveCalendar() {
    const title = document.querySelector("meta[name=application-name]")?.getAttribute("content") ?? "Workbook";
    const dues = this.#items.map(({ schedule }) => schedule.due);
    const text = calendarOf(dues, new Date(), { title, url: location.href.replace(/#.*/, "") });
    saveFile(`${NAME}-reviews.ics`, "text/calendar", text);
  }
}

/**
 * @param {Item[]} items
 * @param {Item[]} due
 * @param {Date} now
 * @returns {string}
 */
function sentence(items, due, now) {
  if (!items.length) return "Nothing yet: what you recall, judge or write on the pages comes back here, each time a little later.";
  if (due.length) return `${due.length} due.`;
  const next = items.map(({ schedule }) => schedule.due).filter((time) => time > now).sort((one, other) => one.getTime() - other.getTime())[0];
  if (!next) return "Done for today. What you put off comes back tomorrow.";
  const isToday = next.toDateString() === now.toDateString();
  const when = isToday ? `at ${next.toLocaleTimeString("en-GB", { timeStyle: "short" })}` : `on ${next.toLocaleDateString("en-GB", { dateStyle: "long" })}`;
  return `Nothing is due. The next comes ${when}.`;
}

/** @returns {string[]} keys of what was put off today */
function readSkipped() {
  const skipped = remembered(SKIPPED);
  return skipped?.day === new Date().toDateString() && Array.isArray(skipped.keys) ? skipped.keys : [];
}

/**
 * Links lead from where a text stood.
 *
 * @param {HTMLElement} part
 * @param {URL} page
 */
function leadFrom(part, page) {
  for (const link of part.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", page).href);
}
