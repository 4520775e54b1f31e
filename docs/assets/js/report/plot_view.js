/** What a learner's `show(x, y)` recorded, drawn as the figures are, with a description that can be read aloud. */

import { h } from "../base/dom.js";
import { vendor } from "../base/site.js";

/** @import { Axis, Mark, Panel, Plot } from "../base/types.js" */

/** Few enough values to be told apart are points as well as a line. */
const MOST_POINTS = 20;
/** As many series as differ in colour, dashes and symbol. */
const SERIES = 5;

/**
 * @param {Plot} plot
 * @returns {HTMLElement} in which the drawing appears once what draws it has come
 */
export function plotView(plot) {
  const panel = panelOf(plot);
  const drawing = h("div", { role: "img", "aria-label": describe(plot, panel) });
  void draw(panel).then(
    (drawn) => drawing.append(drawn),
    () => drawing.append(h("p", { class: "wb-note" }, "The code that draws plots could not be fetched. Run again to retry.")),
  );
  return h("figure", { class: "wb-plot" }, plot.title && h("figcaption", {}, plot.title), drawing);
}

let count = 0;

/** @param {Panel} panel */
async function draw(panel) {
  const [{ drawMoment }, library] = await Promise.all([import("../figure/moment_view.js"), vendor("plot")]);
  return drawMoment(library, { sentence: "", table: { head: [], rows: [] }, panels: [panel] }, `plot-${(count += 1)}`);
}

/**
 * @param {Plot} plot
 * @returns {Panel}
 */
function panelOf(plot) {
  return { title: "", square: false, ...(plot.form === "heatmap" ? cells(plot) : points(plot)) };
}

/** @param {Plot} plot */
function points({ form, x, y, series = [] }) {
  const ys = series.flatMap((each) => each.y);
  return {
    x: axis(x, series.flatMap((each) => each.x)),
    y: axis(y, form === "lines" ? withZero(ys) : ys),
    marks: series.flatMap((each, index) => marksOf(each, index % SERIES, form === "dots")),
  };
}

/**
 * @param {import("../base/types.js").Series} series
 * @param {number} number
 * @param {boolean} dots
 * @returns {Mark[]}
 */
function marksOf({ label, x, y }, number, dots) {
  const isPoint = y.map((value, index) => value !== null && x[index] !== null);
  // a value between two gaps is on no line
  const isLone = isPoint.map((is, index) => is && !isPoint[index - 1] && !isPoint[index + 1]);
  const hasDot = dots || y.length <= MOST_POINTS ? isPoint : isLone;
  const pick = (/** @type {(number | null)[]} */ values) => /** @type {number[]} */ (values.filter((_, index) => hasDot[index]));
  const line = /** @type {Mark} */ ({ mark: "line", series: number, label, x, y });
  const dot = /** @type {Mark} */ ({ mark: "dots", series: number, label: dots ? label : "", x: pick(x), y: pick(y) });
  return dots ? [dot] : [line, dot];
}

/** @param {Plot} plot */
function cells({ x, y, rows = [] }) {
  const values = rows.flat();
  const { low, high } = axis("", values);
  const columns = rows[0].length;
  const edges = (/** @type {number} */ size) => Array.from({ length: size + 1 }, (_, index) => index - 0.5);
  const heat = { x: edges(columns), y: edges(rows.length), values: values.map((value) => value ?? NaN), low, high };
  return {
    x: { label: x, low: -0.5, high: columns - 0.5, log: false, ticks: whole(columns) },
    // the first row is on top, as when the array is printed
    y: { label: y, low: rows.length - 0.5, high: -0.5, log: false, ticks: whole(rows.length) },
    marks: [/** @type {Mark} */ ({ mark: "heat", series: 0, label: `${short(low)} (pale) to ${short(high)} (dark)`, ...heat })],
  };
}

/** @param {number} size */
function whole(size) {
  const gap = Math.ceil(size / 10);
  return Array.from({ length: Math.ceil(size / gap) }, (_, index) => index * gap);
}

/**
 * @param {string} label
 * @param {(number | null)[]} values
 * @returns {Axis}
 */
function axis(label, values) {
  const [low, high] = range(values);
  const half = (Math.abs(low) || 1) / 2;
  return { label, log: false, ticks: null, ...(low === high ? { low: low - half, high: high + half } : { low, high }) };
}

/**
 * @param {(number | null)[]} values
 * @returns {[number, number]}
 */
function range(values) {
  const finite = values.filter((value) => value !== null);
  return finite.length ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))] : [0, 1];
}

/**
 * Adds zero where it is no further off than the values are from each other, so that their size can be seen too.
 *
 * @param {(number | null)[]} values
 */
function withZero(values) {
  const { low, high } = axis("", values);
  return Math.min(Math.abs(low), Math.abs(high)) <= high - low ? [...values, 0] : values;
}

/**
 * @param {Plot} plot
 * @param {Panel} panel
 * @returns {string} the plot in words
 */
function describe({ form, title, x, y, series = [], rows = [] }, panel) {
  const [low, high] = range(rows.flat());
  const words =
    form === "heatmap"
      ? [`${rows.length} rows and ${rows[0].length} columns, values from ${short(low)} to ${short(high)}`]
      : [
          `${x || "x"} from ${short(panel.x.low)} to ${short(panel.x.high)}, ${y || "y"} from ${short(panel.y.low)} to ${short(panel.y.high)}`,
          ...series.map((each, index) => describeSeries(each, `${form === "dots" ? "points" : "line"} ${index + 1}`)),
        ];
  return [title || { lines: "Line plot", dots: "Points", heatmap: "Heat map" }[form], ...words].join("; ");
}

/**
 * @param {import("../base/types.js").Series} series
 * @param {string} name if it has none
 */
function describeSeries({ label, y }, name) {
  const finite = y.filter((value) => value !== null);
  const ends = finite.length ? `from ${short(finite[0])} to ${short(finite[finite.length - 1])}` : "no finite values";
  return `${label || name}: ${finite.length} points, ${ends}`;
}

/** @param {number} value */
function short(value) {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}
