"""Training RL²: tasks in batches, the gradient of a trial, and that it learns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from metarl.networks.adam import clip_norm
from metarl.networks.categorical import entropy, log_softmax
from metarl.networks.recurrent import GRU, TANH, Cell
from metarl.planning.bandit_values import two_arm_value
from metarl.rl2 import Bandits, Settings, TabularTrials, meta_input, policy_init, run_trial, train
from metarl.rl2.batches import Tasks
from metarl.rl2.evaluation import exact_rewards, expected_regrets, expected_rewards
from metarl.rl2.policy import RecurrentPolicy, acting
from metarl.rl2.reinforce import (
    advantages,
    returns_to_go,
    roll_out,
    schedule,
    trial_gradient,
)
from metarl.shapes import FloatArray
from metarl.tasks.tabular import TabularTasks, random_mdps


def uniform_arms(batch: int, rng: np.random.Generator) -> FloatArray:
    return rng.random((batch, 2))


def ring(batch: int, rng: np.random.Generator) -> TabularTasks:
    """Three states on a ring: action 0 stays, 1 goes on; state s pays 10 s without noise."""
    P = np.zeros((batch, 3, 2, 3))
    for s in range(3):
        P[:, s, 0, s] = P[:, s, 1, (s + 1) % 3] = 1.0
    return TabularTasks(P, np.tile(10.0 * np.arange(3)[:, None], (batch, 1, 2)))


def some_policy(cell: Cell, tasks: Tasks, seed: int = 0) -> RecurrentPolicy:
    rng = np.random.default_rng(seed)
    policy = policy_init(cell, tasks.inputs, 5, tasks.actions, rng)
    for array in policy.parameters:
        array += rng.normal(0.0, 0.5, array.shape)
    return policy


def test_bandit_pays_0_or_1_and_shows_what_was_done() -> None:
    tasks = Bandits(lambda batch, rng: np.tile([0.0, 1.0], (batch, 1)), arms=2, pulls=4)
    rng = np.random.default_rng(0)
    assert tasks.begin(3, rng).tolist() == [[0.0] * 4] * 3
    x, r = tasks.step(np.array([0, 1, 1]), rng)
    assert r.tolist() == [0.0, 1.0, 1.0]
    # one entry for each pair: arm 0 lost, arm 0 won, arm 1 lost, arm 1 won
    assert x.tolist() == [[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1]]


def test_arms_pay_as_often_as_they_should() -> None:
    tasks = Bandits(lambda batch, rng: np.tile([0.2, 0.7], (batch, 1)), arms=2, pulls=1)
    rng = np.random.default_rng(0)
    tasks.begin(20_000, rng)
    for arm, p in enumerate([0.2, 0.7]):
        _, r = tasks.step(np.full(20_000, arm), rng)
        # five standard errors of 20 000 pulls, at most 0.0162
        assert r.mean() == pytest.approx(p, abs=0.017)


def test_mdp_begins_each_episode_in_state_0_and_tells_of_its_end() -> None:
    tasks = TabularTrials(ring, states=3, actions=2, length=2, episodes=2)
    rng = np.random.default_rng(0)
    x = tasks.begin(1, rng)
    # state, action before, reward before, flag
    assert (tasks.steps, x[0].tolist()) == (4, [1, 0, 0, 0, 0, 0, 0])
    x, r = tasks.step(np.array([1]), rng)
    assert x[0, :5].tolist() == [0, 1, 0, 0, 1]
    assert (x[0, 5], x[0, 6]) == (r[0], 0.0)
    x, r = tasks.step(np.array([0]), rng)
    assert x[0, :5].tolist() == [1, 0, 0, 1, 0]
    assert (x[0, 5], x[0, 6]) == (r[0], 1.0)
    # paid by the state that is left, 10 for the middle one, with noise of variance 1
    assert abs(r[0] - 10.0) < 6.0


def test_input_of_an_mdp_is_that_of_the_trial_loop() -> None:
    tasks = TabularTrials(ring, states=3, actions=2, length=2, episodes=2)
    rng = np.random.default_rng(0)
    tasks.begin(1, rng)
    action, done = 1, False
    for _ in range(4):
        x, r = tasks.step(np.array([action]), rng)
        done = not done
        expected = meta_input(np.eye(3)[tasks.s[0]], action, r[0], not done, 2)
        assert x[0].tolist() == expected.tolist()


def test_returns_run_over_the_whole_trial() -> None:
    # from the end: 4, 3 + 4/2 = 5, 2 + 5/2 = 4.5
    returns = returns_to_go(np.array([[2.0], [3.0], [4.0]]), gamma=0.5)
    assert returns[:, 0].tolist() == [4.5, 5.0, 4.0]
    with pytest.raises(ValueError, match=r"gamma: expected 0 to 1, found 1\.5"):
        returns_to_go(np.ones((2, 1)), gamma=1.5)
    with pytest.raises(ValueError, match="rewards: expected 2 dimension"):
        returns_to_go(np.ones(2), gamma=1.0)


def test_advantages_compare_the_trials_of_a_batch_at_the_same_time() -> None:
    # each row less its mean is ±1 and ±3, of mean square 5
    compared = advantages(np.array([[4.0, 0.0], [1.0, 3.0]]), gamma=0.0)
    expected = np.array([[2.0, -2.0], [-1.0, 1.0]]) / np.sqrt(2.5)
    assert compared == pytest.approx(expected)
    assert advantages(np.ones((3, 4)), gamma=1.0).tolist() == np.zeros((3, 4)).tolist()


def test_trials_of_the_same_task_are_compared_with_each_other() -> None:
    # an easy task and a hard one, two trials each: less their means of 11 and 2
    compared = advantages(np.array([[10.0, 12.0, 1.0, 3.0]]), gamma=1.0, repeats=2)
    assert compared.tolist() == [[-1.0, 1.0, -1.0, 1.0]]
    with pytest.raises(ValueError, match="repeats: expected a divisor of 4, found 3"):
        advantages(np.ones((1, 4)), gamma=1.0, repeats=3)


def test_a_process_comes_as_often_as_the_settings_say() -> None:
    def draw(count: int, rng: np.random.Generator) -> Any:
        return random_mdps(count, rng, states=3, actions=2)

    tasks = TabularTrials(draw, states=3, actions=2, length=2, episodes=1, repeats=3)
    tasks.begin(6, np.random.default_rng(0))
    means = tasks.mdps.rewards
    assert [len(part) for part in tasks.mdps] == [6, 6]
    assert (means[:3] == means[0]).all()
    assert (means[3:] == means[3]).all()
    assert (means[0] != means[3]).all()


@pytest.mark.parametrize("cell", [TANH, GRU], ids=["tanh", "gru"])
def test_gradient_of_a_trial_is_that_of_central_differences(cell: Cell) -> None:
    tasks = Bandits(uniform_arms, arms=2, pulls=6)
    rng = np.random.default_rng(3)
    policy = some_policy(cell, tasks)
    rollout = roll_out(policy, tasks, 4, rng)
    weights = rng.normal(size=(6, 4))

    def objective() -> float:
        h, total = policy.begin(4), 0.0
        for t in range(6):
            logits, h = policy.step(rollout.x[t], h)
            score = log_softmax(logits)[np.arange(4), rollout.actions[t]]
            total += float((weights[t] * score + 0.1 * entropy(logits)).sum())
        return total / 24

    gradients = trial_gradient(policy, rollout, weights, bonus=0.1)
    for parameter, gradient in zip(policy.parameters, gradients, strict=True):
        place = np.unravel_index(np.argmax(np.abs(gradient)), gradient.shape)
        parameter[place] += 1e-6
        ahead = objective()
        parameter[place] -= 2e-6
        behind = objective()
        parameter[place] += 1e-6
        assert gradient[place] == pytest.approx((ahead - behind) / 2e-6, rel=1e-5)


def test_long_gradients_are_cut_and_short_ones_kept() -> None:
    # |(3, 4)| = 5
    gradients = [np.array([3.0]), np.array([4.0])]
    assert np.concatenate(clip_norm(gradients, 1.0)) == pytest.approx([0.6, 0.8])
    assert np.concatenate(clip_norm(gradients, 6.0)) == pytest.approx([3.0, 4.0])
    assert clip_norm([np.zeros(2)], 1.0)[0].tolist() == [0.0, 0.0]


def test_step_size_and_bonus_fall() -> None:
    settings = Settings(updates=100, lr=1.0, bonus=0.5)
    assert schedule(settings, 0) == (1.0, 0.5)
    assert schedule(settings, 50) == pytest.approx((0.55, 0.25))
    assert schedule(settings, 100) == pytest.approx((0.1, 0.0))


def test_new_policy_is_undecided() -> None:
    tasks = Bandits(uniform_arms, arms=2, pulls=3)
    policy = policy_init(TANH, tasks.inputs, 5, 2, np.random.default_rng(0))
    assert (
        roll_out(policy, tasks, 4, np.random.default_rng(1)).logits.tolist() == [[[0, 0]] * 4] * 3
    )
    with pytest.raises(ValueError, match="sizes: expected 1 or more"):
        policy_init(TANH, 4, 0, 2, np.random.default_rng(0))
    with pytest.raises(ValueError, match="h: expected shape"):
        policy.step(np.zeros((2, 4)), policy.begin(3))
    with pytest.raises(ValueError, match="d_logits: expected shape"):
        policy.backward(np.zeros((2, 3, 4)), np.zeros((3, 3, 5)), np.zeros((2, 3, 3)))


def test_batches_play_what_the_trial_loop_plays() -> None:
    """The same policy on the same task gets the same returns from both loops."""
    tasks = TabularTrials(ring, states=3, actions=2, length=3, episodes=4)
    policy = some_policy(GRU, tasks)

    class Alone:
        n_actions = 2

        def reset_task(self) -> None:
            self.rng = np.random.default_rng(7)
            self.x = tasks.begin(1, self.rng)[0]

        def reset(self) -> FloatArray:
            return np.asarray(self.x[:3])

        def step(self, action: int) -> tuple[FloatArray, float, bool]:
            x, r = tasks.step(np.array([action]), self.rng)
            self.x = x[0]
            return self.x[:3], float(r[0]), bool(self.x[-1])

    expected = roll_out(policy, tasks, 1, np.random.default_rng(7), greedy=True).rewards
    returns = run_trial(acting(policy, None), Alone(), n_episodes=4)
    assert returns == pytest.approx(expected.reshape(4, 3).sum(axis=1))


def test_sampled_actions_follow_the_generator() -> None:
    tasks = Bandits(uniform_arms, arms=2, pulls=3)
    policy = some_policy(TANH, tasks)
    step, same = (acting(policy, np.random.default_rng(5)) for _ in range(2))
    x = np.zeros(4)
    assert [step(x, None)[0] for _ in range(20)] == [same(x, None)[0] for _ in range(20)]
    assert {step(x, None)[0] for _ in range(50)} == {0, 1}


def test_worth_of_a_trial_counts_chances() -> None:
    """A new policy prefers nothing and so takes arm 0, of chance 0.25, four times."""
    tasks = Bandits(lambda count, rng: np.tile([0.25, 0.75], (count, 1)), arms=2, pulls=4)
    policy = policy_init(TANH, tasks.inputs, 3, 2, np.random.default_rng(0))
    rng = np.random.default_rng(1)
    assert expected_rewards(policy, tasks, 3, rng).tolist() == [1.0, 1.0, 1.0]
    assert expected_regrets(policy, tasks, 3, rng).tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("cell", [TANH, GRU], ids=["tanh", "gru"])
def test_training_finds_the_better_of_two_arms(cell: Cell) -> None:
    """One arm always pays, the other never: after a pull or two all is known."""

    def draw(batch: int, rng: np.random.Generator) -> Any:
        first = rng.integers(2, size=batch)
        return np.stack([first, 1 - first], axis=1).astype(float)

    tasks = Bandits(draw, arms=2, pulls=5)
    policy = policy_init(cell, tasks.inputs, 8, 2, np.random.default_rng(0))
    shares: list[float] = []
    settings = Settings(updates=80, batch=64, lr=0.02)
    train(policy, tasks, settings, np.random.default_rng(1), shares.append)
    rewards = roll_out(policy, tasks, 500, np.random.default_rng(2), greedy=True).rewards
    # half the first pulls win, all later ones do: 4.5; five standard errors are 0.11
    assert rewards.sum(axis=0).mean() == pytest.approx(4.5, abs=0.11)
    assert shares[0] == pytest.approx(1 / 80)
    assert shares[-1] == 1.0


def test_the_exact_worth_of_pulls_is_that_of_many_trials_and_below_the_optimum() -> None:
    rng = np.random.default_rng(0)
    tasks = Bandits(uniform_arms, 2, 5)
    policy = policy_init(TANH, tasks.inputs, 8, 2, rng)
    train(policy, tasks, Settings(30, batch=64, lr=1e-2), rng)

    worth = exact_rewards(policy, tasks)
    played = expected_rewards(policy, tasks, 20_000, rng)

    assert worth[0] == pytest.approx(0.5)
    assert worth.sum() == pytest.approx(played.mean(), abs=4 * played.std() / 20_000**0.5)
    assert 2.6 < worth.sum() <= two_arm_value(5) + 1e-12
