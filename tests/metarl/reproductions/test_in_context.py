"""The quick variant of the recipe on in-context regression, held to known numbers."""

from __future__ import annotations

import pytest

from metarl.reproductions.in_context import in_context_regression as recipe
from tests.metarl.reproductions import quick


def test_the_curves_agree_with_their_closed_forms() -> None:
    table = quick.rows("in_context_regression")
    for row in table.values():
        if row.basis == "exact" and recipe.HEAD not in row.what:
            # twice the 95 % interval of 1500 prompts: one of the 28 rows leaves it in 600 runs
            half = quick.known(row.interval)[1] - quick.known(row.ours)
            assert row.ours == pytest.approx(row.reference, abs=2 * half + 1e-9), row.what
        elif row.basis == "exact":
            # 200 batches leave the matrix uncertain, most where one example makes h scatter most
            assert -0.005 < quick.known(row.ours) - quick.known(row.reference) < 0.05, row.what
        elif row.ours is not None and row.basis == "bound":
            # least squares is the best there is, and the same test prompts leave little to chance
            assert quick.known(row.ours) > quick.known(row.reference) - 0.01, row.what
    # inverse-distance neighbours have no closed form; 80,000 prompts gave these
    for examples, error in ((10, 0.905), (20, 0.780), (40, 0.679)):
        row = table[f"d = 20, after {examples}: 3 nearest neighbours"]
        assert row.ours == pytest.approx(error, abs=0.1)


def test_the_transformer_of_the_paper_is_quoted() -> None:
    assert recipe.PUBLISHED_TRANSFORMER == {20: 0.02, 40: 0.0006}
