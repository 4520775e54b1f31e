/** A figure in one state: its drawings, its legend and its table. */

import { h, svg } from "../base/dom.js";
import { DASHES, NARROW, SYMBOL_PATHS, WIDE, colour, drawPanel } from "./drawing.js";

/** @import { Mark, Moment, Panel, Table } from "../base/types.js" */

/**
 * @param {import("./drawing.js").Library} library
 * @param {Moment} moment
 * @param {string} name of the figure
 * @returns {HTMLElement}
 */
export function drawMoment(library, { panels }, name) {
  // panels beside each other are as narrow as on a phone, where they come below each other
  const widths = panels.length > 1 ? [NARROW] : [NARROW, WIDE];
  const drawings = panels.map((panel, index) =>
    h(
      "div",
      { class: "wb-panel" },
      panel.title && h("p", { class: "wb-panel-title" }, panel.title),
      ...widths.map((width) => drawing(library, panel, width, `${name}-${index}-${width}`, widths.length > 1)),
      legend(panel),
    ),
  );
  return h("div", { class: "wb-panels" }, ...drawings);
}

/**
 * @param {import("./drawing.js").Library} library
 * @param {Panel} panel
 * @param {number} width
 * @param {string} id
 * @param {boolean} alternative whether there is one of another width, of which only one is shown
 */
function drawing(library, panel, width, id, alternative) {
  const drawn = drawPanel(library, document, panel, width, id);
  if (alternative) drawn.classList.add(width === WIDE ? "wb-wide" : "wb-narrow");
  // the sentence and the table say the same in words
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

/**
 * Each panel has its own, for a colour means something else in the next one. It is in the order of the series, so that no
 * entry changes its place from state to state.
 *
 * @param {Panel} panel
 * @returns {HTMLElement | null}
 */
function legend({ marks }) {
  const named = marks.filter((mark) => mark.label && mark.mark !== "arrows");
  if (!named.length) return null;
  const groups = [...new Set(named.map(({ label }) => label))].map((label) => named.filter((mark) => mark.label === label));
  const entries = groups
    .sort(([a], [b]) => a.series - b.series)
    .map((group) => {
      const kinds = new Map(group.map((mark) => [mark.mark, mark]));
      const drawing = { viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true" };
      return h("li", {}, svg("svg", drawing, ...[...kinds.values()].map(sample)), group[0].label);
    });
  return h("ul", { class: "wb-legend" }, ...entries);
}

/**
 * @param {Mark} mark
 * @returns {SVGElement} a little of it
 */
function sample({ mark, series }) {
  const fill = colour(series);
  if (mark === "dots") return svg("path", { d: SYMBOL_PATHS[series], fill, transform: "translate(8 0)" });
  if (["area", "heat", "bars"].includes(mark)) return svg("path", { d: "M2 1H24V9H2z", fill, "fill-opacity": mark === "bars" ? 1 : 0.3 });
  return svg("path", { d: "M0 5H26", stroke: fill, "stroke-width": 2, "stroke-dasharray": DASHES[series] });
}

/**
 * @param {Table} table
 * @returns {HTMLElement}
 */
export function tableElement({ head, rows }) {
  return h(
    "table",
    { tabindex: 0 }, // for keys to scroll it, where it is wider than the screen
    h("thead", {}, h("tr", {}, ...head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, ...rows.map(([first, ...cells]) => h("tr", {}, h("th", { scope: "row" }, first), ...cells.map((cell) => h("td", {}, cell))))),
  );
}
