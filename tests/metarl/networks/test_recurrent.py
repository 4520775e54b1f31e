"""Recurrent cells and the softmax over actions, against central differences."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from metarl.networks import categorical
from metarl.networks.adam import Parameters
from metarl.networks.recurrent import GRU, TANH, Cell
from metarl.shapes import FloatArray

T, B, D, H, A = 5, 3, 4, 6, 3
CELLS = pytest.mark.parametrize("cell", [TANH, GRU], ids=["tanh", "gru"])


def slope_along(
    loss: Callable[[], float], array: FloatArray, direction: FloatArray, size: float = 1e-6
) -> float:
    """Central difference of a loss along one direction of an array that it reads."""
    start = array.copy()
    array[...] = start + size * direction
    ahead = loss()
    array[...] = start - size * direction
    behind = loss()
    array[...] = start
    return (ahead - behind) / (2 * size)


def unrolled(cell: Cell, parameters: Parameters, x: FloatArray, h_0: FloatArray) -> FloatArray:
    h = [h_0]
    for x_t in x:
        h.append(cell.step(parameters, x_t, h[-1]))
    return np.stack(h)


def problem(
    cell: Cell, seed: int = 0
) -> tuple[Parameters, FloatArray, FloatArray, np.random.Generator]:
    rng = np.random.default_rng(seed)
    parameters = [rng.normal(0.0, 0.7, array.shape) for array in cell.init(D, H, rng)]
    return parameters, rng.normal(size=(T, B, D)), rng.normal(size=(B, H)), rng


@CELLS
def test_gradients_through_time_are_those_of_central_differences(cell: Cell) -> None:
    parameters, x, h_0, rng = problem(cell)
    weights = rng.normal(size=(T, B, H))

    def loss() -> float:
        return float((weights * unrolled(cell, parameters, x, h_0)[1:]).sum())

    gradients, d_x, d_h_0 = cell.backward(
        parameters, x, unrolled(cell, parameters, x, h_0), weights
    )

    arrays = [*parameters, x, h_0]
    for array, gradient in zip(arrays, [*gradients, d_x, d_h_0], strict=True):
        assert gradient.shape == array.shape
        direction = rng.normal(size=array.shape)
        expected = slope_along(loss, array, direction)
        assert float((gradient * direction).sum()) == pytest.approx(expected, rel=1e-6)


@CELLS
def test_sequences_of_a_batch_do_not_mix(cell: Cell) -> None:
    parameters, x, h_0, _ = problem(cell)
    together = unrolled(cell, parameters, x, h_0)
    alone = unrolled(cell, parameters, x[:, 1:2], h_0[1:2])
    assert alone == pytest.approx(together[:, 1:2], abs=1e-14)


@CELLS
def test_what_does_not_fit_is_named(cell: Cell) -> None:
    parameters, x, h_0, _ = problem(cell)
    h = unrolled(cell, parameters, x, h_0)
    with pytest.raises(ValueError, match=r"h: expected shape \(6, 3, 6\), found \(5, 3, 6\)"):
        cell.backward(parameters, x, h[1:], h[1:])
    with pytest.raises(ValueError, match=r"d_h: expected shape \(5, 3, 6\), found \(6, 3, 6\)"):
        cell.backward(parameters, x, h, h)
    with pytest.raises(ValueError, match=r"x: expected 3 dimension\(s\)"):
        cell.backward(parameters, x[0], h, h[1:])


def test_tanh_cell_by_hand() -> None:
    # tanh(1 · 0.5 - 2 · 0.25 + 0.1) = tanh 0.1
    parameters = [np.array([[0.5]]), np.array([[0.25]]), np.array([0.1])]
    state = TANH.step(parameters, np.array([[1.0]]), np.array([[-2.0]]))
    assert state == pytest.approx(np.tanh([[0.1]]))


def test_gru_keeps_its_memory_where_the_update_gate_is_open() -> None:
    parameters, x, h_0, _ = problem(GRU)
    parameters[3][H : 2 * H] = 50.0
    assert GRU.step(parameters, x[0], h_0) == pytest.approx(h_0)


def test_gru_forgets_where_both_gates_are_shut() -> None:
    parameters, x, h_0, _ = problem(GRU)
    parameters[3][: 2 * H] = -50.0
    W, _, _, b = parameters
    expected = np.tanh(x[0] @ W[:, 2 * H :] + b[2 * H :])
    assert GRU.step(parameters, x[0], h_0) == pytest.approx(expected)


def test_softmax_is_normed_and_keeps_under_shifts() -> None:
    logits = np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0]])
    pi = categorical.softmax(logits)
    assert pi.sum(axis=-1) == pytest.approx([1.0, 1.0])
    assert categorical.softmax(logits + 1e3) == pytest.approx(pi)
    # e : 1 between neighbours
    assert pi[0, 1] / pi[0, 0] == pytest.approx(math.e)


def test_entropy_is_largest_where_nothing_is_preferred() -> None:
    assert categorical.entropy(np.zeros((2, A))) == pytest.approx([np.log(A)] * 2)
    assert categorical.entropy(np.array([1000.0, 0.0])) == pytest.approx(0.0)


def test_policy_gradient_is_that_of_the_score_and_the_entropy() -> None:
    rng = np.random.default_rng(1)
    logits, weights = rng.normal(size=(B, A)), rng.normal(size=B)
    actions = np.array([2, 0, 1])

    def objective() -> float:
        score = categorical.log_softmax(logits)[np.arange(B), actions]
        return float((weights * score + 0.3 * categorical.entropy(logits)).sum())

    gradient = categorical.policy_gradient(logits, actions, weights, bonus=0.3)
    direction = rng.normal(size=(B, A))
    expected = slope_along(objective, logits, direction)
    assert float((gradient * direction).sum()) == pytest.approx(expected, rel=1e-6)
    # a shift of all logits changes nothing, so no gradient points there
    assert gradient.sum(axis=-1) == pytest.approx(np.zeros(B), abs=1e-14)


def test_policy_gradient_refuses_what_does_not_fit() -> None:
    logits = np.zeros((B, A))
    with pytest.raises(ValueError, match=r"weights: expected shape \(3,\), found \(2,\)"):
        categorical.policy_gradient(logits, np.zeros(B, dtype=int), np.zeros(2))
    with pytest.raises(ValueError, match=r"actions: expected shape \(3,\), found \(1,\)"):
        categorical.policy_gradient(logits, np.zeros(1, dtype=int), np.zeros(B))


def test_actions_come_as_often_as_they_should() -> None:
    logits = np.log(np.broadcast_to([0.5, 0.3, 0.2], (100_000, 3)))
    actions = categorical.sample_actions(logits, np.random.default_rng(0))
    shares = np.bincount(actions, minlength=3) / len(actions)
    # five standard errors, at most 0.008
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.008)


def test_an_action_of_probability_0_is_never_taken() -> None:
    logits = np.tile([-1000.0, 0.0, -1000.0], (1000, 1))
    assert set(categorical.sample_actions(logits, np.random.default_rng(0)).tolist()) == {1}
