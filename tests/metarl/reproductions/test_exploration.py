"""Quick variants of the classical baselines of the RL² paper agree with the facts.

Each measured number is a mean over independent tasks, so it has to lie within its own interval,
widened from 2 to 5 standard errors because there are many of them.
"""

from __future__ import annotations

import pytest

from tests.metarl.reproductions import quick
from tests.metarl.reproductions.test_exact import near


def test_references_of_bandits() -> None:
    rows = quick.rows("bandits")
    exact = {
        "n = 10, 5 arms: finite-horizon index": 6.659988,
        "n = 10, 50 arms: RL²": 6.713951,
        "n = 10, 10 arms: greedy": 6.693082,
        "n = 10, 2 arms: finite-horizon index": 6.021786,
        "n = 100, 2 arms: finite-horizon index": 64.91842,
    }
    for what, value in exact.items():
        assert rows[what].reference == pytest.approx(value, abs=6e-6)
        assert rows[what].basis == "exact"
    assert rows["n = 100, 5 arms: RL²"].basis == "index policy"
    for row in rows.values():
        if row.basis == "exact" and row.interval is not None:
            near(row, quick.known(row.reference))


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("n = 10, 5 arms: Thompson sampling", 5.83),
        ("n = 10, 5 arms: UCB1, c = 1", 5.84),
        ("n = 10, 50 arms: Thompson sampling", 5.14),
        ("n = 100, 5 arms: Thompson sampling", 75.11),
        ("n = 100, 10 arms: Thompson sampling", 77.14),
        ("n = 100, 50 arms: Thompson sampling", 64.51),
        ("n = 100, 50 arms: greedy", 80.5),
        ("n = 500, 10 arms: Thompson sampling", 431.4),
    ],
)
def test_rules_for_bandits(what: str, expected: float) -> None:
    near(quick.rows("bandits")[what], expected)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("n = 50: random", 500.0),
        ("n = 10: known process", 218.1),
        ("n = 10: PSRL", 134.6),
        ("n = 100: PSRL", 1947.9),
        ("n = 10: greedy on the mean process", 151.0),
        ("n = 100: greedy on the mean process", 1854.2),
    ],
)
def test_exploration_of_small_processes(what: str, expected: float) -> None:
    near(quick.rows("tabular_mdps")[what], expected)


def test_nothing_earns_more_than_knowing_the_process() -> None:
    rows = quick.rows("tabular_mdps")
    for what, row in rows.items():
        head = what.partition(":")[0]
        assert row.ours is None or row.ours <= quick.known(rows[f"{head}: known process"].ours)
