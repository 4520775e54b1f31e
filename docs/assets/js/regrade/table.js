/** The rows that are shown. A row that is there stays where it is, for somebody may be reading it. */

import { button, h, icon, newId } from "../base/dom.js";
import { detailsView } from "./details.js";

/**
 * @import { Bundle } from "../base/types.js"
 * @import { Exercise } from "./batch.js"
 * @import { Entry } from "./grades.js"
 *
 * @typedef {object} Course What the rows need to know of the exercises.
 * @property {Map<string, Exercise>} exercises
 * @property {(exercise: string) => Promise<Bundle>} bundle
 */

const HEAD = ["Learner", "Exercise", "Claimed", "Now", "Changed", "Versions", "Note"];
/** Rows that are shown at first, and with each “Show more”. */
const PORTION = 100;
/** Of a version that is a hash. */
const SHORT = 7;
const SHAPES = /** @type {const} */ ({ pass: "pass", fail: "fail", timeout: "timeout", invalid: "invalid", internal_error: "internal_error", unread: "skip" });

export class GradesTable {
  #course;
  #most = PORTION;
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Map<object, HTMLElement>} */
  #rows = new Map();
  #table = h("table", { class: "wb-grades", "aria-label": "Grades" }, h("thead", {}, h("tr", {}, ...HEAD.map((words) => h("th", { scope: "col" }, words)))));
  #more = button("Show more", () => this.#showMore());
  #none = h("p", { class: "wb-note" }, "No row fits these filters.");
  element = h("div", { hidden: true }, this.#table, this.#none, h("div", { class: "wb-actions" }, this.#more));

  /** @param {Course} course */
  constructor(course) {
    this.#course = course;
  }

  /**
   * @param {Entry[]} entries that fit the filters, in their order
   * @param {boolean} any whether there are any rows at all
   */
  show(entries, any) {
    this.#entries = entries;
    this.element.hidden = !any;
    if (!any) this.#rows.clear();
    this.#table.hidden = !entries.length;
    this.#none.hidden = Boolean(entries.length);
    const shown = entries.slice(0, this.#most);
    this.#more.hidden = shown.length === entries.length;
    this.#more.textContent = `Show more: ${entries.length - shown.length} are left`;
    const wanted = shown.map((entry) => this.#rowOf(entry));
    const stays = new Set(wanted);
    for (const body of [...this.#table.tBodies]) if (!stays.has(body)) body.remove();
    let next = this.#table.tHead?.nextElementSibling ?? null;
    for (const row of wanted) {
      if (row === next) next = next.nextElementSibling;
      else this.#table.insertBefore(row, next);
    }
  }

  #showMore() {
    const first = this.#entries[this.#most];
    this.#most += PORTION;
    this.show(this.#entries, true);
    // what was pressed may be gone: the keyboard goes on with what has come
    const head = /** @type {HTMLElement} */ (this.#rowOf(first).querySelector("th"));
    head.tabIndex = -1;
    (head.querySelector("button") ?? head).focus();
  }

  /** @param {Entry} entry */
  #rowOf(entry) {
    const known = this.#rows.get(entry.source);
    if (known?.dataset.verdict === entry.row.verdict) return known;
    const made = rowView(entry, this.#course);
    this.#rows.set(entry.source, made);
    return made;
  }
}

/**
 * @param {Entry} entry
 * @param {Course} course
 * @returns {HTMLElement} a body of its own, for what opens below the row belongs to it
 */
function rowView(entry, { exercises, bundle }) {
  const { row } = entry;
  const name = h("bdi", {}, row.student || "(nobody)");
  const title = exercises.get(row.exercise)?.title;
  const body = h("tbody", { "data-verdict": row.verdict });
  const first = h("th", { scope: "row" }, entry.handIn ? openerOf(entry, name, body, bundle) : name);
  const exercise = title ? [title, h("small", {}, row.exercise)] : [row.exercise && h("bdi", {}, row.exercise)];
  const cells = [exercise, [verdictView(row.claimed)], [verdictView(row.verdict)], [row.changed], [versionsOf(row)], [noteView(row)]];
  const views = cells.map((cell, at) => cellView(HEAD[at + 1], cell));
  body.append(h("tr", { "data-changed": row.changed }, first, ...views));
  return body;
}

/**
 * @param {Entry} entry
 * @param {HTMLElement} name
 * @param {HTMLElement} body
 * @param {Course["bundle"]} bundle
 */
function openerOf(entry, name, body, bundle) {
  const id = newId("opened");
  /** @type {HTMLElement | null} */
  let opened = null;
  const toggle = () => {
    opened ??= h("tr", { id, class: "wb-opened" }, h("td", { colspan: HEAD.length }, detailsView(entry, bundle)));
    const open = !opened.isConnected;
    if (open) body.append(opened);
    else opened.remove();
    opener.setAttribute("aria-expanded", String(open));
  };
  const { student, exercise } = entry.row;
  const opener = h("button", { type: "button", class: "wb-opener", "aria-expanded": "false", "aria-controls": id, "aria-label": `${student}, ${exercise}`, onclick: toggle }, name);
  return opener;
}

/**
 * @param {string} label said where no column is to be seen
 * @param {(Node | string | false | null | undefined)[]} cell
 */
function cellView(label, cell) {
  const isEmpty = cell.every((part) => !part);
  return h("td", {}, !isEmpty && h("span", { class: "wb-label" }, label), ...cell);
}

/** @param {string} verdict */
function verdictView(verdict) {
  if (!verdict) return null;
  const shape = SHAPES[/** @type {keyof typeof SHAPES} */ (verdict)];
  return h("span", { class: "wb-graded", "data-verdict": verdict }, shape ? icon(shape) : null, verdict.slice(0, 40));
}

/** @param {Entry["row"]} row */
function noteView({ note, file, verdict }) {
  if (verdict !== "unread") return note;
  return h("span", {}, note, h("small", {}, h("bdi", {}, file)));
}

/**
 * @param {Entry["row"]} row
 * @returns {string} what has another version than then
 */
function versionsOf(row) {
  if (!row.exercise_version_now) return "";
  if (!row.exercise_version_then) return `exercise ${row.exercise_version_now.slice(0, SHORT)}, grader ${row.grader_version_now}`;
  const exercise = row.exercise_version_then !== row.exercise_version_now;
  const grader = row.grader_version_then !== row.grader_version_now;
  const changes = [
    exercise && `exercise ${row.exercise_version_then.slice(0, SHORT)} → ${row.exercise_version_now.slice(0, SHORT)}`,
    grader && `grader ${row.grader_version_then.slice(0, SHORT)} → ${row.grader_version_now}`,
  ];
  return changes.filter(Boolean).join(", ") || "the same";
}
