/* The parts of CodeMirror 6 that the editor is put together from, as one module. */
export { autocompletion, closeBrackets, closeBracketsKeymap, completionStatus, ifNotIn, insertBracket } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyField, historyKeymap, indentLess, indentMore, redo, undo } from "@codemirror/commands";
export { python, pythonLanguage } from "@codemirror/lang-python";
export { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
export { lintGutter, linter, nextDiagnostic } from "@codemirror/lint";
export { search, searchKeymap } from "@codemirror/search";
export { Compartment, EditorState } from "@codemirror/state";
export {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
export { highlightCode, tags } from "@lezer/highlight";
