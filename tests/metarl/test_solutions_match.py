"""The solution that a learner is shown computes what the reference method computes."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metarl import evaluation, explore, in_context, maml, multitask, pearl, rl2, tasks
from metarl.multitask import surgery
from metarl.shapes import FloatArray
from metarl.tasks.sinusoid import AMPLITUDES

WON_AND_LOST = (0, 1), (0, 0), (1, 1), (1, 0)
EXERCISES = Path(__file__).parents[2] / "exercises"


def solution_of(exercise: str) -> dict[str, Any]:
    return runpy.run_path(str(EXERCISES / exercise / "solution.py"))


class Dice:
    """A random environment that plays the same for the same seed."""

    n_actions = 4

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.log: list[str | int] = []

    def reset_task(self) -> None:
        self.log.append("task")

    def reset(self) -> FloatArray:
        self.log.append("episode")
        return self.rng.normal(size=2)

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        self.log.append(action)
        return self.rng.normal(size=2), float(self.rng.normal()), bool(self.rng.random() < 0.3)


def fold(x: FloatArray, h: float | None) -> tuple[int, float]:
    """A policy whose hidden state depends on everything it has seen, in order."""
    hidden = (0.0 if h is None else 0.5 * h) + float(x @ np.arange(1.0, len(x) + 1.0))
    return int(abs(hidden) * 1000) % Dice.n_actions, hidden


@pytest.mark.parametrize("seed", range(3))
def test_inner_adapt(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights, theta = rng.normal(size=(3, 3)), rng.normal(size=3)
    arguments = (theta, lambda place: np.tanh(weights @ place), 0.1, 6)
    adapted = solution_of("maml/inner-adapt")["inner_adapt"](*arguments)
    assert adapted == pytest.approx(maml.inner_adapt(*arguments))


@pytest.mark.parametrize("seed", range(3))
def test_run_trial(seed: int) -> None:
    ours, shown = Dice(seed), Dice(seed)
    expected = rl2.run_trial(fold, ours, n_episodes=3)
    assert solution_of("rl2/trial-loop")["run_trial"](fold, shown, 3) == pytest.approx(expected)
    assert shown.log == ours.log


@pytest.mark.parametrize("action", [None, 0, 3])
def test_meta_input(action: int | None) -> None:
    arguments = (np.array([0.5, -1.0]), action, -2.5, action is not None, 4)
    x = solution_of("rl2/trial-loop")["meta_input"](*arguments)
    assert x.tolist() == rl2.meta_input(*arguments).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_belief(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mu, var = rng.normal(size=(5, 2)), rng.uniform(0.0, 2.0, size=(5, 2))
    var[0, 0] = 0.0
    shown = solution_of("pearl/product-of-gaussians")
    belief = shown["product_of_gaussians"](mu, var)
    expected = pearl.product_of_gaussians(mu, var)
    assert np.array(belief) == pytest.approx(np.array(expected))
    divergence = pearl.kl_to_std_normal(mu[1], var[1])
    assert shown["kl_to_std_normal"](mu[1], var[1]) == pytest.approx(divergence)


@pytest.mark.parametrize("seed", range(3))
def test_surgery(seed: int) -> None:
    shown = solution_of("multitask/pcgrad")
    G = np.random.default_rng(seed).normal(size=(2, 5))
    G[1] -= 2.0 * G[0]
    assert shown["conflict"](G) == pytest.approx(surgery.conflict(G))
    # With two tasks there is one order, so the two need not draw alike.
    direction = shown["pcgrad"](G, np.random.default_rng(0))
    assert direction == pytest.approx(surgery.pcgrad(G, np.random.default_rng(1)))


@pytest.mark.parametrize("seed", range(3))
def test_sine_tasks(seed: int) -> None:
    shown = solution_of("tasks/sine-tasks")
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    # Both draw in the same order, so the same stream gives the same points.
    waves = tasks.sine_tasks(1, ours)
    x = tasks.sine_inputs(1, 6, ours)
    task = shown["sample_task"](theirs)
    assert np.array(task) == pytest.approx(np.array(waves)[:, 0])
    found = shown["sample_points"](task, 6, theirs)
    assert found[0] == pytest.approx(x[0])
    assert found[1] == pytest.approx(tasks.sine_targets(waves, x)[0])


@pytest.mark.parametrize("seed", range(3))
def test_identity_and_its_worth(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("multitask/told-the-task")
    obs, p = rng.normal(size=(4, 2)), rng.normal(size=(5, 3))
    expected = multitask.with_task_id(obs, seed, 3)
    assert shown["with_task_id"](obs, seed, 3).tolist() == expected.tolist()
    assert shown["blind_and_told"](p) == pytest.approx(multitask.blind_and_informed(p))


@pytest.mark.parametrize("seed", range(3))
def test_sharing(seed: int) -> None:
    w1, w2 = np.random.default_rng(seed).normal(size=(2, 3))
    shown = solution_of("multitask/when-sharing-helps")
    for share in (False, True):
        arguments = (w1, w2, 1.0 + seed, 5, share)
        risk = shown["excess_risk"](*arguments)
        assert risk == pytest.approx(multitask.excess_risk(*arguments))
    helps = shown["transfer_helps"](w1, w2, 1.0 + seed, 5)
    assert helps == multitask.transfer_helps(w1, w2, 1.0 + seed, 5)


@pytest.mark.parametrize("seed", range(3))
def test_shortest_mixture(seed: int) -> None:
    G = np.random.default_rng(seed).normal(size=(2, 3)) * [[1.0], [0.3 + seed]]
    share, mixture = solution_of("multitask/shortest-mixture")["mgda"](*G)
    expected_share, expected_mixture = multitask.mgda_pair(G)
    assert share == pytest.approx(expected_share)
    assert mixture == pytest.approx(expected_mixture)


@pytest.mark.parametrize("seed", range(3))
def test_stationary_places(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, c = rng.uniform(0.5, 2.0, size=4), rng.normal(size=4)
    shown = solution_of("multitask/first-compromise")
    by_sum, by_mgda = shown["resting_points"](a, c, 3.0 * seed - 3.0)
    assert (a * (by_sum - c)).sum() == pytest.approx(0.0)
    for x in (by_mgda, by_sum, 3.0, *rng.normal(size=4)):
        slopes = a * (x - c)
        shortest = multitask.mgda(slopes[:, None])[1]
        assert shown["stationary"](slopes) == (abs(shortest[0]) < 1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_uncertainty_weights(seed: int) -> None:
    rng = np.random.default_rng(seed)
    L, s = rng.uniform(0.0, 5.0, size=seed + 1), rng.normal(size=seed + 1)
    loss, slopes = solution_of("multitask/uncertainty-weights")["uncertainty_weighted"](L, s)
    expected_loss, expected_slopes = multitask.uncertainty_weighted(L, s)
    assert loss == pytest.approx(expected_loss)
    assert slopes == pytest.approx(expected_slopes)


@pytest.mark.parametrize("seed", range(3))
def test_trunk_and_heads(seed: int) -> None:
    rng = np.random.default_rng(seed)
    W, V = rng.normal(size=(2, 3)), rng.normal(size=(4, 3))
    x, y, task = rng.normal(size=(5, 2)), rng.normal(size=5), rng.integers(4, size=5)
    found = solution_of("multitask/multihead-gradients")["multihead_grads"](W, V, x, y, task)
    by_metarl = multitask.multihead_gradients(W, V, x, y, task)
    for ours, expected in zip(found, by_metarl, strict=True):
        assert ours == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_weights_of_surgery(seed: int) -> None:
    G = np.random.default_rng(seed).normal(size=(2, 5))
    G[1] -= 2.0 * G[0]
    weights = solution_of("multitask/surgery-weights")["surgery_weights"](G)
    assert weights @ G == pytest.approx(multitask.pcgrad_pair(G))


def test_best_blind_guess() -> None:
    error = solution_of("tasks/best-blind-guess")["blind_error"]
    assert error(*AMPLITUDES, np.pi) == pytest.approx(tasks.task_blind_error())
    assert error(*AMPLITUDES, 2 * np.pi) == pytest.approx(tasks.zero_predictor_error())


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
