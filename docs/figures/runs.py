"""How sure a result of several runs is: three summaries of two methods, and their intervals."""

from collections.abc import Callable
from functools import cache

import numpy as np

from metarl.evaluation import iqm, median_of_tasks, stratified_bootstrap
from tools.figures import (
    REFERENCE,
    Area,
    Axis,
    Choice,
    Dots,
    Line,
    Number,
    Panel,
    Prediction,
    State,
    Table,
)
from tools.figures import Rule as Level

TITLE = "How many runs does it take?"
HINT = "Move the slider “Runs of each method”, then choose another summary."
CAPTION = r"""
Drawn scores of two methods, A and B, in runs on {{ five = len(LEVELS) }} tasks. A run of A scores
{{ 0.5, 0.75, 1, 1.25 or 1.5 = LEVELS }}, by task, times a factor that varies from run to run; B
scores {{ 0.8 = SHORT }} of that, but one run in {{ 20 = 1 / LUCKY }} is lucky and scores
{{ ten = TIMES }} times as much. (The factor is the exponential of a normal number with deviation
{{ 0.35 = SPREAD }}.) The first drawing has the scores of the chosen number of runs. The second has
the summary for every number of runs, with its 95 % interval by the stratified bootstrap; the grey
lines are its true values, from {{ 200,000 = MANY }} runs of each.
"""
PRINTED = CAPTION
SOURCES = ("agarwal-2021-rliable",)
LEVELS = np.array([0.5, 0.75, 1.0, 1.25, 1.5])
SPREAD, SHORT, LUCKY, TIMES = 0.35, 0.8, 0.05, 10
RUNS, MANY, SEED = (2, 3, 5, 10, 20, 50), 200_000, 0
SUMMARIES = {"mean": "Mean", "median": "Median of the tasks’ means", "iqm": "IQM"}
STATISTICS: dict[str, Callable[[np.ndarray], float]] = {
    "mean": lambda scores: float(scores.mean()),
    "median": median_of_tasks,
    "iqm": iqm,
}
CONTROLS = (
    Number("runs", "Runs of each method", RUNS, 5),
    Choice("summary", "Summary", SUMMARIES, "mean"),
)
METHODS = ("A", "B")


def draw(runs: int, method: str, rng: np.random.Generator) -> np.ndarray:
    """Scores of a method, float[runs, 5]."""
    scores = LEVELS * np.exp(SPREAD * rng.normal(size=(runs, len(LEVELS))))
    if method == "A":
        return np.asarray(scores)
    lucky = rng.random(scores.shape) < LUCKY
    return SHORT * np.where(lucky, TIMES * scores, scores)


@cache
def scores(method: str) -> np.ndarray:
    """The table: the scores of the most runs, of which fewer are the first, float[50, 5]."""
    return draw(RUNS[-1], method, np.random.default_rng([SEED, METHODS.index(method)]))


@cache
def truth(method: str, summary: str) -> float:
    """What a summary would be after very many runs."""
    rng = np.random.default_rng([SEED, 2, METHODS.index(method)])
    return STATISTICS[summary](draw(MANY, method, rng))


@cache
def found(method: str, summary: str, runs: int) -> tuple[float, float, float]:
    """A summary of the first runs, and the ends of its interval."""
    first, statistic = scores(method)[:runs], STATISTICS[summary]
    low, high = stratified_bootstrap(first, statistic, np.random.default_rng(SEED))
    return statistic(first), low, high


