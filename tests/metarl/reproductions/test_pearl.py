"""The recipes on the point robot and on 2-D navigation, in their quick variants."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.metarl.reproductions import quick

KEPT = Path(__file__).parents[3] / "docs" / "data" / "reproductions" / "pearl_robot.json"


def test_navigation() -> None:
    rows = quick.rows("navigation_anchors")
    staying = rows["Staying at the start, any goal"]
    assert staying.reference == pytest.approx(-38.26, abs=0.005)
    assert rows["Best policy, any goal"].reference == pytest.approx(-0.506, abs=0.0005)
    before = rows["MAML, 0 gradient steps, 40 test goals"]
    assert before.published == -40.41
    assert before.reference == pytest.approx(-40.08, abs=0.005)
    oracle = rows["Told the goal, 40 test goals"]
    assert oracle.published == -2.29
    assert oracle.reference == pytest.approx(-0.544, abs=0.0005)
    for row in rows.values():
        if row.interval:
            # half as wide again: 95 % intervals over goals, of three rows, miss now and then
            half = 0.75 * (row.interval[1] - row.interval[0])
            assert row.ours == pytest.approx(row.reference, abs=half)


def test_point_robot() -> None:
    rows = quick.rows("pearl_robot")
    oracle = rows["Oracle: Q-learning that is told the goal"]
    # the best with continuous moves is 13.36; nine moves lose half of one
    assert oracle.reference == pytest.approx(12.86, abs=0.05)
    exact = [
        rows[f"PEARL: after {n} exploration episode{'' if n == 1 else 's'}"].reference
        for n in (0, 1, 2, 4, 8)
    ]
    # a guess tests 13 of 100 goals and earns about the oracle's return less the rim of the goal;
    # 4,000 trials have a standard error of 0.09 at most, the limits are four of them
    assert exact == pytest.approx([1.5, 3.06, 4.45, 6.74, 9.63], abs=0.36)
    used = rows["PEARL, belief used from the first exploration on: after 8 exploration episodes"]
    assert used.reference == pytest.approx(11.76, abs=0.36)
    # so few updates are too few for PEARL; told the goal, Q-learning has begun to reach it
    assert (
        quick.known(oracle.ours)
        > quick.known(rows["No context: the same network, told nothing"].ours) + 1.0
    )
    assert np.isfinite([quick.known(row.ours) for row in rows.values()]).all()


def test_the_published_run_rises_with_exploration() -> None:
    rows = {row["what"]: row for row in json.loads(KEPT.read_text("utf-8"))["rows"]}
    before, early, late = (
        rows[f"PEARL: after {n} exploration episode{'' if n == 1 else 's'}"] for n in (0, 1, 8)
    )
    untold = rows["No context: the same network, told nothing"]
    oracle = rows["Oracle: Q-learning that is told the goal"]
    assert before["interval"][1] < early["interval"][0]
    assert max(early["interval"][1], untold["interval"][1]) < late["interval"][0]
    assert late["interval"][1] < oracle["interval"][0]
    for row in (before, early, late):
        # nobody explores better than with the exact belief, chance aside
        assert row["interval"][0] < row["reference"]
