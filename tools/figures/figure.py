"""A figure's file: read, and each of its states computed and checked."""

from __future__ import annotations

import importlib.util
import math
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tools.figures.controls import Control, State, states
from tools.figures.marks import REFERENCE, Panel, Table
from tools.figures.prediction import Prediction, flaws

FOLDER = Path("docs") / "figures"
MOST_STATES = 4_000


class FigureError(Exception):
    """What is wrong with a figure's file, and what to do about it."""

    def __init__(self, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message, remedy, line)  # all of them, or it could not leave a process
        self.message = message
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True)
class Figure:
    """A figure as its author wrote it.

    Attributes:
        title: its name for readers.
        hint: the sentence that says what to move or choose.
        caption: what it shows, on the page.
        printed: the same for paper, where nothing can be moved.
        sources: keys of docs/sources.toml; empty for what the page itself derives.
        frame: the panels of a state.
        say: the sentence of a state.
        table: the numbers of a state.
        prediction: what the page asks first, if anything.
    """

    name: str
    title: str
    hint: str
    caption: str
    printed: str
    sources: Sequence[str]
    controls: Sequence[Control]
    frame: Callable[[State], Panel | Sequence[Panel]]
    say: Callable[[State], str]
    table: Callable[[State], Table]
    prediction: Prediction | None = None


class Moment(msgspec.Struct, frozen=True):
    """A figure in one of its states."""

    panels: Sequence[Panel]
    sentence: str
    table: Table


REQUIRED = {
    "TITLE": str,
    "HINT": str,
    "CAPTION": str,
    "PRINTED": str,
    "SOURCES": tuple,
    "CONTROLS": tuple,
    "frame": Callable,
    "say": Callable,
    "table": Callable,
}


def names(root: Path) -> list[str]:
    """The figures below ``root``."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.py") if path.stem != "__init__")


def load(root: Path, name: str) -> Figure:
    """Run a figure's file.

    Raises:
        FigureError: if it cannot be run or lacks a part.
    """
    path = root / FOLDER / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"figure_{name.replace('-', '_')}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise failure(error, path, "the file cannot be run") from error
    parts = {part: _part(module, part, kind) for part, kind in REQUIRED.items()}
    prediction = getattr(module, "PREDICTION", None)
    if prediction is not None and not isinstance(prediction, Prediction):
        raise FigureError("PREDICTION is not a Prediction", "Define it as tools.figures has it.")
    lowered = {part.lower(): value for part, value in parts.items()}
    figure = Figure(name, **lowered, prediction=prediction)
    _check_controls(figure)
    return figure


def _part(module: Any, part: str, kind: Any) -> Any:
    value = getattr(module, part, None)
    if not isinstance(value, kind):
        noun = "a function" if kind is Callable else f"a {kind.__name__}"
        raise FigureError(f"{part} is missing, or not {noun}", f"Define {part}: {_MEANING[part]}.")
    return value.strip() if isinstance(value, str) else value


_MEANING = {
    "TITLE": "the figure's name for readers",
    "HINT": "the sentence that says what to move or choose",
    "CAPTION": "what the figure shows",
    "PRINTED": "the caption on paper, where nothing can be moved",
    "SOURCES": "keys of docs/sources.toml, in a tuple",
    "CONTROLS": "a tuple of Number, Choice and Step",
    "frame": "it gets a state and returns a Panel, or several",
    "say": "it gets a state and returns the sentence that tells what the state shows",
    "table": "it gets a state and returns a Table",
}


def _check_controls(figure: Figure) -> None:
    for control in figure.controls:
        if control.start not in control.values:
            raise FigureError(
                f"the control {control.name!r} starts at {control.start!r}, which it does not have",
                "Give one of its values as start.",
            )
    count = math.prod(len(control.values) for control in figure.controls)
    if not 1 < count <= MOST_STATES:
        raise FigureError(
            f"the controls have {count} states together",
            f"Give them 2 to {MOST_STATES}: fewer values each, or fewer controls.",
        )
    for message, remedy in flaws(figure.prediction, figure.controls) if figure.prediction else ():
        raise FigureError(message, remedy)


def moments(figure: Figure, path: Path) -> Iterator[Moment]:
    """The figure in all its states, in order.

    Raises:
        FigureError: that names the state, if one of them cannot be computed or shown.
    """
    for state in states(figure.controls):
        yield moment(figure, state, path)


def moment(figure: Figure, state: State, path: Path) -> Moment:
    """The figure in one state.

    Raises:
        FigureError: as above.
    """
    where = ", ".join(f"{name} = {value}" for name, value in vars(state).items())
    try:
        shown, sentence, table = figure.frame(state), figure.say(state), figure.table(state)
    except Exception as error:
        raise failure(error, path, f"the state {where} cannot be computed") from error
    panels = [shown] if isinstance(shown, Panel) else shown
    try:
        found = msgspec.convert(msgspec.to_builtins(Moment(panels, sentence, table)), Moment)
    except (msgspec.ValidationError, TypeError) as error:
        remedy = "Give marks, axes and tables what tools/figures/marks.py says."
        raise FigureError(f"the state {where}: {error}", remedy) from error
    for message, remedy in _flaws(found):
        raise FigureError(f"the state {where} {message}", remedy)
    return found


def _flaws(moment: Moment) -> Iterator[tuple[str, str]]:
    marks = [mark for panel in moment.panels for mark in panel.marks]
    if not marks:
        yield "shows nothing", "Return a Panel with marks."
    if not moment.sentence.strip():
        yield "has no sentence", "Have say return one."
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


def failure(error: Exception, path: Path, what: str) -> FigureError:
    """What Python says of a figure's file, with the line in it."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    text = f"{what}: {type(error).__name__}: {error}"
    return FigureError(text, "Mend the file.", line or (lines[-1] if lines else None))
