"""The line ``::: graph NAME`` of a page becomes a drawing of a list: what builds on what, by level.

It is drawn in the colours of the page, which the style sheet names, and each exercise is a link.
Graphviz says what comes where; it does so in Node, where set-up has brought it.
"""

from __future__ import annotations

import json
import math
import subprocess
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from tools.common.cache import Cache
from tools.common.files import digest
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.setup import node, npm

CACHE = Cache(ROOT / ".cache" / "graphs", days=30)
LAYOUT = Path(__file__).with_name("graph.mjs")
# pixels; five columns fill a page beside its two menus
WIDTH, HEIGHT = 112, 66
SIZES = {
    "width": WIDTH,
    "height": HEIGHT,
    "columns": 5,
    "column_gap": 20,
    "row_gap": 10,
    "head": 34,  # of a band, for its title
    "band_gap": 18,
}
MARGIN = 8
LINE, LETTERS = 15, 17  # of a title within its box
ARROW = 0.45  # half its width, beside its length
NODE = "wb-node"
TITLE = "What builds on what"
WORDS = (
    "An arrow leads from an exercise to each one that builds on it. The list of the same exercises "
    "says so in words."
)

ON_PAPER = "The drawing is too large for paper; “builds on” in the list above says the same."

Point = tuple[float, float]


@dataclass(frozen=True)
class Node:
    """An exercise in the drawing.

    Attributes:
        needs: ids of what it builds on.
    """

    id: str
    title: str
    link: str
    level: str
    needs: Sequence[str]


class LinkTreeprocessor(Treeprocessor):
    """Renames the links of drawings, once they are resolved.

    The theme (Material 9.8) sets every ``href`` of a page anew, and fails at one of SVG.
    """

    def run(self, root: Element) -> None:
        """Write them in the older way, which browsers go on to read."""
        for link in root.iter("a"):
            if link.get("class") == NODE:
                link.set("xlink:href", link.attrib.pop("href"))


def fill_graph(place: Element, name: str, nodes: Sequence[Node]) -> None:
    """Put the drawing of exercises, which come by level, into an element.

    Raises:
        SetupError: if Node cannot lay it out.
    """
    if not nodes:
        return
    bands = [
        (level, list(exercises))
        for level, exercises in groupby(nodes, key=lambda exercise: exercise.level)
    ]
    layout = lay_out(
        [[exercise.id for exercise in band] for _, band in bands],
        [(id_, exercise.id) for exercise in nodes for id_ in exercise.needs],
    )
    width, height = layout["width"] + 2 * MARGIN, layout["height"] + 2 * MARGIN
    box = SubElement(place, "div", {"class": "wb-graph"})
    drawing = SubElement(
        box,
        "svg",
        {
            "viewBox": f"{-MARGIN} {-MARGIN} {_short(width)} {_short(height)}",
            "width": _short(width),
            "height": _short(height),
            "role": "group",
            "aria-labelledby": f"graph-{name}-title",
            "aria-describedby": f"graph-{name}-words",
        },
    )
    _text(SubElement(drawing, "title", {"id": f"graph-{name}-title"}), TITLE)
    _text(SubElement(drawing, "desc", {"id": f"graph-{name}-words"}), WORDS)
    tops = [
        _band(drawing, [layout["nodes"][exercise.id] for exercise in band], width - MARGIN)
        for _, band in bands
    ]
    for edge in layout["edges"]:
        _edge(drawing, edge["curve"], edge["tip"], f"{edge['from']} {edge['to']}")
    for (level, _), top in zip(bands, tops, strict=True):  # an arrow may lead through a title
        at = {"x": "0", "y": _short(top + 22)}
        _text(SubElement(drawing, "text", {"class": "wb-band-title", **at}), level)
    for exercise in nodes:
        _node(drawing, exercise, layout["nodes"][exercise.id])
    paper = SubElement(box, "p", {"class": "wb-printed", "data-search-exclude": ""})
    _text(paper, ON_PAPER)


