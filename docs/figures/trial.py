"""What a policy of RL² reads and remembers, step by step, over two episodes and a new task."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from metarl.rl2 import run_trial
from metarl.shapes import FloatArray
from tools.figures import REFERENCE, Axis, Choice, Dots, Heat, Note, Panel, Rule, State, Step, Table

TITLE = "What is reset, and what is kept"
HINT = "Press “Next step” up to the new task, then clear the memory at each episode and go again."
CAPTION = r"""
A corridor from position −2 to 2. The goal is at one end, each with probability ½, and pays 1 in
every step that ends there; an episode has four steps and starts at 0. Each column of numbers is
one input \(x_t\): the position \(o_t\), then the action (*left* or *right*), the reward
\(r_{t-1}\) and the end flag \(d_{t-1}\) of the step before. The points are the memory after it
was read. This policy is written by hand: its memory is the probability that the goal is on the
left, where a network would have a hidden state \(h_t\). It walks right until it knows better.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2",)
LENGTH, EPISODES, END = 4, 2, 2
LAST = LENGTH * EPISODES  # the first step of the new task
KEPT, CLEARED = "kept", "cleared"
CONTROLS = (
    Step("t", "Step t", 0, LAST, 4),
    Choice(
        "memory", "At the end of an episode, memory is", {KEPT: "Kept", CLEARED: "Cleared"}, KEPT
    ),
)
LEFT, RIGHT = 0, 1
SIDES = ("left", "right")
TICKS = [float(t) for t in range(LAST + 1)]
ROWS = ("position", "left", "right", "reward", "end flag")


@dataclass(frozen=True)
class Read:
    """One step of the policy: its input float[5], the memory that results, and the action."""

    x: FloatArray
    memory: float
    action: int


class Corridor:
    """Two tasks in turn: the goal is on the left, then on the right."""

    n_actions = 2

    def __init__(self) -> None:
        self.goal = END

    def reset_task(self) -> None:
        """The goal changes sides."""
        self.goal = -self.goal

    def reset(self) -> FloatArray:
        """Back to the middle."""
        self.place, self.left = 0, LENGTH
        return np.array([0.0])

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        """One place to a side, or against the wall."""
        self.place = int(np.clip(self.place + 2 * action - 1, -END, END))
        self.left -= 1
        return np.array([float(self.place)]), float(self.place == self.goal), self.left == 0


@cache
def played(memory: str) -> tuple[list[Read], list[float]]:
    """Steps of the first task and one of the second; the returns of the first one's episodes."""
    steps: list[Read] = []

    def policy(x: FloatArray, h: float | None) -> tuple[int, float]:
        belief = 0.5 if h is None or (memory == CLEARED and x[-1] == 1.0) else h
        if abs(x[0]) == END:
            belief = float((x[0] < 0) == (x[3] > 0))
        action = LEFT if belief > 0.5 else RIGHT
        steps.append(Read(x, belief, action))
        return action, belief

    corridor = Corridor()
    returns = run_trial(policy, corridor, EPISODES)
    run_trial(policy, corridor, 1)
    return steps[: LAST + 1], returns


def inputs(steps: list[Read], t: int) -> Panel:
    """The entries of the inputs so far, the newest one marked."""
    top = len(ROWS) - 0.5
    columns, marked = np.arange(LAST + 2) - 0.5, np.zeros((len(ROWS), LAST + 1))
    marked[:, t] = 1.0
    marks: list[object] = [Heat.over(columns, np.arange(len(ROWS) + 1) - 0.5, marked, (0, 4))]
    marks += [Rule(x=edge - 0.5, series=REFERENCE) for edge in (LENGTH, LAST)]
    names = {"episode 1": 0, "episode 2": LENGTH, "new task": LAST}
    for name, first in names.items():
        marks.append(Note(x=first - 0.4, y=top + 0.4, text=name, anchor="start"))
    for row, name in enumerate(reversed(ROWS)):
        marks.append(Note(x=-0.7, y=row, text=name, anchor="end"))
        for k, read in enumerate(steps[: t + 1]):
            value = f"{read.x[len(ROWS) - 1 - row]:.0f}".replace("-", "−")
            marks.append(Note(x=k, y=row, text=value))
    y = Axis("input", -0.5, top + 0.8, ticks=[])
    return Panel(x=Axis("step t of the input", -0.6, LAST + 2.0, ticks=TICKS), y=y, marks=marks)


def memories(steps: list[Read], t: int) -> Panel:
    """The memory after each input so far."""
    beliefs = [read.memory for read in steps[: t + 1]]
    marks: list[object] = [Rule(x=edge - 0.5, series=REFERENCE) for edge in (LENGTH, LAST)]
    marks.append(Dots.at(range(t + 1), beliefs, "", 0))
    x = Axis("step t of the memory", -0.6, LAST + 2.0, ticks=TICKS)
    return Panel(x=x, y=Axis("probability of left", -0.1, 1.1, ticks=[0.0, 0.5, 1.0]), marks=marks)


def frame(state: State) -> list[Panel]:
    """The inputs, and the memory below them."""
    steps, _ = played(state.memory)
    return [inputs(steps, state.t), memories(steps, state.t)]


def beginning(state: State) -> str:
    """What is special about this step."""
    if state.t == 0:
        return "A task begins, so nothing came before and all entries are 0, as is the position"
    if state.t == LAST:
        return "A new task begins: the entries and the memory start afresh"
    if state.t == LENGTH:
        memory = "kept" if state.memory == KEPT else "cleared"
        return f"Episode 2 begins at 0 with end flag 1, and the memory is {memory}"
    read = played(state.memory)[0][state.t]
    side, place = SIDES[int(read.x[2])], f"{read.x[0]:.0f}".replace("-", "−")
    return f"The step to the {side} led to position {place} and paid {read.x[3]:.0f}"


def say(state: State) -> str:
    """What this input tells, and what the policy makes of it."""
    steps, returns = played(state.memory)
    read = steps[state.t]
    ending = (
        f" The two episodes of the first task paid {returns[0]:.0f} and {returns[1]:.0f}."
        if state.t == LAST
        else ""
    )
    kept = "kept over episodes" if state.memory == KEPT else "cleared at each episode"
    return (
        f"Step {state.t}, memory {kept}. {beginning(state)}. The goal is on the left with "
        f"probability {read.memory:g}; the policy steps {SIDES[read.action]}.{ending}"
    )


def table(state: State) -> Table:
    """Every input so far, with the memory and the action that follow."""
    rows: list[tuple[str | float, ...]] = []
    for t, read in enumerate(played(state.memory)[0][: state.t + 1]):
        rows.append((t, *map(float, read.x), read.memory, SIDES[read.action]))
    head = ("t", "position", "action: left", "action: right", "reward", "end flag")
    return Table((*head, "memory: left", "next action"), rows)
