"""What remedies for conflicting gradients change in four control tasks."""

from msgspec.structs import replace

from docs.figures.recipes.measured import digits, forest, listed, rows
from tools.figures import Axis, Choice, Panel, State, Table
from tools.results.reproductions import Row

FILE = "multitask_control.json"
TITLE = "Which remedy helps?"
HINT = "Choose the four tasks’ targets."
CAPTION = r"""
Mean squared distance from the target after training on four control tasks, on average over
{{ 20 = SEEDS }} seeds, with 95 % intervals; 0 is the best, and a point that never moves has 2.
With *one target* the tasks need the same two features, with *four* they need eight. The first
drawing changes the room for features, the second what is done about conflicting gradients in a
trunk of four units that serves all tasks.
"""
PRINTED = CAPTION
SOURCES = (
    "yu-2020-pcgrad",
    "sener-2018-mgda",
    "liu-2021-cagrad",
    "liu-2023-famo",
    "kurin-2022-unitary",
)
TARGETS = {
    "one target": "The same",
    "four targets": "Four",
    "four targets, the first pays tenfold": "Four, and one pays tenfold",
}
CONTROLS = (Choice("targets", "Targets", TARGETS, "one target"),)
ROOM = {
    "a network for each task": "a network for each task",
    "a trunk of 4 units, sum": "shared trunk, sum",
    "a trunk of 16 units, sum": "shared trunk of 16 units, sum",
}
REMEDIES = {
    "uncertainty weighting": "shared trunk, uncertainty weighting",
    "FAMO": "shared trunk, FAMO",
    "PCGrad": "shared trunk, PCGrad",
    "MGDA": "shared trunk, MGDA",
    "CAGrad": "shared trunk, CAGrad",
}
PANELS = {"Room": ROOM, "Remedies, in 4 units": REMEDIES}
SEEDS = rows(FILE)["one target: shared trunk, sum"].seeds


def points(targets: str, methods: dict[str, str]) -> dict[str, Row]:
    """The rows of a problem, by the names that readers see, with costs for rewards."""
    return {name: cost(rows(FILE)[f"{targets}: {method}"]) for name, method in methods.items()}


def cost(row: Row) -> Row:
    """The same row of the negative values: the reward is a negative distance."""
    ours, reference, published = (
        None if value is None else -value for value in (row.ours, row.reference, row.published)
    )
    interval = row.interval and (-row.interval[1], -row.interval[0])
    return replace(row, ours=ours, reference=reference, published=published, interval=interval)


def frame(state: State) -> list[Panel]:
    """A line for each method."""
    return [
        Panel(
            x=Axis("mean squared distance", 0, 1.6),
            y=Axis("", 0.5, len(methods) + 0.8, ticks=[]),
            title=title,
            marks=forest(points(state.targets, methods), left=0.02),
        )
        for title, methods in PANELS.items()
    ]


def say(state: State) -> str:
    """All distances."""
    told = ", ".join(
        f"{name} {digits(row.ours)}" for name, row in points(state.targets, ROOM | REMEDIES).items()
    )
    return f"Targets: {TARGETS[state.targets].lower()}. Mean squared distance: {told}."


def table(state: State) -> Table:
    """The distances with their intervals."""
    return listed(points(state.targets, ROOM | REMEDIES))
