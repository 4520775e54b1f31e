"""Posterior sampling in the grid with a hidden goal: one guess at a time, walked to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.shapes import FloatArray
from metarl.tasks.grid import (
    GOALS,
    START,
    STEPS,
    grid_belief,
    grid_distance,
    grid_move,
    grid_prior,
    grid_reward,
)


class GuessedStep(NamedTuple):
    """One step of posterior sampling.

    Attributes:
        cell: where it led to, 0 … 24.
        guess: the cell that was walked to.
    """

    cell: int
    guess: int


def posterior_sampling_returns(
    episodes: int, runs: int, rng: np.random.Generator, redraw: bool = False
) -> FloatArray:
    """Returns of walking to a guess  g ~ b(g)  on a shortest way, and waiting there.

    Args:
        episodes: episodes in a trial M, >= 1.
        runs: number of trials N, >= 1, each with a goal of its own.
        rng: source of goals, guesses and ways.
        redraw: whether a guess that was proved wrong is replaced at once, and not only at the
            beginning of the next episode.

    Returns:
        float[N, M].

    Raises:
        ValueError: if a number is below 1.

    Source: strens-2000-bayesian; the task of zintgraf-2020-varibad, section 5.1.
    """
    if min(episodes, runs) < 1:
        raise ValueError(f"episodes, runs: expected 1 or more, found {episodes}, {runs}")
    returns = np.zeros((runs, episodes))
    for run in range(runs):
        goal = int(rng.choice(GOALS))
        for episode, steps in enumerate(posterior_sampling_walk(goal, episodes, rng, redraw)):
            returns[run, episode] = sum(grid_reward(step.cell, goal) for step in steps)
    return returns


def posterior_sampling_walk(
    goal: int, episodes: int, rng: np.random.Generator, redraw: bool = False
) -> list[list[GuessedStep]]:
    """One trial of that walk:  g ~ b(g)  at the beginning of each episode.

    Args:
        goal: the cell that pays.
        episodes: episodes in the trial M.
        rng: source of guesses and ways.
        redraw: as for ``posterior_sampling_returns``.

    Returns:
        The steps of each episode.

    Source: strens-2000-bayesian; the task of zintgraf-2020-varibad, section 5.1.
    """
    belief = grid_prior()
    walk = []
    for _ in range(episodes):
        cell, guess = START, _draw(belief, rng)
        steps = []
        for _ in range(STEPS):
            if redraw and belief[guess] == 0:
                guess = _draw(belief, rng)
            cell = _towards(cell, guess, rng)
            if belief[cell] not in (0.0, 1.0):
                belief = grid_belief(belief, cell, grid_reward(cell, goal))
            steps.append(GuessedStep(cell, guess))
        walk.append(steps)
    return walk


def _draw(belief: FloatArray, rng: np.random.Generator) -> int:
    """A cell, with its probability."""
    return int(min(np.searchsorted(belief.cumsum(), rng.random()), belief.nonzero()[0][-1]))


def _towards(cell: int, guess: int, rng: np.random.Generator) -> int:
    """The next cell of a shortest way; which of the two, where there are two, is chance."""
    near = grid_distance(cell, guess)
    places = [grid_move(cell, action) for action in range(1, 5)]
    nearer = [place for place in places if grid_distance(place, guess) < near]
    return nearer[int(rng.integers(len(nearer)))] if nearer else cell
