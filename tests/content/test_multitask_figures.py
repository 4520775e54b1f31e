"""What the page on multi-task RL says of its figures, recomputed in the plainest way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.common.paths import ROOT
from tools.figures.controls import State
from tools.figures.figure import load

Prints = Callable[..., None]


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


def test_where_the_rules_come_to_rest(prints: Prints) -> None:
    figure = load(ROOT, "pareto")
    for start in map(float, figure.controls[1].values):
        rows = figure.table(State(rule="sum", start=start)).rows
        for rule, row in zip(("sum", "mgda", "pcgrad"), rows, strict=True):
            # a step of 0.01 of PCGrad can carry 0.04 inside
            assert float(row[1]) == pytest.approx(end_on_a_line(rule, start), abs=0.05)
            expected = 0.8 if rule == "sum" else min(max(start, 0), 1)
            assert float(row[1]) == pytest.approx(expected, abs=0.011)
    at_0, least = 2 * (0 - 1) ** 2, 0.8**2 / 2 + 2 * (0.8 - 1) ** 2
    assert at_0 / least == pytest.approx(5)
    prints("concepts/multi-task-rl", "The sum ends at 0.8", "five times the least sum")
