"""What is left of many waves in their mean, and how well it serves as a guess for another one."""

from functools import cache

import numpy as np

from metarl.shapes import FloatArray
from metarl.tasks import (
    SineTasks,
    sine_targets,
    sine_tasks,
    task_blind_error,
    zero_predictor_error,
)
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Line,
    Number,
    Panel,
    Prediction,
    State,
    Table,
)

TITLE = "The mean of many waves"
HINT = "Move the slider “Waves drawn”, then choose the other phases."
CAPTION = r"""
Waves \(A \sin(x - \varphi)\), with an amplitude \(A\) drawn evenly from
\({{ [0.1, 5] = LEAST, MOST }}\) and a phase \(\varphi\) from \([0, \pi]\) or \([0, 2\pi]\), at most
{{ six = SHOWN }} of those that are drawn; their mean; and the mean of all waves there are, which is
the best guess.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml", "nichol-2018-reptile")
COUNTS = (1, 2, 5, 20, 100, 1000)
PHASES = {"half": "From 0 to π", "full": "From 0 to 2π"}
CONTROLS = (
    Number("waves", "Waves drawn", COUNTS, 1),
    Choice("phases", "Phases", PHASES, "half"),
)
LEAST, MOST, SHOWN = 0.1, 5.0, 6
GRID = np.linspace(-5, 5, 81)


@cache
def drawn(phases: str) -> FloatArray:
    """The most waves, of which fewer are the first, float[1000, 81]."""
    end = {"half": np.pi, "full": 2 * np.pi}[phases]
    tasks: SineTasks = sine_tasks(COUNTS[-1], np.random.default_rng(0), end)
    places = np.broadcast_to(GRID[:, None], (COUNTS[-1], len(GRID), 1))
    return sine_targets(tasks, places)[..., 0]


def best(phases: str) -> FloatArray:
    """The mean of all waves at the places, float[81]."""
    height = 2 / np.pi * (LEAST + MOST) / 2 if phases == "half" else 0.0
    return -height * np.cos(GRID)


def floor(phases: str) -> float:
    """The error of that guess on a new wave."""
    return task_blind_error() if phases == "half" else zero_predictor_error()


def mean(count: int, phases: str) -> FloatArray:
    """Of the first waves, float[81]."""
    return np.asarray(drawn(phases)[:count].mean(axis=0))


def error(count: int, phases: str) -> float:
    """Of the mean of the first waves, as a guess for a new one: what it is off the best adds up."""
    squared = (mean(count, phases) - best(phases)) ** 2
    return floor(phases) + float(np.trapezoid(squared, GRID) / (GRID[-1] - GRID[0]))


def frame(state: State) -> Panel:
    """Some waves, their mean, and the mean of all."""
    waves = drawn(state.phases)[: min(state.waves, SHOWN)]
    marks: list[object] = [
        Line.through(GRID[::2], np.round(wave[::2], 2), "a wave" if k == 0 else "", 4)
        for k, wave in enumerate(waves)
    ]
    marks += [
        Line.through(GRID, best(state.phases), "best guess", REFERENCE),
        Line.through(GRID, mean(state.waves, state.phases), "mean of the waves drawn", 0),
    ]
    return Panel(x=Axis("x", -5, 5), y=Axis("y", -5, 5), marks=marks)


def say(state: State) -> str:
    """How good the mean is as a guess."""
    subject = f"the mean of {state.waves:,} waves" if state.waves > 1 else "one wave"
    return (
        f"Phases {PHASES[state.phases].lower()}: as a guess for another wave, {subject} has a mean "
        f"squared error of {error(state.waves, state.phases):.2f}; the best guess has "
        f"{floor(state.phases):.2f}."
    )


def table(state: State) -> Table:
    """The error of the mean, for every number of waves."""
    rows: list[tuple[str | float, ...]] = [
        (count, f"{error(count, state.phases):.2f}") for count in COUNTS
    ]
    rows.append(("all there are", f"{floor(state.phases):.2f}"))
    return Table(("Waves drawn", "error of their mean on another wave"), rows)


def prediction() -> Prediction:
    """What the mean looks like, from the waves themselves."""
    count = COUNTS[-1]
    height = float(np.abs(mean(count, "half")).max())
    return Prediction(
        question=(
            f"What will the mean of {count:,} waves look like, with phases from 0 to π and "
            f"amplitudes up to {MOST:g}?"
        ),
        choices={"flat": "Flat, close to 0", "wave": "A wave", "jagged": "An irregular curve"},
        right="wave" if height > 1 else "flat",
        shows={"waves": count, "phases": "half"},
        after=f"It is a wave of height {height:.2f}, for all of the phases lie in one half turn.",
    )


PREDICTION = prediction()
