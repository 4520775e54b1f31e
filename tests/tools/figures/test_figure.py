"""A figure's file is read and computed, and what is wrong with it is said with state and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.figures.bundles import compute_bundle
from tools.figures.controls import Choice, Number, Step, start, states
from tools.figures.figure import FOLDER, FigureError

GOOD = """
from tools.figures import Axis, Line, Number, Panel, Prediction, Table
TITLE, HINT, CAPTION, PRINTED, SOURCES = "Kettle", "Move it.", "Heat.", "Heat.", ()
CONTROLS = (Number("power", "Power", (1, 2, 3), 2, " kW"),)
ASKS = "Which is hotter?", {"a": "The kettle", "b": "The pan"}, "a", {"power": 3}, "It is."
PREDICTION = Prediction(*ASKS)
def frame(state):
    line = Line.through([0, 1], [0, 10 * state.power])
    return Panel(x=Axis("minutes", 0, 1), y=Axis("degrees", 0, 30), marks=[line])
def say(state):
    return f"With {state.power} kW it warms by {10 * state.power} degrees."
def table(state):
    return Table(("minutes", "degrees"), [(0, 0), (1, 10 * state.power)])
"""


def compute(tmp_path: Path, source: str) -> bytes | FigureError:
    """The toy figure with a source."""
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "kettle.py").write_text(source, "utf-8")
    return compute_bundle(tmp_path, "kettle")


def test_a_good_figure_has_all_its_states(tmp_path: Path) -> None:
    assert isinstance(compute(tmp_path, GOOD), bytes)


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("TITLE, HINT", "TITLE, HIMT", "HINT is missing", None),
        ("def say", "def said", "say is missing, or not a function", None),
        ("(1, 2, 3), 2,", "(1, 2, 3), 5,", "'power' starts at 5, which it does not have", None),
        ("(1, 2, 3), 2,", "(2,), 2,", "the controls have 1 states together", None),
        ("(1, 2, 3), 2,", "range(9000), 2,", "the controls have 9000 states together", None),
        ("10 * state.power])", "10 / (state.power - 3)])", "the state power = 3 cannot be", 8),
        ("[0, 10 *", "[0, float('nan') *", "the state power = 1 holds a number that is not", None),
        ("[0, 1], [0,", "[0, 1, 2], [0,", "a Line whose lists do not fit together", None),
        ("marks=[line]", "marks=[]", "the state power = 1 shows nothing", None),
        ("marks=[line]", "marks=[7]", "the state power = 1: Expected `object`, got `int`", None),
        ('degrees."', "degrees.\" if state.power < 3 else ''", "power = 3 has no sentence", None),
        ("power])\n", "power], series=6)\n", "has a mark of series 6", None),
        ("Prediction(*ASKS)", "ASKS", "PREDICTION is not a Prediction", None),
        (
            '"a", {"power',
            '"c", {"power',
            "PREDICTION calls 'c' right, which is not one of the choices",
            None,
        ),
        ('"b": "The pan"', "", "PREDICTION has fewer than two choices", None),
        ('{"power": 3}', '{"power": 9}', "has the control 'power' at 9, where it never is", None),
        ('{"power": 3}', "{}", "PREDICTION does not name the state", None),
        ('"It is."', '""', "PREDICTION lacks its question or the sentence after it", None),
        ("import Axis", "import Oxis", "cannot be run: ImportError", 2),
        ("def frame(state):", "def frame(state:", "cannot be run: SyntaxError", 7),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, old: str, new: str, message: str, line: int | None
) -> None:
    assert old in GOOD

    error = compute(tmp_path, GOOD.replace(old, new, 1))

    assert isinstance(error, FigureError)
    assert message in error.message
    assert error.remedy
    assert error.line == line


def test_states_come_in_the_order_in_which_the_page_counts_them() -> None:
    controls = (
        Number("size", "Size", (0.5, 1.0), 1.0),
        Choice("rule", "Rule", {"a": "A", "b": "B"}, "a"),
        Step("seen", "Seen", 1, 3, 2),
    )
    everything = list(states(controls))

    assert len(everything) == 12
    assert vars(everything[1]) == {"size": 0.5, "rule": "a", "seen": 2}
    assert vars(everything[start(controls)]) == {"size": 1.0, "rule": "a", "seen": 2}


def test_values_are_shown_with_unit_and_sign() -> None:
    assert Number("turn", "Turn", (-10, 0.5), 0.5, "°").texts() == ["−10°", "0.5°"]
    assert Step("seen", "Seen", 0, 2, 0).texts() == ["0", "1", "2"]
