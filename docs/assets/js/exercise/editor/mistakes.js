/**
 * Mistakes that are seen without Python, while one writes: a text that cannot be read, and names that nothing binds. Where
 * Lezer's grammar knows less than Python, nothing is said: a valid text never gets a remark.
 */

import names from "./names.json" with { type: "json" };
import { unboundNames } from "./scopes.js";

/**
 * @import { Parser, Tree } from "@lezer/common"
 *
 * @typedef {{from: number, to: number, message: string}} Mistake
 */

const GIVEN = [...names.builtins, ...names.module];
const MOST_NAMES = 20;

/** What Python reads and Lezer's grammar (1.1) does not, and what it reads of the same length. @type {[RegExp, string][]} */
const REPLACED = [
  [/(?<![\w.])(\d[\d_]*)\.(?=[eE][-+\d]|[jJ]\b|[^\w.]|$)/gm, "$10"],
  [/\byield(?=[ \t]*(?:[)#;\]]|$))/gm, "None "],
];
/** Where a text has one of these, nothing is said of what cannot be read in it. */
const BEYOND_LEZER = [
  /^\s*@(?!\s*[\w.]+\s*(\(|#|$))/m, // decorators that are more than a name with arguments
  /\bwith\s*\(/,
  /\bas\s+(?:[([]|\w+\s*[.[])/,
  /\blambda\b[^\n:]*\//,
  /[[,]\s*\*[^\n=]*\]/, // a[*b]
  /\bfor\b[^\n]*\*\s*\w+[^\n]*\bin\b/,
  /\bcase\b.*(?:\{\s*\}|\(\s*\))/,
  /\bprint\s*>>/,
  /(?<!\w)[tT][rR]?["']|(?<!\w)[rR][tT]["']/,
];

const COLON = "A line that starts with def, for, while, if, elif, else, class or with must end with a colon.";
/** @type {[RegExp, string][]} of a line */
const SLIPS = [
  [/^\s*(if|elif|while)\b[^=]*[^=<>!:]=(?!=)/, "= assigns a value to a name; to compare two values, write ==."],
  [/\w(\+\+|--)\s*(#.*)?$/, "Python has no ++ or --: write x += 1."],
  [/&&|\|\|/, "In Python, and, or and not are written as words."],
  [/^\s*[%!]\w/, "Lines with % or ! are commands of a notebook and no Python."],
  [/^\s*(>>>|```)/, "Prompts and marks of a text are no part of the code."],
  [/^\s*(async\s+)?(def|for|while|if|elif|else|class|with|try|except|finally)\b[^:]*$/, COLON],
];

const CLOSED = /^\w*("""|'''|"|')[^]*\1$/;
/** Strings and comments come first, so that brackets in them do not count. */
const TOKEN = new RegExp(
  [
    /(?<string>"""[^]*?(?="""|$)|'''[^]*?(?='''|$)|"(?:\\[^]|[^"\\\n])*|'(?:\\[^]|[^'\\\n])*)(?<end>"""|'''|["'])?/,
    /#[^\n]*|[()[\]{}]/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);
/** @type {Record<string, string>} */
const PARTNER = { ")": "(", "]": "[", "}": "{" };

/**
 * @param {Parser} parser of Python
 * @param {string} text
 * @param {Iterable<string>} others names from outside the text
 * @returns {Mistake[]} in the order of the text; where it cannot be read, no more than the first thing that is wrong with it
 */
export function mistakesIn(parser, text, others) {
  const tree = parser.parse(REPLACED.reduce((read, [pattern, by]) => read.replace(pattern, by), text));
  const error = firstError(tree, text);
  if (error !== null) {
    return BEYOND_LEZER.some((pattern) => pattern.test(text)) ? [] : [unpaired(text) ?? slip(text, error)];
  }
  const indented = misplaced(tree, text);
  if (indented) return [indented];
  const found = unboundNames(tree, text, new Set([...GIVEN, ...others]));
  return found.slice(0, MOST_NAMES).map(({ name, from, to }) => ({ from, to, message: unknown(name) }));
}

/** @param {string} name */
function unknown(name) {
  if (name === "np") return "np stands for NumPy only after the line: import numpy as np";
  return `Nothing here is called ${name}: is it spelled as where it gets its value?`;
}

/**
 * @param {Tree} tree
 * @param {string} text
 * @returns {number | null} where Lezer first stumbles, or a string begins that has no end, which it lets pass
 */
function firstError(tree, text) {
  /** @type {number | null} */
  let at = null;
  tree.iterate({
    enter: ({ type, from, to }) => {
      const isOpen = /^(Format)?String$/.test(type.name) && !CLOSED.test(text.slice(from, to));
      if (type.isError || isOpen) at ??= from;
      return at === null;
    },
  });
  return at;
}

const MATCHES_NONE = "The indentation of this line matches no block above it.";
const FURTHER = "This line is indented further than the one before it, which does not end with a colon.";

/**
 * @param {Tree} tree
 * @param {string} text
 * @returns {Mistake | null} the first line that begins elsewhere than the block that Lezer takes it into
 */
function misplaced(tree, text) {
  /** @type {Mistake | null} */
  let found = null;
  tree.iterate({
    enter: ({ name, node }) => {
      if (name !== "Script" && name !== "Body") return !found;
      let column = -1;
      for (let part = node.firstChild; part && !found; part = part.nextSibling) {
        const before = text.slice(text.lastIndexOf("\n", part.from - 1) + 1, part.from);
        if (part.name === "Comment" || part.name === ":" || before.trim()) continue;
        const here = widthOf(before);
        if (column >= 0 && here !== column) {
          const above = text.slice(0, part.from).trimEnd().split("\n").pop() ?? "";
          const isFurther = here > indentOf(above);
          found = inLine(text.split("\n"), lineAt(text, part.from), isFurther ? FURTHER : MATCHES_NONE);
        }
        if (column < 0) column = here;
      }
      return !found;
    },
  });
  return found;
}

/** @param {string} space with tabs as Python counts them */
function widthOf(space) {
  let width = 0;
  for (const sign of space) width = sign === "\t" ? width + 8 - (width % 8) : sign === "\f" ? 0 : width + 1;
  return width;
}

/**
 * @param {string} text
 * @returns {Mistake | null} the first bracket without its partner, or string without its end
 */
function unpaired(text) {
  /** @type {{sign: string, at: number}[]} */
  const open = [];
  for (const { 0: token, groups, index } of text.matchAll(TOKEN)) {
    const said = (/** @type {string} */ message) => ({ from: index, to: index + 1, message });
    if (groups?.string !== undefined && !groups.end) return said("The string that begins here has no quotation mark at its end.");
    if (!/^[()[\]{}]$/.test(token)) continue;
    if (!(token in PARTNER)) open.push({ sign: token, at: index });
    else {
      const last = open.pop();
      if (!last) return said(`The bracket ${token} closes one that was never opened.`);
      const place = `the ${last.sign} of line ${lineAt(text, last.at)}`;
      if (last.sign !== PARTNER[token]) return said(`The bracket ${token} cannot close ${place}.`);
    }
  }
  const last = open.pop();
  return last ? { from: last.at, to: last.at + 1, message: `The bracket ${last.sign} is never closed.` } : null;
}

/**
 * @param {string} text
 * @param {number} error where Lezer stumbled: often behind the slip, on a line of its own
 * @returns {Mistake}
 */
function slip(text, error) {
  const before = text.slice(0, error).trimEnd();
  const number = lineAt(text, error);
  const lines = text.split("\n");
  for (const at of new Set([number, lineAt(text, before.length)])) {
    const line = withoutRemark(lines[at - 1]);
    const found = SLIPS.find(([pattern]) => pattern.test(line));
    if (found) return inLine(lines, at, found[1]);
  }
  const here = lines[number - 1];
  const above = withoutRemark(before.slice(before.lastIndexOf("\n") + 1));
  const deeper = indentOf(here) - indentOf(above);
  if (above.endsWith(":") && (deeper <= 0 || !here.trim())) {
    return inLine(lines, lineAt(text, before.length), "The line after a colon must be indented by four more spaces.");
  }
  const begins = !text.slice(text.lastIndexOf("\n", error - 1) + 1, error).trim();
  if (begins && deeper > 0 && !above.endsWith(":")) return inLine(lines, number, FURTHER);
  return inLine(lines, number, "Python cannot read this line, or the one before it.");
}

/**
 * @param {string[]} lines
 * @param {number} number
 * @param {string} message
 * @returns {Mistake} from the line's first sign to its last
 */
function inLine(lines, number, message) {
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  const length = lines[number - 1].trimEnd().length;
  return { from: start + Math.min(indentOf(lines[number - 1]), length), to: start + length, message };
}

/** @param {string} line */
function indentOf(line) {
  return line.length - line.trimStart().length;
}

/** @param {string} line */
function withoutRemark(line) {
  return line.replace(/("[^"]*"|'[^']*')|#.*/g, "$1").trimEnd();
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number} counted from 1
 */
function lineAt(text, at) {
  return text.slice(0, at).split("\n").length;
}
