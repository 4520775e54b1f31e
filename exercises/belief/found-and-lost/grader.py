"""Checks of a program that looks for a goal: rewards and beliefs that follow from its draws."""

from itertools import product

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_several, probe, record


def results(learner, b, goal, draws):
    """The learner's rewards and belief, once it is sure that there are two results."""
    found = learner.look_around(np.array(b, dtype=float), goal, np.array(draws, dtype=float))
    found = expect_several(
        found,
        2,
        "Return two values, as the given program does: the rewards and the belief at the end.",
    )
    record("rewards and belief", list(found))
    return found


def expect_results(learner, what, arguments, rewards, belief):
    found = results(learner, *arguments)
    expect_close(f"rewards {what}", found[0], rewards)
    expect_close(f"belief {what}", found[1], belief)


def random_search(rng):
    """An uneven belief, a goal and as many draws as there are cells, or more."""
    cells = int(rng.integers(2, 9))
    b = rng.dirichlet(np.ones(cells))
    draws = rng.uniform(0.0, 0.999, size=cells + int(rng.integers(3)))
    return b, int(rng.integers(cells)), draws


@check("A goal that was found at once is not left again")
def stays(learner, solution, rng):
    arguments = [0.25] * 4, 2, [0.6, 0.1, 0.9]
    expect_results(learner, "of the example", arguments, [1.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.0])


@check("A cell that does not pay is ruled out, and the others share what it had")
def misses(learner, solution, rng):
    # 0.5 is ruled out; 0.2 and 0.3 become 0.4 and 0.6.
    expect_results(learner, "after a miss", ([0.2, 0.5, 0.3], 2, [0.3]), [0.0], [0.4, 0.0, 0.6])
    # A draw of 0 leads to the first cell that is possible.
    arguments = [0.0, 0.5, 0.25, 0.25], 3, [0.0]
    expect_results(learner, "of a draw of 0", arguments, [0.0], [0.0, 0.0, 0.5, 0.5])


@check("One look is enough, and so is one cell")
def shortest(learner, solution, rng):
    expect_results(learner, "of one look", ([0.5, 0.5], 1, [0.7]), [1.0], [0.0, 1.0])
    expect_results(learner, "of one cell", ([1.0], 0, [0.7, 0.2]), [1.0, 1.0], [1.0])
    expect_results(learner, "without a look", ([0.2, 0.8], 1, []), np.zeros(0), [0.2, 0.8])


@check("Any belief, any goal, any number of looks", after="misses")
def any_search(learner, solution, rng):
    for _ in range(8):
        b, goal, draws = random_search(rng)
        rewards, belief = solution.look_around(b, goal, draws)
        expect_results(learner, "of some cells", (b, goal, draws), rewards, belief)


@check("The belief and the draws stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("look_around", learner.look_around, *random_search(rng))


@check("In all 24 orders of four cells, four looks earn 2.5 on average", after="misses")
def all_orders(learner, solution, rng):
    for first, second, third in product((1, 3, 5, 7), (1, 3, 5), (1, 3)):
        draws = np.array([first / 8, second / 6, third / 4, 0.5])
        left, order = [0, 1, 2, 3], []
        for draw in draws:
            order.append(left.pop(int(draw * len(left))))
        late = order.index(2)
        rewards = [0.0] * late + [1.0] * (4 - late)
        arguments = [0.25] * 4, 2, draws
        expect_results(learner, "of four looks", arguments, rewards, [0.0, 0.0, 1.0, 0.0])


@probe
def other_searches(learner, solution, rng):
    for _ in range(3):
        record("results", list(learner.look_around(*random_search(rng))))
