"""Networks for several tasks: what is shared, whose gradient is whose, and when sharing pays."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask import (
    blind_and_informed,
    excess_risk,
    fit_tasks,
    multihead_gradients,
    pooled_risks,
    shared_init,
    task_gradients,
    task_inputs,
    transfer_helps,
    with_task_id,
)
from metarl.multitask.parameters import shared_and_own, unflatten
from metarl.multitask.shared import Sharing
from metarl.networks.adam import Parameters
from metarl.networks.mlp import mlp_forward
from metarl.shapes import FloatArray

TASKS, EXAMPLES = 3, 5


def losses(parameters: Parameters, x: FloatArray, y: FloatArray) -> FloatArray:
    out, _ = mlp_forward(parameters, x, "tanh")
    return np.asarray(0.5 * ((out - y) ** 2).sum(axis=(1, 2)))


@pytest.mark.parametrize("sharing", ["heads", "input", "blind", "nothing"])
def test_gradients_against_central_differences(sharing: Sharing) -> None:
    rng = np.random.default_rng(0)
    parameters = shared_init((4, 3, 2), TASKS, sharing, rng)
    for array in parameters:
        array += rng.normal(0.0, 0.3, array.shape)
    x = rng.normal(size=(TASKS, EXAMPLES, len(parameters[0]) if sharing == "input" else 4))
    y = rng.normal(size=(TASKS, EXAMPLES, 2))
    out, trace = mlp_forward(parameters, x, "tanh")
    G, own = task_gradients(parameters, trace, out - y)
    common, owned = shared_and_own(parameters, parameters)
    place = 0
    for array in common:
        for entry in np.ndindex(array.shape):
            assert G[:, place] == pytest.approx(
                difference(parameters, array, entry, x, y), abs=1e-6
            )
            place += 1
    assert place == G.shape[1]
    for array, gradient in zip(owned, own, strict=True):
        for entry in np.ndindex(array.shape):
            slope = difference(parameters, array, entry, x, y)
            expected = np.zeros(TASKS)
            expected[entry[0]] = gradient[entry]
            assert slope == pytest.approx(expected, abs=1e-6)


def difference(
    parameters: Parameters, array: FloatArray, entry: tuple[int, ...], x: FloatArray, y: FloatArray
) -> FloatArray:
    before = array[entry]
    ends = []
    for step in (1e-5, -1e-5):
        array[entry] = before + step
        ends.append(losses(parameters, x, y))
    array[entry] = before
    return (ends[0] - ends[1]) / 2e-5


def test_what_has_an_axis_for_the_tasks() -> None:
    rng = np.random.default_rng(0)
    shapes = {
        sharing: [array.shape for array in shared_init((4, 3, 2), TASKS, sharing, rng)]
        for sharing in ("heads", "input", "blind", "nothing")
    }
    assert shapes["heads"] == [(4, 3), (3,), (3, 3, 2), (3, 2)]
    assert shapes["input"] == [(7, 3), (3,), (3, 2), (2,)]
    assert shapes["blind"] == [(4, 3), (3,), (3, 2), (2,)]
    assert shapes["nothing"] == [(3, 4, 3), (3, 3), (3, 3, 2), (3, 2)]


def test_a_row_comes_apart_again() -> None:
    arrays = [np.arange(6.0).reshape(2, 3), np.array([6.0, 7.0])]
    row = np.concatenate([array.ravel() for array in arrays])
    for part, array in zip(unflatten(row, arrays), arrays, strict=True):
        assert part.tolist() == array.tolist()
    with pytest.raises(ValueError, match=r"direction: expected shape \(8,\), found \(7,\)"):
        unflatten(row[:-1], arrays)


def test_mixed_batch_by_differences_and_by_task() -> None:
    rng = np.random.default_rng(3)
    W, V = rng.normal(size=(4, 3)), rng.normal(size=(TASKS, 3))
    x, y, task = rng.normal(size=(8, 4)), rng.normal(size=8), np.array([0, 2, 2, 0, 0, 2, 0, 2])

    def loss() -> float:
        return float(0.5 * (((np.tanh(x @ W) * V[task]).sum(axis=1) - y) ** 2).sum())

    for array, gradient in zip((W, V), multihead_gradients(W, V, x, y, task), strict=True):
        for entry in np.ndindex(array.shape):
            before = array[entry]
            array[entry] = before + 1e-5
            higher = loss()
            array[entry] = before - 1e-5
            lower = loss()
            array[entry] = before
            assert gradient[entry] == pytest.approx((higher - lower) / 2e-5, abs=1e-7)
    trunk, heads = multihead_gradients(W, V, x, y, task)
    # nobody was in task 1, and the trunk gets the sum of what its tasks ask
    assert heads[1].tolist() == [0.0, 0.0, 0.0]
    parts = [multihead_gradients(W, V, x[task == i], y[task == i], task[task == i]) for i in (0, 2)]
    assert trunk == pytest.approx(parts[0][0] + parts[1][0])
    # other numbers for the tasks only move the heads' gradients
    order = np.array([2, 0, 1])
    renamed = multihead_gradients(W, V[np.argsort(order)], x, y, order[task])
    assert renamed[0] == pytest.approx(trunk)
    assert renamed[1][order] == pytest.approx(heads)


def test_identity_is_a_one_hot_column() -> None:
    assert with_task_id(np.array([[0.5], [2.0]]), 1, 3).tolist() == [[0.5, 0, 1, 0], [2.0, 0, 1, 0]]


def test_who_is_told_gets_the_identity() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(TASKS, EXAMPLES, 4))
    for sharing in ("heads", "blind", "nothing"):
        assert task_inputs(shared_init((4, 3, 2), TASKS, sharing, rng), x) is x
    told = task_inputs(shared_init((4, 3, 2), TASKS, "input", rng), x)
    assert told.shape == (TASKS, EXAMPLES, 4 + TASKS)
    for i in range(TASKS):
        assert told[i].tolist() == with_task_id(x[i], i, TASKS).tolist()


def test_what_the_identity_is_worth() -> None:
    assert blind_and_informed(np.array([[0.9, 0.1], [0.1, 0.9]])) == (0.5, 0.9)


@pytest.mark.parametrize(
    ("squared", "shared"), [(0.0, 0.25), (0.5, 0.375), (1.0, 0.5), (2.0, 0.75), (4.0, 1.25)]
)
def test_risks_of_sharing(squared: float, shared: float) -> None:
    w1, w2 = np.zeros(5), np.array([np.sqrt(squared), 0, 0, 0, 0])
    assert excess_risk(w1, w2, 1.0, 10, share=False) == pytest.approx(0.5)
    assert excess_risk(w1, w2, 1.0, 10, share=True) == pytest.approx(shared)
    assert transfer_helps(w1, w2, 1.0, 10) == (squared < 1.0)


def test_more_examples_make_a_stranger_less_welcome() -> None:
    w1, w2 = np.zeros(5), np.array([np.sqrt(0.4), 0, 0, 0, 0])
    # the threshold 2 d / n falls from 0.5 at 20 examples to 0.25 at 40
    assert transfer_helps(w1, w2, 1.0, 20)
    assert not transfer_helps(w1, w2, 1.0, 40)


def test_risks_of_several_tasks() -> None:
    rng = np.random.default_rng(5)
    W = rng.normal(size=(3, 4))
    assert pooled_risks(W[:2], 1.5, 6) == pytest.approx([excess_risk(W[0], W[1], 1.5, 6, True)] * 2)
    # with orthonormal inputs a fit to one task is the truth with noise of variance 1.5^2/6
    fits = (W + 1.5 / np.sqrt(6) * rng.normal(size=(40_000, 3, 4))).mean(axis=1)
    errors = ((fits[:, None] - W) ** 2).sum(axis=-1)
    room = 6 * errors.std(axis=0).max() / np.sqrt(len(errors))
    assert pooled_risks(W, 1.5, 6) == pytest.approx(errors.mean(axis=0), abs=room)


def test_the_mean_can_gain_while_a_task_loses() -> None:
    W = np.zeros((3, 5))
    W[2, 0] = np.sqrt(0.9)
    risks = pooled_risks(W, 1.0, 10)
    alone = excess_risk(W[0], W[2], 1.0, 10, share=False)
    assert risks == pytest.approx([4 / 15, 4 / 15, 17 / 30])
    assert risks.mean() < alone < risks[2]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="tasks: expected 1 or more, found 0"):
        shared_init((4, 2), 0, "heads", np.random.default_rng(0))
    with pytest.raises(ValueError, match="i: expected 0 to 2, found 3"):
        with_task_id(np.ones((2, 2)), 3, 3)
    with pytest.raises(ValueError, match=r"W: expected shape \(4, 3\), found \(3, 4\)"):
        multihead_gradients(
            np.ones((3, 4)), np.ones((2, 3)), np.ones((1, 4)), np.ones(1), np.array([0])
        )
    with pytest.raises(ValueError, match=r"w2: expected shape \(2,\), found \(3,\)"):
        excess_risk(np.ones(2), np.ones(3), 1.0, 10, share=True)
    with pytest.raises(ValueError, match="n: expected 1 or more, found 0"):
        transfer_helps(np.ones(2), np.ones(2), 1.0, 0)
    with pytest.raises(ValueError, match=r"sigma: expected 0 or more, found -1\.0"):
        transfer_helps(np.ones(2), np.ones(2), -1.0, 5)
    with pytest.raises(ValueError, match=r"p: expected 2 dimension\(s\), found shape \(2,\)"):
        blind_and_informed(np.ones(2))
    with pytest.raises(ValueError, match=r"W: expected 2 dimension\(s\), found shape \(2,\)"):
        pooled_risks(np.ones(2), 1.0, 10)
    parameters = shared_init((1, 1), 2, "heads", np.random.default_rng(0))
    with pytest.raises(ValueError, match="updates: expected 0 or more, found -1"):
        fit_tasks(parameters, np.ones((2, 3, 1)), np.ones((2, 3, 1)), -1, 0.1)
    with pytest.raises(ValueError, match=r"y: expected shape \(2, 3, 1\), found \(2, 3\)"):
        fit_tasks(parameters, np.ones((2, 3, 1)), np.ones((2, 3)), 1, 0.1)
