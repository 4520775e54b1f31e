"""The quick variant of the recipe on summaries and intervals, held to known numbers."""

from __future__ import annotations

import pytest

from metarl.reproductions import evaluation_anchors
from tests.metarl.reproductions import quick

SHARE = "share that holds the true value"


def test_summaries_coverages_and_what_a_table_can_tell_apart() -> None:
    table = quick.rows("evaluation_anchors")
    for row in table.values():
        if row.basis == "exact" and row.seeds == 0:
            assert row.ours == row.reference
    assert table["IQM of 0, 0, 0, 1, 1, 1, 1, 100"].ours == 0.75
    # two runs of 500 experiments: four standard errors are 0.03 and 0.04
    student = f"{SHARE}: {evaluation_anchors.COVERAGE['student']}"
    assert table[student].ours == pytest.approx(0.95, abs=0.03)
    normal = table[f"{SHARE}: {evaluation_anchors.COVERAGE['normal']}"]
    assert normal.reference == pytest.approx(0.8784, abs=5e-5)
    assert normal.ours == pytest.approx(normal.reference, abs=0.04)
    # half-widths of one cell: 0.14, 0.13, 0.13; 1.0, 0.8, 0.75; 5.0, 3.9, 3.5
    cells = [quick.known(row.ours) / 2**0.5 for row in table.values() if row.published is not None]
    known = (0.14, 0.13, 0.13, 1.0, 0.8, 0.75, 5.0, 3.9, 3.5)
    # a deviation from 400 bandits is uncertain by 3.5 %; three of those, and the rounding
    assert cells == pytest.approx(known, rel=0.15)
