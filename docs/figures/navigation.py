"""Published returns of navigation beside what staying put and the best policy earn."""

from docs.figures.recipes.measured import counted, digits, listed, rows
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Panel, State, Table
from tools.figures import Rule as Level
from tools.results.reproductions import Row

FILE = "navigation_anchors.json"
TITLE = "What the published numbers of MAML mean"
HINT = "Choose “The best returns” to see what the last step still adds."
CAPTION = r"""
Returns that MAML's paper prints for finding a goal on a square, on 40 test goals, after 0 to 3
gradient steps. The dashed grey lines are computed here for the same goals: a point that never
moves earns {{ −40.08 = STAYING.reference }}, and the best policy
{{ −0.54 = TOLD.reference }}. The published agent that is told the goal earns
{{ −2.29 = TOLD.published }}: it, too, had to learn, and acts with noise.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml",)
CONTROLS = (Choice("scale", "Scale", {"all": "All returns", "best": "The best returns"}, "all"),)
METHODS = {
    "MAML": "MAML",
    "adaptable input": "An adaptable input (context vector)",
    "random start": "Random initialisation",
}
TEST = "40 test goals"
STEPS = (0, 1, 2, 3)
TOLD = rows(FILE)[f"Told the goal, {TEST}"]
STAYING = rows(FILE)[f"MAML, 0 gradient steps, {TEST}"]  # its reference is what staying earns


def printed(method: str, steps: int) -> Row:
    """A row of the table."""
    return rows(FILE)[f"{METHODS[method]}, {counted(steps, 'gradient step')}, {TEST}"]


def returns(method: str) -> list[float]:
    """The published return after each number of steps."""
    values = [printed(method, steps).published for steps in STEPS]
    return [value for value in values if value is not None]


def frame(state: State) -> Panel:
    """A line for each start, over the steps."""
    low = -85 if state.scale == "all" else -15
    marks: list[object] = [
        Level(y=TOLD.reference, series=REFERENCE, label="best, and staying put"),
        Level(y=TOLD.published, series=4, label="told the goal, published"),
    ]
    if state.scale == "all":
        marks.append(Level(y=STAYING.reference, series=REFERENCE, label="best, and staying put"))
    for series, method in enumerate(METHODS):
        within = [(x, y) for x, y in zip(STEPS, returns(method), strict=True) if y >= low]
        if within:
            x, y = zip(*within, strict=True)
            marks += [Line.through(x, y, method, series), Dots.at(x, y, "", series)]
    return Panel(
        x=Axis("gradient steps", 0, 3, ticks=list(STEPS)),
        y=Axis("return of an episode", low, 0),
        marks=marks,
    )


def say(state: State) -> str:
    """Where each start ends, or what the last steps add."""
    if state.scale == "all":
        ends = ", ".join(
            f"{method} from {digits(returns(method)[0])} to {digits(returns(method)[-1])}"
            for method in METHODS
        )
        return f"In three steps: {ends}. Staying put earns {digits(STAYING.reference)}."
    added = ", ".join(
        f"{method} {digits(returns(method)[-1] - returns(method)[-2])}"
        for method in list(METHODS)[:2]
    )
    return f"The third step adds: {added}. The best policy earns {digits(TOLD.reference)}."


def table(state: State) -> Table:
    """All returns that are printed, and what is known exactly."""
    points = {
        f"{method}, {counted(steps, 'step')}": printed(method, steps)
        for method in METHODS
        for steps in STEPS
    }
    return listed({"told the goal": TOLD, **points})
