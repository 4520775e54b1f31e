"""Expectations on random results, which fail right code less than once in a million runs.

Each states its n and its tolerance: a bound on the probability that chance alone breaks it, which
holds for every n. It is the same in every language, since no stream of random numbers is compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.expectations.basic import fail, finite_numbers
from grader.values.compare import Difference
from grader.values.describe import number
from grader.values.side_by_side import at_index

FALSE_ALARM = 1e-7  # per expectation; the promise is 1e-6


@np.errstate(all="ignore")
def expect_frequencies(
    label: str, found: Any, probabilities: Sequence[float], feedback: str | None = None
) -> None:
    """Expect each outcome to have come about as often as its probability says.

    The count of outcome k among n draws is binomial. Its exact tail probability on either side is
    compared with 1e-7 / 2K, so that by the union bound over K outcomes and two sides right code
    fails with probability at most 1e-7.

    Args:
        found: int[K], counts; n is their sum.
        probabilities: float[K].

    Raises:
        CheckFailed: if these are not counts, or one of them is too unlikely; names the first.
    """
    counts = finite_numbers(label, found, feedback, axes=1)
    n, limit = float(counts.sum()), FALSE_ALARM / (2 * len(probabilities))
    if len(counts) != len(probabilities) or (counts < 0).any() or (counts % 1).any() or n < 1:
        expected = f"{len(probabilities)} counts"
        stage = "shape" if len(counts) != len(probabilities) else "values"
        words = f": expected {expected}, found {counts.tolist()[:8]}."
        fail(label, Difference(stage, words), feedback, expected, found)
    for place, (count, p) in enumerate(zip(counts.tolist(), probabilities, strict=True)):
        if binomial_tail(int(n), p, int(count)) < limit:
            words = (
                f", outcome {place}: expected about {number(n * p)} of {number(n)}, found "
                f"{number(count)}. Chance alone gives that less than once in a million runs."
            )
            expected = f"about {number(n * p)} of {number(n)}"
            fail(label, Difference("values", words, f"[{place}]"), feedback, expected, found)


@np.errstate(all="ignore")
def expect_mean(
    label: str, found: Any, mean: float, low: float, high: float, feedback: str | None = None
) -> None:
    """Expect the mean of independent samples, all within two limits, to be near ``mean``.

    By Hoeffding's inequality the mean of n such samples is further than
    ``(high - low) · sqrt(ln(2 / 1e-7) / 2n)`` from its expectation with probability at most 1e-7;
    that is the tolerance: 0.09 of the range for n = 1000.

    Args:
        found: float[N], the samples.

    Raises:
        CheckFailed: if a sample lies outside the limits, or the mean too far away.
    """
    samples = finite_numbers(label, found, feedback, axes=1)
    outside = np.flatnonzero((samples < low) | (samples > high))
    span = f"{number(low)} to {number(high)}"
    if outside.size or not samples.size:
        place = int(outside[0]) if outside.size else 0
        sample = number(float(samples[place])) if outside.size else "no sample"
        words = f"{at_index((place,))}: expected {span}, found {sample}."
        fail(label, Difference("values", words, f"[{place}]"), feedback, span, found)
    tolerance = (high - low) * math.sqrt(math.log(2 / FALSE_ALARM) / (2 * samples.size))
    if abs(float(samples.mean()) - mean) > tolerance:
        expected = f"{number(mean)} ± {tolerance:.2g}"
        words = (
            f": the mean of {samples.size} samples is {number(float(samples.mean()))}, expected "
            f"{expected}. Chance alone gives that less than once in a million runs."
        )
        fail(label, Difference("values", words), feedback, expected, found)


@np.errstate(all="ignore")
def expect_distribution(
    label: str, found: Any, cdf: Callable[[float], float], feedback: str | None = None
) -> None:
    """Expect independent samples that have the distribution function ``cdf``.

    By the inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant, the share of
    samples below some x is anywhere further than ``sqrt(ln(2 / 1e-7) / 2n)`` from the
    distribution's with probability at most 1e-7; that is the tolerance: 0.09 for n = 1000.

    Args:
        found: float[N], the samples.
        cdf: probability of a value of at most x, for a distribution without steps.

    Raises:
        CheckFailed: if these are not samples, or the shares differ by more.
    """
    samples = np.sort(finite_numbers(label, found, feedback, axes=1))
    n = samples.size
    tolerance = math.sqrt(math.log(2 / FALSE_ALARM) / (2 * max(n, 1)))
    right = np.array([cdf(float(x)) for x in samples])
    gaps = np.maximum(np.arange(1, n + 1) / max(n, 1) - right, right - np.arange(n) / max(n, 1))
    if not n or gaps.max() > tolerance:
        place = int(gaps.argmax()) if n else 0
        share = f"{number(round(100 * float(right[place]), 1))} %" if n else "samples"
        words = (
            f": {share} of {n} samples should be at most {number(float(samples[place]))}, found "
            f"{number(round(100 * (place + 1) / n, 1))} %. Chance alone gives that less than once "
            "in a million runs."
            if n
            else ": expected samples, found none."
        )
        fail(label, Difference("values", words), feedback, share, found)


def binomial_tail(n: int, p: float, count: int) -> float:
    """The smaller of the probabilities of at most and of at least ``count`` hits in n trials."""
    if not 0 < p < 1:
        return 1.0 if count == round(n * p) else 0.0
    hits = np.arange(n + 1)
    steps = np.log(np.maximum(hits, 1))
    factorials = np.cumsum(steps)  # log k!, exact to 1e-12 relative
    logs = factorials[n] - factorials - factorials[::-1]
    logs = logs + hits * math.log(p) + (n - hits) * math.log1p(-p)
    terms = np.exp(logs)
    return float(min(terms[: count + 1].sum(), terms[count:].sum()))
