"""One network for two tasks: what it learns if it is told the task, or has a head for each."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.multitask import conflict, fit_tasks, shared_init, task_gradients, task_inputs
from metarl.networks import mlp_forward
from tools.figures import Axis, Choice, Dots, Line, Panel, Prediction, State, Table

TITLE = "One network for two tasks"
HINT = "Choose what task 2 wants, what is shared, and whether there is a hidden layer."
CAPTION = r"""
Both tasks have the same {{ five inputs, from −1 to 1 = [len(INPUTS), INPUTS[0], INPUTS[-1]] }}, and
task 1 wants the input itself as the answer. *Told* means that a one-hot identity of the task is
added to the input. Each network takes {{ 400 = UPDATES }} steps of
size {{ 0.05 = RATE }} down the sum of the two losses, which are mean squared errors. A hidden layer
has {{ eight = HIDDEN["tanh"] }} tanh units. The first drawing has the answers at the end; the
second has the mean of the two losses during the training, for all four networks.
"""
PRINTED = CAPTION
SOURCES = ("caruana-1997-multitask", "yu-2019-meta-world")
WANTS = {"same": "The same", "higher": "One more", "opposite": "The opposite"}
ANSWERS = {"same": "x", "higher": "x + 1", "opposite": "−x"}
SHARED = {
    "blind": "All, not told",
    "input": "All, told",
    "heads": "Trunk, a head for each",
    "nothing": "Nothing",
}
LINES = {"blind": "not told", "input": "told", "heads": "heads", "nothing": "networks apart"}
SAID = {
    "blind": "a network that is not told the task",
    "input": "a network that is told the task",
    "heads": "a head for each task",
    "nothing": "a network for each task",
}
LAYERS = {"none": "None", "tanh": "8 tanh units"}
HIDDEN = {"none": 0, "tanh": 8}
CONTROLS = (
    Choice("wants", "Task 2 wants", WANTS, "opposite"),
    Choice("shared", "Shared", SHARED, "input"),
    Choice("layer", "Hidden layer", LAYERS, "none"),
)
INPUTS = np.linspace(-1.0, 1.0, 5)
UPDATES, RATE, SEED = 400, 0.05, 0
X = np.stack([INPUTS[:, None]] * 2)
FINE = np.linspace(-1.0, 1.0, 41)


class Course(NamedTuple):
    """What happens in a training.

    Attributes:
        losses: of both tasks before each update and at the end, float[401, 2].
        answers: of both tasks at the end, at 41 inputs, float[2, 41].
    """

    losses: np.ndarray
    answers: np.ndarray


def targets(wants: str) -> np.ndarray:
    """What both tasks want, float[2, 5, 1]."""
    second = {"same": INPUTS, "higher": INPUTS + 1, "opposite": -INPUTS}[wants]
    return np.stack([INPUTS, second])[..., None]


def network(shared: str, layer: str) -> list[np.ndarray]:
    """Weights before training: the last ones are 0, so that every answer is."""
    sizes = (1, HIDDEN[layer], 1) if HIDDEN[layer] else (1, 1)
    parameters = shared_init(sizes, 2, shared, np.random.default_rng(SEED))
    parameters[-2][...] = 0.0
    return parameters


@cache
def course(wants: str, shared: str, layer: str) -> Course:
    """A training from the start."""
    fitted, losses = fit_tasks(network(shared, layer), X, targets(wants), UPDATES, RATE)
    fine = np.stack([FINE[:, None]] * 2)
    answers, _ = mlp_forward(fitted, task_inputs(fitted, fine), "tanh")
    return Course(losses, answers[..., 0])


def first_conflict(wants: str, layer: str) -> float:
    """Cosine of the two tasks' gradients at the first update of a network that is told."""
    parameters = network("input", layer)
    out, trace = mlp_forward(parameters, task_inputs(parameters, X), "tanh")
    G, _ = task_gradients(parameters, trace, out - targets(wants))
    return float(conflict(G)[0, 1])


