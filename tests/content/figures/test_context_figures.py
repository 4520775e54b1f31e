"""What figures of the pages on learning in context draw, played out with a solution's tables."""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np
import pytest

from tests.metarl.solutions.solution import solution_of
from tools.common.paths import ROOT
from tools.figures.figure import load

Context = tuple[tuple[int, int], ...]  # pulls, each an arm and its reward


@pytest.mark.parametrize("window", [0, 1, 2, 4])
def test_clones_are_paid_as_often_as_their_tables_say(window: int) -> None:
    """The chance of every context, pull by pull, with arm 0 paying; learners are written out."""
    figure = load(ROOT, "clones").frame.__globals__
    arms, pulls = figure["ARMS"], figure["PULLS"]
    assert (arms, pulls) == (5, 12)
    experts = [[(arm, 1)] * pulls for arm in range(arms)]
    learners = []
    for order, paying in itertools.product(itertools.permutations(range(arms)), range(arms)):
        tries = order.index(paying)
        learners.append([(order[min(t, tries)], int(t >= tries)) for t in range(pulls)])
    solution = solution_of("context/learning-histories")
    for records, drawn in ((learners, "learners_clone"), (experts, "experts_clone")):
        clone = solution["clone_table"](solution["ad_examples"](records, window), arms)
        chances: dict[Context, float] = {(): 1.0}
        paid = []
        for _ in range(pulls):
            later: dict[Context, float] = defaultdict(float)
            rewarded = 0.0
            for context, chance in chances.items():
                for arm, share in enumerate(clone.get(context, np.full(arms, 1 / arms))):
                    seen = (*context, (arm, int(arm == 0)))
                    rewarded += chance * share * (arm == 0)
                    if share:
                        later[seen[max(len(seen) - window, 0) :]] += chance * share
            chances = later
            paid.append(rewarded)
        assert figure[drawn](window) == pytest.approx(np.array(paid)), drawn


def test_clones_that_see_everything_search_like_a_learner_or_guess_twice() -> None:
    figure = load(ROOT, "clones").frame.__globals__
    pulls = np.arange(1, figure["PULLS"] + 1)
    assert figure["learners_clone"](11) == pytest.approx(np.minimum(pulls / 5, 1))
    assert figure["experts_clone"](11) == pytest.approx(np.where(pulls == 1, 0.2, 0.36))


def test_a_reward_travels_by_one_state_in_each_layer() -> None:
    """Batch TD(0) in the corridor:  v_i <- v_i + size / 3 (target - v_i), the next value or 1."""
    values = load(ROOT, "td-layers").frame.__globals__["values"]
    for size in (1.0, 2.0, 3.0):
        v = np.zeros(3)
        for layer in range(21):
            assert values(size)[layer] == pytest.approx(v)
            assert not np.signbit(values(size)[layer]).any()
            v = v + size / 3 * (np.array([v[1], v[2], 1.0]) - v)
    assert values(1.0)[3] == pytest.approx([1 / 27, 7 / 27, 19 / 27])
