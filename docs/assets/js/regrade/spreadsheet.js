/** Tables for spreadsheets, as tools/common/spreadsheet.py writes them: no cell that a spreadsheet would run. Pure functions. */

/** A spreadsheet takes a cell that begins like this for a formula, and would run it. */
const FORMULA = /^[=+\-@\t\r']/;
/** By which spreadsheets know that it is UTF-8. */
const MARK = "\ufeff";

/**
 * @param {readonly string[]} columns
 * @param {Record<string, string>[]} rows
 * @returns {string} a table as CSV
 */
export function spreadsheet(columns, rows) {
  const lines = [[...columns], ...rows.map((row) => columns.map((name) => toCell(row[name])))];
  return MARK + lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

/**
 * @param {string} text a table as CSV, with commas, semicolons or tabs
 * @returns {string[][]} its rows
 */
export function rowsOf(text) {
  const plain = text.replace(MARK, "");
  const first = plain.split("\n", 1)[0];
  const [mark] = [",", ";", "\t"].sort((one, other) => first.split(other).length - first.split(one).length);
  // a cell in quotation marks or a bare one, and what ends it
  const cell = new RegExp(`("(?:[^"]|"")*"?)?([^${mark}\\r\\n]*)(${mark}|\\r?\\n|\\r|$)`, "y");
  /** @type {string[][]} */
  const rows = [[]];
  while (cell.lastIndex < plain.length) {
    const [, quoted = "", bare, end] = /** @type {RegExpExecArray} */ (cell.exec(plain));
    const cells = rows[rows.length - 1];
    const isEmptyLine = !cells.length && !quoted && !bare && end !== mark;
    if (!isEmptyLine) cells.push(quoted.replace(/^"|"$/g, "").replaceAll('""', '"') + bare);
    if (end !== mark) rows.push([]);
    else if (cell.lastIndex === plain.length) cells.push("");
  }
  if (!rows[rows.length - 1].length) rows.pop();
  return rows;
}

/**
 * @param {string} cell
 * @returns {string} its text, which a mark may have kept from being run
 */
export function fromCell(cell) {
  return cell.replace(/^'/, "");
}

/** @param {string} text */
function toCell(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
