"""What the figures of the pages on weights and on evaluating draw, recomputed plainly."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tools.common.paths import ROOT
from tools.figures.controls import State
from tools.figures.figure import load


def inside(name: str) -> SimpleNamespace:
    """What the file of a figure defines."""
    return SimpleNamespace(**load(ROOT, name).frame.__globals__)


def test_where_uncertainty_weights_rest() -> None:
    """By plain descent on x and both s together, without the code of the figure."""
    module = inside("weights")
    for floor in (0.045, 0.08, 0.2):
        for unit in (1, 10):
            x, s = 0.4, np.zeros(2)
            units, optima = np.array([1.0, unit]), np.array([0.0, 1.0])
            for _ in range(6_000):
                losses = units * (floor + (x - optima) ** 2 / 2)
                weights = np.exp(-s) / 2
                x -= 0.01 * float(weights @ (units * (x - optima)))
                s -= 0.02 * np.clip(0.5 - weights * losses, -0.5, 0.5)
            end = module.course("uncertainty", floor, unit).x[-1]
            assert min(abs(x - valley) for valley in module.valleys(floor)) < 1e-3
            assert end == pytest.approx(x, abs=5e-3)


def test_where_the_sum_of_logarithms_is_least() -> None:
    module = inside("weights")
    grid = np.linspace(0, 1, 100_001)
    for floor in module.FLOORS:
        sums = np.log(floor + grid**2 / 2) + np.log(floor + (1 - grid) ** 2 / 2)
        lowest = grid[sums <= sums.min() + 1e-12]
        valleys = module.valleys(floor)
        assert [lowest.min(), lowest.max()] == pytest.approx([valleys[0], valleys[-1]], abs=1e-3)


def test_pulls_are_equal_where_learned_weights_rest_and_units_decide_who_wins() -> None:
    module = inside("weights")
    for rule in ("sum", "uncertainty"):
        for unit in module.UNITS:
            assert module.course(rule, 0.08, unit).pulls[-1] == pytest.approx(0.5, abs=0.01)
    assert [module.course("sum", 0.08, unit).x[-1] for unit in (1, 10, 100)] == pytest.approx(
        [1 / 2, 10 / 11, 100 / 101], abs=1e-3
    )
    famo = [module.course("famo", 0.08, unit).x[-1] for unit in module.UNITS]
    assert famo == pytest.approx([0.2] * 3, abs=0.01)
    for rule in ("uncertainty", "famo"):
        assert all(abs(module.course(rule, 0.2, unit).x[-1] - 0.5) < 0.01 for unit in module.UNITS)


def test_what_is_asked_about_weights_and_runs() -> None:
    weights, runs = (load(ROOT, name).prediction for name in ("weights", "runs"))
    assert weights is not None
    assert runs is not None
    assert (weights.right, runs.right) == ("one", "A")


def test_summaries_of_drawn_runs() -> None:
    """True values in closed form, and the intervals of the mean by the textbook's formula."""
    module = inside("runs")
    factor = np.exp(0.35**2 / 2)
    assert module.truth("A", "mean") == pytest.approx(factor, rel=0.01)
    assert module.truth("B", "mean") == pytest.approx(0.8 * (0.95 + 0.05 * 10) * factor, rel=0.02)
    for method in ("A", "B"):
        scores = module.scores(method)
        value, low, high = module.found(method, "mean", 50)
        assert value == pytest.approx(scores.mean())
        error = np.sqrt((scores.var(axis=0) / 50).mean() / 5)
        assert (high - low) / 2 == pytest.approx(1.96 * error, rel=0.15)
    middle = np.sort(module.scores("A"), axis=None)[62:188]
    assert module.found("A", "iqm", 50)[0] == pytest.approx(middle.mean())


def test_summaries_that_disagree() -> None:
    figure, module = load(ROOT, "runs"), inside("runs")
    assert (module.leader("iqm", 50), module.leader("mean", 50)) == ("A", "B")
    assert module.leader("median", 50) == ""
    for summary, verdict in (("iqm", "A is ahead"), ("median", "nobody is ahead for sure")):
        assert verdict in figure.say(State(runs=50, summary=summary))
    assert "−0.00" not in figure.say(State(runs=3, summary="iqm"))


def test_bounds_on_intervals_of_few_runs() -> None:
    """No interval within the runs holds the median more often than 1 - 2 (1/2)^N."""
    rng = np.random.default_rng(0)
    for runs in (2, 3, 5, 6):
        drawn = rng.exponential(size=(200_000, runs))
        held = (drawn.min(axis=1) < np.log(2)) & (np.log(2) < drawn.max(axis=1))
        assert held.mean() == pytest.approx(1 - 2 * 0.5**runs, abs=0.005)
