"""Error on new sine waves by method, examples and steps, as measured."""

from docs.figures.recipes.measured import counted, curve, digits, listed, rows
from metarl.tasks import task_blind_error
from tools.figures import REFERENCE, Axis, Number, Panel, State, Table
from tools.figures import Rule as Level
from tools.results.reproductions import Row

FILE = "maml_shots.json"
TITLE = "Few examples, more steps"
HINT = "Move the slider “Examples of the new task”."
CAPTION = r"""
Mean squared error on {{ 600 = TASKS }} new sine waves after 0, 1, 5 and 10 gradient steps on the
chosen number of examples, on average over {{ five = SEEDS }} trainings of each method with
{{ ten = TRAINED }} examples and, but for Reptile, one step. Joint training gets the step size that
is best on other tasks; the others keep theirs. Where a line ends early, steps diverge on some
tasks, and there is no mean to draw. The grey line is the best answer that does not know the task,
an error of {{ 3.01 = task_blind_error() }}. The intervals are in the table.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml", "nichol-2018-reptile", "raghu-2020-anil")
SHOTS, STEPS, TRAINED = (5, 10, 20), (0, 1, 5, 10), 10
TASKS, SEEDS = 600, rows(FILE)["MAML, no step"].seeds
CONTROLS = (Number("shots", "Examples of the new task", SHOTS, 10),)
METHODS = ("MAML", "FOMAML", "Reptile", "ANIL", "Joint training")
TUNED = {"Joint training": "Joint training, best step size"}


def measured(method: str, shots: int, steps: int) -> Row:
    """A row of the table."""
    if steps == 0:
        return rows(FILE)[f"{method}, no step"]
    return rows(FILE)[f"{TUNED.get(method, method)}, {shots} shots, {counted(steps, 'step')}"]


def frame(state: State) -> Panel:
    """A line for each method."""
    marks: list[object] = [
        Level(y=task_blind_error(), series=REFERENCE, label="best without the task")
    ]
    for series, method in enumerate(METHODS):
        points = [measured(method, state.shots, steps) for steps in STEPS]
        marks += curve(STEPS, points, method, series)
    return Panel(
        x=Axis("gradient steps", 0, 10, ticks=list(STEPS)),
        y=Axis("mean squared error", 0.05, 20, log=True, ticks=[0.1, 1, 10]),
        marks=marks,
    )


def say(state: State) -> str:
    """All errors after one step and after ten."""
    parts = []
    for steps, when in ((1, "one step"), (10, "ten steps")):
        errors = {method: measured(method, state.shots, steps).ours for method in METHODS}
        told = ", ".join(
            f"{method} {digits(error)}" if error is not None else f"{method} no mean at all"
            for method, error in errors.items()
        )
        parts.append(f"after {when} {told}")
    return f"With {state.shots} examples: {'; '.join(parts)}."


def table(state: State) -> Table:
    """All errors with their intervals."""
    points = {
        f"{method}, {counted(steps, 'step')}": measured(method, state.shots, steps)
        for method in METHODS
        for steps in STEPS
    }
    return listed(points)
