/** What stands around an editor: the size of its text, and the keys that a touch screen lacks or hides. */

import { button, h } from "../../base/dom.js";
import { NAME } from "../../base/name.js";
import { remember, remembered } from "../../base/remembered.js";

/** @typedef {"undo" | "redo" | "outdent" | "indent"} Command */

const SIZE = `${NAME} code size`;
const SIZES = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2];
const USUAL = 1;

const KEYS = `${NAME} code keys`;
const HIDDEN = "hidden";
/** @type {[Command, string, string][]} */
const COMMANDS = [
  ["indent", "⇥", "Indent"],
  ["outdent", "⇤", "Outdent"],
  ["undo", "↶", "Undo"],
  ["redo", "↷", "Redo"],
];
/** What phones keep on the second and third page of their keyboards, the commonest first. @type {[string, string][]} */
const SIGNS = [
  ["(", "Opening bracket"],
  [")", "Closing bracket"],
  ["=", "Equals"],
  [":", "Colon"],
  ["_", "Underscore"],
  [".", "Full stop"],
  [",", "Comma"],
  ["[", "Opening square bracket"],
  ["]", "Closing square bracket"],
  ["*", "Times"],
  ["-", "Minus"],
  ["+", "Plus"],
  ["/", "Divided by"],
  ["<", "Less than"],
  [">", "Greater than"],
  ['"', "Quotation mark"],
  ["'", "Single quotation mark"],
  ["#", "Hash"],
  ["@", "At"],
  ["{", "Opening curly bracket"],
  ["}", "Closing curly bracket"],
];

/**
 * The row above an editor.
 *
 * @param {string} caption
 * @param {HTMLElement[]} others buttons before those for the size
 * @returns {HTMLElement}
 */
export function toolbar(caption, others) {
  const sizes = [tool("A−", "Smaller code", () => resize(-1)), tool("A+", "Larger code", () => resize(1))];
  const keys = tool("( )", "Keys for Python", toggleKeys);
  keys.classList.add("wb-keys-toggle");
  keys.setAttribute("aria-pressed", String(hasKeys()));
  showSize(size());
  showKeys();
  return h("div", { class: "wb-tools" }, h("span", { class: "wb-caption" }, caption), ...others, keys, ...sizes);
}

/**
 * The row below an editor, on a touch screen: one can reach it with the thumb, as it stays above the keyboard.
 *
 * @param {(command: Command) => unknown} perform
 * @param {(sign: string) => unknown} insert
 * @returns {HTMLElement}
 */
export function keyRow(perform, insert) {
  const commands = COMMANDS.map(([command, shown, label]) => tool(shown, label, () => perform(command)));
  const signs = SIGNS.map(([sign, label]) => tool(sign, label, () => insert(sign)));
  const row = h("div", { class: "wb-key-row", role: "toolbar", "aria-label": "Keys for Python" }, ...commands, ...signs);
  // who has a keyboard with Tab needs none of them
  for (const key of row.querySelectorAll("button")) key.tabIndex = -1;
  followKeyboard();
  return row;
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
  const place = SIZES.indexOf(Number(remembered(SIZE)));
  return place < 0 ? USUAL : place;
}

/** @param {number} steps */
function resize(steps) {
  const next = Math.min(SIZES.length - 1, Math.max(0, size() + steps));
  remember(SIZE, SIZES[next]);
  showSize(next);
}

/** @param {number} place in SIZES; all editors of the page follow */
function showSize(place) {
  document.documentElement.style.setProperty("--wb-code-scale", String(SIZES[place]));
}

function hasKeys() {
  return remembered(KEYS) !== HIDDEN;
}

function toggleKeys() {
  const shown = document.documentElement.dataset.wbKeys === HIDDEN;
  remember(KEYS, shown ? "shown" : HIDDEN);
  showKeys(shown);
}

/** All editors of the page follow. */
function showKeys(shown = hasKeys()) {
  document.documentElement.dataset.wbKeys = shown ? "shown" : HIDDEN;
  for (const toggle of document.querySelectorAll(".wb-keys-toggle")) toggle.setAttribute("aria-pressed", String(shown));
}

let follows = false;

/** A phone's keyboard covers the foot of the window, and what sticks there. */
function followKeyboard() {
  const { visualViewport } = globalThis;
  if (follows || !visualViewport) return;
  follows = true;
  const measure = () => {
    const covered = Math.max(0, innerHeight - visualViewport.height - visualViewport.offsetTop);
    document.documentElement.style.setProperty("--wb-keyboard", `${Math.round(covered)}px`);
  };
  visualViewport.addEventListener("resize", measure);
  visualViewport.addEventListener("scroll", measure);
}
