"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest

from metarl import evaluation, multitask, networks
from metarl.multitask import surgery
from metarl.reproductions.multitask import cagrad_landscape
from tests.metarl.solutions.solution import solution_of


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


@pytest.mark.parametrize("methods", [1, 4, 9])
def test_pairs_that_change_places(methods: int) -> None:
    first, second = np.random.default_rng(methods).integers(0, 9, size=(2, methods)).astype(float)
    shown = solution_of("multitask/rerun-ranking")["inversions"]
    for margin in (0.0, 1.0, 2.0):
        assert shown(first, second, margin) == evaluation.inversions(first, second, margin)


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_descents_by_a_rule(rate: float) -> None:
    descend = solution_of("multitask/where-it-stops")["descend"]
    start, ends = np.array([-8.5, -5.0]), {}
    for name, rule in cagrad_landscape.COMBINE.items():
        ends[name] = multitask.plain_descent(multitask.cagrad_landscape, start, rule, 200, rate)
        end = descend(
            start,
            lambda x: multitask.cagrad_landscape(x)[1],
            lambda G, rule=rule: rule(np.zeros(2), G),
            rate,
            200,
        )
        assert end == pytest.approx(ends[name])
    best = cagrad_landscape.best_mean()[0]
    assert ends["mean"] == pytest.approx(best, abs=0.2)
    assert ends["cagrad"] == pytest.approx(best, abs=0.2)
    # on the line between the bottoms, and far from its middle
    assert ends["mgda"] == pytest.approx([-7.0, -8.4], abs=0.2)


@pytest.mark.parametrize("seed", range(3))
def test_equal_say(seed: int) -> None:
    # For two gradients of one length it is the mean, and surgery goes the same way.
    G = np.random.default_rng(seed).normal(size=(2, 3))
    G /= np.linalg.norm(G, axis=1, keepdims=True)
    direction = solution_of("multitask/where-it-stops")["equal_say"](G)
    assert direction == pytest.approx(multitask.mean_gradient(np.zeros(2), G))
    cut = multitask.pcgrad_pair(G)
    assert direction @ cut == pytest.approx(np.linalg.norm(cut) * np.linalg.norm(direction))
