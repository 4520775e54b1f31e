"""Checks of the search for a hidden goal: a belief by hand, and trials in a grid with a log."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_equal,
    expect_frequencies,
    expect_no_global_random,
    expect_several,
    expect_sums_to,
    expect_true,
    probe,
    record,
)


class EpisodeOver(RuntimeError):
    """A step after the episode's last one, or before the first episode."""


class NoCell(ValueError):
    """A guess that is no cell of the grid."""


class Grid:
    """A grid of 5 x 5 cells that walks columns before rows, and keeps a log."""

    def __init__(self, goal, length=15):
        self.length = length
        self._goal, self._cell = goal, 0
        self.guesses, self.totals = [], []

    def reset(self):
        self._cell = 0
        self.guesses.append([])
        self.totals.append(0.0)

    def step(self, guess):
        if not self.guesses or len(self.guesses[-1]) == self.length:
            raise EpisodeOver("this episode has no step left: env.reset() begins the next")
        if not isinstance(guess, (int, np.integer)) or not 0 <= guess < 25:
            raise NoCell("a guess is the number of a cell, from 0 to 24")
        self.guesses[-1].append(int(guess))
        self._cell = towards(self._cell, int(guess))
        reward = 1.0 if self._cell == self._goal else -0.1
        self.totals[-1] += reward
        return self._cell, reward


def towards(cell, guess):
    """The next cell on the way to a guess."""
    row, column = divmod(cell, 5)
    to_row, to_column = divmod(guess, 5)
    if column != to_column:
        return cell + (1 if to_column > column else -1)
    return cell + 5 * ((to_row > row) - (to_row < row))


def way(guess, length=15):
    """The cells of an episode that walks to a guess and waits there."""
    cells = [0]
    for _ in range(length):
        cells.append(towards(cells[-1], guess))
    return cells[1:]


def belief_on(cells, weights=None):
    """Belief over 25 cells that is 0 outside these; equal in them unless weights are given."""
    b = np.zeros(25)
    b[list(cells)] = 1.0 if weights is None else weights
    return b / b.sum()


def prior():
    """Belief at first: every cell but the start and its three neighbours."""
    return belief_on([cell for cell in range(25) if max(divmod(cell, 5)) > 1])


def trial(learner, grid, b, episodes, rng):
    """The learner's returns and belief, once it is sure that there are two results."""
    found = learner.search(grid, b, episodes, rng)
    found = expect_several(
        found, 2, "Return two values from search: the list of returns, then the belief at the end."
    )
    expect_equal("calls of env.reset()", len(grid.totals), episodes)
    steps = [len(guesses) for guesses in grid.guesses]
    expect_equal("steps of each episode", steps, [grid.length] * episodes)
    record("guesses", grid.guesses)
    return found


def expect_trial(learner, goal, b, episodes, seed):
    """What a trial returns must follow from the guesses with which its episodes begin."""
    grid = Grid(goal)
    found = trial(learner, grid, b.copy(), episodes, np.random.default_rng(seed))
    returns = []
    for guesses in grid.guesses:
        cells = way(goal if b[goal] == 1.0 else guesses[0])
        returns.append(sum(1.0 if cell == goal else -0.1 for cell in cells))
        left = [cell for cell in np.flatnonzero(b) if cell not in cells]
        b = belief_on([goal]) if goal in cells else belief_on(left, b[left])
    expect_close("returns", found[0], returns)
    expect_close("belief at the end", found[1], b)


@check("A cell without reward is ruled out, and the others share what it had")
def ruled_out(learner, solution, rng):
    record("belief elsewhere", learner.grid_belief(np.array([0.5, 0.2, 0.3]), 2, -0.1))
    found = learner.grid_belief(np.full(4, 0.25), 1, -0.1)
    expect_close("belief after no reward", found, [1 / 3, 0.0, 1 / 3, 1 / 3])


@check("One reward settles it")
def settled(learner, solution, rng):
    found = learner.grid_belief(np.array([0.2, 0.5, 0.3]), 2, 1.0)
    expect_close("belief after a reward", found, [0.0, 0.0, 1.0])


@check("Any belief, over any number of cells", after=("ruled_out", "settled"))
def any_belief(learner, solution, rng):
    expect_close("belief over one cell", learner.grid_belief(np.ones(1), 0, 1.0), [1.0])
    for reward in (-0.1, 1.0, -0.1):
        b = rng.dirichlet(np.ones(int(rng.integers(3, 30))))
        cell = int(rng.integers(len(b)))
        found = learner.grid_belief(b.copy(), cell, reward)
        expect_sums_to("belief", found)
        expect_close("belief", found, solution.grid_belief(b, cell, reward))


