"""The fast step is the readable one, to rounding."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.fast.maml import FusedMaml
from metarl.maml import FewShot, fomaml_gradient, meta_gradient
from metarl.networks.adam import Adam
from metarl.networks.mlp import mlp_init
from metarl.tasks.sinusoid import sine_inputs, sine_targets, sine_tasks

READABLE = {True: meta_gradient, False: fomaml_gradient}


def examples(rng: np.random.Generator, tasks: int, n: int) -> FewShot:
    x = sine_inputs(tasks, 2 * n, rng)
    y = sine_targets(sine_tasks(tasks, rng), x)
    return FewShot(x[:, :n], y[:, :n], x[:, n:], y[:, n:])


@pytest.mark.parametrize("second_order", [True, False])
@pytest.mark.parametrize(("tasks", "n", "width"), [(25, 10, 40), (1, 5, 40), (4, 1, 3)])
def test_gradient_and_loss_are_those_of_the_readable_form(
    tasks: int, n: int, width: int, second_order: bool
) -> None:
    rng = np.random.default_rng(0)
    parameters = mlp_init((1, width, width, 1), rng)
    for bias in parameters[1::2]:
        bias += rng.normal(0, 0.1, bias.shape)
    data = examples(rng, tasks, n)
    fused = FusedMaml(parameters, tasks, n, alpha=0.01, second_order=second_order)
    loss = fused.accumulate(*data)
    losses, gradient = READABLE[second_order](parameters, data, 0.01)
    assert loss == pytest.approx(losses.mean(), rel=1e-10)
    scale = max(np.abs(g).max() for g in gradient)
    for fast, expected in zip(fused.gradient, gradient, strict=True):
        assert fast == pytest.approx(expected, rel=1e-10, abs=1e-10 * scale)


def test_it_stays_equal_over_many_steps() -> None:
    rng = np.random.default_rng(1)
    parameters = mlp_init((1, 40, 40, 1), rng)
    fused, adam = FusedMaml(parameters, 5, 10, alpha=0.01), Adam(lr=1e-3)
    for _ in range(100):
        data = examples(rng, 5, 10)
        fused.step(*data)
        adam.step(parameters, meta_gradient(parameters, data, 0.01)[1])
    for fast, expected in zip(fused.parameters, parameters, strict=True):
        assert fast == pytest.approx(expected, rel=1e-10, abs=1e-10)


def test_several_inputs() -> None:
    rng = np.random.default_rng(2)
    parameters = mlp_init((3, 6, 6, 1), rng)
    data = FewShot(*(rng.normal(size=(4, 7, width)) for width in (3, 1, 3, 1)))
    fused = FusedMaml(parameters, 4, 7, alpha=0.05)
    fused.accumulate(*data)
    for fast, expected in zip(
        fused.gradient, meta_gradient(parameters, data, 0.05)[1], strict=True
    ):
        assert fast == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_in_single_precision_it_is_as_close_as_that_goes() -> None:
    rng = np.random.default_rng(3)
    parameters = mlp_init((1, 40, 40, 1), rng)
    data = examples(rng, 25, 10)
    fused = FusedMaml(parameters, 25, 10, alpha=0.01, dtype=np.float32)
    fused.accumulate(*data)
    gradient = meta_gradient(parameters, data, 0.01)[1]
    scale = max(np.abs(g).max() for g in gradient)
    for fast, expected in zip(fused.gradient, gradient, strict=True):
        # 24 bits are 6e-8; sums of 750 products lose a factor of some tens
        assert fast == pytest.approx(expected, rel=0, abs=5e-6 * scale)


def test_wrong_shapes_are_named() -> None:
    parameters = mlp_init((1, 4, 4, 1), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"parameters: expected shape \(4, 4\), found \(4, 5\)"):
        FusedMaml(mlp_init((1, 4, 5, 1), np.random.default_rng(0)), 2, 3, 0.01)
    fused = FusedMaml(parameters, 2, 3, 0.01)
    x, y = np.zeros((2, 3, 1)), np.zeros((2, 3, 1))
    with pytest.raises(ValueError, match=r"x: expected shape \(2, 3, 1\), found \(2, 4, 1\)"):
        fused.step(np.zeros((2, 4, 1)), y, x, y)
    with pytest.raises(ValueError, match=r"query_y: expected shape \(2, 3, 1\), found \(2, 3\)"):
        fused.step(x, y, x, y[..., 0])
