"""Right random results pass, wrong ones do not, and the promised false-alarm rate is kept."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import expect_distribution, expect_frequencies, expect_mean
from grader.expectations.basic import CheckFailed
from grader.expectations.statistics import FALSE_ALARM, binomial_tail
from tests.grader.hostile import HOSTILE


def failure(call: Callable[[], Any]) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


def exact_tail(n: int, p: float, count: int) -> float:
    terms = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    return min(sum(terms[: count + 1]), sum(terms[count:]))


@pytest.mark.parametrize(("n", "p"), [(1, 0.5), (10, 0.3), (60, 0.02), (200, 0.9)])
def test_binomial_tail_is_exact(n: int, p: float) -> None:
    for count in range(n + 1):
        assert binomial_tail(n, p, count) == pytest.approx(exact_tail(n, p, count), rel=1e-9)


def test_tail_of_a_large_number_of_draws_is_a_number() -> None:
    assert 0.4 < binomial_tail(10**6, 0.25, 250_000) < 0.6
    assert binomial_tail(10**6, 0.25, 260_000) < 1e-100
    assert [binomial_tail(5, 0.0, 0), binomial_tail(5, 0.0, 1)] == [1.0, 0.0]
    assert [binomial_tail(5, 1.0, 5), binomial_tail(5, 1.0, 4)] == [1.0, 0.0]


@pytest.mark.parametrize(("n", "p"), [(100, 0.5), (1000, 0.125), (5000, 0.01)])
def test_false_alarms_are_rarer_than_once_in_a_million(n: int, p: float) -> None:
    """Sums the probabilities of all counts that would be refused."""
    refused = 0.0
    logs = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)]
    for count, log in enumerate(logs):
        if binomial_tail(n, p, count) < FALSE_ALARM / 4:
            refused += math.exp(log + count * math.log(p) + (n - count) * math.log1p(-p))

    assert refused <= FALSE_ALARM < 1e-6


def test_right_frequencies_are_accepted() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        counts = rng.multinomial(500, [0.5, 0.3, 0.2, 0.0])
        expect_frequencies("choices", counts.tolist(), [0.5, 0.3, 0.2, 0.0])
    expect_frequencies("choices", [7], [1.0])


@pytest.mark.parametrize(
    ("counts", "stage", "words"),
    [
        ([700, 300], "values", ", outcome 0: expected about 500 of 1000, found 700. Chance alone"),
        ([1000, 0], "values", ", outcome 0: expected about 500 of 1000, found 1000."),
        ([500, 500, 0], "shape", ": expected 2 counts, found [500.0, 500.0, 0.0]."),
        ([500.5, 499.5], "values", ": expected 2 counts"),
        ([-1, 1001], "values", ": expected 2 counts"),
        ([0, 0], "values", ": expected 2 counts"),
    ],
)
def test_wrong_frequencies_are_told(counts: Any, stage: str, words: str) -> None:
    failed = failure(lambda: expect_frequencies("choices", counts, [0.5, 0.5]))

    assert failed.stage == stage
    assert failed.feedback.startswith("choices" + words)


def test_impossible_outcome_is_refused_at_once() -> None:
    failure(lambda: expect_frequencies("choices", [999, 1], [1.0, 0.0]))


def test_right_mean_is_accepted() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        expect_mean("draws", rng.random(200), 0.5, 0.0, 1.0)
    expect_mean("draws", [3.0], 3.0, 3.0, 3.0)


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (np.full(1000, 0.6), ": the mean of 1000 samples is 0.6, expected 0.5 ± 0.092."),
        ([0.5, 1.5], " at index 1: expected 0 to 1, found 1.5."),
        ([], " at index 0: expected 0 to 1, found no sample."),
    ],
)
def test_wrong_mean_is_told(samples: Any, words: str) -> None:
    failed = failure(lambda: expect_mean("draws", samples, 0.5, 0.0, 1.0))

    assert failed.feedback.startswith("draws" + words)


def normal(x: float) -> float:
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def test_right_distribution_is_accepted() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        expect_distribution("noise", rng.normal(size=300), normal)


@pytest.mark.parametrize(
    "samples",
    [
        np.random.default_rng(3).normal(size=1000) * 1.5,
        np.random.default_rng(3).normal(size=1000) + 0.4,
        np.random.default_rng(3).uniform(-1.7, 1.7, size=2000),
        np.zeros(100),
    ],
)
def test_wrong_distribution_is_told(samples: Any) -> None:
    failed = failure(lambda: expect_distribution("noise", samples, normal))

    assert " samples should be at most " in failed.feedback
    assert failure(lambda: expect_distribution("noise", [], normal)).feedback == (
        "noise: expected samples, found none."
    )


@pytest.mark.parametrize("found", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "call",
    [
        lambda found: expect_frequencies("it", found, [0.5, 0.5]),
        lambda found: expect_mean("it", found, 0.5, 0.0, 1.0),
        lambda found: expect_distribution("it", found, normal),
    ],
)
def test_hostile_value_fails_with_a_sentence(call: Any, found: Any) -> None:
    assert failure(lambda: call(found)).feedback.startswith("it")
