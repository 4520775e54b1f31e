"""A figure's states as one small JSON value: whatever several states share is stored once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tools.figures import prediction
from tools.figures.controls import Control, start
from tools.figures.figure import Figure
from tools.figures.marks import Axis
from tools.figures.moment import Moment, plain_panel, plain_table

FORMAT = 1
# A drawing is some hundred pixels wide: a smaller part of an axis cannot be seen.
PARTS = 5_000


class Pool:
    """Values, each once, by the number under which it is stored."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[bytes, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value, which is stored if it is new."""
        key = msgspec.json.encode(value)
        if key not in self._numbers:
            self._numbers[key] = len(self.values)
            self.values.append(value)
        return self._numbers[key]


def encode_figure(figure: Figure, moments: Iterable[Moment], source: str) -> dict[str, Any]:
    """The bundle of a figure, as JSON values.

    Args:
        source: of the figure's file, which comes along if the figure trains in the page.

    Its ``states`` name sentence, table and panels by number; panels name marks, and marks name
    arrays, in the same way. docs/assets/js/figure/states.js reads it.
    """
    pools = {name: Pool() for name in ("arrays", "marks", "panels", "tables")}
    states = [
        [
            moment.sentence,
            pools["tables"].number(plain_table(moment.table)),
            *(pools["panels"].number(panel) for panel in _panels(moment, pools)),
        ]
        for moment in moments
    ]
    return {
        "format": FORMAT,
        "name": figure.name,
        "title": figure.title,
        "hint": figure.hint,
        "caption": figure.caption,
        "printed": figure.printed,
        "controls": [_control(control) for control in figure.controls],
        "prediction": figure.prediction
        and prediction.encode_prediction(figure.prediction, figure.controls),
        "start": 0 if figure.train else start(figure.controls),
        "live": figure.train and _live(figure, source),
        "states": states,
        **{name: pool.values for name, pool in pools.items()},
    }


def _live(figure: Figure, source: str) -> dict[str, Any]:
    values = {control.name: list(control.values) for control in figure.controls}
    return {"source": source, "values": values}


def _control(control: Control) -> dict[str, Any]:
    return {
        "kind": control.kind,
        "name": control.name,
        "label": control.label,
        "texts": control.texts(),
        "start": list(control.values).index(control.start),
    }


def _panels(moment: Moment, pools: dict[str, Pool]) -> Iterator[dict[str, Any]]:
    for panel in moment.panels:
        axes = {"x": panel.x, "y": panel.y}
        marks = []
        for mark in panel.marks:
            fields = mark.plain()
            for name, value in fields.items():
                if isinstance(value, list) and value and isinstance(value[0], float):
                    number = pools["arrays"].number(round_values(value, _axis(name, axes)))
                    fields[name] = {"array": number}
                elif isinstance(value, float):
                    fields[name] = round_values([value], _axis(name, axes))[0]
            marks.append(pools["marks"].number(fields))
        yield {**plain_panel(panel), "marks": marks}


def _axis(name: str, axes: dict[str, Axis]) -> Axis | None:
    """The axis along which an attribute of a mark is measured; None for values with a colour."""
    if name in ("x", "to_x"):
        return axes["x"]
    return axes["y"] if name in ("y", "to_y", "low", "high", "heights") else None


def round_values(values: list[float], axis: Axis | None) -> list[float]:
    """Values to what can be seen along an axis; without one, to four significant digits."""
    if axis is None or axis.log:
        return [float(f"{value:.4g}") for value in values]
    digits = max(0, math.ceil(-math.log10((axis.high - axis.low) / PARTS)))
    return [round(value, digits) + 0.0 for value in values]  # + 0.0 turns −0.0 into 0.0
