/* Typesets the formulas that the Markdown extension leaves as TeX. */
export { default } from "katex";
