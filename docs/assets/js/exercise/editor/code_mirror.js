/** CodeMirror as the editors use it, and its colours for code that is only shown. */

import { h } from "../../base/dom.js";
import { headerHeight } from "../../base/in_view.js";
import { vendor } from "../../base/site.js";

/** @typedef {typeof import("../../../../../tools/site/vendor/codemirror.js")} CodeMirror */

/** What a line that is scrolled to keeps from the edge; above it, on a touch screen, lie the editor's buttons. */
const MARGIN = 60;

/**
 * @param {CodeMirror} cm
 * @param {string} label name for screen readers
 */
export function extensions(cm, label) {
  let scrolls = false;
  return [
    cm.lineNumbers(),
    cm.history(),
    cm.drawSelection(),
    cm.indentOnInput(),
    cm.bracketMatching(),
    cm.closeBrackets(),
    cm.search({ top: true }),
    cm.highlightActiveLine(),
    cm.indentUnit.of("    "),
    cm.python(),
    cm.syntaxHighlighting(colours(cm)),
    // the site's policy (tools/site/csp.py) lets in a style element that is signed with this word
    cm.EditorView.cspNonce.of("editor"),
    cm.EditorView.lineWrapping,
    // for the window's sake, and only while it scrolls: within them CodeMirror shows no list of names
    cm.EditorView.scrollHandler.of(() => {
      scrolls = true;
      return false;
    }),
    cm.EditorView.scrollMargins.of(() => {
      const margins = scrolls ? { top: headerHeight() + MARGIN, bottom: MARGIN } : null;
      scrolls = false;
      return margins;
    }),
    cm.keymap.of([...cm.closeBracketsKeymap, ...cm.defaultKeymap, ...cm.searchKeymap, ...cm.historyKeymap]),
    cm.EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", tabindex: "0" }),
  ];
}

/**
 * Python to be read: plain at once, and with the editor's colours as soon as these have come.
 *
 * @param {string} source
 * @returns {HTMLElement}
 */
export function codeView(source) {
  const code = h("code", { tabindex: 0 }, source); // the theme lets the inner one scroll
  vendor("codemirror").then(
    (cm) => code.replaceChildren(...coloured(cm, source)),
    (error) => console.warn("The solution stays without colours.", error),
  );
  return h("pre", { class: "wb-source", translate: "no" }, code);
}

/**
 * @param {CodeMirror} cm
 * @param {string} source
 * @returns {(Node | string)[]}
 */
function coloured(cm, source) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  const put = (/** @type {string} */ text, /** @type {string} */ name) => pieces.push(name ? h("span", { class: name }, text) : text);
  cm.highlightCode(source, cm.pythonLanguage.parser.parse(source), colours(cm), put, () => pieces.push("\n"));
  return pieces;
}

/**
 * Gives tokens class names, so that the style sheet colours them in both palettes.
 *
 * @param {CodeMirror} cm
 */
function colours({ HighlightStyle, tags }) {
  return HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], class: "wb-tok-keyword" },
    { tag: [tags.string, tags.special(tags.string)], class: "wb-tok-string" },
    { tag: [tags.number, tags.bool, tags.null], class: "wb-tok-number" },
    { tag: [tags.comment, tags.docString], class: "wb-tok-comment" },
    { tag: [tags.definition(tags.variableName), tags.function(tags.definition(tags.variableName))], class: "wb-tok-name" },
    { tag: tags.function(tags.variableName), class: "wb-tok-call" },
    { tag: tags.invalid, class: "wb-tok-invalid" },
  ]);
}
