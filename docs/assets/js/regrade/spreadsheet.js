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

/** @param {string} text */
function toCell(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
