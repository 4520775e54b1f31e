"""A figure's file, read."""

from __future__ import annotations

import ast
import importlib.util
import math
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.course.origins import hide_origins
from tools.figures.controls import Control
from tools.figures.marks import Panel, Table
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


# Gets a state and what is told how much is done, from 0 to 1.
Train = Callable[[Any, Callable[[float], None]], Iterator[Any]]


@dataclass(frozen=True)
class Figure:
    """A figure as its author wrote it.

    Attributes:
        title: its name for readers.
        hint: the sentence that says what to move or choose.
        caption: what it shows, on the page.
        printed: the same for paper, where nothing can be moved.
        sources: keys of docs/sources.toml; empty for what the page itself derives.
        frame: the panels of a state; of a figure that trains, of a state and a result, as the next
            two.
        say: the sentence of a state.
        table: the numbers of a state.
        prediction: what the page asks first, if anything.
        train: of a figure that trains while readers watch; yields one result after the other.
    """

    name: str
    title: str
    hint: str
    caption: str
    printed: str
    sources: Sequence[str]
    controls: Sequence[Control]
    frame: Callable[..., Panel | Sequence[Panel]]
    say: Callable[..., str]
    table: Callable[..., Table]
    prediction: Prediction | None = None
    train: Train | None = None


# What a file must define: of which type, and what it is for.
REQUIRED = {
    "TITLE": (str, "the figure's name for readers"),
    "HINT": (str, "the sentence that says what to move or choose"),
    "CAPTION": (str, "what the figure shows"),
    "PRINTED": (str, "the caption on paper, where nothing can be moved"),
    "SOURCES": (tuple, "keys of docs/sources.toml, in a tuple"),
    "CONTROLS": (tuple, "a tuple of Number, Choice and Step"),
    "frame": (Callable, "it gets a state and returns a Panel, or several"),
    "say": (Callable, "it gets a state and returns the sentence that tells what the state shows"),
    "table": (Callable, "it gets a state and returns a Table"),
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
    parts = {part: _part(module, part, *required) for part, required in REQUIRED.items()}
    prediction = getattr(module, "PREDICTION", None)
    if prediction is not None and not isinstance(prediction, Prediction):
        raise FigureError("PREDICTION is not a Prediction", "Define it as tools.figures has it.")
    lowered = {part.lower(): value for part, value in parts.items()}
    train = getattr(module, "train", None)
    figure = Figure(name, **lowered, prediction=prediction, train=train)
    _check_controls(figure)
    return figure


def _part(module: Any, part: str, kind: Any, meaning: str) -> Any:
    value = getattr(module, part, None)
    if not isinstance(value, kind):
        noun = "a function" if kind is Callable else f"a {kind.__name__}"
        raise FigureError(f"{part} is missing, or not {noun}", f"Define {part}: {meaning}.")
    return hide_origins(value).strip() if isinstance(value, str) else value


def captions(text: str) -> Iterator[tuple[int, str]]:
    """What the captions in a figure's file say, each with the line where it begins."""
    try:
        statements = ast.parse(text).body
    except SyntaxError:
        return  # told where the file is run
    for statement in statements:
        match statement:
            case ast.Assign([ast.Name("CAPTION" | "PRINTED")], ast.Constant(str(words)) as value):
                yield value.lineno, words


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


def failure(error: Exception, path: Path, what: str) -> FigureError:
    """What Python says of a figure's file, with the line in it."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    text = f"{what}: {type(error).__name__}: {error}"
    return FigureError(text, "Correct the file.", line or (lines[-1] if lines else None))
