"""What can be learned from the examples of a prompt: closed forms, constructions, gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from metarl.in_context.attention import attention_backward, attention_forward, attention_init
from metarl.in_context.baselines import averaging, gradient_step, least_squares, nearest_neighbours
from metarl.in_context.exact import best_step, least_squares_error, step_error
from metarl.in_context.fit import Schedule, prefix_loss, train_transformer
from metarl.in_context.linear_attention import (
    as_tokens,
    construct_step,
    layer_backward,
    layer_forward,
    layer_init,
    predict,
)
from metarl.in_context.training import head_gradient, head_predict, layer_loss, train_head
from metarl.in_context.transformer import Shape, prefix_mask, transformer_forward, transformer_init
from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray
from metarl.tasks.linear import Inputs, Prompts, draw_prompts

STEP = 1e-6


def central_differences(loss: Callable[[], float], parameters: Parameters) -> Iterator[FloatArray]:
    """The gradient of the loss in each entry of each array, two evaluations apiece."""
    for array in parameters:
        slopes = np.empty_like(array)
        for at in np.ndindex(*array.shape):
            before = array[at]
            array[at] = before + STEP
            above = loss()
            array[at] = before - STEP
            slopes[at] = (above - loss()) / (2 * STEP)
            array[at] = before
        yield slopes


def a_prompt(
    batch: int = 3, examples: int = 6, d: int = 4, seed: int = 0
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    x, y, _ = draw_prompts(batch, examples + 1, d, np.random.default_rng(seed))
    return x[:, :-1], y[:, :-1], x[:, -1], y[:, -1]


@pytest.mark.parametrize(
    ("d", "examples", "inputs", "eta", "error"),
    [
        (5, 10, "normal", 0.625, 0.375),
        (20, 40, "normal", 0.6557, 0.3443),
        (10, 10, "uniform", 1.51515, 1.64983 / (10 / 3)),
        (5, 10, "uniform", 2.02703, 0.54054 / (5 / 3)),
    ],
)
def test_the_best_single_step(
    d: int, examples: int, inputs: Inputs, eta: float, error: float
) -> None:
    # the printed digits of the settings' fact sheet
    assert best_step(examples, d, inputs) == pytest.approx(eta, abs=5e-5)
    assert step_error(examples, d, best_step(examples, d, inputs), inputs) == pytest.approx(
        error, abs=5e-5
    )


@pytest.mark.parametrize(("examples", "error"), [(1, 21.0), (20, 1.05), (40, 0.525)])
def test_averaging_has_error_d_plus_one_over_k(examples: int, error: float) -> None:
    assert step_error(examples, 20, eta=1.0) == pytest.approx(error)


def test_errors_of_baselines_agree_with_their_closed_forms() -> None:
    # 4000 prompts: the standard errors are 1.6 % of 1 and less, four of them are allowed
    rng = np.random.default_rng(0)
    x, y, _ = draw_prompts(4000, 4, 5, rng)
    parts = x[:, :-1], y[:, :-1], x[:, -1]

    def error(predictions: FloatArray) -> float:
        return float(((predictions - y[:, -1]) ** 2).mean() / 5)

    assert error(least_squares(*parts)) == pytest.approx(least_squares_error(3, 5), abs=0.06)
    assert error(gradient_step(*parts, eta=0.3)) == pytest.approx(step_error(3, 5, 0.3), abs=0.06)
    assert error(averaging(*parts)) == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize("examples", [2, 9])
def test_errors_with_noise_agree_with_their_closed_forms(examples: int) -> None:
    # 20,000 prompts, so that four standard errors are about 0.02
    rng = np.random.default_rng(1)
    x, y, _ = draw_prompts(20_000, examples + 1, 5, rng)
    noisy = y[:, :-1] + np.sqrt(0.25) * rng.normal(size=y[:, :-1].shape)
    parts = x[:, :-1], noisy, x[:, -1]

    def error(predictions: FloatArray) -> float:
        return float(((predictions - y[:, -1]) ** 2).mean() / 5)

    assert error(least_squares(*parts)) == pytest.approx(
        least_squares_error(examples, 5, 0.25), abs=0.04
    )
    eta = best_step(examples, 5, variance=0.25)
    expected = step_error(examples, 5, eta, variance=0.25)
    assert error(gradient_step(*parts, eta=eta)) == pytest.approx(expected, abs=0.04)
    for other in (0.9 * eta, 1.1 * eta):
        assert step_error(examples, 5, other, variance=0.25) > expected


def test_least_squares_with_noise_has_no_bound_where_the_fit_is_just_exact() -> None:
    errors = [least_squares_error(k, 5, 0.25) for k in range(10)]
    assert [k for k, error in enumerate(errors) if error == np.inf] == [4, 5, 6]
    assert errors[0] == 1.0
    assert errors[7] == pytest.approx(0.25)


def test_least_squares_is_exact_from_d_examples_on() -> None:
    x, y, query, target = a_prompt(examples=4)
    assert least_squares(x, y, query) == pytest.approx(target)


def test_neighbours_weigh_by_nearness() -> None:
    # distances 1, 2 and 4 from the query; the fourth example is too far to count
    x = np.array([[1.0], [-2.0], [4.0], [9.0]])
    y = np.array([4.0, 2.0, 8.0, 1000.0])
    prediction = nearest_neighbours(x, y, np.array([0.0]))
    assert prediction == pytest.approx((4 + 1 + 2) / 1.75)
    assert nearest_neighbours(x, y, np.array([4.0])) == pytest.approx(8.0)
    assert nearest_neighbours(x[:1], y[:1], np.array([0.0])) == pytest.approx(4.0)


@pytest.mark.parametrize("steps", [1, 3])
def test_layers_of_linear_attention_are_gradient_steps(steps: int) -> None:
    x, y, query, _ = a_prompt()
    eta, w = 0.3, np.zeros((3, 4))
    for _ in range(steps):
        missed = (x @ w[:, :, None])[:, :, 0] - y
        w -= eta * (missed[:, None, :] @ x)[:, 0] / x.shape[1]
    layers = [construct_step(4, x.shape[1], eta)] * steps
    assert predict(layers, as_tokens(x, y, query)) == pytest.approx(
        (w * query).sum(axis=1), abs=1e-10
    )
    if steps == 1:
        assert gradient_step(x, y, query, eta) == pytest.approx(
            head_predict(eta * np.eye(4), x, y, query), abs=1e-10
        )


def test_gradients_of_linear_attention() -> None:
    rng = np.random.default_rng(1)
    x, y, query, target = a_prompt(d=3)
    M = rng.normal(size=(3, 3))

    def half_square() -> float:
        return float(((head_predict(M, x, y, query) - target) ** 2).mean() / 2)

    gradient = head_gradient(M, x, y, query, target)
    (slopes,) = central_differences(half_square, [M])
    assert gradient == pytest.approx(slopes, abs=1e-7)

    parameters, tokens = layer_init(3, rng, scale=1.0), as_tokens(x, y, query)
    _, gradients = layer_loss(parameters, tokens, target)
    differences = central_differences(lambda: layer_loss(parameters, tokens, target)[0], parameters)
    for gradient, slopes in zip(gradients, differences, strict=True):
        assert gradient == pytest.approx(slopes, abs=1e-6)


def test_gradient_of_a_layer_with_respect_to_its_tokens() -> None:
    rng = np.random.default_rng(2)
    parameters, tokens = layer_init(2, rng, scale=1.0), rng.normal(size=(2, 4, 3))
    weight = rng.normal(size=tokens.shape)
    out, trace = layer_forward(parameters, tokens)
    assert out.shape == tokens.shape
    _, gradient = layer_backward(parameters, trace, weight)
    (slopes,) = central_differences(
        lambda: (layer_forward(parameters, tokens)[0] * weight).sum(), [tokens]
    )
    assert gradient == pytest.approx(slopes, abs=1e-7)


def test_gradients_of_softmax_attention() -> None:
    rng = np.random.default_rng(3)
    parameters, x = attention_init(4, rng), rng.normal(size=(2, 6, 4))
    mask, weight = prefix_mask(3), rng.normal(size=(2, 6, 4))

    def loss() -> float:
        return float((attention_forward(parameters, x, mask, heads=2)[0] * weight).sum())

    _, trace = attention_forward(parameters, x, mask, heads=2)
    assert trace.weights.sum(axis=-1) == pytest.approx(np.ones((2, 2, 6)))
    assert (trace.weights[..., ~mask] == 0).all()
    gradients, d_x = attention_backward(parameters, trace, weight)
    for gradient, slopes in zip(
        [*gradients, d_x], central_differences(loss, [*parameters, x]), strict=True
    ):
        assert gradient == pytest.approx(slopes, abs=1e-7)


def a_network(blocks: int = 2) -> tuple[Parameters, Prompts]:
    """A small network with all its weights away from zero."""
    shape = Shape(d=2, width=4, hidden=5, heads=2, blocks=blocks)
    rng = np.random.default_rng(4)
    parameters = transformer_init(shape, rng)
    parameters[-1] += rng.normal(size=parameters[-1].shape)
    return parameters, draw_prompts(3, 4, 2, rng)


def test_gradients_of_the_transformer() -> None:
    parameters, prompts = a_network()
    loss, gradients = prefix_loss(parameters, prompts, heads=2)
    assert loss > 0
    slopes = central_differences(lambda: prefix_loss(parameters, prompts, 2)[0], parameters)
    for gradient, difference in zip(gradients, slopes, strict=True):
        assert gradient == pytest.approx(difference, abs=1e-6)


def test_a_prediction_sees_the_examples_before_it_and_not_its_own_target() -> None:
    parameters, prompts = a_network()
    before, _ = transformer_forward(parameters, prompts.x, prompts.y, heads=2)
    y = prompts.y.copy()
    y[:, 1] += 1.0
    after, _ = transformer_forward(parameters, prompts.x, y, heads=2)
    assert after[:, :2] == pytest.approx(before[:, :2])
    assert (abs(after[:, 2:] - before[:, 2:]) > 1e-6).all()


def test_one_block_does_not_care_about_the_order_of_the_examples() -> None:
    # with more, what a shown token knows depends on which come before it
    parameters, prompts = a_network(blocks=1)
    order = [2, 0, 1, 3]
    before, _ = transformer_forward(parameters, prompts.x, prompts.y, heads=2)
    after, _ = transformer_forward(parameters, prompts.x[:, order], prompts.y[:, order], heads=2)
    assert after[:, 3] == pytest.approx(before[:, 3])


def test_training_finds_the_best_step_and_the_use_of_examples() -> None:
    M = train_head(5, 10, steps=600, rng=np.random.default_rng(0))
    # 600 batches leave each entry uncertain by about 0.02
    assert np.diag(M).mean() == pytest.approx(0.625, abs=0.03)
    assert abs(M[~np.eye(5, dtype=bool)]).max() < 0.06

    shape = Shape(d=2, width=16, hidden=32, heads=4, blocks=1)
    schedule = Schedule(steps=250, batch=32, examples=6, lr=5e-3, warm_up=20)
    shares: list[float] = []
    parameters = train_transformer(shape, schedule, np.random.default_rng(0), shares.append)
    test = draw_prompts(500, 6, 2, np.random.default_rng(1))
    # the answer 0 costs 2, least squares (2 + 1) / 6 over prefixes of 0 to 5 examples
    assert 0.5 < prefix_loss(parameters, test, heads=4)[0] < 1.3
    assert shares == sorted(shares)


def test_the_step_size_rises_then_falls() -> None:
    schedule = Schedule(steps=100, lr=0.1, warm_up=10)
    assert [schedule.rate(at) for at in (0, 9, 50, 75)] == pytest.approx([0.01, 0.1, 0.1, 0.05])


def test_wrong_arguments_are_named() -> None:
    x, y, query, _ = a_prompt()
    with pytest.raises(ValueError, match=r"y: expected shape \(3, 6\), found \(3, 5\)"):
        least_squares(x, y[:, 1:], query)
    with pytest.raises(ValueError, match=r"x: expected \[..., N, d\] with examples"):
        averaging(x[:, :0], y[:, :0], query)
    with pytest.raises(ValueError, match="count: expected 1 or more, found 0"):
        nearest_neighbours(x, y, query, count=0)
    with pytest.raises(ValueError, match=r"M: expected shape \(4, 4\), found \(3, 3\)"):
        head_predict(np.eye(3), x, y, query)
    with pytest.raises(ValueError, match="heads: expected a divisor of 4, found 3"):
        attention_forward(attention_init(4, np.random.default_rng(0)), x, prefix_mask(3), heads=3)
    with pytest.raises(ValueError, match=r"W_in: expected shape \(6, 4\), found \(4, 4\)"):
        transformer_forward(a_network()[0], x, y, heads=2)
    with pytest.raises(ValueError, match=r"sizes: expected positive ones, found \(0, 1, 1\)"):
        draw_prompts(0, 1, 1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="examples, d: expected at least"):
        best_step(0, 5)
    assert isinstance(draw_prompts(1, 1, 1, np.random.default_rng(0)), Prompts)
