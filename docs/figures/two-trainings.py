"""One half circle of goals, and two agents: told the goal's number, or left to find the goal."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from metarl.networks import mlp_forward
from metarl.pearl import exact_returns
from metarl.tasks import best_plans, half_circle_goals, positions_of, sparse_reward
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, State, Table

TITLE = "Told the goal, or left to find it"
HINT = "Choose an agent and a goal, then move the slider “Episodes before”."
CAPTION = r"""
A robot starts in the middle of a half circle of goals and has {{ 20 = MOVES }} moves in an episode.
Its return is the sum of \(1 - d\) over the moves that end at a distance \(d\) of at most 0.2 from
the goal. The multi-task network was trained on {{ seven goals, 30 = [KNOWN, SPACING] }}° apart,
whose number is an input; a new goal has none. The meta-RL agent was not trained but computed, as
the ideal that PEARL aims at: it is told nothing, keeps an exact belief over {{ 181 = len(GOALS) }}
goals, draws one of those still possible, and walks there. The first drawing has one episode of one
trial, and marks every fifth goal that is still possible if they are more than {{ 20 = FEW }}. The
second has mean returns: over the
{{ 7 training goals and over 6 = [KNOWN, len(CONTROLS[1].values) - KNOWN] }} new ones for the
network, over {{ 4,000 = TRIALS }} trials for the agent.
"""
PRINTED = CAPTION
SOURCES = ("rakelly-2019-pearl",)
AGENTS = {"multitask": "Multi-task network", "meta": "Meta-RL agent"}
EPISODES = (0, 1, 2, 4)
SPACING = 30  # of the training goals, in degrees
CONTROLS = (
    Choice("agent", "Agent", AGENTS, "multitask"),
    Number("goal", "Goal", range(0, 181, 15), 60, "°"),
    Number("episodes", "Episodes before", EPISODES, 0),
)
# made by docs/figures/recipes/half_circle_network.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "half_circle_network.json"
GOALS = half_circle_goals(181)
MOVES, STEP = 20, 0.1
SEED, TRIALS = 3, 4000
KNOWN = 180 // SPACING + 1
FEW = 20  # goals, of which each is marked


class Episode(NamedTuple):
    """What an agent does in an episode.

    Attributes:
        way: the start and the position after each move, float[21, 2].
        score: its return.
        possible: which of the 181 goals the agent considers possible before it.
        tried: the goal to which the agent walks, in degrees; -1 for one that is told a number.
    """

    way: np.ndarray
    score: float
    possible: np.ndarray
    tried: int


def is_known(goal: int) -> bool:
    """Whether it is one of the training goals."""
    return goal % SPACING == 0


@cache
def network() -> list[np.ndarray]:
    """Weights and biases."""
    return [np.reshape(array["values"], array["shape"]) for array in json.loads(FILE.read_text())]


@cache
def told(goal: int) -> Episode:
    """The multi-task network, which does the same in every episode."""
    number = np.zeros((1, 180 // SPACING + 1))
    if is_known(goal):
        number[0, goal // SPACING] = 1
    way = [np.zeros((1, 2))]
    for _ in range(MOVES):
        output, _ = mlp_forward(network(), np.concatenate([way[-1], number], axis=1), "tanh")
        way.append(way[-1] + STEP * np.tanh(output))
    places = np.concatenate(way)
    score = float(sparse_reward(places[1:], GOALS[goal]).sum())
    return Episode(places, score, np.arange(181) == goal, -1)


@cache
def plans() -> np.ndarray:
    """The best way to each of the 181 goals, float[181, 20, 2]."""
    return positions_of(best_plans(GOALS)[1])


@cache
def trial(goal: int) -> list[Episode]:
    """The meta-RL agent in five episodes."""
    rng = np.random.default_rng(SEED)
    possible, episodes = np.ones(181, dtype=bool), []
    for _ in range(max(EPISODES) + 1):
        tried = int((possible * rng.random(181)).argmax())
        way = plans()[tried]
        rewards = sparse_reward(way[None], GOALS[:, None])
        score = float(rewards[goal].sum())
        episodes.append(Episode(np.vstack([np.zeros(2), way]), score, possible, tried))
        possible = possible & (np.abs(rewards - rewards[goal]).max(axis=1) < 1e-9)
    return episodes


def episode(state: State) -> Episode:
    """What is drawn."""
    return trial(state.goal)[state.episodes] if state.agent == "meta" else told(state.goal)


@cache
def mean_returns() -> dict[str, np.ndarray]:
    """Of an episode after 0 to 4 others, float[5]."""
    after = max(EPISODES)
    meta = exact_returns(GOALS, after, TRIALS, np.random.default_rng(0), True).mean(axis=0)
    known, new = (
        np.mean([told(goal).score for goal in CONTROLS[1].values if is_known(goal) == is_new])
        for is_new in (True, False)
    )
    flat = np.ones(after + 1)
    return {"known": known * flat, "new": new * flat, "meta": meta}


LINES = {"known": "multi-task, its goals", "new": "multi-task, new goals", "meta": "meta-RL"}


def frame(state: State) -> list[Panel]:
    """The episode, and the mean returns."""
    shown, goal = episode(state), GOALS[state.goal]
    arc = np.linspace(0, np.pi, 61)
    turn = np.linspace(0, 2 * np.pi, 41)
    learned = half_circle_goals(180 // SPACING + 1)
    possible = np.flatnonzero(shown.possible)
    if len(possible) > FEW:
        possible = possible[possible % 5 == 0]
    marks = [
        Line.through(np.cos(arc), np.sin(arc), "", REFERENCE),
        Line.through(goal[0] + 0.2 * np.cos(turn), goal[1] + 0.2 * np.sin(turn), "rewarded", 3),
    ]
    if state.agent == "meta":
        marks.append(Dots.at(*1.15 * GOALS[possible].T, "still possible", 2))
    else:
        marks.append(Dots.at(*learned.T, "training goals", REFERENCE))
    marks += [Line.through(*shown.way.T, "the walk", 0), Dots.at(*goal, "goal", 3)]
    means = mean_returns()
    line = "meta" if state.agent == "meta" else "known" if is_known(state.goal) else "new"
    x = np.arange(max(EPISODES) + 1)
    return [
        Panel(
            x=Axis("first coordinate", -1.3, 1.3),
            y=Axis("second coordinate", -0.35, 1.3),
            title="One episode",
            square=True,
            marks=marks,
        ),
        Panel(
            x=Axis("episodes before", 0, 4, ticks=[0, 1, 2, 3, 4]),
            y=Axis("return", -0.5, 15),
            title="Mean return",
            marks=[
                *(
                    Line.through(x, means[name], LINES[name], series)
                    for series, name in enumerate(LINES)
                ),
                Dots.at(state.episodes, means[line][state.episodes], "", list(LINES).index(line)),
            ],
        ),
    ]


def say(state: State) -> str:
    """What the agent knows, does and gets."""
    shown = episode(state)
    before = {0: "In its first episode", 1: "After one episode"}.get(
        state.episodes, f"After {state.episodes} episodes"
    )
    goal = f"the goal at {state.goal}°"
    if state.agent == "multitask":
        if is_known(state.goal):
            what = f"is told the number of {goal} and walks there, as in every episode"
        else:
            gap = np.linalg.norm(shown.way[-1] - GOALS[state.goal])
            what = f"gets no number for {goal}, which is new, and ends {gap:.2f} away from it"
        return f"{before}, the multi-task network {what}: its return is {shown.score:.1f}."
    count = int(shown.possible.sum())
    goals = {1: "only one goal is", 181: "all 181 goals are"}.get(count, f"{count} goals are")
    return (
        f"{before}, {goals} still possible for the meta-RL agent. It walks to {shown.tried}° and "
        f"gets a return of {shown.score:.1f}; the goal is at {state.goal}°."
    )


def table(state: State) -> Table:
    """Mean returns, and that of the meta-RL agent in the trial that is drawn."""
    means = mean_returns()
    rows = [
        (
            count,
            *(f"{means[name][count]:.1f}" for name in LINES),
            f"{trial(state.goal)[count].score:.1f}",
        )
        for count in range(max(EPISODES) + 1)
    ]
    return Table(
        ("Episodes before", *(f"{name}, mean" for name in LINES.values()), "meta-RL, drawn"), rows
    )
