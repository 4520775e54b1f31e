"""Run shows what a submission and the scratch area print, plot and raise."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from grader.isolation.scratch_run import run_both
from grader.values.show import MOST_PLOTS, MOST_POINTS

DOUBLE = "def double(values):\n    return 2 * values\n"


def ran(submission: Any, scratch: str = "") -> dict[str, Any]:
    result = run_both(submission, scratch)
    assert list(result) == ["stdout", "stdout_cut", "plots", "error"]
    json.dumps(result, allow_nan=False)
    return result


def plotted(call: str) -> list[dict[str, Any]]:
    result = ran(f"import numpy as np\n{call}")
    assert result["error"] is None, result["error"]
    plots: list[dict[str, Any]] = result["plots"]
    return plots


def test_scratch_area_uses_the_submission() -> None:
    result = ran(DOUBLE + "print('first')", "print(double(4))")

    assert result == {"stdout": "first\n8\n", "stdout_cut": False, "plots": [], "error": None}


def test_a_run_is_the_running_of_a_file() -> None:
    wrong = 'def one():\n    """\n    >>> one()\n    2\n    """\n    return 1\n\n\n'
    shown = ran(f"{wrong}if __name__ == '__main__':\n    import doctest\n    doctest.testmod()\n")
    assert "1 of   1 in __main__.one" in shown["stdout"]


def test_names_do_not_last_until_the_next_run() -> None:
    ran("secret = 1", "")

    assert ran("x = 1", "print(secret)")["error"]["type"] == "NameError"


@pytest.mark.parametrize(
    ("submission", "scratch", "where", "line", "kind", "message"),
    [
        ("1 / 0", "print(1)", "submission", 1, "ZeroDivisionError", "division by zero"),
        (DOUBLE, "x = 1\nx.y", "scratch", 2, "AttributeError", "'int' object has no attribute"),
        (DOUBLE, "double(None)", "scratch", 1, "TypeError", "unsupported operand"),
        ("x = (", "", "submission", 1, "SyntaxError", "Python cannot read line 1."),
        (DOUBLE, "x = (", "scratch", 1, "SyntaxError", "Python cannot read line 1."),
        ("", "print(1)", "submission", None, "SyntaxError", "The submission is empty."),
        (None, "", "submission", None, "SyntaxError", "value of type NoneType"),
        ("exit()", "", "submission", 1, "SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "", "submission", 1, "KeyboardInterrupt", "Keyboard"),
        (
            "from grader.isolation.submission import Invalid\nraise Invalid(object(), {}, {})",
            "",
            "submission",
            2,
            "Invalid",
            "Invalid",
        ),
    ],
)
def test_error_says_where_and_what(
    submission: Any, scratch: str, where: str, line: int | None, kind: str, message: str
) -> None:
    error = ran(submission, scratch)["error"]

    assert (error["where"], error["line"], error["type"]) == (where, line, kind)
    assert message in error["message"]


def test_traceback_shows_both_editors_and_nothing_of_ours() -> None:
    error = ran(DOUBLE, "double(None)")["error"]

    assert "scratch.py" in error["python"]
    assert "return 2 * values" in error["python"]
    assert "grader" not in error["python"]


@pytest.mark.parametrize("where", ["submission", "scratch"])
@pytest.mark.parametrize(
    "action",
    [
        "import builtins; builtins.__dict__.clear(); 1 / 0",
        "import builtins; builtins.len = None",
        "import grader.isolation.scratch_run as s; s.EVERYTHING = s.words_of = None; 1 / 0",
        "import grader.isolation.clean_state as c; c.clean_state = c.guard = None",
        "import sys; sys.stdout = None",
    ],
)
def test_damage_is_undone(where: str, action: str) -> None:
    ran(*((action, "") if where == "submission" else ("x = 1", action)))

    assert ran(DOUBLE, "print(len([double(4)]))")["stdout"] == "1\n"


def test_flood_of_output_is_cut() -> None:
    result = ran("while True:\n    print('x' * 10**4)\n    if len(str(0)): break\nprint('y')")

    assert result["stdout"] == "x" * 10**4
    assert result["stdout_cut"]


def test_lines_are_plotted_against_x() -> None:
    names = "labels=['a'], title='T', y_label='loss'"
    (plot,) = plotted(f"show([0, 1], [2, 3], np.array([4, np.nan]), {names})")

    assert plot == {
        "form": "lines",
        "title": "T",
        "x": "",
        "y": "loss",
        "series": [
            {"label": "a", "x": [0.0, 1.0], "y": [2.0, 3.0]},
            {"label": "", "x": [0.0, 1.0], "y": [4.0, None]},
        ],
    }


def test_single_argument_is_plotted_against_its_index() -> None:
    (plot,) = plotted("show([5, 6, 7])")

    assert plot["series"] == [{"label": "", "x": [0.0, 1.0, 2.0], "y": [5.0, 6.0, 7.0]}]


def test_points_and_cells_are_drawn_too() -> None:
    dots, cells = plotted(
        "show.dots([1], [2], labels=['p'])\nshow.heatmap([[1, 2], [3, np.inf]], x_label='state')"
    )

    assert (dots["form"], dots["series"]) == ("dots", [{"label": "p", "x": [1.0], "y": [2.0]}])
    assert (cells["form"], cells["x"]) == ("heatmap", "state")
    assert cells["rows"] == [[1.0, 2.0], [3.0, None]]


def test_empty_plot_has_no_points() -> None:
    assert plotted("show([])")[0]["series"] == [{"label": "", "x": [], "y": []}]


def test_long_line_keeps_its_ends() -> None:
    (plot,) = plotted("show(np.arange(100_000))")

    x = plot["series"][0]["x"]
    assert len(x) == MOST_POINTS
    assert (x[0], x[-1]) == (0.0, 99_999.0)
    assert np.all(np.diff(x) > 0)


def test_only_the_first_plots_are_kept() -> None:
    assert len(plotted("for n in range(99): show([n])")) == MOST_PLOTS


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("show([1, 2], [1])", "show() needs arrays of equal length, found lengths 2, 1"),
        ("show.dots([1], [])", "show.dots() needs arrays of equal length, found lengths 1, 0"),
        ("show.heatmap([1, 2])", "needs an array with rows and columns, found the shape (2,)"),
        ("show.heatmap(np.zeros((999, 99)))", "shows at most 10000 cells, found 98901"),
        ("show.dots()", "show.dots() missing 1 required positional argument: 'x'"),
        ("show([1], colour='red')", "show() got an unexpected keyword argument 'colour'"),
        ("show('abc')", "could not convert string to float"),
        ("show(None, object())", "float()"),
    ],
)
def test_values_that_cannot_be_plotted_are_the_learners_error(call: str, message: str) -> None:
    error = ran(f"import numpy as np\n{call}")["error"]

    assert error["line"] == 2
    assert message in error["message"]
