"""What the pages say in words of figures, beside the numbers that have their origins there."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tools.common.paths import ROOT
from tools.figures.controls import State, states
from tools.figures.figure import load


def inside(name: str) -> SimpleNamespace:
    """What the file of a figure defines."""
    return SimpleNamespace(**load(ROOT, name).frame.__globals__)


def test_which_rule_takes_long_steps_and_which_short_ones() -> None:
    figure = load(ROOT, "conflict")
    lengths: dict[str, list[float]] = {"sum": [], "pcgrad": [], "mgda": [], "cagrad": []}
    for state in states(figure.controls):
        first, _, step = (np.array(row[1:3], dtype=float) for row in figure.table(state).rows)
        lengths[state.rule].append(float(np.linalg.norm(step)))
        if (state.angle, state.length) == (150, 2.0):
            assert (step @ first < 0) == (state.rule in ("sum", "cagrad"))
            expected = -0.732 if state.rule == "sum" else -0.056
            assert step @ first >= 0 or step @ first == pytest.approx(expected, abs=1e-3)
    for rule in ("sum", "pcgrad", "cagrad"):
        assert np.all(np.array(lengths["mgda"]) <= np.array(lengths[rule]) + 1e-9)
    asked = figure.prediction
    assert asked is not None
    assert (asked.right, asked.shows["angle"], asked.shows["length"]) == ("sum", 150, 2.0)


def test_examples_in_a_prompt() -> None:
    module = inside("context-regression")
    for noise in (0.25, 1.0):
        curves = module.curves(1.0, noise)
        assert np.all(np.diff(curves["best possible"]) < 0)
        assert np.isinf(curves["least squares"][4])
    one, two = (module.measured(name) for name in ("one block", "two blocks"))
    assert all(two[k] < one[k] for k in one)


def test_what_a_memory_within_episodes_cannot_know() -> None:
    module = inside("trial")
    assert module.steps("episodes")[1] == [0, 1, 1, 1]
    assert module.steps("nowhere")[1] == [0, 0, 1, 1]
    third = module.steps("episodes")[0][2]
    assert (third.last_reward, third.last_flag, third.action) == (0, 1, "right")
    for kept in module.KEPT:
        first, fifth = (module.steps(kept)[0][step] for step in (0, 4))
        assert first == fifth
        assert fifth.memory == "none"


def test_the_start_that_is_best_after_a_larger_step() -> None:
    a, alpha = np.array([1.0, 4.0]), 0.3
    shrink = 1 - alpha * a
    weights = {"joint": a, "fomaml": a * shrink, "reptile": 1 - shrink**5, "maml": a * shrink**2}
    after = {}
    for method, w in weights.items():
        theta = w[1] / w.sum()  # the centres are 0 and 1
        after[method] = np.mean(a * shrink**2 * (theta - np.array([0, 1])) ** 2) / 2
    asked = load(ROOT, "four-starts").prediction
    assert asked is not None
    assert min(after, key=lambda method: after[method]) == asked.right == "maml"


def test_a_product_never_widens_and_an_average_does() -> None:
    figure = load(ROOT, "product")
    variances = {
        rule: [
            float(figure.table(State(seen=seen, rule=rule)).rows[-1][column])
            for seen in range(1, 7)
        ]
        for rule, column in (("product", 3), ("average", 5))
    }
    assert np.all(np.diff(variances["product"]) < 0)
    assert variances["average"][1] > variances["average"][0]
