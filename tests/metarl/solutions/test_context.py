"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from metarl import evaluation, explore, in_context
from metarl.shapes import FloatArray
from tests.metarl.solutions.solution import solution_of

WON_AND_LOST = (0, 1), (0, 0), (1, 1), (1, 0)


@pytest.mark.parametrize("seed", range(3))
def test_attention_is_one_step(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y, query = rng.normal(size=(1, 4, 3)), rng.normal(size=(1, 4)), rng.normal(size=(1, 3))
    shown = solution_of("context/one-step")
    tokens = in_context.as_tokens(x, y, query)[0]
    M = rng.normal(size=(3, 3))
    assert shown["attend"](tokens, M) == pytest.approx(in_context.head_predict(M, x, y, query)[0])
    step = shown["attend"](tokens, shown["step_matrix"](3, 0.7))
    assert step == pytest.approx(in_context.gradient_step(x, y, query, 0.7)[0])


@pytest.mark.parametrize("seed", range(3))
def test_layer_is_a_step_of_td(seed: int) -> None:
    rng = np.random.default_rng(seed)
    phi, after = rng.normal(size=(2, 5, 3))
    tokens = in_context.td_tokens(phi, after, rng.normal(size=5), rng.normal(size=3), 0.9)
    C, shown = rng.normal(size=(3, 3)), solution_of("context/td-layer")
    Q = in_context.td_matrix(C)
    assert shown["td_matrix"](C).tolist() == Q.tolist()
    assert shown["layer"](tokens, Q) == pytest.approx(in_context.td_layer(tokens, Q))


@pytest.mark.parametrize("examples", [2, 4, 7])
def test_baselines(examples: int) -> None:
    rng = np.random.default_rng(examples)
    x, y = rng.normal(size=(1, examples, 4)), rng.normal(size=(1, examples))
    query, shown = rng.normal(size=(1, 4)), solution_of("context/baselines")
    for rule in (in_context.averaging, in_context.least_squares):
        found = shown[rule.__name__](x[0], y[0], query[0])
        assert found == pytest.approx(rule(x, y, query)[0])


def test_error_curve_of_least_squares() -> None:
    prompts = [(x, w, q) for x in [np.eye(3)] for w in np.eye(3) for q in np.eye(3)]
    shown = solution_of("context/baselines")
    curve = shown["error_curve"](shown["least_squares"], prompts)
    exact = [in_context.least_squares_error(k, 3) for k in range(4)]
    assert 9 * curve == pytest.approx(exact)


@pytest.mark.parametrize("seed", range(3))
def test_labels_of_decision_pretraining(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("context/dpt-target")
    arms, rewards = rng.integers(2, size=(2, 9 * seed))
    counts = [1 + int(((arms == arm) & (rewards == reward)).sum()) for arm, reward in WON_AND_LOST]
    first = explore.chance_of_first(*counts)
    assert shown["dpt_target"](arms, rewards) == pytest.approx([first, 1 - first])
    wins, losses = np.array([counts[::2]] * 20_000) - 1.0, np.array([counts[1::2]] * 20_000) - 1.0
    pulled = explore.thompson(wins, losses, 1, rng)
    assert (pulled == 0).mean() == pytest.approx(first, abs=0.02)


def test_clone_of_learners_searches_as_they_do() -> None:
    shown = solution_of("context/learning-histories")
    orders = list(itertools.permutations(range(3)))
    found = [(order, order.index(paying)) for order in orders for paying in range(3)]
    histories = [
        [(order[min(t, place)], int(t >= place)) for t in range(4)] for order, place in found
    ]
    examples = shown["ad_examples"](histories, 4)
    table = shown["clone_table"](examples, 3)
    assert table[()] == pytest.approx([1 / 3] * 3)
    assert table[(1, 0),] == pytest.approx([1 / 2, 0, 1 / 2])
    assert table[(1, 0), (2, 0)] == pytest.approx([1, 0, 0])
    assert table[(1, 1), (1, 1)] == pytest.approx([0, 1, 0])


@pytest.mark.parametrize("seed", range(3))
def test_learned_matrix(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y, query = rng.normal(size=(4, 5, 3)), rng.normal(size=(4, 5)), rng.normal(size=(4, 3))
    arguments = (rng.normal(size=(3, 3)), x, y, query, rng.normal(size=4))
    shown = solution_of("context/learned-matrix")
    assert shown["slope"](*arguments) == pytest.approx(in_context.head_gradient(*arguments))
    variances = rng.uniform(0.2, 3.0, size=3)
    steps = in_context.uneven_best_steps(variances, 10)
    assert shown["best_matrix"](np.diag(variances), 10) == pytest.approx(np.diag(steps))


@pytest.mark.parametrize("seed", range(3))
def test_trained_layer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("context/train-in-context")

    def draw() -> tuple[FloatArray, ...]:
        prompts: tuple[FloatArray, ...] = shown["draw_prompts"](rng, 100, 10, 5)
        return prompts

    slope = in_context.head_gradient
    M = shown["train"](np.zeros((5, 5)), draw, slope, 300, 0.1)
    assert M.diagonal().mean() == pytest.approx(in_context.best_step(10, 5), abs=0.04)
    # What is left on new prompts, in units of the error of answering 0.
    X, y, query, target = shown["draw_prompts"](rng, 20_000, 10, 5)
    left = np.square(in_context.head_predict(M, X, y, query) - target).mean() / 5
    assert left == pytest.approx(
        in_context.step_error(10, 5, in_context.best_step(10, 5)), abs=0.03
    )


@pytest.mark.parametrize("seed", range(3))
def test_rule_with_a_bonus_and_its_failures(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("context/settled-too-early")
    wins, losses = rng.uniform(0, 9, size=(2, 20, 4))
    expected = explore.ucb1(wins, losses, 1, rng, c=0.5 * seed)
    assert shown["choose_arms"](wins, losses, 0.5 * seed).tolist() == expected.tolist()
    arms, means = rng.integers(4, size=(20, 5)), rng.random((20, 4))
    reward, failures = shown["two_scores"](arms, means)
    assert reward == pytest.approx(np.take_along_axis(means, arms, axis=1).mean())
    assert failures == evaluation.suffix_failures(arms, means.argmax(axis=1)).mean()


@pytest.mark.parametrize("seed", range(3))
def test_memory_and_ridge_regression(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("context/remembered-or-learned")
    tasks, x, y = rng.normal(size=(6, 2)), rng.normal(size=(4 * seed, 2)), rng.normal(size=4 * seed)
    remembered = in_context.known_tasks_mean(x[None], y[None], tasks, 0.5)[0]
    assert shown["remembered"](x, y, tasks, 0.5) == pytest.approx(remembered)
    assert shown["learned"](x, y, 0.5) == pytest.approx(in_context.ridge(x[None], y[None], 0.5)[0])


@pytest.mark.parametrize("seed", range(3))
def test_interquartile_mean_and_its_interval(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4 + seed, 3))
    shown = solution_of("context/several-runs")
    assert shown["iqm"](scores) == pytest.approx(evaluation.iqm(scores))
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    expected = evaluation.stratified_bootstrap(scores, evaluation.iqm, ours, 50)
    assert shown["bootstrap_interval"](scores, 50, theirs) == pytest.approx(expected)
