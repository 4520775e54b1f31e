"""The best plan and posterior sampling in a grid with a hidden goal, with the belief over cells."""

from functools import cache

import numpy as np

from metarl.explore import posterior_sampling_walk
from metarl.planning import explicit_policy_walk
from metarl.shapes import FloatArray
from metarl.tasks.grid import SIZE, START, STEPS, grid_belief, grid_prior, grid_reward
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Dots,
    Heat,
    Line,
    Note,
    Number,
    Panel,
    Rule,
    State,
    Table,
)

TITLE = "Searching for a hidden goal"
HINT = "Move the slider “Steps so far”, then choose the other policy, and a goal far away."
CAPTION = r"""
The goal is in one of {{ 21 = int((grid_prior() > 0).sum()) }} cells and is hidden from the agent.
Every step pays 1 on it and −0.1 elsewhere. An episode has {{ 15 = STEPS }} steps from the lower
left corner; {{ three = EPISODES }} episodes are one trial with the same goal. The fuller a cell's
colour, the more probable it is after these steps; the line is this episode's way. *Bayes-optimal*
earns the most on average over all goals. *Posterior sampling* draws one cell from its belief when
an episode begins, its guess, walks to it and waits there to the end. Its draws are those of one
random seed. The curves add up the rewards of both policies in this trial.
"""
PRINTED = CAPTION
SOURCES = ("zintgraf-2020-varibad", "strens-2000-bayesian")
EPISODES = 3
BEST, SAMPLING = "best", "sampling"
POLICIES = {BEST: "Bayes-optimal", SAMPLING: "Posterior sampling"}
GOALS = {
    "2": "Column 3, row 1",
    "12": "Column 3, row 3",
    "9": "Column 5, row 2",
    "21": "Column 2, row 5",
}
CONTROLS = (
    Number("steps", "Steps so far", tuple(range(EPISODES * STEPS + 1)), 12),
    Choice("policy", "Policy", POLICIES, BEST),
    Choice("goal", "Goal", GOALS, "12"),
)
SEED = 1
EDGES = np.arange(SIZE + 1) + 0.5
TICKS = [float(edge) for edge in range(1, SIZE + 1)]


@cache
def walk(policy: str, goal: int) -> list[list[int]]:
    """The cells of each episode, the start first."""
    if policy == BEST:
        return [[START, *cells] for cells in explicit_policy_walk(goal, EPISODES)]
    trial = posterior_sampling_walk(goal, EPISODES, np.random.default_rng(SEED))
    return [[START, *(step.cell for step in steps)] for steps in trial]


@cache
def guesses(goal: int) -> list[int]:
    """The cell that posterior sampling walks to in each episode."""
    trial = posterior_sampling_walk(goal, EPISODES, np.random.default_rng(SEED))
    return [steps[0].guess for steps in trial]


