/** Sets the formulas of a page with KaTeX, which is loaded on the first page that has any. */

import { h } from "../base/dom.js";
import { once } from "../base/once.js";
import { ASSETS, vendor } from "../base/site.js";
import { onPage } from "./instant_navigation.js";

/** After so long without a pause, what the learner does comes first. */
const SLICE_MS = 25;

/** @type {typeof import("katex") | undefined} what has been loaded */
let library;
const katex = once(async () => {
  const module = await vendor("katex");
  return (library = /** @type {typeof import("katex")} */ (module.default ?? module));
});

function load() {
  if (!document.querySelector("link[data-wb-katex]")) {
    document.head.append(h("link", { rel: "stylesheet", href: new URL("vendor/katex.css", ASSETS).href, "data-wb-katex": true }));
  }
  return katex();
}

/**
 * Sets every formula in `root` that is not set yet. Where KaTeX cannot be loaded the TeX source stays readable.
 *
 * @param {ParentNode} root
 */
export async function typeset(root) {
  const formulas = unsetIn(root);
  if (!formulas.length) return;
  const { render } = await load();
  let begin = performance.now();
  for (const formula of formulas) {
    if (performance.now() - begin > SLICE_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      begin = performance.now();
    }
    set(formula, render);
  }
}

/**
 * @param {Element} formula
 * @param {typeof import("katex").render} render
 */
function set(formula, render) {
  const source = /^\s*\\([([])([\s\S]*)\\[)\]]\s*$/.exec(formula.textContent ?? "");
  if (!source || formula.hasAttribute("data-set")) return;
  formula.setAttribute("data-set", "");
  render(source[2], /** @type {HTMLElement} */ (formula), { displayMode: source[1] === "[", throwOnError: false });
  holdPunctuation(formula);
}

/** Paper does not wait: what is left is set at once. */
function setRest() {
  if (!library) return;
  for (const formula of unsetIn(document)) set(formula, library.render);
}

/** @param {ParentNode} root */
function unsetIn(root) {
  return [...root.querySelectorAll(".arithmatex:not([data-set])")];
}

/**
 * Takes what follows a formula without a space, such as a full stop, along with its last part: between the two a line
 * could break.
 *
 * @param {Element} formula
 */
function holdPunctuation(formula) {
  const next = formula.nextSibling;
  const last = [...formula.querySelectorAll(".katex-html > .katex-base")].at(-1);
  const mark = /^[.,;:!?)]+/.exec(next?.textContent ?? "")?.[0];
  if (!(next instanceof Text && last && mark)) return;
  next.data = next.data.slice(mark.length);
  last.append(h("span", { class: "wb-held" }, mark));
}

/** Sets the formulas of every page. */
export function typesetPages() {
  addEventListener("beforeprint", setRest);
  onPage(() => void typeset(document).catch((error) => console.warn("KaTeX could not be loaded.", error)));
}
