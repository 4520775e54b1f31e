"""A figure's states computed, and each looked at before anybody sees it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tools.figures.controls import State, states
from tools.figures.figure import Figure, FigureError, failure
from tools.figures.marks import REFERENCE, Axis, Mark, Panel, Table
from tools.figures.moment import Moment, moment_of, typeset


def moments(figure: Figure, path: Path) -> Iterator[Moment]:
    """The figure in all its states, in order; one that trains, after training with its defaults.

    Raises:
        FigureError: that names the state, if one of them cannot be computed or shown.
    """
    if figure.train:
        state = State(**{control.name: control.start for control in figure.controls})
        yield moment(figure, state, path, trained(figure, state, path))
        return
    for state in states(figure.controls):
        yield moment(figure, state, path)


def trained(figure: Figure, state: State, path: Path) -> Any:
    """The last result of a figure that trains.

    Raises:
        FigureError: if there is none.
    """
    result = None
    assert figure.train
    try:
        for latest in figure.train(state, lambda share: None):
            result = latest
    except Exception as error:
        raise failure(error, path, f"{_name(state)} cannot be trained") from error
    if result is None:
        raise FigureError(
            "train does not yield a result", "Yield one now and then, and one at the end."
        )
    return result


def moment(figure: Figure, state: State, path: Path, *results: Any) -> Moment:
    """The figure in one state.

    Args:
        results: the one that it was trained to, if it trains.

    Raises:
        FigureError: as above.
    """
    where = _name(state)
    try:
        panels, said = figure.frame(state, *results), figure.say(state, *results)
        table = figure.table(state, *results)
    except Exception as error:
        raise failure(error, path, f"{where} cannot be computed") from error
    try:
        sentence = typeset(said) if isinstance(said, str) else said
        checked = _validated(moment_of(panels, sentence, table))
    except (msgspec.ValidationError, TypeError, AttributeError) as error:
        remedy = "Give marks, axes and tables what tools/figures/marks.py says."
        raise FigureError(f"{where}: {error}", remedy) from error
    for message, remedy in _flaws(checked):
        raise FigureError(f"{where} {message}", remedy)
    return checked


def _name(state: State) -> str:
    return "the state " + ", ".join(f"{name} = {value}" for name, value in vars(state).items())


def _validated(moment: Moment) -> Moment:
    """The same with the very types that are written down, such as 1.0 for 1."""
    panels = [
        Panel(
            x=_exact(panel.x, Axis),
            y=_exact(panel.y, Axis),
            marks=[
                _exact(mark, type(mark) if isinstance(mark, Mark) else Mark) for mark in panel.marks
            ],
            title=_exact(panel.title, str),
            square=_exact(panel.square, bool),
        )
        for panel in moment.panels
    ]
    return Moment(panels, _exact(moment.sentence, str), _exact(moment.table, Table))


def _exact[Kind](value: Any, kind: type[Kind]) -> Kind:
    return msgspec.convert(msgspec.to_builtins(value), kind)


def _flaws(moment: Moment) -> Iterator[tuple[str, str]]:
    marks = [mark for panel in moment.panels for mark in panel.marks]
    if not marks:
        yield "shows nothing", "Return a Panel with marks."
    if not moment.sentence.strip():
        yield "has no sentence", "Let say return one."
    if not _is_finite(msgspec.to_builtins(moment)):
        remedy = "Leave the point out, or choose other values for the control."
        yield "holds a number that is not finite", remedy
    for mark in marks:
        if not 0 <= mark.series <= REFERENCE:
            yield f"has a mark of series {mark.series}", "Use 0 to 4, or REFERENCE."
        if mark.uneven():
            name = type(mark).__name__
            yield f"has a {name} whose lists do not fit together", "Make them equally long."


def _is_finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return all(map(_is_finite, value)) if isinstance(value, list) else True