@check("What is known already is learned no second time", after=("ruled_out", "settled"))
def known_already(learner, solution, rng):
    b = np.array([0.0, 0.25, 0.75, 0.0])
    expect_close("belief after a second look", learner.grid_belief(b.copy(), 3, -0.1), b)
    sure = np.array([0.0, 1.0, 0.0])
    expect_close("belief on the goal", learner.grid_belief(sure.copy(), 1, 1.0), sure)
    expect_close("belief beside the goal", learner.grid_belief(sure.copy(), 2, -0.1), sure)


@check("Whoever is sure walks straight to the goal and stays", after="settled")
def sure_of_it(learner, solution, rng):
    for goal, episodes in ((12, 1), (int(rng.integers(7, 25)), int(rng.integers(2, 5)))):
        grid, b = Grid(goal), belief_on([goal])
        found = trial(learner, grid, b.copy(), episodes, np.random.default_rng(0))
        away = sum(divmod(goal, 5))
        expect_close("returns", found[0], [(16 - away) - 0.1 * (away - 1)] * episodes)
        expect_close("belief at the end", found[1], b)


@check("A guess that proves wrong is held until the episode ends", after="sure_of_it")
def held(learner, solution, rng):
    # The way to 12 ends after 4 steps and does not meet 24, nor the other way round.
    for _ in range(6):
        seed = int(rng.integers(2**31))
        expect_trial(learner, 24, belief_on([12, 24]), 2, seed)


@check("A goal that is passed on the way is known from then on", after="sure_of_it")
def passed(learner, solution, rng):
    # The way to 24 leads over 4 and goes on; the way to 20 meets neither.
    b = belief_on([4, 20, 24], [0.2, 0.1, 0.7])
    for _ in range(8):
        seed = int(rng.integers(2**31))
        expect_trial(learner, 4, b, 3, seed)


@check("A cell is guessed as often as the belief says", after="sure_of_it")
def frequencies(learner, solution, rng):
    cells = rng.permutation(np.arange(7, 25))[:3]
    b, counts = belief_on(cells, [0.5, 0.3, 0.2]), [0, 0, 0]
    # One step leads nowhere where the goal may be: the belief stays, and so do the frequencies.
    for _ in range(200):
        grid = Grid(0, length=1)
        trial(learner, grid, b.copy(), 2, rng)
        for place in range(3):
            counts[place] += grid.guesses.count([int(cells[place])])
    expect_frequencies("guesses of three cells", counts, [0.5, 0.3, 0.2])


@check("All chance comes from the generator that was handed over", after="sure_of_it")
def own_generator(learner, solution, rng):
    seed = int(rng.integers(2**31))

    def guesses():
        grid = Grid(3)
        trial(learner, grid, prior(), 4, np.random.default_rng(seed))
        return np.array(grid.guesses)

    expect_no_global_random("guesses", guesses)


@check("The belief that was handed over stays as it was")
def arguments_kept(learner, solution, rng):
    b = rng.dirichlet(np.ones(6))
    expect_arguments_kept("grid_belief", learner.grid_belief, b, 2, -0.1)
    expect_arguments_kept("search", learner.search, Grid(24), prior(), 2, rng)


@check(
    "126 trials earn about −0.77, 1.39, 3.11 and 4.59 in their four episodes",
    after=("held", "passed"),
)
def four_means(learner, solution, rng):
    # Six trials for each goal. The exact distribution of each mean leaves less than 5e-8 on
    # either side of these limits.
    totals = np.zeros(4)
    for goal in np.flatnonzero(prior()).tolist() * 6:
        grid, known = Grid(goal), set()
        trial(learner, grid, prior(), 4, rng)
        for guesses in grid.guesses:
            expect_true(
                "a guess that may be right",
                guesses[0] == goal if goal in known else guesses[0] not in known,
                "A later episode walks to a cell that its own trial has ruled out, or away from a "
                "goal that it has found. Which belief is the guess drawn from?",
            )
            known.update(way(guesses[0]))
        totals += np.array(grid.totals) / 126
    limits = (-1.5, 1.0), (-0.8, 4.0), (0.6, 5.9), (1.9, 7.4)
    for place, (low, high) in enumerate(limits):
        expect_between(f"mean return of episode {place + 1}", totals[place], low, high)


@probe
def other_trials(learner, solution, rng):
    for _ in range(2):
        b = rng.dirichlet(np.ones(25))
        record("belief after no reward", learner.grid_belief(b.copy(), 3, -0.1))
        record("belief after a reward", learner.grid_belief(b.copy(), 3, 1.0))
        grid = Grid(int(rng.integers(7, 25)))
        record("results", list(learner.search(grid, prior(), 3, np.random.default_rng(1))))
        record("guesses", grid.guesses)