def updates_needed(wants: str, shared: str, layer: str, loss: float = 0.05) -> int:
    """Updates until the mean loss is below a limit; as many as there are if it never is."""
    below = course(wants, shared, layer).losses.mean(axis=1) < loss
    return int(below.argmax()) if below.any() else UPDATES


def frame(state: State) -> list[Panel]:
    """The answers, and the losses on the way."""
    done, wanted = course(state.wants, state.shared, state.layer), targets(state.wants)
    marks = []
    for i in range(2):
        marks.append(Dots.at(INPUTS, wanted[i], f"task {i + 1} wants", i))
        marks.append(Line.through(FINE, done.answers[i], f"task {i + 1} gets", i))
    updates = np.arange(0, UPDATES + 1, 4)
    lines = []
    for series, (shared, name) in enumerate(LINES.items()):
        means = course(state.wants, shared, state.layer).losses.mean(axis=1)
        lines.append(Line.through(updates, means[updates], name, series))
    series = list(SHARED).index(state.shared)
    last = Dots.at(UPDATES, done.losses[-1].mean(), "", series)
    return [
        Panel(
            x=Axis("input x", -1.1, 1.1),
            y=Axis("answer", -1.2, 2.2),
            title="Answers after training",
            marks=marks,
        ),
        Panel(
            x=Axis("updates", 0, UPDATES),
            y=Axis("mean loss", -0.05, 1.05),
            title="Loss on the way",
            marks=[*lines, last],
        ),
    ]


def say(state: State) -> str:
    """How far each task is served."""
    done = course(state.wants, state.shared, state.layer)
    first, second = done.losses[-1]
    at_one = [f"{answer + 0.0:.2f}".replace("-", "−") for answer in done.answers[:, -1]]
    layer = "no hidden layer" if state.layer == "none" else "a hidden layer of 8 units"
    return (
        f"Task 1 wants x and task 2 {ANSWERS[state.wants]}. With {layer} and {SAID[state.shared]}, "
        f"the answers at x = 1 end at {at_one[0]} and {at_one[1]}, and the losses of the two tasks "
        f"at {first:.2f} and {second:.2f}."
    ).replace("−0.00", "0.00")


def table(state: State) -> Table:
    """All four networks in this problem."""
    rows = []
    for shared, name in SHARED.items():
        first, second = course(state.wants, shared, state.layer).losses[-1]
        needed = updates_needed(state.wants, shared, state.layer)
        rows.append(
            (
                name,
                f"{first:.2f}",
                f"{second:.2f}",
                str(needed) if needed < UPDATES else "never",
            )
        )
    return Table(
        ("Shared", "loss of task 1", "loss of task 2", "updates until the mean is 0.05"), rows
    )


def prediction() -> Prediction:
    """What a network does that is told the task and has no hidden layer, as it turns out."""
    choices = {
        "own": "What each task wants",
        "first": "x in both tasks",
        "middle": "0 in both tasks, halfway between them",
    }
    at_one = course("opposite", "input", "none").answers[:, -1]
    wanted = {"own": (1, -1), "first": (1, 1), "middle": (0, 0)}
    right = next(name for name, pair in wanted.items() if np.allclose(at_one, pair, atol=0.05))
    loss = course("opposite", "input", "none").losses[-1].mean()
    blind = course("opposite", "blind", "none").losses[-1].mean()
    return Prediction(
        question=(
            "Task 1 wants x as the answer and task 2 wants −x. A network without a hidden layer is "
            "told the task by a one-hot identity. What does it answer after training?"
        ),
        choices=choices,
        right=right,
        shows={"wants": "opposite", "shared": "input", "layer": "none"},
        after=(
            f"Its mean loss is {loss:.2f}, and that of a network that is not told is {blind:.2f}. "
            "Without a hidden layer, an identity can only raise or lower an answer."
        ),
    )


PREDICTION = prediction()
