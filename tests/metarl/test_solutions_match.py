"""The solution that a learner is shown computes what the reference method computes."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metarl import explore, in_context, maml, multitask, networks, pearl, planning, rl2, tasks
from metarl.evaluation import suffix_failures
from metarl.multitask import surgery
from metarl.networks.recurrent import TANH
from metarl.shapes import FloatArray
from metarl.tasks.grid import grid_belief, grid_prior
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


class Table:
    """A bandit that pays what a table says, in one episode without observations."""

    def __init__(self, pay: FloatArray) -> None:
        self.pay, self.rows, self.n_actions = pay, iter(pay), pay.shape[1]
        self.left = len(pay)

    def reset_task(self) -> None:
        self.rows, self.left = iter(self.pay), len(self.pay)

    def reset(self) -> FloatArray:
        return np.zeros(0)

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        self.left -= 1
        return np.zeros(0), float(next(self.rows)[action]), self.left == 0


@pytest.mark.parametrize("seed", range(3))
def test_play(seed: int) -> None:
    def without_flag(x: FloatArray, h: float | None) -> tuple[int, float]:
        hidden = (0.0 if h is None else h) + float(x[:-1] @ [2.0, 3.0, 5.0, 7.0])
        return int(hidden) % 3, hidden

    def policy(x: FloatArray, h: float | None) -> tuple[int, float]:
        return without_flag(np.append(x, 0.0), h)

    pay = np.random.default_rng(seed).integers(2, size=(6, 3)).astype(float)
    rewards = solution_of("rl2/won-too-early")["play"](policy, pay)
    assert [rewards.sum()] == pytest.approx(rl2.run_trial(without_flag, Table(pay), 1))


@pytest.mark.parametrize("seed", range(3))
def test_trial_gradient(seed: int) -> None:
    rng = np.random.default_rng(seed)
    W, U, V = rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 4))
    xs, actions, adv = rng.normal(size=(5, 2)), rng.integers(4, size=5), rng.normal(size=5)
    policy = rl2.RecurrentPolicy(TANH, [W, U, np.zeros(3), V, np.zeros(4)])
    h, logits = [policy.begin(1)], []
    for x in xs:
        preferences, memory = policy.step(x[None], h[-1])
        h.append(memory)
        logits.append(preferences)
    columns = xs[:, None], np.array(h), np.array(logits), actions[:, None], adv[:, None]
    mean = rl2.trial_gradient(policy, rl2.Rollout(*columns), adv[:, None], 0.0)
    found = solution_of("rl2/through-time")["trial_gradient"](W, U, V, xs, actions, adv)
    for ours, place in zip(found, (0, 1, 3), strict=True):
        assert ours == pytest.approx(5 * mean[place])


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


@pytest.mark.parametrize("reward", [1.0, -0.1])
def test_hidden_goal(reward: float) -> None:
    expected = grid_belief(grid_prior(), 12, reward)
    found = solution_of("belief/hidden-goal")["grid_belief"](grid_prior(), 12, reward)
    assert found == pytest.approx(expected)
    # A draw just above the belief of the first twelve cells leads to cell 12.
    draw = grid_prior()[:12].sum() + 0.01
    goal = 12 if reward > 0 else 24
    mended = solution_of("belief/found-and-lost")["look_around"]
    assert mended(grid_prior(), goal, np.array([draw]))[1] == pytest.approx(expected)


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


@pytest.mark.parametrize(("arms", "pulls"), [(1, 4), (2, 9), (5, 6), (7, 3), (3, 0)])
def test_bayes_optimal_value(arms: int, pulls: int) -> None:
    value = solution_of("belief/bayes-optimal")["bayes_optimal_value"](arms, pulls)
    assert value == pytest.approx(planning.bayes_optimal_value(arms, pulls))


@pytest.mark.parametrize(("arms", "pulls"), [(1, 3), (2, 5), (3, 3), (7, 2), (10, 5), (10, 12)])
def test_informative_arm(arms: int, pulls: int) -> None:
    shown = solution_of("belief/informative-arm")
    sampled = shown["sampling_value"](arms, pulls, 5.0)
    assert sampled == pytest.approx(planning.informative_arm_sampling_value(pulls, arms))
    hint = (arms + 1) / 2 / arms
    best = shown["best_value"](arms, pulls, 5.0, hint)
    assert best == pytest.approx(planning.informative_arm_value(pulls, arms))


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


def test_thompson(seed: int) -> None:
    wins, losses = np.random.default_rng(seed).integers(0, 6, size=(2, 7))
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    # Both draw once for each arm, so the same stream gives the same arm.
    arm = solution_of("belief/thompson")["choose"](wins, losses, theirs)
    assert arm == explore.thompson(wins[None] * 1.0, losses[None] * 1.0, 1, ours)[0]


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
def test_rule_with_a_bonus_and_its_failures(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shown = solution_of("context/settled-too-early")
    wins, losses = rng.uniform(0, 9, size=(2, 20, 4))
    expected = explore.ucb1(wins, losses, 1, rng, c=0.5 * seed)
    assert shown["choose_arms"](wins, losses, 0.5 * seed).tolist() == expected.tolist()
    arms, means = rng.integers(4, size=(20, 5)), rng.random((20, 4))
    reward, failures = shown["two_scores"](arms, means)
    assert reward == pytest.approx(np.take_along_axis(means, arms, axis=1).mean())
    assert failures == suffix_failures(arms, means.argmax(axis=1)).mean()
