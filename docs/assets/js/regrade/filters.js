/** Which rows are shown: by a text, an exercise, a verdict, or whether the verdict has changed. */

import { button, h } from "../base/dom.js";
import { ORDER } from "./grades.js";

/** @import { Entry } from "./grades.js" */

export class Filters {
  #titles;
  #onchange;
  #text = h("input", { type: "search", class: "wb-input", oninput: () => this.#onchange() });
  #exercise = h("select", { class: "wb-input", onchange: () => this.#onchange() });
  #verdict = h("select", { class: "wb-input", onchange: () => this.#onchange() });
  #changed = h("input", { type: "checkbox", onchange: () => this.#onchange() });
  #all = button("Show all rows", () => this.#reset(), { class: "wb-button wb-quiet" });
  element = h(
    "div",
    { class: "wb-filters", role: "group", "aria-label": "Which rows to show", hidden: true },
    h("label", {}, "Search", this.#text),
    h("label", {}, "Exercise", this.#exercise),
    h("label", {}, "Verdict now", this.#verdict),
    h("label", { class: "wb-check-label" }, this.#changed, "only changed"),
    this.#all,
  );

  /**
   * @param {(exercise: string) => string} titleOf
   * @param {() => void} onchange
   */
  constructor(titleOf, onchange) {
    this.#titles = titleOf;
    this.#onchange = onchange;
  }

  /** Whether anything is left out. */
  get active() {
    return Boolean(this.#text.value.trim() || this.#exercise.value || this.#verdict.value || this.#changed.checked);
  }

  /** @param {Entry[]} entries all that there are */
  offer(entries) {
    this.element.hidden = !entries.length;
    const ids = [...new Set(entries.map(({ row }) => row.exercise))].filter(Boolean).sort();
    const verdicts = ORDER.filter((verdict) => entries.some(({ row }) => row.verdict === verdict));
    choices(this.#exercise, "all", ids.map((id) => [id, this.#titles(id)]));
    choices(this.#verdict, "any", verdicts.map((verdict) => [verdict, verdict]));
    this.#all.hidden = !this.active;
  }

  /**
   * @param {Entry[]} entries
   * @returns {Entry[]}
   */
  passed(entries) {
    const [exercise, verdict, changed] = [this.#exercise.value, this.#verdict.value, this.#changed.checked];
    const wanted = plain(this.#text.value.trim());
    return entries.filter(({ row }) => {
      if ((exercise && row.exercise !== exercise) || (verdict && row.verdict !== verdict) || (changed && row.changed !== "yes")) return false;
      return !wanted || plain([row.student, row.exercise, this.#titles(row.exercise), row.file, row.note].join("\n")).includes(wanted);
    });
  }

  #reset() {
    this.#text.value = this.#exercise.value = this.#verdict.value = "";
    this.#changed.checked = false;
    this.#text.focus(); // for the button goes
    this.#onchange();
  }
}

/**
 * @param {HTMLSelectElement} select which keeps what is chosen
 * @param {string} everything
 * @param {string[][]} offered values and words
 */
function choices(select, everything, offered) {
  const all = [["", everything], ...offered];
  if (all.length === select.options.length) return;
  const { value } = select;
  select.replaceChildren(...all.map(([name, words]) => h("option", { value: name }, words)));
  select.value = all.some(([name]) => name === value) ? value : "";
}

/**
 * @param {string} text
 * @returns {string} without what a search should not mind: capitals and accents
 */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
