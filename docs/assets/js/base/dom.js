/** Small helpers that make elements. Text always goes in as text, never as HTML. */

/**
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => unknown)>} Props
 */

/**
 * Makes an HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props] attributes; `onclick` and the like are listeners; `null` and `false` are left out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/**
 * Makes an SVG element.
 *
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Props} props
 * @param {Child[]} children
 * @returns {E}
 */
function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

const SHAPES = {
  pass: "M3.5 10.5l4 4 9-9",
  holds: "M2 10.5l3.5 4 7.5-9M9.5 13.5l1 1 7.5-9",
  fail: "M5 5l10 10M15 5L5 15",
  skip: "M4 10h12",
  invalid: "M10 4v8M10 15.5v.5",
  half: "M10 3.5a6.5 6.5 0 1 0 .01 0M10 4a6 6 0 0 1 0 12z",
  missed: "M10 4.5a5.5 5.5 0 1 0 .01 0",
  timeout: "M10 5v5l3.5 2M10 2.5a7.5 7.5 0 1 0 .01 0",
  internal_error: "M10 4v8M10 15.5v.5",
};

/**
 * A line drawing that repeats what a word beside it says, hence hidden from screen readers.
 *
 * @param {keyof typeof SHAPES} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  return svg(
    "svg",
    { class: `wb-icon wb-icon-${name}`, viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: SHAPES[name] }),
  );
}

let ids = 0;

/**
 * @param {string} purpose
 * @returns {string} an id that no other element of the document has
 */
export function newId(purpose) {
  return `wb-${purpose}-${(ids += 1)}`;
}

/**
 * Asks a yes-or-no question in a modal dialog, which keeps the focus and gives it back.
 *
 * @param {HTMLElement} host where the dialog lives while it is open
 * @param {{title: string, text: string, yes: string, no: string}} words
 * @returns {Promise<boolean>}
 */
export function confirm(host, { title, text, yes, no }) {
  const heading = h("p", { class: "wb-dialog-title", id: newId("dialog") }, title);
  const dialog = h("dialog", { class: "wb-dialog", "aria-labelledby": heading.id }, heading, h("p", {}, text));
  const accept = button(yes, () => dialog.close("yes"));
  const refuse = button(no, () => dialog.close("no"), { class: "wb-button wb-primary", autofocus: true });
  dialog.append(h("div", { class: "wb-actions" }, accept, refuse));
  host.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/**
 * @param {string} text
 * @param {(event: any) => unknown} onclick
 * @param {Props} [props]
 * @returns {HTMLButtonElement}
 */
export function button(text, onclick, props = {}) {
  return h("button", { type: "button", class: "wb-button", ...props, onclick }, text);
}

/**
 * @param {string} text with blank lines between its paragraphs
 * @returns {HTMLElement[]}
 */
export function paragraphs(text) {
  return text.split(/\n{2,}/).filter(Boolean).map((part) => h("p", {}, part));
}
