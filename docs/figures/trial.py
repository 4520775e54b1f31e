"""What a policy of RL² is given at each step of two trials, and what becomes of its memory."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.rl2 import run_trial
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Heat,
    Line,
    Note,
    Panel,
    Rule,
    State,
    Step,
    Table,
)

TITLE = "What is kept, and what is cleared"
HINT = "Press “Next step”, and watch what the policy is given. Then clear the memory more often."
CAPTION = r"""
A corridor has {{ five cells, 0 to 4 = [CELLS, 0, CELLS - 1] }}. An episode begins in cell
{{ 2 = START }} and ends at either end; one of the two ends pays 1. Which one it is makes the task,
and the policy is not told. It plays two trials of {{ two = EPISODES }} episodes each. A column
holds the input of one step, \(x_t = (o_t, a_{t-1}, r_{t-1}, d_{t-1})\): the cell, and the last
action, reward and end-of-episode flag; *memory* is \(h_{t-1}\), and *action* is \(a_t\). This
memory is not learned but written by hand, so that it can be read: it holds the direction to go in.
Where it is empty, the policy goes left. Memory and last inputs are cleared at the end of each
trial, or, where they last *only within an episode*, at the end of each episode too.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2",)
CELLS, START, EPISODES, LEFT, RIGHT = 5, 2, 2, 0, 1
WORDS = {None: "none", LEFT: "left", RIGHT: "right"}
GOALS = (RIGHT, LEFT)
KEPT = {"episodes": "For the whole trial", "nowhere": "Only within an episode"}
NAMES = 2.5  # how many columns the names of the rows take
ROWS = ("memory", "cell", "last action", "last reward", "last flag", "action")


class Moment(NamedTuple):
    """One step: the memory before it, the input and the action."""

    memory: str
    cell: int
    last_action: str
    last_reward: int
    last_flag: int
    action: str


class Corridor:
    """Tasks are the ends that pay, one after the other."""

    n_actions = 2

    def __init__(self) -> None:
        self.tasks = iter(GOALS)

    def reset_task(self) -> None:
        """The next end pays."""
        self.goal = next(self.tasks)

    def reset(self) -> np.ndarray:
        """Back to the middle."""
        self.cell = START
        return np.array([float(START)])

    def step(self, action: int) -> tuple[np.ndarray, float, bool]:
        """One cell to the left or to the right."""
        self.cell += 1 if action == RIGHT else -1
        paid = self.cell == (CELLS - 1 if self.goal == RIGHT else 0)
        return np.array([float(self.cell)]), float(paid), self.cell in (0, CELLS - 1)


def direction(memory: int | None, last: int | None, reward: float, flag: float) -> int | None:
    """The memory after one more input: an end that paid is kept in mind, or else the other one."""
    if last is None or not flag:
        return memory
    return last if reward else 1 - last


@cache
def steps(kept: str) -> tuple[list[Moment], list[float]]:
    """All steps of both trials, and the returns of their episodes."""
    seen: list[Moment] = []

    def act(x: np.ndarray, hidden: tuple[int | None] | None) -> tuple[int, tuple[int | None]]:
        cell, one_hot, reward, flag = x[0], x[1:3], x[3], x[4]
        last = int(one_hot.argmax()) if one_hot.any() else None
        if kept == "nowhere" and flag:
            hidden, last, reward, flag = None, None, 0.0, 0.0
        told = direction(hidden[0] if hidden else None, last, reward, flag)
        action = LEFT if told is None else told
        memory = WORDS[hidden[0] if hidden else None]
        seen.append(Moment(memory, int(cell), WORDS[last], int(reward), int(flag), WORDS[action]))
        return action, (told,)

    corridor = Corridor()
    returns = [run_trial(act, corridor, EPISODES) for _ in GOALS]
    return seen, [total for trial in returns for total in trial]


STEPS = len(steps("episodes")[0])
CONTROLS = (
    Step("step", "Step", 1, STEPS, 1),
    Choice("kept", "The memory lasts", KEPT, "episodes"),
)


def frame(state: State) -> Panel:
    """The inputs so far, the last of them marked."""
    rows, edge = len(ROWS), NAMES + 0.5
    now = NAMES + state.step
    marks: list[object] = [
        Heat(
            x=[now - 0.5, now + 0.5],
            y=[row + 1.5 for row in range(rows + 1)],
            values=[0.25] * rows,
            low=0,
            high=1,
        ),
        Rule(x=edge + STEPS // 2),
        # not across the row in which it says which end pays
        *(Line.through([edge + x] * 2, [0.5, rows + 1.5], "", REFERENCE) for x in (0, 2, 6)),
        *(
            Note(x=edge - 0.2, y=rows + 1 - row, text=row_name, anchor="end")
            for row, row_name in enumerate(ROWS)
        ),
        Note(x=edge - 0.2, y=1, text="step", anchor="end"),
        Note(x=edge + 2, y=rows + 2, text="right end pays"),
    ]
    if state.step > STEPS // 2:
        marks.append(Note(x=edge + 6, y=rows + 2, text="left end pays"))
    for column, moment in enumerate(steps(state.kept)[0][: state.step], 1):
        marks.append(Note(x=NAMES + column, y=1, text=str(column)))
        for row, value in enumerate(moment):
            short = {"none": "–", "left": "←", "right": "→"}.get(str(value), str(value))
            marks.append(Note(x=NAMES + column, y=rows + 1 - row, text=short))
    return Panel(
        x=Axis("", 0, edge + STEPS, ticks=[]), y=Axis("", 0.5, rows + 2.6, ticks=[]), marks=marks
    )


def say(state: State) -> str:
    """What the policy is given, and what it makes of it."""
    seen, returns = steps(state.kept)
    now = seen[state.step - 1]
    episode, within = divmod(state.step - 1, 2)
    trial, number = divmod(episode, EPISODES)
    begins = {
        (0, 0): "A new trial begins: memory, last action, reward and flag are all empty. ",
        (0, 1): (
            "A new episode begins, and nothing is cleared. "
            if state.kept == "episodes"
            else "A new episode begins, and all that is known is cleared. "
        ),
    }.get((within, number), "")
    memory = "an empty memory" if now.memory == "none" else f"the memory “{now.memory}”"
    after = f" The episode earns {returns[episode]:g}." if within else ""
    cleared = "" if state.kept == "episodes" else "With a memory for one episode only. "
    return (
        f"{cleared}Trial {trial + 1}, episode {number + 1}, step {within + 1}: {begins}In cell "
        f"{now.cell}, with {memory}, last action {now.last_action}, last reward "
        f"{now.last_reward} and flag {now.last_flag}, the policy goes {now.action}.{after}"
    )


def table(state: State) -> Table:
    """The inputs so far."""
    seen = steps(state.kept)[0][: state.step]
    return Table(("step", *ROWS), [(str(n), *map(str, moment)) for n, moment in enumerate(seen, 1)])
