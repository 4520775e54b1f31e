"""A figure that trains gives one drawn result after the other, and its last one to the build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.figures.test_figure import compute
from tools.figures import training
from tools.figures.figure import FigureError

LIVE = """
from typing import NamedTuple
from tools.figures import Axis, Line, Number, Panel, Table
TITLE, HINT, CAPTION, PRINTED, SOURCES = "Kettle", "Press it.", "Heat.", "Heat.", ()
CONTROLS = (Number("power", "Power", (1, 2, 3), 2),)
class Result(NamedTuple):
    warm: int
def train(state, progress):
    for minute in range(3):
        progress(minute / 2)
        yield Result(minute * state.power)
def frame(state, result):
    line = Line.through([0, 1], [0, result.warm])
    return Panel(x=Axis("minutes", 0, 1), y=Axis("degrees", 0, 30), marks=[line])
def say(state, result):
    return f"It warms by {result.warm} degrees."
def table(state, result):
    return Table(("degrees",), [(result.warm,)])
"""


def test_results_come_one_by_one_until_there_are_no_more() -> None:
    replies = [training.answer({"source": LIVE, "state": {"power": 3}})]
    replies += [training.answer({}) for _ in range(3)]

    assert [reply["share"] for reply in replies] == [0.0, 0.5, 1.0, 1.0]
    assert [reply["moment"] and reply["moment"]["sentence"] for reply in replies] == [
        "It warms by 0 degrees.",
        "It warms by 3 degrees.",
        "It warms by 6 degrees.",
        None,
    ]
    (panel,) = json.loads(json.dumps(replies[1]))["moment"]["panels"]
    assert panel["marks"][0] | {"x": [0.0, 1.0], "y": [0.0, 3.0]} == panel["marks"][0]
    assert training.answer({"source": LIVE, "state": {"power": 1}})["share"] == 0.0


def test_the_build_shows_what_the_defaults_lead_to(tmp_path: Path) -> None:
    content = compute(tmp_path, LIVE)

    assert isinstance(content, bytes)
    bundle = json.loads(content)
    assert [state[0] for state in bundle["states"]] == ["It warms by 4 degrees."]
    assert bundle["start"] == 0
    assert bundle["controls"][0]["start"] == 1
    assert bundle["live"] == {"source": LIVE, "values": {"power": [1, 2, 3]}}


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("range(3)", "range(0)", "train does not yield a result", None),
        ("minute / 2", "minute / 0", "the state power = 2 cannot be trained: ZeroDivision", 10),
        ("[0, result.warm]", "[0, 1 / 0]", "the state power = 2 cannot be computed", 13),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, old: str, new: str, message: str, line: int | None
) -> None:
    error = compute(tmp_path, LIVE.replace(old, new))

    assert isinstance(error, FigureError)
    assert message in error.message
    assert error.line == line
