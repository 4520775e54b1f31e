/** Draws what a learner's `show(x, y, …)` recorded: a small line plot that scales, prints and can be read aloud. */

import { h, svg } from "../base/dom.js";

/** @import { Plot, Series } from "../base/types.js" */

/**
 * @typedef {{low: number, high: number, at: (value: number) => number, ticks: number[]}} Axis
 */

const WIDTH = 560;
const HEIGHT = 260;
const MARGIN = { top: 12, right: 16, bottom: 30, left: 56 };
const MOST_MARKERS = 40;
/** Series differ by dashes as well as by colour. */
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "1 5"];

/**
 * @param {Plot} plot
 * @returns {HTMLElement}
 */
export function drawPlot(plot) {
  const x = axis(plot.series.flatMap((series) => series.x), MARGIN.left, WIDTH - MARGIN.right);
  const y = axis(withZero(plot.series.flatMap((series) => series.y)), HEIGHT - MARGIN.bottom, MARGIN.top);
  const drawing = svg(
    "svg",
    { class: "wb-plot-drawing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": describe(plot, x, y) },
    ...grid(x, y),
    ...plot.series.flatMap((series, index) => [
      svg("path", { class: `wb-line wb-line-${index % 5}`, d: line(series, x, y), "stroke-dasharray": DASHES[index % 5] }),
      ...markers(series, `wb-marker wb-line-${index % 5}`, x, y),
    ]),
  );
  return h("figure", { class: "wb-plot" }, plot.title && h("figcaption", {}, plot.title), drawing, legend(plot.series));
}

/**
 * @param {(number | null)[]} values
 * @param {number} from pixel of the low end
 * @param {number} to pixel of the high end
 * @returns {Axis}
 */
function axis(values, from, to) {
  const finite = values.filter((value) => Number.isFinite(value)).map(Number);
  let [low, high] = finite.length ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))] : [0, 1];
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  return { low, high, at: (value) => from + ((value - low) / (high - low)) * (to - from), ticks: ticks(low, high) };
}

/**
 * Adds zero where it is no further off than the values are from each other, so that their size can be seen too.
 *
 * @param {(number | null)[]} values
 */
function withZero(values) {
  const { low, high } = axis(values, 0, 1);
  return Math.min(Math.abs(low), Math.abs(high)) <= high - low ? [...values, 0] : values;
}

/**
 * @param {Series} series
 * @param {string} name
 * @param {Axis} x
 * @param {Axis} y
 * @returns {SVGElement[]} a dot at each value, while there are few enough to be told apart
 */
function markers(series, name, x, y) {
  if (series.y.length > MOST_MARKERS) return [];
  return series.y.flatMap((value, index) => {
    const at = series.x[index];
    const there = Number.isFinite(value) && Number.isFinite(at);
    return there ? [svg("circle", { class: name, cx: x.at(Number(at)), cy: y.at(Number(value)), r: 2.5 })] : [];
  });
}

/**
 * Round numbers between low and high, about four of them.
 *
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
function ticks(low, high) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const gap = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / gap);
  const count = Math.floor(high / gap) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(count, 12)) }, (_, index) => (first + index) * gap);
}

/**
 * @param {Axis} x
 * @param {Axis} y
 * @returns {SVGElement[]}
 */
function grid(x, y) {
  const bottom = HEIGHT - MARGIN.bottom;
  return [
    ...y.ticks.flatMap((value) => [
      svg("path", { class: "wb-grid", d: `M${MARGIN.left} ${y.at(value)}H${WIDTH - MARGIN.right}` }),
      svg("text", { class: "wb-tick", x: MARGIN.left - 8, y: y.at(value) + 4, "text-anchor": "end" }, short(value)),
    ]),
    ...x.ticks.map((value) =>
      svg("text", { class: "wb-tick", x: x.at(value), y: bottom + 18, "text-anchor": "middle" }, short(value)),
    ),
    svg("path", { class: "wb-axis", d: `M${MARGIN.left} ${bottom}H${WIDTH - MARGIN.right}` }),
  ];
}

/**
 * @param {Series} series
 * @param {Axis} x
 * @param {Axis} y
 * @returns {string} path that breaks wherever a value is missing; a lone point becomes a diamond
 */
function line(series, x, y) {
  const points = series.y.map((value, index) => {
    const at = series.x[index];
    const there = Number.isFinite(value) && Number.isFinite(at);
    return there ? `${x.at(Number(at)).toFixed(1)} ${y.at(Number(value)).toFixed(1)}` : null;
  });
  const parts = points.map((point, index) => {
    if (!point) return "";
    if (points[index - 1]) return `L${point}`;
    return points[index + 1] ? `M${point}` : `M${point}m-3 0l3-3 3 3-3 3z`;
  });
  return parts.join("");
}

/**
 * @param {Series[]} series
 * @returns {HTMLElement | null}
 */
function legend(series) {
  if (!series.some(({ label }) => label)) return null;
  const entries = series.map(({ label }, index) => {
    const sample = svg("path", { class: `wb-line wb-line-${index % 5}`, d: "M0 5H26", "stroke-dasharray": DASHES[index % 5] });
    return h("li", {}, svg("svg", { viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true" }, sample), label || "unnamed");
  });
  return h("ul", { class: "wb-legend" }, ...entries);
}

/**
 * @param {Plot} plot
 * @param {Axis} x
 * @param {Axis} y
 * @returns {string} the plot in words
 */
function describe(plot, x, y) {
  const lines = plot.series.map(({ label, y: values }, index) => {
    const finite = values.filter((value) => Number.isFinite(value)).map(Number);
    const course = finite.length ? `from ${short(finite[0])} to ${short(finite[finite.length - 1])}` : "no finite values";
    return `${label || `line ${index + 1}`}: ${finite.length} points, ${course}`;
  });
  const range = `x from ${short(x.low)} to ${short(x.high)}, y from ${short(y.low)} to ${short(y.high)}`;
  return `${plot.title || "Line plot"}; ${range}; ${lines.join("; ")}`;
}

/**
 * @param {number} value
 * @returns {string}
 */
function short(value) {
  return String(Number(value.toPrecision(3)));
}
