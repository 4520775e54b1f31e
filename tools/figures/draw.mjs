/*
 * Draws figures at build time: `node draw.mjs MOMENT_VIEW PLOT` reads a list of bundles from standard input, each with the
 * one state that is to be drawn, and writes the HTML of each drawing and of each table.
 */

import { parseHTML } from "linkedom";
import { pathToFileURL } from "node:url";

const { document } = parseHTML("<html><body></body></html>");
globalThis.document = document;
globalThis.window = { devicePixelRatio: 1 }; // by which Plot decides whether lines lie between two pixels
const [view, plot, states] = process.argv.slice(2).map((path) => pathToFileURL(path).href);
const { drawMoment, tableElement } = await import(view);
const { momentAt } = await import(states);
const library = await import(plot);

let text = "";
for await (const part of process.stdin.setEncoding("utf8")) text += part;
const drawn = JSON.parse(text).map((bundle) => {
  const moment = momentAt(bundle, bundle.start);
  return { drawing: drawMoment(library, moment, bundle.name).outerHTML, table: tableElement(moment.table).outerHTML };
});
process.stdout.write(JSON.stringify(drawn));
