"""Four descents through the valleys of CAGrad's landscape, from three starts."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from metarl.multitask import cagrad_landscape
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Contours,
    Dots,
    Line,
    Number,
    Panel,
    State,
    Table,
)

TITLE = "Down into the bowl, or stuck on the way"
HINT = "Choose a start and a method, and move the slider “Updates”."
CAPTION = r"""
The first drawing shows the plane of two parameters, with contours of the mean of two losses. Above
lie two steep valleys; below, each loss has a bowl of its own, with its bottom at one end of the
marked line. On that line no step lowers both losses, and the mean is lowest in the middle,
{{ −15.09 = metarl.multitask.cagrad_landscape(np.array([0.0, -8.0]))[0].mean() }}. The second
drawing has the mean loss of every method from this start. All take
{{ 100,000 steps of Adam with step size 0.001
= [recipes.landscape_paths.STEPS, recipes.landscape_paths.LR] }},
and CAGrad has \(c = 0.5\). The descents were computed once and stored.
"""
PRINTED = CAPTION
SOURCES = ("liu-2021-cagrad", "yu-2020-pcgrad", "sener-2018-mgda")
METHODS = {"mean": "Mean", "pcgrad": "PCGrad", "mgda": "MGDA", "cagrad": "CAGrad"}
STARTS = {"left": "(−8.5, 7.5)", "low": "(−8.5, −5)", "right": "(9, 9)"}
CONTROLS = (
    Choice("start", "Start", STARTS, "right"),
    Choice("method", "Method", METHODS, "mean"),
    Number("updates", "Updates, in thousands", (0, 2, 5, 10, 20, 40, 60, 80, 100), 100),
)
# made by docs/figures/recipes/landscape_paths.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "landscape_paths.json"
SERIES = {"mean": 0, "pcgrad": 1, "mgda": 2, "cagrad": 3}
LOW, HIGH = (-10.0, -11.0), (10.0, 10.0)
LEVELS = [-14.0, -12.0, -10.0, -8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]


@cache
def paths() -> dict[str, np.ndarray]:
    """For each method the places every 1,000 updates, float[3, 101, 2]."""
    return {name: np.array(places) for name, places in json.loads(FILE.read_text()).items()}


def path(method: str, start: str) -> np.ndarray:
    """The way of a method from a start, float[101, 2]."""
    return paths()[method][list(STARTS).index(start)]


@cache
def contours() -> Contours:
    """Of the mean loss."""
    x, y = (np.linspace(LOW[axis], HIGH[axis], 57) for axis in (0, 1))
    places = np.stack(np.meshgrid(x, y), axis=-1)
    values = cagrad_landscape(places)[0].mean(axis=-1)
    return Contours(
        x=[LOW[0], HIGH[0]],
        y=[LOW[1], HIGH[1]],
        columns=len(x),
        values=values.ravel().tolist(),
        levels=LEVELS,
        series=REFERENCE,
    )


def frame(state: State) -> list[Panel]:
    """The way so far, and the mean losses."""
    way = path(state.method, state.start)[: state.updates + 1]
    x, y = way.T
    series = SERIES[state.method]
    thousands = np.arange(101)
    return [
        Panel(
            x=Axis("first parameter", LOW[0], HIGH[0]),
            y=Axis("second parameter", LOW[1], HIGH[1]),
            title="The way",
            square=True,
            marks=[
                contours(),
                Line.through([-7, 0, 7], [-8.43, -8.36, -8.43], "no step helps both", 4),
                Line.through(x, y, "", series),
                Dots.at(x[0], y[0], "start", REFERENCE),
                Dots.at(x[-1], y[-1], "now", series),
            ],
        ),
        Panel(
            x=Axis("updates, in thousands", 0, 100),
            y=Axis("mean loss", -16, 10),
            title="The mean loss",
            marks=[
                *(
                    Line.through(thousands, means(name, state.start), METHODS[name], SERIES[name])
                    for name in METHODS
                ),
                Dots.at(
                    state.updates, means(state.method, state.start)[state.updates], "now", series
                ),
            ],
        ),
    ]


def means(method: str, start: str) -> np.ndarray:
    """Mean loss every 1,000 updates, float[101]."""
    return np.asarray(cagrad_landscape(path(method, start))[0].mean(axis=-1))


def say(state: State) -> str:
    """Where the method is, and at what losses."""
    place = path(state.method, state.start)[state.updates]
    first, second = cagrad_landscape(place)[0]
    method = "the mean gradient" if state.method == "mean" else METHODS[state.method]
    after = f"After {state.updates},000 updates" if state.updates else "Before the first update"
    verb = "has come to" if state.updates else "is at"
    x, y = place.round(1) + 0.0
    text = (
        f"{after} from {STARTS[state.start]}, {method} {verb} ({x:.1f}, {y:.1f}), where the "
        f"losses are {first:.2f} and {second:.2f}, {(first + second) / 2:.2f} on average."
    )
    return text.replace("-", "−")


def table(state: State) -> Table:
    """All methods at this update, from this start."""
    rows: list[tuple[str | float, ...]] = []
    for method, name in METHODS.items():
        place = path(method, state.start)[state.updates]
        losses = cagrad_landscape(place)[0]
        cells = [*(f"{x:.1f}" for x in place.round(1) + 0.0)]
        cells += [f"{loss:.2f}" for loss in (*losses, losses.mean())]
        rows.append((name, *(cell.replace("-", "−") for cell in cells)))
    head = ("Method", "first parameter", "second parameter", "loss 1", "loss 2", "mean loss")
    return Table(head, rows)
