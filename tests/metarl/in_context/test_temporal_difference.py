"""Attention that evaluates a policy, and steps of their own size for uneven inputs."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.in_context import (
    batch_td,
    best_step,
    mean_product,
    step_error,
    td_layer,
    td_matrix,
    td_tokens,
    uneven_best_steps,
    uneven_step_error,
)

VARIANCES = np.array([2.0, 1.0, 0.5, 0.25])


@pytest.mark.parametrize("seed", range(3))
def test_layers_are_steps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    phi, after = rng.normal(size=(2, 6, 3))
    rewards, query, C = rng.normal(size=6), rng.normal(size=3), 0.1 * rng.normal(size=(3, 3))
    tokens = td_tokens(phi, after, rewards, query, 0.9)
    for steps in range(1, 5):
        tokens = td_layer(tokens, td_matrix(C))
        w = batch_td(phi, after, rewards, 0.9, C, steps)
        assert -tokens[-1, -1] == pytest.approx(query @ w)
        assert tokens[-1, :-1] == pytest.approx(rewards + (0.9 * after - phi) @ w)


def test_a_reward_travels_one_transition_a_step() -> None:
    chain = np.eye(3), np.eye(3, k=1), np.array([0.0, 0.0, 1.0])
    values = [batch_td(*chain, 1.0, np.eye(3), steps)[0] for steps in range(4)]
    assert values == pytest.approx([0.0, 0.0, 0.0, 1 / 27])
    assert batch_td(*chain, 1.0, np.eye(3), 200) == pytest.approx(np.ones(3))


def test_even_inputs_have_one_step() -> None:
    steps = uneven_best_steps(np.ones(5), 10)
    assert steps == pytest.approx(np.full(5, best_step(10, 5)))
    assert uneven_step_error(np.ones(5), 10, steps) == pytest.approx(step_error(10, 5, 0.625))


def test_uneven_steps_are_those_of_regression_on_many_prompts() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(100_000, 10, 4)) * np.sqrt(VARIANCES)
    w, query = rng.normal(size=(100_000, 4)), rng.normal(size=(100_000, 4)) * np.sqrt(VARIANCES)
    h, target = mean_product(x, (x @ w[:, :, None])[:, :, 0]), (query * w).sum(axis=1)
    fitted, *_ = np.linalg.lstsq(h * query, target, rcond=None)
    steps = uneven_best_steps(VARIANCES, 10)
    assert fitted == pytest.approx(steps, rel=0.03)
    missed = (h * query) @ steps - target
    error = uneven_step_error(VARIANCES, 10, steps)
    assert (missed**2).mean() / VARIANCES.sum() == pytest.approx(error, rel=0.03)


def test_sizes_are_checked() -> None:
    with pytest.raises(ValueError, match="variances"):
        uneven_best_steps(np.array([1.0, 0.0]), 3)
    with pytest.raises(ValueError, match="examples"):
        uneven_best_steps(np.ones(2), 0)
    with pytest.raises(ValueError, match="transition"):
        td_layer(np.ones((3, 1)), np.ones((3, 3)))
