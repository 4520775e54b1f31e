"""Quick variants of the reproductions of small exact problems agree with the facts.

Nothing is trained in them: each measured number is a mean over independent tasks, so it has to lie
within its own interval, widened from 2 to 5 standard errors because there are many of them.
"""

from __future__ import annotations

import pytest

from metarl.reproductions import Row
from tests.metarl.reproductions import quick

WIDER = 2.5
NAMES = ("dependent_arms", "informative_arm", "known_unknown_arm")


def near(row: Row, expected: float) -> None:
    assert row.ours is not None
    assert row.interval is not None, row.what
    half = (row.interval[1] - row.interval[0]) / 2
    assert row.ours == pytest.approx(expected, abs=WIDER * half + 1e-9), row.what


@pytest.mark.parametrize("name", NAMES)
def test_what_was_measured_agrees_with_what_is_exact(name: str) -> None:
    measured = [
        row
        for row in quick.rows(name).values()
        if row.basis == "exact" and row.interval is not None
    ]
    assert measured
    for row in measured:
        near(row, quick.known(row.reference))


@pytest.mark.parametrize(
    ("name", "what", "expected"),
    [
        ("dependent_arms", "uniform, T = 30: following the belief (optimal)", 0.926),
        ("dependent_arms", "uniform, T = 100: following the belief (optimal)", 1.2214),
        ("dependent_arms", "easy (0.1, 0.9), T = 100: following the belief (optimal)", 0.625),
        ("dependent_arms", "medium (0.25, 0.75), T = 30: following the belief (optimal)", 0.9942),
        ("dependent_arms", "hard (0.4, 0.6), T = 100: following the belief (optimal)", 2.3121),
        ("dependent_arms", "two-step task: value of the better first action", 0.7),
        ("dependent_arms", "two-step task: optimal reward of 100 steps", 69.6875),
        ("informative_arm", "T = 1: Bayes-optimal", 1.4),
        ("informative_arm", "T = 5: Bayes-optimal", 20.55),
        ("informative_arm", "T = 5: posterior sampling", 11.0),
        ("known_unknown_arm", "n = 2: Bayes-optimal", 1.245),
        ("known_unknown_arm", "n = 50: Thompson sampling", 36.2624),
        ("varibad_grid", "episode 1: Bayes-optimal", 4.0),
        ("varibad_grid", "episode 2: told the goal", 11.0714),
        ("varibad_grid", "all 4 episodes: Bayes-optimal", 37.2143),
    ],
)
def test_references_are_the_known_ones(name: str, what: str, expected: float) -> None:
    assert quick.rows(name)[what].reference == pytest.approx(expected, abs=6e-5)


def test_the_explicit_policy_of_the_grid_meets_the_bounds() -> None:
    for episode in range(1, 5):
        row = quick.rows("varibad_grid")[f"episode {episode}: Bayes-optimal"]
        assert row.ours == pytest.approx(row.reference)


@pytest.mark.parametrize(
    ("what", "returns"),
    [
        ("posterior sampling", (-0.778, 1.187, 2.893, 4.447)),
        ("posterior sampling, refuted guesses redrawn", (3.02, 7.88, 10.48, 11.05)),
    ],
)
def test_posterior_sampling_in_the_grid(what: str, returns: tuple[float, ...]) -> None:
    for episode, expected in enumerate(returns, start=1):
        near(quick.rows("varibad_grid")[f"episode {episode}: {what}"], expected)