def frame(state: State) -> list[Panel]:
    """The scores, and what they say with more and more runs."""
    strips: list[object] = []
    marks: list[object] = []
    for series, method in enumerate(METHODS):
        shown = scores(method)[: state.runs]
        places = np.tile(np.arange(1, 6) + 0.3 * series - 0.15, (state.runs, 1))
        strips.append(Dots.at(places, np.round(shown, 3), method, series))
        value, low, high = np.array([found(method, state.summary, runs) for runs in RUNS]).T
        level = truth(method, state.summary)
        marks += [
            Area.between(RUNS, low, high, "", series),
            Line.through(RUNS, value, method, series),
            Dots.at(state.runs, value[RUNS.index(state.runs)], "", series),
            Level(y=level, series=REFERENCE, label="true values"),
        ]
    return [
        Panel(
            x=Axis("task", 0.5, 5.5, ticks=[1, 2, 3, 4, 5]),
            y=Axis("score", 0.1, 40, log=True, ticks=[0.1, 1, 10]),
            title="Each run",
            marks=strips,
        ),
        Panel(
            x=Axis("runs", RUNS[0], RUNS[-1], log=True, ticks=list(RUNS)),
            y=Axis(SUMMARIES[state.summary], 0.5, 6, log=True, ticks=[0.5, 1, 2, 5]),
            title="What they say",
            marks=marks,
        ),
    ]


@cache
def lead(summary: str, runs: int) -> tuple[float, float, float]:
    """How far A is ahead after the first runs, and the ends of the interval of this difference."""
    statistic, tasks = STATISTICS[summary], len(LEVELS)

    def ahead(both: np.ndarray) -> float:
        return statistic(both[:, :tasks]) - statistic(both[:, tasks:])

    both = np.hstack([scores(method)[:runs] for method in METHODS])
    low, high = stratified_bootstrap(both, ahead, np.random.default_rng(SEED))
    return ahead(both), low, high


def leader(summary: str, runs: int) -> str:
    """Who is ahead: A, B, or nobody where the interval of the difference holds 0."""
    _, low, high = lead(summary, runs)
    return "A" if low > 0 else "B" if high < 0 else ""


def interval(value: float, low: float, high: float) -> str:
    """A value with its interval, in words."""
    return f"{digits(value)} ({digits(low)} to {digits(high)})"


def digits(value: float) -> str:
    """Two of them, and no minus before a zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def say(state: State) -> str:
    """Both summaries and their difference, with intervals, and who is ahead."""
    a, b = (interval(*found(method, state.summary, state.runs)) for method in METHODS)
    difference = interval(*lead(state.summary, state.runs))
    ahead = leader(state.summary, state.runs)
    verdict = f"{ahead} is ahead" if ahead else "nobody is ahead for sure"
    return (
        f"{SUMMARIES[state.summary]}, {state.runs} runs: A has {a} and B has {b}. "
        f"A minus B is {difference}: {verdict}."
    )


def table(state: State) -> Table:
    """All summaries of this number of runs."""
    rows: list[tuple[str | float, ...]] = []
    for summary, name in SUMMARIES.items():
        true = {method: truth(method, summary) for method in METHODS}
        cells = {method: found(method, summary, state.runs) for method in METHODS}
        cells["A − B"] = lead(summary, state.runs)
        true["A − B"] = true["A"] - true["B"]
        for what, values in cells.items():
            rows.append((f"{name}, {what}", *map(digits, (*values, true[what]))))
    return Table(("Summary", "value", "95 % interval from", "to", "true value"), rows)


def prediction() -> Prediction:
    """What two summaries make of the same runs, from the table itself."""
    most = RUNS[-1]
    mean, middle = (
        {method: found(method, summary, most)[0] for method in METHODS}
        for summary in ("mean", "iqm")
    )
    return Prediction(
        question=(
            f"By the mean of {most} runs on each task, {leader('mean', most)} is ahead: "
            f"{max(mean.values()):.2f} to {min(mean.values()):.2f}. Whom does the interquartile "
            "mean of the same runs put ahead?"
        ),
        choices={"B": "B as well", "nobody": "Nobody: it leaves out too much", "A": "A"},
        right=leader("iqm", most) or "nobody",
        shows={"runs": most, "summary": "iqm"},
        after=(
            f"It is {middle['A']:.2f} for A and {middle['B']:.2f} for B. A few lucky runs lift B’s "
            "mean, and they are among those that the IQM leaves out."
        ),
    )


PREDICTION = prediction()
