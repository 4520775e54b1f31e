"""Checks for the RL² trial loop: a policy that counts, in an environment that keeps a log."""

import copy

import numpy as np

from grader import check, expect_close, expect_equal, record


class NoEpisode(RuntimeError):
    """A step before the first call of env.reset()."""


class EpisodeOver(RuntimeError):
    """A step after the episode's last one."""


class Log:
    """An environment with a fixed script that writes down what is done to it.

    Every reward occurs once, so that it can be traced: the step s = 1, 2, … of task t pays
    10 t + s. The observation is (number of the task, steps taken in this episode).
    """

    def __init__(self, lengths, n_actions=3):
        self.lengths, self.n_actions = lengths, n_actions
        self.tasks = self.episodes = self.paid = 0
        self.left = None
        self.actions = []

    def observe(self):
        taken = 0 if self.left is None else self.length - self.left
        return np.array([float(self.tasks), float(taken)])

    def reset_task(self):
        self.tasks += 1
        self.paid = 0
        self.left = None

    def reset(self):
        self.length = self.left = self.lengths[self.episodes % len(self.lengths)]
        self.episodes += 1
        return self.observe()

    def step(self, action):
        if self.left is None:
            raise NoEpisode("env.step() was called before env.reset()")
        if self.left == 0:
            raise EpisodeOver("env.step() was called after done: call env.reset() first")
        self.actions.append(action)
        self.left -= 1
        self.paid += 1
        return self.observe(), 10.0 * self.tasks + self.paid, self.left == 0


class Counter:
    """A policy whose hidden state counts its calls; the tuple tells it from any other value."""

    def __init__(self, n_actions=3):
        self.n_actions = n_actions
        self.inputs, self.counts, self.actions = [], [], []

    def __call__(self, x, h):
        mine = isinstance(h, tuple) and len(h) == 2 and h[0] == "calls"
        count = h[1] + 1 if mine else 1
        self.inputs.append(copy.deepcopy(x))
        # A state that is neither None nor ours counts as -1: it was made up by the caller.
        self.counts.append(count if mine or h is None else -1)
        self.actions.append((count + 1) % self.n_actions)
        return self.actions[-1], ("calls", count)


def play(run_trial, lengths=(3, 3), trials=1):
    """Environment, policy and results after some trials."""
    env, policy = Log(lengths), Counter()
    results = [run_trial(policy, env, len(lengths)) for _ in range(trials)]
    return env, policy, results


@check("The input is observation, one-hot action, reward and flag, in this order")
def input_parts(learner, solution, rng):
    found = learner.meta_input(np.array([0.5, -2.0]), 2, 1.5, True, 4)
    expect_close("input", found, [0.5, -2.0, 0.0, 0.0, 1.0, 0.0, 1.5, 1.0])


@check("Without a previous action the action part is all zeros")
def no_action(learner, solution, rng):
    found = learner.meta_input(np.array([0.5, -2.0]), None, 0.0, False, 3)
    expect_close("input without an action", found, [0.5, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0])


@check("Every action has its own place, action 0 too", after="input_parts")
def every_action(learner, solution, rng):
    for action in range(5):
        o, reward = rng.normal(size=3), float(rng.normal())
        found = learner.meta_input(o.copy(), action, reward, False, 5)
        expected = solution.meta_input(o.copy(), action, reward, False, 5)
        expect_close(f"input after action {action}", found, expected)


@check("A trial is one task and the right number of episodes")
def one_task(learner, solution, rng):
    env, policy, _ = play(learner.run_trial)
    expect_equal("calls of env.reset_task()", env.tasks, 1)
    expect_equal("calls of env.reset()", env.episodes, 2)
    expect_equal("steps taken in 2 episodes of 3 steps", len(env.actions), 6)


@check("The memory lasts for one trial: not shorter, not longer", after="one_task")
def memory(learner, solution, rng):
    _, policy, _ = play(learner.run_trial, trials=2)
    record("seventh input", policy.inputs[6] if len(policy.inputs) > 6 else None)
    expect_equal("counts of the first trial", policy.counts[:6], [1, 2, 3, 4, 5, 6])
    expect_equal("counts of the second trial", policy.counts[6:], [1, 2, 3, 4, 5, 6])


@check("The first step of each trial knows of no step before it", after="memory")
def first_step(learner, solution, rng):
    _, policy, _ = play(learner.run_trial, trials=2)
    expect_equal("inputs in two trials of 6 steps", len(policy.inputs), 12)
    expect_close("first input of trial 1", policy.inputs[0], [1, 0, 0, 0, 0, 0, 0])
    expect_close("first input of trial 2", policy.inputs[6], [2, 0, 0, 0, 0, 0, 0])


@check("The environment gets the policy's actions", after="memory")
def actions_taken(learner, solution, rng):
    env, policy, _ = play(learner.run_trial)
    taken = [int(action) if isinstance(action, (int, np.integer)) else -1 for action in env.actions]
    expect_equal("actions the environment got", taken, policy.actions)


@check("Action, reward and flag reach the policy exactly one step later", after="first_step")
def one_step_later(learner, solution, rng):
    _, policy, _ = play(learner.run_trial)
    # Observation (2 numbers), one-hot action (3), reward, flag. Rewards are 11, 12, … in order.
    expected = [
        [1, 0, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 1, 11, 0],
        [1, 2, 1, 0, 0, 12, 0],
        [1, 0, 0, 1, 0, 13, 1],
        [1, 1, 0, 0, 1, 14, 0],
        [1, 2, 1, 0, 0, 15, 0],
    ]
    record("all inputs of the trial", policy.inputs)
    expect_equal("inputs in a trial of 6 steps", len(policy.inputs), 6)
    for t, row in enumerate(expected):
        expect_close(f"input at step {t}", policy.inputs[t], row)


@check("The returns are one sum of rewards per episode", after="one_task")
def episode_returns(learner, solution, rng):
    _, _, results = play(learner.run_trial)
    expect_close("returns", results[0], [11 + 12 + 13, 14 + 15 + 16])


@check("Other numbers of episodes, of other lengths, work as well", after="one_step_later")
def other_lengths(learner, solution, rng):
    for n_episodes in (1, 4):
        lengths = tuple(int(length) for length in rng.integers(1, 5, size=n_episodes))
        env, policy, results = play(learner.run_trial, lengths)
        right_env, right_policy, right_results = play(solution.run_trial, lengths)
        expect_equal("calls of env.reset()", env.episodes, right_env.episodes)
        expect_equal("counts of the trial", policy.counts, right_policy.counts)
        for t, row in enumerate(right_policy.inputs):
            expect_close(f"input at step {t}", policy.inputs[t], row)
        expect_close("returns", results[0], right_results[0])
