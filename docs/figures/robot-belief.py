"""The exact belief over goals on a half circle, and the walks of posterior sampling it leads to."""

from functools import cache
from itertools import pairwise

import numpy as np

from metarl.pearl import ExactEpisode, exact_trial
from metarl.tasks.robot import GOAL_RADIUS, half_circle_goals
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Dots,
    Line,
    Number,
    Panel,
    State,
    Step,
    Table,
)

TITLE = "One hypothesis for each episode"
HINT = "Press “Next step” until the robot finds the goal, then choose another goal or other draws."
CAPTION = r"""
A robot starts in the middle of a half circle of {{ 100 = GOALS }} goals, one of which pays: a step
that ends within {{ 0.2 = GOAL_RADIUS }} of it earns 1 minus the distance, any other step nothing.
Before each episode of 20 moves a goal is drawn from the belief, the *hypothesis*, and the robot
follows the best plan for it. The belief is exact: all goals under which the rewards would have been
the same are equally probable. PEARL would hold a learned Gaussian in its place. Draws are those of
{{ three = len(DRAWS) }} random seeds.
"""
PRINTED = CAPTION
SOURCES = ("rakelly-2019-pearl",)
GOALS, EPISODES = 100, 10
DRAWS = {"0": "First", "1": "Second", "2": "Third"}
CONTROLS = (
    Step("episode", "Episode", 1, EPISODES, 2),
    Number("goal", "Goal", (0, 30, 60, 90, 120, 150, 180), 120, "°"),
    Choice("draws", "Draws", DRAWS, "0"),
)
ANGLES = np.linspace(0.0, 180.0, GOALS)


@cache
def places() -> np.ndarray:
    """All goals, float[100, 2]."""
    return half_circle_goals(GOALS)


def nearest(angle: float) -> int:
    """The goal next to an angle in degrees."""
    return int(np.abs(ANGLES - angle).argmin())


@cache
def trial(goal: float, draws: str) -> list[ExactEpisode]:
    """The episodes with one goal and one series of draws."""
    rng = np.random.default_rng([int(draws), int(goal)])
    return exact_trial(places(), nearest(goal), EPISODES, rng)


def runs(possible: np.ndarray) -> list[tuple[int, int, bool]]:
    """Neighbouring goals that are alike: first, behind the last, and whether they are possible."""
    edges = [0, *(np.flatnonzero(np.diff(possible)) + 1).tolist(), len(possible)]
    return [(a, b, bool(possible[a])) for a, b in pairwise(edges)]


def frame(state: State) -> list[Panel]:
    """The walk on the half circle, and how the belief has narrowed."""
    episode = trial(state.goal, state.draws)[state.episode - 1]
    return [walk(episode, nearest(state.goal)), narrowing(state)]


def walk(episode: ExactEpisode, truth: int) -> Panel:
    """What is possible, where the robot went, and where the goal is."""
    goals = places()
    marks: list[object] = []
    for first, end, possible in runs(episode.after):
        part = goals[max(0, first - 1) : end] if not possible else goals[first:end]
        label = "still possible" if possible else "ruled out"
        series = 0 if possible else REFERENCE
        marks.append(Line.through(*part.T, label, series))
        if possible:
            marks.append(Dots.at(*part[[0, -1]].T, "", series))
    turn = np.linspace(0, 2 * np.pi, 25)
    edge = goals[truth] + GOAL_RADIUS * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    marks += [
        Line.through(*edge.T, "where the goal pays", 4),
        Line.through(*episode.positions.T, "the robot’s walk", 1),
        Dots.at(*goals[episode.hypothesis], "", 1),
    ]
    x, y = (
        Axis("x position", -1.3, 1.3, ticks=[-1.0, 0.0, 1.0]),
        Axis("y position", -0.2, 1.3, ticks=[0.0, 1.0]),
    )
    return Panel(x=x, y=y, marks=marks, square=True)


def narrowing(state: State) -> Panel:
    """How many goals were possible after each episode so far."""
    episodes = trial(state.goal, state.draws)[: state.episode]
    counts = [GOALS, *(int(episode.after.sum()) for episode in episodes)]
    marks: list[object] = [
        Line.through(range(len(counts)), counts, "", 0),
        Dots.at(range(len(counts)), counts, "", 0),
    ]
    x = Axis("episodes so far", -0.3, EPISODES + 0.3, ticks=[0.0, 2.0, 4.0, 6.0, 8.0, 10.0])
    return Panel(x=x, y=Axis("possible goals", 0, 105), marks=marks)


def say(state: State) -> str:
    """What was tried, what it earned, and what is left."""
    episode = trial(state.goal, state.draws)[state.episode - 1]
    before, left = int(episode.before.sum()), int(episode.after.sum())
    drawn = f"{ANGLES[episode.hypothesis]:.0f}°"
    possible = "1 goal is" if before == 1 else f"{before} goals are"
    rest = "1 goal is" if left == 1 else f"{left} goals are"
    return (
        f"Goal at {state.goal:g}°, {DRAWS[state.draws].lower()} draws, episode {state.episode}: "
        f"{possible} possible, and the robot tries {drawn}. It earns {episode.total:.1f}, after "
        f"which {rest} possible."
    )


def table(state: State) -> Table:
    """All episodes so far."""
    rows: list[tuple[str | float, ...]] = []
    for number, episode in enumerate(trial(state.goal, state.draws)[: state.episode], 1):
        drawn = f"{ANGLES[episode.hypothesis]:.0f}°"
        possible = (int(episode.before.sum()), int(episode.after.sum()))
        rows.append((number, possible[0], drawn, f"{episode.total:.1f}", possible[1]))
    return Table(("Episode", "possible before", "hypothesis", "return", "possible after"), rows)
