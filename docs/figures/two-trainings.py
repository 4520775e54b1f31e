"""What two trainings lead to with a goal of the training, and with one that is new."""

from functools import cache

import numpy as np

from metarl.pearl import exact_returns
from metarl.tasks.robot import best_plans, half_circle_goals, positions_of, sparse_reward
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, State, Table

TITLE = "Two trainings, one new goal"
HINT = "Choose “A new goal”, then the other training, and give it episodes."
CAPTION = r"""
A robot starts in the middle and has 20 moves in an episode. Its goal lies on a half circle,
and only within 0.2 of it is there any reward. The *multi-task* policy is told the number of its
goal, 1 to 7. A new goal has a number that training never used, and so nothing in training says
what to do with it: drawn are all seven plans. The *meta-trained* policy is told nothing. It holds
97 goals for possible, walks to one of those that are left, and crosses out whatever
does not agree with the rewards; shown is a trial in which it finds the goal in the third episode.
Nothing is trained here: both policies are the best of their kind, worked out exactly.
"""
PRINTED = CAPTION
SOURCES = ("rakelly-2019-pearl",)
NUMBERED, POSSIBLE, EPISODES, TRIALS = 7, 97, (0, 1, 2, 4), 4000
SEED = 1  # of a trial that finds the goal in its third episode
TRAINED, NEW = "trained", "new"
MULTITASK, META = "multitask", "meta"
TRAININGS = {MULTITASK: "Multi-task, told the number", META: "Meta-RL, told nothing"}
GOALS = {TRAINED: "One of its training goals", NEW: "A new goal"}
# Every 16th goal has a number. The new one is between two of these, out of reach of both.
APART = (POSSIBLE - 1) // (NUMBERED - 1)
INDEX = {TRAINED: 5 * APART, NEW: 5 * APART - APART // 2}
CONTROLS = (
    Choice("training", "Training", TRAININGS, MULTITASK),
    Choice("goal", "Goal", GOALS, TRAINED),
    Number("episodes", "Episodes before this one", EPISODES, 0),
)


@cache
def possible() -> tuple[np.ndarray, np.ndarray]:
    """All goals of the half circle, float[97, 2], and the best path to each, float[97, 20, 2]."""
    goals = half_circle_goals(POSSIBLE)
    return goals, positions_of(best_plans(goals)[1])


def numbered() -> tuple[np.ndarray, np.ndarray]:
    """The goals with a number, float[7, 2], and the best path to each."""
    goals, paths = possible()
    return goals[::APART], paths[::APART]


def goal_of(state: State) -> np.ndarray:
    """Where the reward is, float[2]."""
    return np.asarray(possible()[0][INDEX[state.goal]])


def earned(paths: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Returns of paths."""
    return np.asarray(sparse_reward(paths, goal).sum(axis=-1))


@cache
def search(goal: str) -> tuple[list[int], list[np.ndarray]]:
    """The goal walked to in each episode, and the goals left before it, by posterior sampling."""
    goals, paths = possible()
    rng = np.random.default_rng(SEED)
    left = np.ones(POSSIBLE, bool)
    tried, before = [], []
    for _ in range(EPISODES[-1] + 1):
        tried.append(int(rng.choice(np.flatnonzero(left))))
        before.append(left.copy())
        rewards = sparse_reward(paths[tried[-1]], goals[:, None]).round(9)
        left &= (rewards == rewards[INDEX[goal]]).all(axis=1)
    return tried, before


@cache
def meta_returns() -> np.ndarray:
    """Mean return of the meta-trained policy after 0 … 4 episodes, over all goals."""
    rng = np.random.default_rng(0)
    after = exact_returns(possible()[0], EPISODES[-1], TRIALS, rng, always=True)
    return np.asarray(after.mean(axis=0))


def walks(state: State) -> np.ndarray:
    """The paths that are drawn, float[N, 20, 2]."""
    if state.training == META:
        tried = search(state.goal)[0]
        return possible()[1][[tried[state.episodes]]]
    return numbered()[1] if state.goal == NEW else numbered()[1][[5]]


def frame(state: State) -> Panel:
    """The half circle, the goal and the way."""
    goal = goal_of(state)
    marks: list[object] = []
    if state.training == META:
        left = search(state.goal)[1][state.episodes]
        marks.append(Dots.at(*possible()[0][left].T, "still possible", REFERENCE))
    else:
        marks.append(Dots.at(*numbered()[0].T, "goals with a number", 1))
    for path in walks(state):
        way = np.vstack([np.zeros(2), path])
        marks.append(Line.through(*way.T, "the way", 0))
    marks.append(Dots.at(*goal, "the goal", 2))
    marks.append(Dots.at(0, 0, "start", REFERENCE))
    return Panel(
        x=Axis("", -1.25, 1.25, ticks=[]),
        y=Axis("", -0.2, 1.25, ticks=[]),
        square=True,
        marks=marks,
    )


def say(state: State) -> str:
    """What the episode earns."""
    goal = goal_of(state)
    returns = earned(walks(state), goal)
    ordinal = state.episodes + 1
    if state.training == MULTITASK:
        if state.goal == TRAINED:
            return (
                f"Episode {ordinal}: told the number of a training goal, the multi-task policy "
                f"walks straight there and earns {returns[0]:.1f}, as in every episode."
            )
        return (
            f"Episode {ordinal}: the number of a new goal means nothing to the multi-task policy. "
            f"None of its seven plans comes near enough, and it earns {returns.max():.1f}, however "
            f"many episodes it gets."
        )
    before = search(state.goal)[1]
    where = "a training goal" if state.goal == TRAINED else "a new goal"
    return (
        f"Episode {ordinal}: with {where}, {int(before[state.episodes].sum())} of 97 goals are "
        f"still possible to the meta-trained policy. It walks to one of them and earns "
        f"{returns[0]:.1f}; the mean over goals is {meta_returns()[state.episodes]:.1f}."
    )


def table(state: State) -> Table:
    """Returns in each episode."""
    goal = goal_of(state)
    tried = search(state.goal)[0]
    multitask = earned(numbered()[1][5] if state.goal == TRAINED else numbered()[1], goal).max()
    return Table(
        ("Episodes before", "multi-task", "meta-RL, this trial", "meta-RL, mean over goals"),
        [
            (
                str(count),
                float(multitask),
                float(earned(possible()[1][tried[count]], goal)),
                float(meta_returns()[count]),
            )
            for count in EPISODES
        ],
    )
