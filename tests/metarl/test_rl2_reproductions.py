"""Small variants of the reproductions of RL², held to what is known exactly."""

import pytest

from metarl.reproductions import rl2_dependent_arms


def quick_rows(module):
    recipe = module.REPRODUCTION
    results = {
        job.name: job.run(*job.arguments, tell=lambda share: None) for job in recipe.jobs(True)
    }
    return {row.what: row for row in recipe.rows(results)}


def test_dependent_arms():
    rows = quick_rows(rl2_dependent_arms)
    trained = rows["p and 1 − p: RL², trained on these"]
    # facts: regrets of the best policy for p ~ U[0, 1] and for known pairs
    assert trained.reference == pytest.approx(0.926, abs=5e-4)
    bounds = {"0.9 and 0.1": 0.625, "0.75 and 0.25": 0.9942, "0.6 and 0.4": 1.4615}
    for pair, least in bounds.items():
        row = rows[f"{pair} pair: the same agents"]
        assert row.reference == pytest.approx(least, abs=5e-4)
        # five standard errors of 2,000 tasks, at most 0.05 each
        assert row.ours > least - 0.25
    assert rows["p and 1 − p: Thompson, told of 1 − p"].reference == pytest.approx(1.51, abs=5e-3)
    assert rows["p and 1 − p: random"].reference == 7.5
    # 120 updates are enough to be far from random
    assert 0.8 < trained.ours < 3.0
