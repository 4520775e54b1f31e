"""What the figures of the pages on multi-task RL draw, recomputed in the plainest way."""

from __future__ import annotations

import json

import numpy as np
import pytest

from metarl.multitask import cagrad_landscape, fit_tasks, shared_init
from metarl.multitask.shared import Sharing
from metarl.reproductions.multitask.cagrad_landscape import COMBINE
from tests.content.recipes import recipe
from tools.common.paths import ROOT
from tools.figures import Line, Panel
from tools.figures.controls import State
from tools.figures.figure import load


def end_on_a_line(rule: str, x: float) -> float:
    """Where steps of 0.01 by a rule end, on x^2/2 and 2 (x - 1)^2."""
    for _ in range(3000):
        first, second = x, 4 * (x - 1)
        if rule == "sum":
            x -= 0.01 * (first + second)
        elif first * second < 0:
            break  # the shortest combination is 0, and each projection leaves nothing
        else:
            x -= 0.01 * (min(first, second, key=abs) if rule == "mgda" else first + second)
    return x


def test_where_the_rules_come_to_rest() -> None:
    figure = load(ROOT, "pareto")
    for start in map(float, figure.controls[1].values):
        rows = figure.table(State(rule="sum", start=start)).rows
        for rule, row in zip(("sum", "mgda", "pcgrad"), rows, strict=True):
            # a step of 0.01 of PCGrad can carry 0.04 inside
            assert float(row[1]) == pytest.approx(end_on_a_line(rule, start), abs=0.05)
            expected = 0.8 if rule == "sum" else min(max(start, 0), 1)
            assert float(row[1]) == pytest.approx(expected, abs=0.011)


def test_the_landscape_s_stored_paths_can_be_made_again() -> None:
    """The first 1,000 updates of each; the rest takes minutes, and depends on last digits."""
    paths = recipe("landscape_paths")
    stored = json.loads(paths.FILE.read_text())
    assert set(stored) == set(paths.METHODS) <= set(COMBINE)
    for method in paths.METHODS:
        assert np.shape(stored[method]) == (3, 101, 2)
        np.testing.assert_allclose(
            np.array(stored[method])[:, :2], paths.path(method, 1000), atol=1e-3
        )


def test_the_line_on_which_no_step_helps_both() -> None:
    figure = load(ROOT, "landscape")
    panels = figure.frame(State(start="low", method="mgda", updates=100))
    assert not isinstance(panels, Panel)
    lines = [mark for mark in panels[0].marks if isinstance(mark, Line)]
    line = next(mark for mark in lines if mark.label == "no step helps both")
    for place in zip(line.x[1:-1], line.y[1:-1], strict=True):
        first, second = cagrad_landscape(np.array(place))[1]
        assert first @ second / np.linalg.norm(first) / np.linalg.norm(second) < -0.99


def test_what_a_reward_scale_does() -> None:
    figure = load(ROOT, "reward-scale")
    ends: dict[tuple[str, float], list[float]] = {}
    for scale in (1, 10, 100):
        rows = figure.table(State(scale=scale, remedy="sum")).rows
        for remedy, row in zip(("sum", "normalised", "uncertainty", "famo"), rows, strict=True):
            ends[remedy, scale] = [float(cell) for cell in row[1:]]
    for scale in (1, 10, 100):
        # the sum comes to rest at the mean of the optima, weighted by the scales
        place = np.array([1, scale]) / (1 + scale)
        rest = ((place - np.eye(2)) ** 2).sum(axis=1) / 2
        assert ends["sum", scale][2:] == pytest.approx(rest, abs=0.006)
        assert ends["normalised", scale] == [50, 50, 0.25, 0.25]
        assert ends["famo", scale][0] == 50
        assert ends["famo", scale][2:] == pytest.approx([0.25, 0.25], abs=0.06)
    assert ends["uncertainty", 10][2:] == pytest.approx([0.25, 0.25], abs=0.006)
    assert ends["uncertainty", 100][2] > 0.3
    assert "99.99 %" in figure.say(State(scale=100, remedy="sum"))


def test_what_one_network_can_do_for_two_tasks() -> None:
    """Without a hidden layer: least squares, on columns for what each network may tell apart."""
    figure = load(ROOT, "heads")
    x, zero, one = np.linspace(-1, 1, 5), np.zeros(5), np.ones(5)
    columns = {
        "blind": [[*x, *x], [*one, *one]],
        "input": [[*x, *x], [*one, *zero], [*zero, *one]],
        "heads": [[*x, *zero], [*zero, *x], [*one, *zero], [*zero, *one]],
    }
    for wants, second in {"same": x, "higher": x + 1, "opposite": -x}.items():
        y = np.concatenate([x, second])
        table = figure.table(State(wants=wants, shared="input", layer="none")).rows
        found = dict(zip(("blind", "input", "heads", "nothing"), table, strict=True))
        assert found["nothing"][1:] == found["heads"][1:]
        for shared, rows in columns.items():
            X = np.array(rows).T
            left = (y - X @ np.linalg.lstsq(X, y)[0]) ** 2
            expected = [left[:5].mean(), left[5:].mean()]
            assert [float(cell) for cell in found[shared][1:3]] == pytest.approx(
                expected, abs=0.006
            )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_identity_takes_longer_than_heads_where_tasks_are_opposite(seed: int) -> None:
    """And sharing all is faster than heads where they are the same; the figure shows seed 0."""
    x = np.stack([np.linspace(-1, 1, 5)[:, None]] * 2)

    def needed(sharing: Sharing, sign: float) -> int:
        parameters = shared_init((1, 8, 1), 2, sharing, np.random.default_rng(seed))
        parameters[-2][...] = 0.0
        y = x * np.array([1.0, sign])[:, None, None]
        below = fit_tasks(parameters, x, y, 400, 0.05)[1].mean(axis=1) < 0.05
        assert below.any()
        return int(below.argmax())

    assert needed("input", -1.0) > 4 * needed("heads", -1.0)
    assert needed("blind", 1.0) < needed("heads", 1.0)


@pytest.mark.parametrize("factor", [0.25, 1, 1.5, 4])
def test_whom_a_mean_over_two_tasks_prefers(factor: float) -> None:
    """With the rewards of the page, by hand: three steps, a discount of 0.9."""
    first = [1 + 0.9 + 0.81, 0.9 + 0.81, 1 + 0.9 + 0.81]
    second = [0.81 * factor, (0.9 + 0.81) * factor, (0.9 + 0.81) * factor]
    figure = load(ROOT, "unit")
    rows = figure.table(State(factor=factor)).rows
    means = [(a + b) / 2 for a, b in zip(first, second, strict=True)]
    assert [float(row[3]) for row in rows] == pytest.approx(means, abs=0.005)
    preferred = "A" if means[0] > means[1] else "B"
    assert f"prefers {preferred}:" in figure.say(State(factor=factor)).replace(". Told", ":")
