"""``show``, with which learners look at arrays in Run: what it records, the page draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

MOST_POINTS = 500
MOST_CELLS = 10_000
MOST_PLOTS = 10

Plot = dict[str, Any]


def recorder(plots: list[Plot]) -> Any:
    """What learners call: ``show(x, y)``, ``show.dots(x, y)`` and ``show.heatmap(values)``.

    Args:
        plots: to which each call adds one, at most ``MOST_PLOTS``.
    """

    def show(
        x: Any,
        *ys: Any,
        labels: Sequence[str] = (),
        title: str = "",
        x_label: str = "",
        y_label: str = "",
    ) -> None:
        """Draw a line of one or more y against x; show(y) counts x from 0.

        Args:
            x: float[N]. ys: float[N] each. labels: one name per line. title: above the plot.
                x_label, y_label: what the axes are called.

        Raises:
            ValueError: if lengths differ or a value is not a number.
        """
        add({**_head("lines", title, x_label, y_label), "series": _series("show", x, ys, labels)})

    def dots(
        x: Any,
        *ys: Any,
        labels: Sequence[str] = (),
        title: str = "",
        x_label: str = "",
        y_label: str = "",
    ) -> None:
        """Draw points; otherwise as ``show``."""
        series = _series("show.dots", x, ys, labels)
        add({**_head("dots", title, x_label, y_label), "series": series})

    def heatmap(values: Any, title: str = "", x_label: str = "", y_label: str = "") -> None:
        """Draw an array as cells, darker for higher values, its first row on top.

        Args:
            values: float[rows, columns]. title, x_label, y_label: as for ``show``.

        Raises:
            ValueError: if it is not such an array, or has too many cells.
        """
        add({**_head("heatmap", title, x_label, y_label), "rows": _rows(values)})

    def add(plot: Plot) -> None:
        if len(plots) < MOST_PLOTS:
            plots.append(plot)

    # the names that a wrong call is told
    for function, name in ((show, "show"), (dots, "show.dots"), (heatmap, "show.heatmap")):
        function.__qualname__ = name
    return _with_kinds(show, dots, heatmap)


def silent() -> Any:
    """What a graded submission gets, in which drawing is not in the way."""

    def show(*values: Any, **options: Any) -> None:
        """Draw nothing."""

    return _with_kinds(show, show, show)


def _with_kinds(show: Any, dots: Any, heatmap: Any) -> Any:
    show.dots, show.heatmap = dots, heatmap
    return show


def _rows(values: Any) -> list[list[float | None]]:
    cells = np.asarray(values, dtype=float)
    if cells.ndim != 2 or not cells.size:
        raise ValueError(
            f"show.heatmap() needs an array with rows and columns, found the shape {cells.shape}"
        )
    if cells.size > MOST_CELLS:
        raise ValueError(f"show.heatmap() shows at most {MOST_CELLS} cells, found {cells.size}")
    return [_json(row) for row in cells]


def _series(name: str, x: Any, ys: Sequence[Any], labels: Sequence[str]) -> list[dict[str, Any]]:
    values = [np.asarray(value, dtype=float).reshape(-1) for value in (x, *ys)]
    if not ys:
        values = [np.arange(len(values[0]), dtype=float), *values]
    if len({len(value) for value in values}) > 1:
        lengths = ", ".join(str(len(value)) for value in values)
        raise ValueError(f"{name}() needs arrays of equal length, found lengths {lengths}")
    names = [*map(str, labels), *[""] * len(values)]
    count = len(values[0])
    points = np.unique(np.linspace(0, max(count - 1, 0), min(count, MOST_POINTS)).astype(int))
    places = _json(values[0][points])
    return [
        {"label": label, "x": places, "y": _json(y[points])}
        for label, y in zip(names, values[1:], strict=False)
    ]


def _head(form: str, title: str, x_label: str, y_label: str) -> Plot:
    return {"form": form, "title": str(title), "x": str(x_label), "y": str(y_label)}


def _json(values: np.ndarray) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]  # a gap
