"""Meta-gradients of networks are the slopes of the loss after adaptation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from metarl.maml import (
    EVERYTHING,
    HEAD,
    FewShot,
    adapt_networks,
    anil_gradient,
    fomaml_gradient,
    inner_adapt,
    maml_gradient,
    meta_gradient,
    query_gradient,
    reptile_step,
)
from metarl.networks.adam import Parameters
from metarl.networks.hessian import mlp_hessian_vector
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Activation, mlp_backward, mlp_forward, mlp_init
from metarl.shapes import FloatArray
from metarl.tasks.sinusoid import sine_inputs, sine_targets, sine_tasks

TASKS, SHOTS = 3, 5


def network(sizes: tuple[int, ...] = (1, 8, 6, 1), seed: int = 0) -> Parameters:
    rng = np.random.default_rng(seed)
    parameters = mlp_init(sizes, rng)
    for bias in parameters[1::2]:
        bias += rng.normal(0, 0.1, bias.shape)
    return parameters


def examples(seed: int = 1, query: int = 4) -> FewShot:
    rng = np.random.default_rng(seed)
    tasks, x = sine_tasks(TASKS, rng), sine_inputs(TASKS, SHOTS + query, rng)
    y = sine_targets(tasks, x)
    return FewShot(x[:, :SHOTS], y[:, :SHOTS], x[:, SHOTS:], y[:, SHOTS:])


def slopes(
    loss: Callable[[Parameters], float], parameters: Parameters, step: float = 1e-6
) -> Parameters:
    """Central differences of the loss in every parameter."""
    gradient = []
    for array in parameters:
        slope = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            here = array[index]
            array[index] = here + step
            ahead = loss(parameters)
            array[index] = here - step
            slope[index] = (ahead - loss(parameters)) / (2 * step)
            array[index] = here
        gradient.append(slope)
    return gradient


def assert_close(
    parameters: Parameters,
    expected: Parameters,
    rel: float | None = None,
    abs: float | None = None,
) -> None:
    for array, theirs in zip(parameters, expected, strict=True):
        assert array == pytest.approx(theirs, rel=rel, abs=abs)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("steps", [0, 1, 3])
@pytest.mark.parametrize("adapted", [EVERYTHING, HEAD], ids=["all", "head"])
def test_the_meta_gradient_is_the_slope_after_adaptation(
    steps: int, adapted: slice, activation: Activation
) -> None:
    parameters, data = network(), examples()

    def loss(start: Parameters) -> float:
        path = adapt_networks(start, data.x, data.y, 0.02, steps, adapted, activation)
        return float(query_gradient(path[-1], data, activation)[0].mean())

    losses, gradient = meta_gradient(parameters, data, 0.02, steps, adapted, activation)
    assert losses.mean() == pytest.approx(loss(parameters))
    # central differences of step 1e-6 lose about half of the 16 digits; losses are below 100
    assert_close(gradient, slopes(loss, parameters), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("steps", [0, 1, 4])
def test_anil_with_features_computed_once_is_the_general_gradient(steps: int) -> None:
    parameters, data = network(), examples()
    losses, gradient = anil_gradient(parameters, data, 0.05, steps)
    expected_losses, expected = meta_gradient(parameters, data, 0.05, steps, adapted=HEAD)
    assert losses == pytest.approx(expected_losses)
    assert_close(gradient, expected, rel=1e-10, abs=1e-12)


def test_batched_adaptation_is_that_of_each_task_alone() -> None:
    parameters, data = network(), examples()
    path = adapt_networks(parameters, data.x, data.y, 0.02, 3)
    sizes = np.cumsum([array.size for array in parameters])[:-1]

    def shaped(theta: FloatArray) -> Parameters:
        cut = np.split(theta, sizes)
        return [part.reshape(array.shape) for part, array in zip(cut, parameters, strict=True)]

    def grad_fn(theta: FloatArray) -> FloatArray:
        output, trace = mlp_forward(shaped(theta), data.x[1])
        d_out = squared_error(output, data.y[1])[1]
        return np.concatenate([g.ravel() for g in mlp_backward(shaped(theta), trace, d_out)[0]])

    alone = inner_adapt(np.concatenate([a.ravel() for a in parameters]), grad_fn, 0.02, 3)
    assert_close([array[1] for array in path[-1]], shaped(alone), rel=1e-10, abs=1e-12)


def test_first_order_leaves_out_the_hessian_and_nothing_else() -> None:
    parameters, data = network(), examples()
    _, without = fomaml_gradient(parameters, data, 0.02, 2)
    path = adapt_networks(parameters, data.x, data.y, 0.02, 2)
    expected = [g.mean(axis=0) for g in query_gradient(path[-1], data)[1]]
    assert_close(without, expected)
    # without steps there is nothing to leave out
    assert_close(
        fomaml_gradient(parameters, data, 0.02, 0)[1], meta_gradient(parameters, data, 0.02, 0)[1]
    )


def test_at_a_random_start_the_two_gradients_often_point_apart() -> None:
    # With the paper's network one batch of 3 tasks gave a cosine of -0.153 (facts); of 12 random
    # starts, 9 give a negative one.
    cosines = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        parameters, x = mlp_init((1, 40, 40, 1), rng), sine_inputs(3, 20, rng)
        y = sine_targets(sine_tasks(3, rng), x)
        data = FewShot(x[:, :10], y[:, :10], x[:, 10:], y[:, 10:])
        second, first = (
            np.concatenate([g.ravel() for g in gradient(parameters, data, 0.01)[1]])
            for gradient in (meta_gradient, fomaml_gradient)
        )
        cosines.append(second @ first / np.sqrt((second @ second) * (first @ first)))
    assert np.mean(np.array(cosines) < 0) == 0.75


def test_both_gradients_of_linear_regression_by_hand() -> None:
    # y = w x without hidden layer or bias to speak of: L = (w - 1)^2 / 2 at x = 1 twice and
    # -1 twice with t = x, so a = 2, and S = 1 - 2 alpha for w; the bias behaves alike.
    x = np.array([[[1.0], [-1.0]]])
    data = FewShot(x, x, x, x)
    parameters = [np.array([[0.0]]), np.array([0.0])]
    alpha, shrink = 0.1, 0.8
    assert meta_gradient(parameters, data, alpha)[1][0] == pytest.approx(-2 * shrink**2)
    assert fomaml_gradient(parameters, data, alpha)[1][0] == pytest.approx(-2 * shrink)


def test_reptile_goes_a_share_of_the_way_to_where_the_steps_lead() -> None:
    parameters, data = network(), examples()
    end = parameters
    for x, y in zip(data.x, data.y, strict=True):
        end = [array[0] for array in adapt_networks(end, x[None], y[None], 0.02, 1)[-1]]
    expected = [a + 0.1 * (b - a) for a, b in zip(parameters, end, strict=True)]
    before = [array.copy() for array in parameters]
    assert_close(reptile_step(parameters, data.x, data.y, 0.02, 0.1), expected, rel=1e-12)
    assert_close(parameters, before, abs=0)


def test_reptile_with_one_step_is_joint_training() -> None:
    parameters, data = network(), examples()
    output, trace = mlp_forward(parameters, data.x[0])
    gradient, _ = mlp_backward(parameters, trace, squared_error(output, data.y[0])[1])
    expected = [a - 0.01 * g for a, g in zip(parameters, gradient, strict=True)]
    after = reptile_step(parameters, data.x[:1], data.y[:1], 0.02, 0.5)
    assert_close(after, expected, rel=1e-12)


def test_the_shared_parameters_stay_and_tasks_do_not_leak_into_each_other() -> None:
    parameters, data = network(), examples()
    before = [array.copy() for array in parameters]
    together, _ = meta_gradient(parameters, data, 0.02, 2)
    assert_close(parameters, before, abs=0)
    one_by_one = [
        meta_gradient(parameters, FewShot(*(part[[task]] for part in data)), 0.02, 2)[0].item()
        for task in range(TASKS)
    ]
    assert together == pytest.approx(one_by_one)


def test_wrong_input_is_named() -> None:
    parameters, data = network(), examples()
    for gradient in (meta_gradient, fomaml_gradient, anil_gradient):
        with pytest.raises(ValueError, match="steps: expected 0 or more, found -1"):
            gradient(parameters, data, 0.1, -1)
        with pytest.raises(ValueError, match=r"x: expected 3 dimension\(s\), found shape \(5, 1\)"):
            gradient(parameters, data._replace(x=data.x[0]), 0.1, 1)
        with pytest.raises(ValueError, match="target: expected shape"):
            gradient(parameters, data._replace(query_y=data.y), 0.1, 1)


@pytest.mark.parametrize("alpha", [0.0, 0.05])
def test_task_by_task_the_gradient_is_the_same(alpha: float) -> None:
    parameters, data = network(), examples()
    ends = np.cumsum([array.size for array in parameters])

    def arrays(theta: FloatArray) -> Parameters:
        parts = zip(np.split(theta, ends[:-1]), parameters, strict=True)
        return [part.reshape(array.shape) for part, array in parts]

    def flat(parts: Parameters) -> FloatArray:
        return np.concatenate([part.ravel() for part in parts])

    def gradient(theta: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
        output, trace = mlp_forward(arrays(theta), x, "tanh")
        return flat(mlp_backward(arrays(theta), trace, squared_error(output, y)[1])[0])

    def hvp(theta: FloatArray, x: FloatArray, y: FloatArray, v: FloatArray) -> FloatArray:
        output, trace = mlp_forward(arrays(theta), x, "tanh")
        d_out = squared_error(output, y)[1]
        curvature = 2 / len(x)
        return flat(
            mlp_hessian_vector(arrays(theta), trace, d_out, arrays(v), lambda u: curvature * u)
        )

    tasks = list(zip(data.x, data.y, data.query_x, data.query_y, strict=True))
    found = maml_gradient(flat(parameters), tasks, alpha, gradient, hvp)
    expected = meta_gradient(parameters, data, alpha, activation="tanh")[1]
    assert found == pytest.approx(flat(expected))
    with pytest.raises(ValueError, match="at least one"):
        maml_gradient(flat(parameters), [], alpha, gradient, hvp)
