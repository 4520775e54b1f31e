/* The parts of Observable Plot that figures are drawn with, as one module. */
export { areaY, arrow, barY, contour, dot, line, plot, rect, ruleX, ruleY, text } from "@observablehq/plot";
