"""What reproductions have measured, as marks of figures: docs/data/reproductions/NAME.json.

A figure names its file, so that the build knows what the figure depends on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tools.figures import REFERENCE, Area, Dots, Line, Note, Table
from tools.results.reproductions import Record, Row, parse
from tools.results.reproductions_table import amount

FOLDER = Path(__file__).parents[2] / "data" / "reproductions"
Marks = list[object]


@cache
def record(file: str) -> Record:
    """A table that was measured."""
    return parse((FOLDER / file).read_bytes())


@cache
def rows(file: str) -> Mapping[str, Row]:
    """Its rows by what they are of."""
    return {row.what: row for row in record(file).rows}


def digits(value: float | None, count: int = 2) -> str:
    """A number as tables of reproductions write it; a dash where there is none."""
    return "–" if value is None else amount(value, count)


def counted(count: int, noun: str) -> str:
    """So many of something, as rows are called: “1 step” or “5 steps”."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def known(places: Sequence[float], points: Sequence[Row]) -> list[tuple[float, Row]]:
    """The places at which something was measured: where steps diverge there is no mean."""
    return [(x, row) for x, row in zip(places, points, strict=True) if row.ours is not None]


def curve(places: Sequence[float], points: Sequence[Row], label: str, series: int) -> Marks:
    """What we measured, as a line with its points."""
    x = [place for place, _ in known(places, points)]
    values = [row.ours for _, row in known(places, points)]
    return [Line.through(x, values, label, series), Dots.at(x, values, "", series)]


def band(places: Sequence[float], points: Sequence[Row], series: int) -> Area:
    """Its 95 % interval."""
    sure = [(x, row.interval) for x, row in known(places, points) if row.interval]
    low, high = zip(*(interval for _, interval in sure), strict=True)
    return Area.between([x for x, _ in sure], low, high, "", series)


def forest(points: Mapping[str, Row], left: float = 0.0) -> Marks:
    """A line for each row, the first on top: its name above, what was measured with its 95 %
    interval, and what it is held against.

    Args:
        points: rows by the name that readers see.
        left: where the names begin.
    """
    marks: Marks = []
    for place, (name, row) in zip(range(len(points), 0, -1), points.items(), strict=True):
        marks.append(Note(x=left, y=place + 0.36, text=name, anchor="start", series=REFERENCE))
        if row.reference is not None:
            marks.append(Dots.at(row.reference, place, row.basis, REFERENCE))
        if row.interval:
            marks.append(Line.through(row.interval, [place, place], "", 0))
        if row.ours is not None:
            marks.append(Dots.at(row.ours, place, "measured", 0))
    return marks


def listed(points: Mapping[str, Row], count: int = 2) -> Table:
    """Rows by name with all that stands in them, without columns that are empty."""
    cells = {
        name: (
            digits(row.published, count),
            digits(row.reference, count),
            digits(row.ours, count),
            " to ".join(digits(end, count) for end in row.interval) if row.interval else "–",
        )
        for name, row in points.items()
    }
    head = ("published", "reference", "ours", "95 % interval")
    kept = [at for at in range(len(head)) if any(row[at] != "–" for row in cells.values())]
    lines = [(name, *(row[at] for at in kept)) for name, row in cells.items()]
    return Table(("", *(head[at] for at in kept)), lines)
