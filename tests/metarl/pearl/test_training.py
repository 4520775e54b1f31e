"""PEARL's gradients against central differences, its invariances, its buffers and its agent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from metarl.networks.mlp import mlp_init
from metarl.pearl.agent import GREEDY, Exploration, hypotheses, play
from metarl.pearl.belief import (
    Belief,
    kl_backward,
    kl_to_std_normal,
    prior,
    product_backward,
    product_of_gaussians,
    sample,
)
from metarl.pearl.buffers import Recent, Replay, Transitions
from metarl.pearl.encoder import encode
from metarl.pearl.evaluation import returns_after, split_goals
from metarl.pearl.exact import exact_returns, exact_trial
from metarl.pearl.experience import Settings
from metarl.pearl.q_learning import Batch, Networks, follow, gradients, q_values, targets
from metarl.pearl.training import train
from metarl.shapes import FloatArray
from metarl.tasks.robot import half_circle_goals

K, N, B, C, D, d, A = 3, 7, 5, 4, 2, 2, 6
ENCODER, Q = (C, 8, 2 * d), (D + d, 9, A)
DISCOUNT, KL_WEIGHT = 0.9, 0.1


def networks(seed: int = 0) -> Networks:
    rng = np.random.default_rng(seed)
    return Networks(mlp_init(ENCODER, rng), mlp_init(Q, rng), mlp_init(Q, rng))


def batch(seed: int = 1) -> Batch:
    rng = np.random.default_rng(seed)
    moves = Transitions(
        rng.normal(size=(K, B, D)),
        rng.integers(A, size=(K, B)),
        rng.normal(size=(K, B)),
        rng.normal(size=(K, B, D)),
    )
    return Batch(rng.normal(size=(K, N, C)), moves, rng.normal(size=(K, d)))


def central_difference(
    function: Callable[[], float], array: FloatArray, index: tuple[int, ...], step: float = 1e-6
) -> float:
    before = array[index]
    array[index] = before + step
    above = function()
    array[index] = before - step
    below = function()
    array[index] = before
    return (above - below) / (2 * step)


def loss(nets: Networks, data: Batch, y: FloatArray) -> float:
    """The loss with fixed targets, which no gradient passes through, from other functions."""
    total = 0.0
    for task in range(K):
        factors = encode(nets.encoder, data.context[task : task + 1])[1]
        mu, var = product_of_gaussians(factors.mu[0], factors.var[0])
        z = mu + np.sqrt(var) * data.noise[task]
        values = q_values(nets.q, data.moves.s[task : task + 1], z[None])[0][0]
        error = values[np.arange(B), data.moves.a[task]] - y[task]
        total += 0.5 * (error**2).mean() / K + KL_WEIGHT * kl_to_std_normal(mu, var) / K
    return total


def test_gradients_of_encoder_and_q_agree_with_central_differences() -> None:
    nets, data = networks(), batch()
    z = sample(encode(nets.encoder, data.context)[0], data.noise)
    y = targets(nets, data.moves, z, DISCOUNT)
    of_all, losses = gradients(nets, data, DISCOUNT, KL_WEIGHT)
    assert losses.td + KL_WEIGHT * losses.kl == pytest.approx(loss(nets, data, y))
    for array, gradient in zip([*nets.encoder, *nets.q], of_all, strict=True):
        for index in np.ndindex(array.shape):
            slope = central_difference(lambda: loss(nets, data, y), array, index)
            assert gradient[index] == pytest.approx(slope, abs=1e-7, rel=1e-5)


def test_gradients_of_product_and_divergence_agree_with_central_differences() -> None:
    rng = np.random.default_rng(2)
    mu, var = rng.normal(size=(K, N, d)), rng.uniform(0.2, 3.0, (K, N, d))
    along = Belief(rng.normal(size=(K, d)), rng.normal(size=(K, d)))

    def value() -> float:
        mean, variance = product_of_gaussians(mu, var)
        return float((along.mu * mean + along.var * variance).sum())

    d_mu, d_var = product_backward(mu, var, Belief(*product_of_gaussians(mu, var)), along)
    for index in [(0, 0, 0), (1, 3, 1), (2, 6, 0)]:
        assert d_mu[index] == pytest.approx(central_difference(value, mu, index))
        assert d_var[index] == pytest.approx(central_difference(value, var, index))
    belief = Belief(*product_of_gaussians(mu, var))
    slopes = kl_backward(belief)
    for part, slope in zip(belief, slopes, strict=True):
        expected = central_difference(
            lambda: kl_to_std_normal(belief.mu.ravel(), belief.var.ravel()), part, (1, 1)
        )
        assert slope[1, 1] == pytest.approx(expected, rel=1e-6)


def test_a_variance_below_the_smallest_one_has_no_gradient() -> None:
    mu, var = np.array([[[0.5], [1.0]]]), np.array([[[1e-9], [1e-6]]])
    ones = Belief(np.ones((1, 1)), np.ones((1, 1)))
    assert (
        product_backward(mu, var, Belief(*product_of_gaussians(mu, var)), ones)[1][0, 0, 0] == 0.0
    )


def test_beliefs_are_the_products_of_each_task_and_forget_the_order() -> None:
    rng = np.random.default_rng(3)
    encoder, context = networks().encoder, rng.normal(size=(K, N, C))
    belief, factors = encode(encoder, context)
    for task in range(K):
        mu, var = product_of_gaussians(factors.mu[task], factors.var[task])
        assert belief.mu[task] == pytest.approx(mu)
        assert belief.var[task] == pytest.approx(var)
    again = encode(encoder, context[:, rng.permutation(N)])[0]
    assert again.mu == pytest.approx(belief.mu)
    assert again.var == pytest.approx(belief.var)
    # seen twice is believed twice as surely
    twice = encode(encoder, np.concatenate([context, context], axis=1))[0]
    assert twice.mu == pytest.approx(belief.mu)
    assert twice.var == pytest.approx(belief.var / 2)


def test_targets_take_the_value_of_the_slower_copy_for_the_action_of_the_faster() -> None:
    # Without weights, Q is its last bias: the fast copy prefers action 1, worth 5 to the slow one.
    blank = [np.zeros_like(array) for array in networks().q]
    fast, slow = [array.copy() for array in blank], [array.copy() for array in blank]
    fast[-1][1], slow[-1][:] = 1.0, [9.0, 5.0, 0.0, 0.0, 0.0, 0.0]
    data = batch()
    values = targets(Networks([], fast, slow), data.moves, np.zeros((K, d)), 0.5)
    assert values == pytest.approx(data.moves.r + 0.5 * 5.0)
    follow(slow, fast, 0.25)
    assert slow[-1][:2] == pytest.approx([6.75, 4.0])


def test_replay_overwrites_the_oldest_and_recent_keeps_one_trial() -> None:
    rng = np.random.default_rng(5)
    q, z = mlp_init((4, 8, 9), rng), np.zeros((K, 2))
    goals = half_circle_goals(K)
    episodes = [play(q, z, goals, rng, Exploration(0.0, 1.0)) for _ in range(3)]
    replay, recent = Replay(K, 2, 20, 2), Recent(K, 2, 20, 5)
    for index, played in enumerate(episodes):
        replay.add(played)
        recent.replace(index % 2, played)
    drawn = replay.draw(np.array([1]), 500, rng)
    latest = {tuple(row) for played in episodes[1:] for row in played.s_next[1]}
    assert {tuple(row) for row in drawn.s_next[0]} == latest
    assert recent.first(2)[:, :20] == pytest.approx(episodes[2].context)
    assert recent.first(2)[:, 20:] == pytest.approx(episodes[1].context)
    assert recent.draw(np.array([2, 0]), 1, rng).shape == (2, 20, 5)
    with pytest.raises(ValueError, match=r"r: expected shape \(3, 20\), found \(2, 20\)"):
        replay.add(play(q, z[:2], goals[:2], rng))


def test_an_episode_follows_the_best_value_and_guided_ones_reach_a_goal() -> None:
    rng, goals = np.random.default_rng(6), half_circle_goals(4)
    # Without weights, Q is its last bias, which prefers action 8: up and to the right.
    q = [np.zeros_like(array) for array in mlp_init((4, 3, 9), rng)]
    q[-1][8] = 1.0
    played = play(q, np.zeros((4, 2)), goals, rng, GREEDY)
    assert played.s_next[:, -1] == pytest.approx(np.full((4, 2), 2.0))
    assert played.context[:, 0, :4].tolist() == [[0.0, 0.0, 1.0, 1.0]] * 4
    assert (played.a == 8).all()
    guided = play(q, np.zeros((4, 2)), goals, rng, Exploration(1.0, 0.0)).s_next[:, -1]
    distances = np.linalg.norm(guided[:, None] - goals[None], axis=-1).min(axis=1)
    assert (distances < 0.08).all()  # no farther than half the diagonal of a cell of the lattice


def test_hypotheses_come_from_the_prior_without_context() -> None:
    rng = np.random.default_rng(7)
    z = hypotheses([], np.zeros((20_000, 0, 5)), 2, rng)
    # four standard errors: 4 / sqrt(40,000) and 4 sqrt(2 / 40,000)
    assert (abs(z.mean()), abs(z.var() - 1)) < (0.02, 0.03)
    assert prior(2, 3).var.tolist() == [[1.0] * 3] * 2


def test_exact_posterior_sampling_on_three_goals_far_apart() -> None:
    # Of three goals, one is right at once; a wrong guess leaves two; two wrong ones leave one.
    goals = half_circle_goals(3)
    after = exact_returns(goals, 2, 4000, np.random.default_rng(8), always=True)
    rewarded = (after > 0).mean(axis=0)
    # four standard errors of a share near 1/3 or 2/3 in 4,000 trials: 0.03
    assert rewarded == pytest.approx([1 / 3, 2 / 3, 1.0], abs=0.03)
    assert rewarded[2] == 1.0
    from_prior = exact_returns(goals, 2, 4000, np.random.default_rng(9), always=False)
    # after two guesses from the prior: 1 if one was right (5/9) or both wrong ones differ (2/9),
    # 1/2 if they were the same (2/9)
    assert (from_prior > 0).mean(axis=0)[2] == pytest.approx(8 / 9, abs=0.03)


def test_exact_trial_ends_with_the_goal_once_it_was_paid() -> None:
    goals = half_circle_goals(3)
    for truth in range(3):
        trial = exact_trial(goals, truth, 3, np.random.default_rng(truth))
        assert trial[0].before.all()
        assert all(episode.before[episode.hypothesis] for episode in trial)
        assert all((episode.total > 0) == (episode.hypothesis == truth) for episode in trial)
        assert trial[-1].after.nonzero()[0].tolist() == [truth]


def test_training_runs_and_its_seed_decides() -> None:
    settings = Settings(updates=6, collect=3, warm_up=8, tasks=4, batch=4)
    goals, held_out = split_goals(half_circle_goals(10), 3, np.random.default_rng(0))
    assert (goals.shape, held_out.shape) == ((7, 2), (3, 2))
    first, second = (train(goals, settings, np.random.default_rng(1)) for _ in range(2))
    for array, other in zip([*first.encoder, *first.q], [*second.encoder, *second.q], strict=True):
        assert array.tolist() == other.tolist()
    after = returns_after(first, held_out, (0, 1, 2), settings.latent, np.random.default_rng(2))
    assert after.shape == (3, 3)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="mu: expected at least one factor, found none"):
        product_of_gaussians(np.ones((1, 0, 2)), np.ones((1, 0, 2)))
    with pytest.raises(ValueError, match=r"context: expected 3 dimension\(s\)"):
        encode(networks().encoder, np.ones((N, C)))
    with pytest.raises(ValueError, match=r"noise: expected shape \(2, 3\), found \(2, 1\)"):
        sample(prior(2, 3), np.ones((2, 1)))
    with pytest.raises(ValueError, match=r"z: expected shape \(3, 2\), found \(1, 2\)"):
        q_values(networks().q, np.ones((K, B, D)), np.ones((1, d)))
