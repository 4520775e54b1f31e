"""The quick variant of the recipe on linear attention, held to known numbers."""

from __future__ import annotations

import pytest

from metarl.reproductions.in_context import linear_attention
from tests.metarl.reproductions import quick


def test_linear_attention_is_a_gradient_step_and_learns_to_be() -> None:
    results = quick.results("linear_attention")
    assert max(results["equality"].values()) < 1e-10
    exact = quick.rows("linear_attention")
    for what, value in (
        ("d = 10, N = 10, x from [−1, 1]: best step size", 1.51515),
        ("d = 10, N = 10, x from [−1, 1]: error after it", 1.64983),
        ("d = 5, N = 10, x from [−1, 1]: best step size", 2.02703),
        ("d = 5, N = 10, x from [−1, 1]: error after it", 0.54054),
        ("d = 5, N = 10, x normal: best step size", 0.625),
        ("d = 20, N = 40, x normal: best step size", 0.6557),
    ):
        assert exact[what].reference == pytest.approx(value, abs=5e-5)
    for row in linear_attention.exact_rows(results):
        if row.interval is not None:
            half = quick.known(row.interval)[1] - quick.known(row.ours)
            assert row.ours == pytest.approx(row.reference, abs=2 * half)
    for name, result in results.items():
        if name.startswith("head"):
            # 300 batches leave the entries of the matrix uncertain by about 0.02
            assert result["diagonal"] == pytest.approx(0.625, abs=0.04)
            assert result["off"] < 0.05
