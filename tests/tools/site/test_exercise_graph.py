"""What builds on what, as a drawing: every exercise, every arrow, levels from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, combinations, pairwise
from xml.etree.ElementTree import Element, tostring

import pytest

from tools.common.paths import ROOT
from tools.site.lists.exercise_graph import (
    HEIGHT,
    WIDTH,
    LinkTreeprocessor,
    Node,
    balance_lines,
    fill_graph,
    lay_out,
)
from tools.site.lists.exercise_lists import choose_exercises, every_shown, nodes

LEVELS = [["a", "b", "c"], ["d", "e", "f", "g", "h", "i", "j"], ["k", "l"]]
IDS = [*chain(*LEVELS)]
# within a level, to the next one, past one, and two that lead to the same
EDGES = [("a", "b"), ("a", "d"), ("c", "k"), ("d", "e"), ("e", "f"), ("b", "k"), ("d", "f")]


def graph() -> list[Node]:
    def needs(id_: str) -> list[str]:
        return [start for start, end in EDGES if end == id_]

    return [
        Node(id_, f"Exercise <{id_}>", f"page.md#{id_}", f"Level {level}", needs(id_))
        for level, ids in enumerate(LEVELS)
        for id_ in ids
    ]


def drawn(some: Sequence[Node]) -> Element:
    place = Element("wb-course")
    fill_graph(place, "all", some)
    return place


def test_each_exercise_is_a_link_and_each_prerequisite_an_arrow() -> None:
    drawing = drawn(graph())
    links = [link for link in drawing.iter("a") if link.get("class") == "wb-node"]
    assert sorted(link.get("data-id", "") for link in links) == IDS
    assert {link.get("href") for link in links} == {f"page.md#{id_}" for id_ in IDS}
    arrows = [tuple((each.get("data-edge") or "").split()) for each in drawing.iter("g")]
    assert sorted(arrows) == sorted(EDGES)
    assert [each.text for each in drawing.iter("text") if each.get("class") == "wb-band-title"] == [
        "Level 0",
        "Level 1",
        "Level 2",
    ]
    order = [each.get("class") for each in next(drawing.iter("svg"))]  # what is later lies on top
    assert order.index("wb-band-title") > len(order) - 1 - order[::-1].index("wb-edge")


def test_levels_come_from_top_to_bottom_and_no_two_exercises_meet() -> None:
    places = lay_out(LEVELS, EDGES)["nodes"]
    for upper, lower in pairwise(LEVELS):
        lowest = max(places[id_][1] for id_ in upper)
        assert lowest + HEIGHT < min(places[id_][1] for id_ in lower)
    for place, other in combinations(places.values(), 2):
        assert abs(place[0] - other[0]) >= WIDTH or abs(place[1] - other[1]) >= HEIGHT
    for start, end in (("a", "b"), ("d", "e"), ("e", "f")):
        assert places[start][0] < places[end][0]


def test_arrows_within_a_level_end_at_the_exercise_that_builds_on_the_other() -> None:
    layout = lay_out(LEVELS, EDGES)
    for edge in layout["edges"]:
        x, y = layout["nodes"][edge["to"]]
        left, top = edge["tip"]
        assert abs(left - x) <= WIDTH / 2 + 4, edge
        assert abs(top - y) <= HEIGHT / 2 + 4, edge


def test_colours_and_styles_are_left_to_the_style_sheet() -> None:
    drawing = tostring(drawn(graph()), "unicode")
    assert re.findall(r' (?:style|fill|stroke|color|font-\w+|on\w+)="', drawing) == []
    assert "<title" in drawing
    assert "<desc" in drawing


def test_a_link_of_the_drawing_is_resolved_and_then_no_href() -> None:
    drawing = drawn(graph())
    LinkTreeprocessor().run(drawing)
    links = list(drawing.iter("a"))
    assert {link.get("xlink:href") for link in links} == {f"page.md#{id_}" for id_ in IDS}
    assert [link for link in links if "href" in link.attrib] == []


def test_a_graph_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = lay_out(LEVELS, EDGES)
    monkeypatch.setattr("subprocess.run", None)
    assert lay_out(LEVELS, EDGES) == first


def test_no_exercise_no_drawing() -> None:
    assert list(drawn([])) == []


def test_titles_are_broken_evenly_and_fit() -> None:
    assert balance_lines("Tell the policy which task it is in") == [
        "Tell the",
        "policy which",
        "task it is in",
    ]
    for each in nodes(ROOT, choose_exercises(ROOT, "all", list(every_shown(ROOT)))):
        lines = balance_lines(each.title)
        assert len(lines) <= 4, each.id
        assert max(map(len, lines)) <= 18, each.id
