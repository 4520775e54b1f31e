/*
 * Lays a graph out in bands at build time: `node graph.mjs` reads from standard input the names of each band from the top,
 * the edges, and the sizes in pixels; it writes the middle of each node, and of each edge its curve and its tip.
 *
 * Graphviz keeps groups in an order only if no edge between them says otherwise. So it lays out each band by itself, the
 * bands are put below each other, and then it leads all edges around the nodes.
 */

import { instance } from "@viz-js/viz";

const POINTS_PER_INCH = 72; // a point stands for a pixel
const viz = await instance();

let text = "";
for await (const part of process.stdin.setEncoding("utf8")) text += part;
const { bands, edges, sizes } = JSON.parse(text);
const inches = (pixels) => pixels / POINTS_PER_INCH;
const nodeAttributes = { shape: "box", fixedsize: true, label: "", width: inches(sizes.width), height: inches(sizes.height) };
const bandOf = new Map(bands.flatMap((names, band) => names.map((name) => [name, band])));
const isWithin = ([from, to]) => bandOf.get(from) === bandOf.get(to);

function render(graph, engine) {
  const { status, output, errors } = viz.render({ directed: true, nodeAttributes, ...graph }, { format: "json", engine });
  if (status !== "success") throw new Error(errors.map(({ message }) => message).join("\n"));
  return JSON.parse(output);
}

/** A band by itself, from left to right. What has no neighbour in it fills rows. */
function bandLayout(names, band) {
  const own = edges.filter(([from, to]) => bandOf.get(from) === band && bandOf.get(to) === band);
  const alone = names.filter((name) => !own.flat().includes(name));
  const rows = alone.flatMap((name, index) => (index % sizes.columns ? [[alone[index - 1], name]] : []));
  const graph = render(
    {
      graphAttributes: { rankdir: "LR", nodesep: inches(sizes.row_gap), ranksep: inches(sizes.column_gap) },
      nodes: names.toReversed().map((name) => ({ name })), // it begins at the bottom
      edges: [...own, ...rows].map(([tail, head]) => ({ tail, head })),
    },
    "dot",
  );
  const [, , width, height] = numbers(graph.bb);
  const places = graph.objects.map(({ name, pos }) => ({ name, at: numbers(pos) }));
  return { width, height, places: places.map(({ name, at: [x, y] }) => ({ name, at: [x, height - y] })) };
}

function numbers(text) {
  return text.split(",").map(Number);
}

const nodes = {};
let width = 0;
let top = 0;
for (const [band, names] of bands.entries()) {
  const laid = bandLayout(names, band);
  top += sizes.head;
  for (const { name, at: [x, y] } of laid.places) nodes[name] = [x, top + y];
  width = Math.max(width, laid.width);
  top += laid.height + sizes.band_gap;
}
const routed = render(
  {
    graphAttributes: { splines: true, esep: "+3", sep: "+4", notranslate: true },
    edgeAttributes: { arrowsize: 0.6 },
    nodes: Object.entries(nodes).map(([name, [x, y]]) => ({ name, attributes: { pos: `${x},${-y}` } })),
    edges: edges.map((edge) => ({ tail: edge[0], head: edge[1], attributes: isWithin(edge) ? { tailport: "e", headport: "w" } : {} })),
  },
  "nop",
);
const curves = (routed.edges ?? []).map(({ pos, tail, head }) => {
  const parts = pos.split(" ").map((part) => part.split(","));
  const point = (pair) => [Number(pair.at(-2)), -Number(pair.at(-1))];
  const tip = point(parts.find(([kind]) => kind === "e"));
  const curve = parts.filter(([kind]) => kind !== "e" && kind !== "s").map(point);
  return { from: routed.objects[tail].name, to: routed.objects[head].name, curve, tip };
});
process.stdout.write(JSON.stringify({ width, height: top - sizes.band_gap, nodes, edges: curves }));
