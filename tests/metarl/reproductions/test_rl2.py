"""Small variants of the reproductions of RL², held to what is known exactly."""

from __future__ import annotations

import pytest

from tests.metarl.reproductions import quick


def test_bandits() -> None:
    rows = quick.rows("rl2_bandits")
    # facts: exact greedy and Bayes-optimal values of ten pulls
    exact = {2: (6.005811, 6.021786), 5: (6.626225, 6.659988), 10: (6.693082, 6.713951)}
    for arms, (greedy, optimal) in exact.items():
        assert rows[f"{arms} arms: greedy"].reference == pytest.approx(greedy, abs=1e-6)
        trained = rows[f"{arms} arms: RL², against the best policy"]
        assert trained.reference == pytest.approx(optimal, abs=1e-6)
        assert trained.seeds == 2
        # 120 updates learn to repeat what paid, and nobody beats the optimum: the mean over
        # 4,000 tasks has a standard error of 0.035
        assert 5.3 < quick.known(trained.ours) < optimal + 0.14
    assert rows["5 arms: RL², against the best policy"].published == 6.7


def test_dependent_arms() -> None:
    rows = quick.rows("rl2_dependent_arms")
    trained = rows["p and 1 − p: RL², trained on these"]
    # facts: regrets of the best policy for p ~ U[0, 1] and for known pairs
    assert trained.reference == pytest.approx(0.926, abs=5e-4)
    bounds = {"0.9 and 0.1": 0.625, "0.75 and 0.25": 0.9942, "0.6 and 0.4": 1.4615}
    for pair, least in bounds.items():
        row = rows[f"{pair} pair: the same agents"]
        assert row.reference == pytest.approx(least, abs=5e-4)
        # five standard errors of 2,000 tasks, at most 0.05 each
        assert quick.known(row.ours) > least - 0.25
    assert rows["p and 1 − p: Thompson, told of 1 − p"].reference == pytest.approx(1.51, abs=5e-3)
    assert rows["p and 1 − p: random"].reference == 7.5
    # 120 updates are enough to be far from random
    assert 0.8 < quick.known(trained.ours) < 3.0


def test_tabular() -> None:
    rows = quick.rows("rl2_tabular")
    assert rows["episode 5: random"].reference == 5.0
    assert rows["all 5 episodes: random"].reference == 25.0
    # nothing is known before the first episode, where any plan is as good as another; the mean of
    # 2,000 returns has a standard error of 0.09
    first = rows["first episode: posterior sampling (PSRL)"]
    assert first.ours == pytest.approx(5.0, abs=0.45)
    psrl, greedy, oracle = (
        rows[f"all 5 episodes: {who}"]
        for who in (
            "posterior sampling (PSRL)",
            "best plan for the mean of the belief",
            "told the process",
        )
    )
    assert 28.0 < quick.known(psrl.ours) < quick.known(greedy.ours) < quick.known(oracle.reference)
    # after 10 updates still near chance: 1,000 trials have a standard error of 0.4
    assert rows["all 5 episodes: RL²"].ours == pytest.approx(25.0, abs=3.0)
