"""The solution that a learner is shown computes what the reference method computes."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metarl import maml, multitask, networks, pearl, rl2, tasks
from metarl.multitask import surgery
from metarl.shapes import FloatArray
from metarl.tasks.sinusoid import AMPLITUDES

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
def test_two_arms(seed: int) -> None:
    rng = np.random.default_rng(seed)
    theta, means, alpha = rng.normal(size=1), rng.uniform(size=(3, 2)), rng.uniform(1.0, 6.0)
    shown = solution_of("maml/two-arms")
    for name, reference in (
        ("exact_gradient", maml.exact_meta_gradient),
        ("sampled_gradient", maml.sampled_meta_gradient),
    ):
        value, gradient = reference(theta, means, alpha)
        assert shown[name](theta[0], means, alpha) == pytest.approx((value, gradient[0]))


@pytest.mark.parametrize("seed", range(3))
def test_logistic_meta_gradient(seed: int) -> None:
    # The inner loop is metarl's, and the derivative through it by differences.
    rng = np.random.default_rng(seed)
    x, theta = rng.normal(size=(2, 4, 2)), rng.normal(size=2)
    y = np.floor(2 * rng.random((2, 4)))
    shown = solution_of("maml/right-for-one-step")

    def loss(start: FloatArray) -> float:
        def slope(place: FloatArray) -> FloatArray:
            return np.asarray(x[0].T @ (networks.sigmoid(x[0] @ place) - y[0]) / 4)

        z = x[1] @ maml.inner_adapt(start, slope, 0.8, seed + 1)
        return float(np.mean(networks.softplus(z) - y[1] * z))

    step = 1e-6 * np.eye(2)
    expected = [(loss(theta + e) - loss(theta - e)) / 2e-6 for e in step]
    task = (x[0], y[0], x[1], y[1])
    found = shown["meta_gradient"](theta, [task], 0.8, seed + 1)
    assert found == pytest.approx(np.array(expected), abs=1e-6)


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
def test_cagrad(seed: int) -> None:
    G = np.random.default_rng(seed).normal(size=(2, 3)) * [[1.0], [0.3 + seed]]
    direction = solution_of("multitask/cagrad")["cagrad"](*G, 0.3 * seed)
    # The solution tries shares one ten-thousandth apart.
    assert direction == pytest.approx(multitask.cagrad_pair(G, 0.3 * seed), abs=2e-3)


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
def test_famo_step(seed: int) -> None:
    rng = np.random.default_rng(seed)
    w, (old, new) = rng.normal(size=4), rng.uniform(0.1, 5.0, size=(2, 4))
    moved = solution_of("multitask/famo-step")["famo_step"](w, old, new, 0.3)
    assert moved == pytest.approx(w - 0.3 * multitask.famo_gradient(w, old, new), abs=1e-6)


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


@pytest.mark.parametrize("seed", range(3))
def test_critic_over_bins(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bins, logits = np.cumsum(rng.uniform(0.1, 2.0, size=5)), rng.normal(size=5)
    shown = solution_of("multitask/two-hot")
    assert shown["decode"](logits, bins) == pytest.approx(networks.bin_mean(logits, bins))
    for v in rng.uniform(bins[0] - 1.0, bins[-1] + 1.0, size=6):
        weights, (_, gradient) = (
            networks.two_hot(v, bins),
            networks.two_hot_loss(logits, v, bins),
        )
        assert shown["two_hot"](v, bins) == pytest.approx(weights)
        assert shown["logit_gradient"](logits, v, bins) == pytest.approx(gradient)


def test_best_blind_guess() -> None:
    error = solution_of("tasks/best-blind-guess")["blind_error"]
    assert error(*AMPLITUDES, np.pi) == pytest.approx(tasks.task_blind_error())
    assert error(*AMPLITUDES, 2 * np.pi) == pytest.approx(tasks.zero_predictor_error())
