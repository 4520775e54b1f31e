"""Every recipe's quick variant draws the table that its page shows, with other measured numbers."""

from __future__ import annotations

import pytest

from tests.metarl.reproductions import quick
from tools.reproduce import recipes

NAMES = sorted(recipes.modules())


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_depend_on_how_much_was_run_is_the_same(name: str) -> None:
    rows = quick.rows(name)
    for shown in quick.shown(name):
        row = rows[shown.what]
        assert row.published == shown.published, row.what
        # what takes long to compute may be left out
        assert row.basis in {shown.basis, ""}, row.what
        if row.basis == "exact":
            assert row.reference == pytest.approx(shown.reference, rel=1e-6), row.what
        assert (row.ours is None) <= (shown.ours is None) or shown.note, row.what