def episode_of(steps: int) -> tuple[int, int]:
    """The number of the episode, from 0, and its steps so far; an end belongs to what ends."""
    episode = max(0, (steps - 1) // STEPS)
    return episode, steps - episode * STEPS


def seen(policy: str, goal: int, steps: int) -> list[int]:
    """The cells that were arrived in so far."""
    cells = [cell for episode in walk(policy, goal) for cell in episode[1:]]
    return cells[:steps]


def belief(policy: str, goal: int, steps: int) -> FloatArray:
    """The probability of each cell after these steps, float[25]."""
    probabilities = grid_prior()
    for cell in seen(policy, goal, steps):
        if probabilities[cell] not in (0.0, 1.0):
            probabilities = grid_belief(probabilities, cell, grid_reward(cell, goal))
    return probabilities


def returns(policy: str, goal: int, steps: int) -> list[float]:
    """The return of each episode so far."""
    rewards = [grid_reward(cell, goal) for cell in seen(policy, goal, steps)]
    return [sum(rewards[k * STEPS : (k + 1) * STEPS]) for k in range(EPISODES)]


def places(cells: list[int]) -> tuple[FloatArray, FloatArray]:
    """Columns and rows of cells, counted from 1."""
    rows, columns = np.divmod(np.array(cells), SIZE)
    return columns + 1.0, rows + 1.0


def frame(state: State) -> list[Panel]:
    """Where the agent is, and what both policies have earned by then."""
    return [searched(state), earned(state)]


def searched(state: State) -> Panel:
    """The belief as cells, this episode's way, the goal, and the guess."""
    goal = int(state.goal)
    episode, steps = episode_of(state.steps)
    path = walk(state.policy, goal)[episode][: steps + 1]
    probabilities = np.sqrt(belief(state.policy, goal, state.steps))
    series = list(POLICIES).index(state.policy)
    marks: list[object] = [
        Heat.over(EDGES, EDGES, probabilities, (0.0, 2.0)),
        Line.through(*places(path), POLICIES[state.policy], series),
        *pointed(goal, "goal", 4),
        Dots.at(*places(path[-1:]), "", series),
    ]
    if state.policy == SAMPLING:
        marks += pointed(guesses(goal)[episode], "guess", 3)
    x, y = (Axis(name, 0.5, SIZE + 0.5, ticks=TICKS) for name in ("column", "row"))
    return Panel(x=x, y=y, marks=marks, square=True)


def pointed(cell: int, name: str, series: int) -> list[object]:
    """A cell with a symbol and its name, the guess's below it and the goal's above."""
    (column,), (row,) = places([cell])
    side = 0.33 if name == "goal" else -0.33
    return [Dots.at(column, row, "", series), Note(x=float(column), y=float(row + side), text=name)]


def earned(state: State) -> Panel:
    """The reward of the trial so far, of both policies."""
    marks: list[object] = [
        Rule(x=float(end), series=REFERENCE) for end in range(STEPS, EPISODES * STEPS, STEPS)
    ]
    for series, policy in enumerate(POLICIES):
        rewards = [grid_reward(cell, int(state.goal)) for cell in cells_of(state, policy)]
        sums = np.cumsum([0.0, *rewards])
        line = (range(len(sums)), sums, POLICIES[policy], series)
        marks.append(Line.through(*line) if state.steps else Dots.at(*line))
    ends = [float(end) for end in range(0, EPISODES * STEPS + 1, STEPS)]
    x = Axis("step of the trial", 0, EPISODES * STEPS, ticks=ends)
    return Panel(x=x, y=Axis("reward so far", -5, 45), marks=marks)


def cells_of(state: State, policy: str) -> list[int]:
    """Where a policy has arrived by now."""
    return seen(policy, int(state.goal), state.steps)


def named(cell: int) -> str:
    """A cell in words."""
    row, column = divmod(cell, SIZE)
    return f"column {column + 1}, row {row + 1}"


def number(value: float) -> str:
    """A return in words."""
    return f"{value + 0.0:.1f}".replace("-", "−")


def say(state: State) -> str:
    """Where the agent is, what it believes, and what it has earned."""
    goal = int(state.goal)
    episode, steps = episode_of(state.steps)
    cell = walk(state.policy, goal)[episode][steps]
    possible = int((belief(state.policy, goal, state.steps) > 0).sum())
    known = (
        "It knows where the goal is"
        if possible == 1
        else f"The goal may still be in {possible} cells"
    )
    guess = guesses(goal)[episode]
    on_its_way = f", on its way to {named(guess)}" if cell != guess else ", where it waits"
    paid = number(returns(state.policy, goal, state.steps)[episode])
    return (
        f"{POLICIES[state.policy]}, goal in {named(goal)}: episode {episode + 1}, step {steps} of "
        f"{STEPS}. The agent is in {named(cell)}"
        f"{on_its_way if state.policy == SAMPLING else ''}. {known}. "
        f"This episode has paid {paid}."
    )


def table(state: State) -> Table:
    """The return of each episode so far, and the cells that were left after it."""
    goal = int(state.goal)
    rows: list[tuple[str | float, ...]] = []
    paid = returns(state.policy, goal, state.steps)
    for episode in range(episode_of(state.steps)[0] + 1):
        until = min(state.steps, (episode + 1) * STEPS)
        left = int((belief(state.policy, goal, until) > 0).sum())
        rows.append((episode + 1, until - episode * STEPS, number(paid[episode]), left))
    return Table(("Episode", "steps so far", "return so far", "possible goals left"), rows)
