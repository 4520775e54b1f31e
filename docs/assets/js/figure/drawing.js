/**
 * Draws one panel of a figure with Observable Plot, in the page and, with another `document`, at build time: the drawing that
 * stands in the page before any script runs is by the same code as all later ones.
 */

/** @import { Panel, Mark, Axis } from "../base/types.js" */

/** @typedef {typeof import("../../../../tools/site/vendor/plot.js")} Library */

/** Widths for a phone and for a page: a drawing that is scaled has letters that are too small or too large. */
export const NARROW = 308;
export const WIDE = 620;
const FONT_SIZE = 12;
const RATIO = 0.62;
const LINE = 15; // from one line of words to the next
/** Series differ by dashes and symbols as well as by colour; the last is what others are compared with. */
const COLOURS = ["--wb-accent", "--wb-token-number", "--wb-token-keyword", "--wb-pass", "--wb-token-name", "--wb-strong-line"];
export const DASHES = ["", "7 4", "2 3", "10 3 2 3", "1 5", "4 4"];
const SYMBOLS = /** @type {const} */ (["circle", "square", "triangle", "diamond", "star", "cross"]);

/** Each within 10 by 10: what a legend shows of points. */
export const SYMBOL_PATHS = [
  "M1 5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
  "M1.5 1.5H8.5V8.5H1.5z",
  "M5 1L9.2 8.6H.8z",
  "M5 0L8.2 5L5 10L1.8 5z",
  "M5 0l1.2 3.5H10L7 5.8l1.1 3.7L5 7.3L1.9 9.5L3 5.8L0 3.5h3.8z",
  "M3.6 1h2.8v2.6H9v2.8H6.4V9H3.6V6.4H1V3.6h2.6z",
];

/** @param {number} series */
export function colour(series) {
  return `var(${COLOURS[series]})`;
}

/**
 * @param {Library} library
 * @param {Document} document in which the elements are made
 * @param {Panel} panel
 * @param {number} width in pixels
 * @param {string} id that no other drawing of the page has
 * @returns {SVGSVGElement}
 */
export function drawPanel(library, document, panel, width, id) {
  const bars = panel.marks.some((mark) => mark.mark === "bars");
  const names = panel.marks.flatMap((mark) => (mark.mark === "bars" ? mark.names : []));
  const margins = {
    marginTop: panel.y.label ? 28 : 10, // the axis's name lies above its highest number
    marginRight: 18,
    marginBottom: isBare(panel.x) && !bars ? 10 : panel.x.label ? 42 : 34,
    marginLeft: isBare(panel.y) ? 10 : 52,
  };
  const inner = width - margins.marginLeft - margins.marginRight;
  const ratio = panel.square ? (panel.y.high - panel.y.low) / (panel.x.high - panel.x.low) : RATIO;
  const height = Math.round(inner * ratio);
  const room = nameRoom(panel, inner, height);
  const drawing = /** @type {SVGSVGElement} */ (
    library.plot({
      document,
      width,
      height: height + margins.marginTop + margins.marginBottom,
      ...margins,
      x: bars ? band(panel.x, names, width) : scale(panel.x, width),
      y: { ...scale(panel.y, width), grid: true },
      marks: [...ground(library, panel, bars), ...panel.marks.flatMap((mark) => shapes(library, mark, room))],
    })
  );
  drawing.querySelector("style")?.remove(); // the policy of the pages forbids it; figure.css has what is needed of it
  nameClips(drawing, id);
  drawing.setAttribute("font-size", String(FONT_SIZE));
  drawing.setAttribute("class", "wb-drawing");
  drawing.removeAttribute("font-family");
  return drawing;
}

/** @param {number} value @returns {string} as Plot writes its own ticks */
function writeTick(value) {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 6 }).replace("-", "−");
}

/** @param {Axis} axis */
function isBare({ label, ticks }) {
  return !label && ticks?.length === 0;
}

/**
 * Plot counts its clips from 1 in the page as at build time, so that two drawings of a page would share names.
 *
 * @param {SVGSVGElement} drawing
 * @param {string} id
 */
function nameClips(drawing, id) {
  [...drawing.querySelectorAll("clipPath")].forEach((clip, index) => {
    const users = drawing.querySelectorAll(`[clip-path="url(#${clip.id})"]`);
    clip.id = `${id}-clip-${index}`;
    for (const user of users) user.setAttribute("clip-path", `url(#${clip.id})`);
  });
}

/**
 * @param {Axis} axis
 * @param {string[]} names of the bars
 * @param {number} width
 * @returns {import("@observablehq/plot").ScaleOptions}
 */
function band({ label }, names, width) {
  const broken = (/** @type {string} */ name) => (width < WIDE ? name.replace(", ", ",\n") : name);
  return { type: "band", domain: names, label, labelArrow: "none", tickFormat: broken };
}

/**
 * @param {Axis} axis
 * @param {number} width
 * @returns {import("@observablehq/plot").ScaleOptions}
 */
function scale({ label, low, high, log, ticks }, width) {
  return {
    label,
    labelArrow: "none",
    domain: [low, high],
    type: log ? "log" : "linear",
    // Plot leaves out numbers that are not powers of the base, even where the author has asked for them
    ...(log && ticks?.every((tick) => Number.isInteger(Math.log2(tick))) && { base: 2 }),
    ticks: ticks ?? (width < WIDE ? 5 : 7),
    ...(ticks && { tickFormat: writeTick }),
  };
}

