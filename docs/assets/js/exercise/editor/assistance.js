/** What helps while one writes, and needs no Python: names to complete, and mistakes that are seen at once. */

import names from "./names.json" with { type: "json" };
import { mistakesIn } from "./mistakes.js";
import { boundNames } from "./scopes.js";

export { keepUndo, keptState } from "./undo_history.js";

/**
 * @import { CompletionContext, CompletionResult } from "@codemirror/autocomplete"
 * @import { EditorState } from "@codemirror/state"
 * @import { CodeMirror } from "./code_mirror.js"
 * @import { Mistake } from "./mistakes.js"
 *
 * @typedef {object} Assisted
 * @property {() => string} before the text that runs before this one, whose names it may use
 * @property {(mistakes: (Mistake & {line: number})[]) => void} onmistakes
 */

/** Who has stopped writing for so long may want to read a remark. */
const REST_MS = 700;
/** What Run hands to the scratch area. */
const HANDED = ["show"];
const QUALIFIED = /\b(?:np|np\.linalg|np\.random|rng)\.\w*$/;
/** Where no name is written. */
const ELSEWHERE = ["String", "FormatString", "Comment", "PropertyName"];

/**
 * @param {CodeMirror} cm
 * @param {Assisted} options
 */
export function assistance(cm, { before, onmistakes }) {
  const others = () => {
    const text = before();
    return text ? [...boundNames(cm.pythonLanguage.parser.parse(text), text), ...HANDED] : [];
  };
  return [
    // an entry is taken only after an arrow key, so that Enter begins a line, however fast one types
    cm.autocompletion({ selectOnOpen: false, icons: false }),
    cm.pythonLanguage.data.of({ autocomplete: ofNumpy }),
    cm.pythonLanguage.data.of({ autocomplete: cm.ifNotIn(ELSEWHERE, (context) => ofOthers(context, others())) }),
    cm.lintGutter(),
    cm.linter(
      ({ state, hasFocus }) => {
        const found = mistakesIn(cm.pythonLanguage.parser, state.doc.toString(), others());
        const shown = found.filter((mistake) => !hasFocus || !isBeingWritten(state, mistake));
        onmistakes(shown.map((mistake) => ({ ...mistake, line: state.doc.lineAt(mistake.from).number })));
        return shown.map((mistake) => ({ ...mistake, severity: /** @type {const} */ ("error") }));
      },
      { delay: REST_MS, needsRefresh: ({ selectionSet, focusChanged }) => selectionSet || focusChanged },
    ),
    cm.keymap.of([{ key: "F8", run: cm.nextDiagnostic }]),
  ];
}

/**
 * A line at whose end the cursor stands is still being written.
 *
 * @param {EditorState} state
 * @param {Mistake} mistake
 */
function isBeingWritten(state, { from, to }) {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  return head === line.to && from <= head && to >= line.from;
}

/**
 * @param {CompletionContext} context
 * @returns {CompletionResult | null} the usual names of NumPy, and of its generators
 */
function ofNumpy(context) {
  const written = context.matchBefore(QUALIFIED);
  if (!written) return null;
  const end = written.text.lastIndexOf(".");
  const table = /** @type {Record<string, string>} */ (names[/** @type {"np"} */ (written.text.slice(0, end))]);
  const options = Object.entries(table).map(([label, detail]) => ({ label, detail }));
  return { from: written.from + end + 1, options, validFor: /^\w*$/ };
}

/**
 * @param {CompletionContext} context
 * @param {string[]} others
 * @returns {CompletionResult | null}
 */
function ofOthers(context, others) {
  const written = context.matchBefore(/\w+$/);
  return written && others.length ? { from: written.from, options: others.map((label) => ({ label })), validFor: /^\w*$/ } : null;
}
