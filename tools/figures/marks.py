"""What a state of a figure shows: panels with axes, the marks in them, and the numbers as a table.

Marks name no colour: each belongs to a series, and the page gives every series a colour, dashes and
a symbol of its own, so that none of them is told apart by colour alone. Nothing is imported here
that the browser's Python lacks, for figures that train while readers watch are drawn there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

SERIES = 5
REFERENCE = 5  # the series of what others are compared with: grey
Numbers = list[float]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What all marks have.

    Attributes:
        series: 0 to 4, or ``REFERENCE``.
        label: the series's name in the legend; marks with one label share an entry.
    """

    series: int = 0
    label: str = ""

    def uneven(self) -> bool:
        """Whether lists that belong together, point by point, differ in length."""
        lists = (getattr(self, field.name) for field in fields(self))
        return len({len(values) for values in lists if isinstance(values, list)}) > 1

    def plain(self) -> dict[str, Any]:
        """What docs/assets/js/figure/drawing.js draws: the attributes, and which mark it is."""
        return {"mark": type(self).__name__.lower(), **asdict(self)}


def numbers(values: ArrayLike) -> Numbers:
    """Values as a flat list; whether they are finite is checked with the whole figure."""
    return [float(value) for value in np.ravel(np.asarray(values, float))]


@dataclass(frozen=True, kw_only=True)
class Line(Mark):
    """A line through points; ``x`` and ``y`` are equally long."""

    x: Numbers
    y: Numbers

    @classmethod
    def through(cls, x: ArrayLike, y: ArrayLike, label: str = "", series: int = 0) -> Line:
        """A line from arrays."""
        return cls(x=numbers(x), y=numbers(y), label=label, series=series)


@dataclass(frozen=True, kw_only=True)
class Area(Mark):
    """What lies between two curves over ``x``."""

    x: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def between(
        cls, x: ArrayLike, low: ArrayLike, high: ArrayLike, label: str = "", series: int = 0
    ) -> Area:
        """An area from arrays."""
        return cls(x=numbers(x), low=numbers(low), high=numbers(high), label=label, series=series)


@dataclass(frozen=True, kw_only=True)
class Dots(Mark):
    """Points, each with the symbol of its series."""

    x: Numbers
    y: Numbers

    @classmethod
    def at(cls, x: ArrayLike, y: ArrayLike, label: str = "", series: int = 0) -> Dots:
        """Points from arrays or from two numbers."""
        return cls(x=numbers(x), y=numbers(y), label=label, series=series)


@dataclass(frozen=True, kw_only=True)
class Arrows(Mark):
    """Arrows from ``(x, y)`` to ``(to_x, to_y)``."""

    x: Numbers
    y: Numbers
    to_x: Numbers
    to_y: Numbers

    @classmethod
    def vector(
        cls, to: ArrayLike, label: str = "", series: int = 0, start: ArrayLike = (0.0, 0.0)
    ) -> Arrows:
        """One arrow from a point, (2,), to another, (2,)."""
        (x, y), (to_x, to_y) = numbers(start), numbers(to)
        return cls(x=[x], y=[y], to_x=[to_x], to_y=[to_y], label=label, series=series)


@dataclass(frozen=True, kw_only=True)
class Note(Mark):
    """Words at a point; ``anchor`` is the end of them that lies there: start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, kw_only=True)
class Rule(Mark):
    """A line across the panel: upright at ``x``, or level at ``y``."""

    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, kw_only=True)
class Heat(Mark):
    """Cells of equal size in rows, the lowest first; darker for higher values.

    Attributes:
        x: the cells' left edges and the last one's right edge, (columns + 1,).
        y: the same of the rows, (rows + 1,).
        values: row after row, (rows · columns,).
        low: the value that has no colour at all.
        high: the value that has the full colour.
    """

    x: Numbers
    y: Numbers
    values: Numbers
    low: float
    high: float

    @classmethod
    def over(
        cls, x: ArrayLike, y: ArrayLike, values: ArrayLike, span: tuple[float, float] = (0.0, 1.0)
    ) -> Heat:
        """Cells from arrays, with values from ``span[0]`` to ``span[1]``."""
        low, high = span
        return cls(x=numbers(x), y=numbers(y), values=numbers(values), low=low, high=high)

    def uneven(self) -> bool:
        """Whether there is not one value for each cell."""
        return len(self.values) != (len(self.x) - 1) * (len(self.y) - 1)


@dataclass(frozen=True, kw_only=True)
class Contours(Mark):
    """Lines of equal value of a function on a grid.

    Attributes:
        x: lowest and highest value along the panel, (2,).
        y: the same upwards, (2,).
        columns: values in a row.
        values: row after row, the lowest first.
        levels: the values whose lines are drawn.
    """

    x: Numbers
    y: Numbers
    columns: int
    values: Numbers
    levels: Numbers

    def uneven(self) -> bool:
        """Whether the values do not fill their rows."""
        return len(self.x) != 2 or len(self.y) != 2 or len(self.values) % self.columns != 0


@dataclass(frozen=True, kw_only=True)
class Bars(Mark):
    """Upright bars from 0, by the names below them; the panel's x axis needs no range then."""

    names: list[str]
    heights: Numbers


AnyMark = Line | Area | Dots | Arrows | Note | Rule | Heat | Contours | Bars


@dataclass(frozen=True)
class Axis:
    """An axis: its words and its range, the same in every state that is to be compared.

    Attributes:
        log: whether equal factors lie equally far apart.
        ticks: where there are numbers, if not at round ones of the drawing's choice; empty list
            for an axis without.
    """

    label: str
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    ticks: list[float] | None = None


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One drawing.

    Attributes:
        marks: drawn in this order.
        square: whether a unit is as long on both axes.
    """

    x: Axis
    y: Axis
    marks: Sequence[AnyMark]
    title: str = ""
    square: bool = False


@dataclass(frozen=True)
class Table:
    """The numbers of a state. A cell is text, or a number, which gets three significant digits."""

    head: Sequence[str]
    rows: Sequence[Sequence[str | float]]
