"""How many training tasks it takes before the best answer to them also answers new tasks."""

from functools import cache

import numpy as np

from metarl.evaluation import mean_interval
from metarl.in_context import known_tasks_mean, ridge
from tools.figures import REFERENCE, Area, Axis, Dots, Line, Number, Panel, State, Table

TITLE = "From memorised tasks to learning"
HINT = "Move the slider “Training tasks”."
CAPTION = r"""
A prompt holds {{ 16 = EXAMPLES }} examples of \(y = w^\top x + \varepsilon\), with {{ eight = D }}
numbers in \(w\) and noise \(\varepsilon\) of variance {{ 0.25 = VARIANCE }}. A learner that has
seen \(M\) training tasks, and holds any of them for possible and nothing else, answers with the
mean of their \(w\), weighted by how well each fits the prompt. The curves give the squared error of
that answer divided by {{ eight = D }}, on prompts from the training tasks and from new ones with
\(w \sim N(0, I)\); the dashed grey line is ridge regression, the best answer when tasks are new.
Means over {{ 8 = DRAWS }} draws of the training tasks, with 95 % intervals. Nothing is trained
here: each value is computed from Bayes' rule.
"""
PRINTED = CAPTION
SOURCES = ("raventos-2023-task-diversity",)
D, EXAMPLES, VARIANCE, DRAWS, PROMPTS = 8, 16, 0.25, 8, 128
COUNTS = (1, 4, 16, 64, 256, 1024, 4096, 16384)
CONTROLS = (Number("tasks", "Training tasks", COUNTS, 4),)
TRAINING, NEW = "on the training tasks", "on new tasks"


def error(answer: np.ndarray, w: np.ndarray) -> float:
    """Squared distance from the truth, per dimension."""
    return float(np.square(answer - w).mean())


def prompts(w: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and noisy targets of one prompt for each task."""
    x = rng.normal(size=(len(w), EXAMPLES, D))
    noise = np.sqrt(VARIANCE) * rng.normal(size=(len(w), EXAMPLES))
    return x, (x @ w[:, :, None])[:, :, 0] + noise


@cache
def errors() -> dict[str, np.ndarray]:
    """Errors by what they are of, float[DRAWS, len(COUNTS)], and those of ridge, float[DRAWS]."""
    found = {name: np.empty((DRAWS, len(COUNTS))) for name in (TRAINING, NEW)}
    best = np.empty(DRAWS)
    for draw in range(DRAWS):
        rng = np.random.default_rng(draw)
        tasks = rng.normal(size=(COUNTS[-1], D))
        new = rng.normal(size=(PROMPTS, D))
        x, y = prompts(new, rng)
        best[draw] = error(ridge(x, y, VARIANCE), new)
        for column, count in enumerate(COUNTS):
            known = tasks[rng.integers(count, size=PROMPTS)]
            seen_x, seen_y = prompts(known, rng)
            answer = known_tasks_mean(seen_x, seen_y, tasks[:count], VARIANCE)
            found[TRAINING][draw, column] = error(answer, known)
            answer = known_tasks_mean(x, y, tasks[:count], VARIANCE)
            found[NEW][draw, column] = error(answer, new)
    return {**found, "ridge": best}


def frame(state: State) -> Panel:
    """Both errors over the number of training tasks."""
    marks: list[object] = []
    for series, name in enumerate((TRAINING, NEW)):
        means = errors()[name].mean(axis=0)
        ends = [mean_interval(column)[1] for column in errors()[name].T]
        low, high = np.array(ends).T
        marks += [
            Area.between(COUNTS, low, high, "", series),
            Line.through(COUNTS, means, name, series),
            Dots.at(state.tasks, means[COUNTS.index(state.tasks)], "", series),
        ]
    level = errors()["ridge"].mean()
    marks.append(Line.through((1, COUNTS[-1]), (level, level), "ridge regression", REFERENCE))
    return Panel(
        x=Axis("training tasks M", 1, COUNTS[-1], log=True, ticks=[1, 16, 256, 4096]),
        y=Axis("error of the answer", 0, 2.4),
        marks=marks,
    )


def say(state: State) -> str:
    """Both errors, and how far new tasks are from the best answer."""
    column = COUNTS.index(state.tasks)
    known, new = (errors()[name].mean(axis=0)[column] for name in (TRAINING, NEW))
    ratio = new / errors()["ridge"].mean()
    tasks = "1 training task" if state.tasks == 1 else f"{state.tasks:,} training tasks"
    return (
        f"With {tasks}, the error is {known:.3f} on the training tasks and {new:.3f} on new ones: "
        f"{ratio:.2g} times that of ridge regression."
    )


def table(state: State) -> Table:
    """The errors with their intervals."""
    column = COUNTS.index(state.tasks)
    rows: list[tuple[str | float, ...]] = []
    for name in (TRAINING, NEW):
        mean, (low, high) = mean_interval(errors()[name][:, column])
        rows.append((name, mean, low, high))
    mean, (low, high) = mean_interval(errors()["ridge"])
    rows.append(("ridge regression, on new tasks", mean, low, high))
    return Table(("", "error", "95 % interval from", "to"), rows)