def lay_out(bands: list[list[str]], edges: list[tuple[str, str]]) -> Any:
    """Where nodes and edges are, once for each graph.

    Raises:
        SetupError: as above.
    """
    graph = json.dumps({"bands": bands, "edges": edges, "sizes": SIZES})
    key = digest([LAYOUT, npm.LOCK], graph)
    layout = CACHE.read(key)
    if layout is None:
        command = [node.ensure().node, LAYOUT]
        process = subprocess.run(
            command, input=graph.encode(), capture_output=True, cwd=ROOT, check=False
        )
        if process.returncode:
            output = process.stderr.decode("utf-8", "replace")
            raise SetupError(f"the graph of the exercises cannot be drawn: {output}")
        layout = process.stdout
        CACHE.write(key, layout)
        CACHE.tidy()
    return json.loads(layout)


def _band(drawing: Element, places: list[Point], right: float) -> float:
    top = min(y for _, y in places) - HEIGHT / 2 - SIZES["head"]
    bottom = max(y for _, y in places) + HEIGHT / 2 + MARGIN
    place = {"x": -MARGIN, "y": top, "width": right + MARGIN, "height": bottom - top}
    box = {key: _short(value) for key, value in place.items()}
    SubElement(drawing, "rect", {"class": "wb-band", "rx": "6", **box})
    return top


def _edge(drawing: Element, curve: list[Point], tip: Point, ends: str) -> None:
    (x, y), (dx, dy) = curve[-1], (tip[0] - curve[-1][0], tip[1] - curve[-1][1])
    start, *rest = map(_pair, curve)
    sides = [(x - ARROW * dy, y + ARROW * dx), (x + ARROW * dy, y - ARROW * dx)]
    group = SubElement(drawing, "g", {"class": "wb-edge", "data-edge": ends})
    SubElement(group, "path", {"d": f"M{start}C{' '.join(rest)}"})
    head = "L".join(map(_pair, [tip, *sides]))
    if math.hypot(dx, dy):
        SubElement(group, "path", {"class": "wb-tip", "d": f"M{head}Z"})


def _node(drawing: Element, exercise: Node, place: Point) -> None:
    link = SubElement(drawing, "a", {"href": exercise.link, "data-id": exercise.id, "class": NODE})
    x, y = place
    left, top = _short(x - WIDTH / 2), _short(y - HEIGHT / 2)
    size = {"width": str(WIDTH), "height": str(HEIGHT), "rx": "5"}
    SubElement(link, "rect", {"x": left, "y": top, **size})
    lines = balance_lines(exercise.title)
    words = SubElement(link, "text", {"text-anchor": "middle"})
    first = y - LINE * (len(lines) - 1) / 2 + LINE * 0.3
    for number, line in enumerate(lines):
        at = {"x": _short(x), "y": _short(first + LINE * number)}
        _text(SubElement(words, "tspan", at), line + " ")
    sign = {"class": "wb-state", "width": "14", "height": "14", "viewBox": "0 0 20 20"}
    corner = {"x": _short(x + WIDTH / 2 - 16), "y": _short(y - HEIGHT / 2 + 2)}
    SubElement(link, "svg", {**sign, **corner})


def balance_lines(title: str) -> list[str]:
    """A title in as few lines as it needs, which are as short as that allows."""
    lines = textwrap.wrap(title, LETTERS)
    shorter = (textwrap.wrap(title, letters) for letters in range(LETTERS // 2, LETTERS))
    return next((candidate for candidate in shorter if len(candidate) == len(lines)), lines)


def _text(element: Element, words: str) -> None:
    element.text = AtomicString(words)  # there is no Markdown in a drawing


def _pair(point: Point) -> str:
    return f"{_short(point[0])},{_short(point[1])}"


def _short(number: float) -> str:
    return f"{round(number, 1):g}"
