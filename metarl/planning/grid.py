"""The grid with a hidden goal, solved: one episode by dynamic programming, more by a policy.

No episode can bring more than the oracle's mean return, and the first none more than the optimum
of a single one. The policy here meets both bounds at once, which makes it Bayes-optimal: episode
1 searches, and what it leaves unseen lies on a shortest way through the grid, so that episode 2
finishes the search without losing a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from metarl.tasks.grid import (
    ACTIONS,
    CELLS,
    GOAL_REWARD,
    GOALS,
    OTHER_REWARD,
    START,
    STEPS,
    grid_distance,
    grid_move,
    grid_reward,
)

Path = tuple[int, ...]

ROUNDING = 1e-9


def oracle_return() -> float:
    """Mean return of an episode for those who know the goal:  E_g[(16 - d_g) - 0.1 (d_g - 1)].

    Here d_g is the distance of the goal from the start, and all 15 steps count.

    Returns:
        11.0714 to four decimals.

    Source: zintgraf-2020-varibad, section 5.1, averaged over its 21 goals.
    """
    away = [grid_distance(START, goal) for goal in GOALS]
    returns = [(STEPS - d + 1) * GOAL_REWARD + (d - 1) * OTHER_REWARD for d in away]
    return sum(returns) / len(returns)


def one_episode_value(steps: int = STEPS) -> float:
    """Largest expected return of one episode:  V(c, U, n) = max_a E[r + V(c', U - c', n - 1)].

    U are the cells that may still hide the goal, all equally likely. Arriving on the goal brings
    1 for this step and for each that is left.

    Args:
        steps: length of the episode, 0 to 15.

    Returns:
        float; 4.0 for 15 steps.

    Raises:
        ValueError: if ``steps`` is out of range.

    Source: zintgraf-2020-varibad, section 5.1, solved exactly.
    """
    if not 0 <= steps <= STEPS:
        raise ValueError(f"steps: expected 0 to {STEPS}, found {steps}")
    after = [
        sorted({grid_move(cell, action) for action in range(len(ACTIONS))}) for cell in range(CELLS)
    ]

    @cache
    def value(cell: int, unseen: int, left: int) -> float:
        if not left:
            return 0.0
        hidden = unseen.bit_count()
        best = left * OTHER_REWARD
        for place in after[cell]:
            rest = unseen & ~(1 << place)
            missed = OTHER_REWARD + value(place, rest, left - 1)
            best = max(best, missed if rest == unseen else _seen(hidden, left, missed))
            if best >= _bound(hidden, left) - ROUNDING:
                break  # no other move can be better
        return best

    return value(START, sum(1 << goal for goal in GOALS), steps)


def search_paths() -> Iterator[Path]:
    """Ways of searching that see a new possible goal at every step but the first.

    Those ways reach the optimum of one episode, as no step can see more than one new cell.

    Yields:
        The cells of steps 0 … 15.

    Source: zintgraf-2020-varibad, section 5.1, worked out for this library.
    """

    def longer(path: Path) -> Iterator[Path]:
        if len(path) == STEPS + 1:
            yield path
            return
        for action in range(1, len(ACTIONS)):
            cell = grid_move(path[-1], action)
            if cell not in path and (cell in GOALS or len(path) == 1):
                yield from longer((*path, cell))

    return longer((START,))


def two_episode_plan() -> tuple[Path, Path]:
    """A search for episode 1, and for episode 2 a shortest way through all that it leaves unseen.

    Returns:
        The cells of steps 0 … 15 of episode 1; the cells of steps 0, 1, … of episode 2.

    Raises:
        ValueError: if there is no such plan, which cannot be.

    Source: zintgraf-2020-varibad, section 5.1, worked out for this library.
    """
    for path in search_paths():
        rest = sorted(set(GOALS) - set(path), key=lambda cell: grid_distance(START, cell))
        corners = [START, *rest]
        legs = [grid_distance(*pair) for pair in pairwise(corners)]
        if sum(legs) == grid_distance(START, rest[-1]):
            return path, _join(corners)
    raise ValueError("expected a plan for two episodes, found none")


def explicit_policy_returns(episodes: int) -> list[float]:
    """Mean return of each episode of that plan, over all goals; a goal once seen is walked to.

    Args:
        episodes: episodes in a trial M, >= 1.

    Returns:
        M numbers: 4.0, then 11.0714 each, which no policy can exceed.

    Raises:
        ValueError: if ``episodes`` is below 1.

    Source: zintgraf-2020-varibad, section 5.1, solved exactly.
    """
    if episodes < 1:
        raise ValueError(f"episodes: expected 1 or more, found {episodes}")
    totals = [0.0] * episodes
    for goal in GOALS:
        for episode, cells in enumerate(explicit_policy_walk(goal, episodes)):
            totals[episode] += sum(grid_reward(cell, goal) for cell in cells)
    return [total / len(GOALS) for total in totals]


def explicit_policy_walk(goal: int, episodes: int) -> list[Path]:
    """Where that plan leads if the goal is in this cell.

    Args:
        goal: the cell that pays.
        episodes: episodes in the trial M.

    Returns:
        The cells after steps 1 … 15 of each episode.

    Source: zintgraf-2020-varibad, section 5.1, solved exactly.
    """
    plans = two_episode_plan()
    known = False
    walk = []
    for episode in range(episodes):
        known = known or episode >= len(plans)
        path = _join([START, goal]) if known else plans[episode]
        walk.append(_steps(path, goal))
        known = known or goal in path
    return walk


def posterior_sampling_values(episodes: int) -> list[float]:
    """Mean return of each episode of a walk to a guess  g ~ b(g), columns before rows.

    The guess is held for the whole episode, even after it was seen to be wrong. All goals that
    were not walked over stay equally likely, so the belief is the set of them.

    Args:
        episodes: episodes in a trial M, >= 1; up to 4 take less than a second.

    Returns:
        M numbers: -0.77, 1.39, 3.11, 4.59 for four episodes.

    Raises:
        ValueError: if ``episodes`` is below 1.

    Source: strens-2000-bayesian; the task of zintgraf-2020-varibad, section 5.1, solved exactly.
    """
    if episodes < 1:
        raise ValueError(f"episodes: expected 1 or more, found {episodes}")
    ways = {goal: _waiting(_join([START, goal])) for goal in GOALS}
    paid = {goal: sum(grid_reward(cell, goal) for cell in ways[goal]) for goal in GOALS}

    @cache
    def totals(unseen: frozenset[int], left: int) -> tuple[float, ...]:
        """Returns of the episodes that are left, summed over the goals that may be."""
        if not left:
            return ()
        sums = [0.0] * left
        for guess in unseen:
            for goal in unseen.intersection(ways[guess]):
                sums[0] += sum(grid_reward(cell, goal) for cell in ways[guess])
                for later in range(1, left):
                    sums[later] += paid[goal]
            rest = unseen.difference(ways[guess])
            sums[0] += STEPS * OTHER_REWARD * len(rest)
            for later, total in enumerate(totals(rest, left - 1), 1):
                sums[later] += total
        return tuple(total / max(len(unseen), 1) for total in sums)

    return [total / len(GOALS) for total in totals(frozenset(GOALS), episodes)]


@cache
def _bound(hidden: int, left: int) -> float:
    """What seeing one new cell in every step would be worth: no play sees more."""
    if not left:
        return 0.0
    idle = OTHER_REWARD + _bound(hidden, left - 1)
    if not hidden:
        return idle
    return max(idle, _seen(hidden, left, OTHER_REWARD + _bound(hidden - 1, left - 1)))


def _seen(hidden: int, left: int, missed: float) -> float:
    """Value of seeing one of the cells that may hide the goal, from the value if it is missed."""
    return left * GOAL_REWARD / hidden + (1 - 1 / hidden) * missed


def _steps(path: Path, goal: int) -> Path:
    """Cells of an episode along a path that stops on the goal, or else at the path's end."""
    cell, cells = START, []
    for step in range(1, STEPS + 1):
        if cell != goal:
            cell = path[min(step, len(path) - 1)]
        cells.append(cell)
    return tuple(cells)


def _waiting(path: Path) -> Path:
    """Cells after steps 1 … 15 of going along a path and staying at its end."""
    return tuple(path[min(step, len(path) - 1)] for step in range(1, STEPS + 1))


def _join(corners: list[int]) -> Path:
    """Cells of a shortest way from each corner to the next, columns before rows."""
    path = [corners[0]]
    for corner in corners[1:]:
        while path[-1] != corner:
            nearer = (
                place
                for action in (2, 4, 1, 3)
                if grid_distance(place := grid_move(path[-1], action), corner)
                < grid_distance(path[-1], corner)
            )
            path.append(next(nearer))
    return tuple(path)