/**
 * @param {Library} library
 * @param {Panel} panel
 * @param {boolean} bars
 */
function ground({ ruleX, ruleY }, { x, y }, bars) {
  const line = { stroke: "var(--wb-line)" };
  return [
    ...(!y.log && y.low < 0 && y.high > 0 ? [ruleY([0], line)] : []),
    ...(!bars && !x.log && x.low < 0 && x.high > 0 ? [ruleX([0], line)] : []),
  ];
}

/**
 * @param {Library} library
 * @param {Mark} mark
 * @param {Room} room
 * @returns {any[]} marks of Plot
 */
function shapes(library, mark, room) {
  const stroke = colour(mark.series);
  const line = { stroke, strokeWidth: 2, strokeDasharray: DASHES[mark.series], clip: true };
  switch (mark.mark) {
    case "line":
      return [library.line(mark.x, { x: mark.x, y: mark.y, ...line })];
    case "area":
      return [library.areaY(mark.x, { x: mark.x, y1: mark.low, y2: mark.high, fill: stroke, fillOpacity: 0.2, clip: true })];
    case "dots":
      return [library.dot(mark.x, { x: mark.x, y: mark.y, stroke, fill: stroke, symbol: SYMBOLS[mark.series], r: 4 })];
    case "arrows":
      return arrows(library, mark, room);
    case "note":
      return [
        library.text([mark.text], {
          x: [mark.x],
          y: [mark.y],
          fill: "var(--wb-ink)",
          stroke: "var(--wb-surface)",
          strokeWidth: 4,
          textAnchor: mark.anchor,
        }),
      ];
    case "rule":
      return [mark.x === null ? library.ruleY([mark.y], line) : library.ruleX([mark.x], line)];
    case "heat":
      return [library.rect(...cells(mark))];
    case "contours":
      return [
        library.contour(mark.values, {
          width: mark.columns,
          height: mark.values.length / mark.columns,
          x1: mark.x[0],
          x2: mark.x[1],
          y1: mark.y[0],
          y2: mark.y[1],
          thresholds: mark.levels,
          stroke: colour(mark.series),
          strokeWidth: 1,
        }),
      ];
    case "bars":
      return [
        library.barY(mark.names, { x: mark.names, y: mark.heights, fill: stroke, insetLeft: 6, insetRight: 6 }),
        library.ruleY([0], { stroke: "var(--wb-strong-line)" }),
      ];
  }
}

/**
 * How far above or below its arrow's head a name goes, in pixels.
 *
 * @typedef {(label: string, from: [number, number], to: [number, number]) => number} Room
 */

/**
 * Names of arrows whose heads lie close together go above each other.
 *
 * @param {Panel} panel
 * @param {number} width of the panel without its margins
 * @param {number} height
 * @returns {Room}
 */
function nameRoom({ x, y }, width, height) {
  const taken = /** @type {[left: number, right: number, middle: number][]} */ ([]);
  return (label, from, to) => {
    const head = (width * (to[0] - x.low)) / (x.high - x.low);
    const level = (height * (y.high - to[1])) / (y.high - y.low);
    const size = 8 * label.length + 4;
    const [left, right] = to[0] < from[0] ? [head - 8 - size, head - 8] : [head + 8, head + 8 + size];
    let away = to[1] < from[1] ? 10 : -8;
    const isTaken = () => taken.some((box) => left < box[1] && right > box[0] && Math.abs(level + away - box[2]) < LINE);
    while (isTaken()) away += Math.sign(away) * LINE;
    taken.push([left, right, level + away]);
    return away;
  };
}

/**
 * Dashes would break the heads, so arrows are told apart by their names, which stand beyond the heads.
 *
 * @param {Library} library
 * @param {import("../base/types.js").Arrows} mark
 * @param {Room} room
 */
function arrows(library, mark, room) {
  const { x, y, to_x, to_y, series, label } = mark;
  const words = { fill: colour(series), stroke: "var(--wb-surface)", strokeWidth: 4, fontWeight: 600 };
  const names = to_x.map((end, index) =>
    library.text([label], {
      x: [end],
      y: [to_y[index]],
      dx: end < x[index] ? -8 : 8,
      dy: room(label, [x[index], y[index]], [end, to_y[index]]),
      textAnchor: end < x[index] ? "end" : "start",
      ...words,
    }),
  );
  return [library.arrow(x, { x1: x, y1: y, x2: to_x, y2: to_y, stroke: colour(series), strokeWidth: 2.5, headLength: 7 }), ...names];
}

/**
 * @param {import("../base/types.js").Heat} mark
 * @returns {[number[], any]}
 */
function cells(mark) {
  const columns = mark.x.length - 1;
  const column = (/** @type {number} */ index) => index % columns;
  const row = (/** @type {number} */ index) => Math.floor(index / columns);
  const share = (/** @type {number} */ value) => Math.min(1, Math.max(0, (value - mark.low) / (mark.high - mark.low)));
  return [
    mark.values,
    {
      x1: mark.values.map((_, index) => mark.x[column(index)]),
      x2: mark.values.map((_, index) => mark.x[column(index) + 1]),
      y1: mark.values.map((_, index) => mark.y[row(index)]),
      y2: mark.values.map((_, index) => mark.y[row(index) + 1]),
      fill: colour(mark.series),
      fillOpacity: { value: mark.values.map(share), scale: null },
      stroke: "var(--wb-line)",
    },
  ];
}
