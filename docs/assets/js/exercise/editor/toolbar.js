/** The row above an editor: what a touch screen has no keys for, and the size of the text. */

import { button, h } from "../../base/dom.js";
import { NAME } from "../../base/name.js";

/** @typedef {"undo" | "outdent" | "indent"} Command */

const KEY = `${NAME} code size`;
const SIZES = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2];
const USUAL = 1;

/**
 * @param {string} caption
 * @param {(command: Command) => unknown} perform
 * @returns {HTMLElement}
 */
export function toolbar(caption, perform) {
  /** @type {[Command, string, string][]} */
  const commands = [["undo", "↶", "Undo"], ["outdent", "⇤", "Outdent"], ["indent", "⇥", "Indent"]];
  const keys = commands.map(([command, shown, label]) => tool(shown, label, () => perform(command)));
  const sizes = [tool("A−", "Smaller code", () => resize(-1)), tool("A+", "Larger code", () => resize(1))];
  showSize(size());
  const touch = h("span", { class: "wb-touch-keys" }, ...keys);
  return h("div", { class: "wb-tools" }, h("span", { class: "wb-caption" }, caption), touch, ...sizes);
}

/**
 * @param {string} shown
 * @param {string} label
 * @param {() => unknown} run
 */
function tool(shown, label, run) {
  const key = button(shown, run, { class: "wb-button wb-quiet wb-tool", title: label, "aria-label": label });
  // the editor keeps the focus, and a phone its keyboard
  key.addEventListener("pointerdown", (event) => event.preventDefault());
  return key;
}

/** @returns {number} place in SIZES */
function size() {
  try {
    const place = SIZES.indexOf(Number(localStorage.getItem(KEY)));
    return place < 0 ? USUAL : place;
  } catch {
    return USUAL; // this browser keeps nothing
  }
}

/** @param {number} steps */
function resize(steps) {
  const next = Math.min(SIZES.length - 1, Math.max(0, size() + steps));
  try {
    localStorage.setItem(KEY, String(SIZES[next]));
  } catch (error) {
    console.warn("The size of the code cannot be kept.", error);
  }
  showSize(next);
}

/** @param {number} place in SIZES; all editors of the page follow */
function showSize(place) {
  document.documentElement.style.setProperty("--wb-code-scale", String(SIZES[place]));
}
