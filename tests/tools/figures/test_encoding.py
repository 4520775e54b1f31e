"""States are stored compactly, and come back as they were."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.figures import encoding
from tools.figures.controls import Number
from tools.figures.figure import Figure
from tools.figures.marks import AnyMark, Axis, Heat, Line, Note, Panel, Rule, Table
from tools.figures.moment import Moment, text


def moment(power: float) -> Moment:
    """A state with marks whose attributes have the same names and differ in kind."""
    marks: list[AnyMark] = [
        Line.through([0, 1, 2], [0, power, 2 * power]),
        Note(x=1.0, y=power, text="here"),
        Rule(x=1.0),
        Heat(x=[0.0, 1.0, 2.0], y=[0.0, 3.0], values=[0.1, power], low=0.0, high=1.0),
    ]
    panel = Panel(x=Axis("x", 0, 2), y=Axis("y", 0, 3), marks=marks)
    return Moment([panel], f"At {power}.", Table(("", "y"), [("power", power)]))


def decoded(bundle: dict[str, Any], state: int) -> list[list[dict[str, Any]]]:
    """The marks of a state's panels, put together again."""
    panels = [bundle["panels"][number] for number in bundle["states"][state][2:]]
    marks = [[bundle["marks"][number] for number in panel["marks"]] for panel in panels]
    return [
        [
            {
                name: bundle["arrays"][value["array"]] if isinstance(value, dict) else value
                for name, value in mark.items()
            }
            for mark in panel
        ]
        for panel in marks
    ]


def test_what_is_shared_is_stored_once_and_comes_back() -> None:
    controls = (Number("power", "Power", (0.25, 0.5), 0.5),)
    at = {0.25: moment(0.25), 0.5: moment(0.5)}
    figure = Figure(
        name="toy",
        title="",
        hint="",
        caption="",
        printed="",
        sources=(),
        controls=controls,
        frame=lambda state: at[state.power].panels,
        say=lambda state: at[state.power].sentence,
        table=lambda state: at[state.power].table,
    )
    moments = list(at.values())

    bundle = json.loads(json.dumps(encoding.encode_figure(figure, moments, "")))

    assert bundle["start"] == 1
    assert bundle["arrays"].count([0.0, 1.0, 2.0]) == 1
    assert sum(mark["mark"] == "rule" for mark in bundle["marks"]) == 1
    for index, before in enumerate(moments):
        assert decoded(bundle, index) == [[mark.plain() for mark in before.panels[0].marks]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("two", "two"),
        (3, "3"),
        (-3.0, "−3"),
        (0.99999999999, "1"),
        (0.123456, "0.123"),
        (-1.7320508, "−1.73"),
        (1234.5, "1234"),
        (0.00012345, "0.0001"),
    ],
)
def test_cells_have_three_digits(cell: str | float, shown: str) -> None:
    assert text(cell) == shown


def test_a_point_keeps_its_place_to_a_pixel() -> None:
    narrow, wide = Axis("x", 0, 0.01), Axis("x", -5000, 5000)

    assert encoding.round_values([0.0012345678], narrow) == [0.001235]
    assert encoding.round_values([1234.5678, -0.001], wide) == [1235.0, 0.0]
    assert encoding.round_values([123456.0], Axis("x", 1, 1e6, log=True)) == [123500.0]
