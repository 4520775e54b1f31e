/** A figure's states, as `tools/figures/encoding.py` stores them: whatever several states share is there once. */

/** @import { FigureBundle, Moment, Panel, Mark } from "../base/types.js" */

/**
 * @param {FigureBundle} bundle
 * @param {number} index of the state
 * @returns {Moment}
 */
export function momentAt(bundle, index) {
  const [sentence, table, ...panels] = bundle.states[index];
  return { sentence, table: bundle.tables[table], panels: panels.map((number) => panelAt(bundle, number)) };
}

/**
 * @param {FigureBundle} bundle
 * @param {number} number
 * @returns {Panel}
 */
function panelAt(bundle, number) {
  const panel = bundle.panels[number];
  return { ...panel, marks: panel.marks.map((mark) => markAt(bundle, mark)) };
}

/**
 * @param {FigureBundle} bundle
 * @param {number} number
 * @returns {Mark}
 */
function markAt(bundle, number) {
  const fields = Object.entries(bundle.marks[number]).map(([name, value]) => [
    name,
    typeof value?.array === "number" ? bundle.arrays[value.array] : value,
  ]);
  return Object.fromEntries(fields);
}

/**
 * @param {number[]} sizes how many positions each control has
 * @param {number[]} positions of the controls
 * @returns {number} the state's index: the last control changes first
 */
export function indexOf(sizes, positions) {
  return sizes.reduce((index, size, control) => index * size + positions[control], 0);
}
