"""Checks for the RL² trial loop: a policy that counts, in an environment that keeps a log."""

import copy

import numpy as np

from grader import check, expect_close, expect_equal, probe, record


class NoEpisode(RuntimeError):
    """A step before the first call of env.reset()."""


class EpisodeOver(RuntimeError):
    """A step after the episode's last one."""


class Log:
    """What happened in some trials; only the grader holds it."""

    def __init__(self):
        self.tasks = self.episodes = 0
        self.actions, self.inputs, self.counts, self.chosen = [], [], [], []


class Script:
    """An environment whose episodes have given lengths.

    Every reward occurs once, so that it can be traced: the step s = 1, 2, … of task t pays
    10 t + s. The observation is (number of the task, steps taken in this episode).
    """

    n_actions = 3

    def __init__(self, log, lengths):
        self._log, self._lengths = log, lengths
        self._paid = self._length = 0
        self._left = None

    def _observe(self):
        return np.array([float(self._log.tasks), float(self._length - self._left)])

    def reset_task(self):
        self._log.tasks += 1
        self._paid = 0
        self._left = None

    def reset(self):
        self._length = self._left = self._lengths[self._log.episodes % len(self._lengths)]
        self._log.episodes += 1
        return self._observe()

    def step(self, action):
        if self._left is None:
            raise NoEpisode("env.step() was called before env.reset()")
        if self._left == 0:
            raise EpisodeOver("env.step() was called after done: call env.reset() first")
        self._log.actions.append(action)
        self._left -= 1
        self._paid += 1
        return self._observe(), 10.0 * self._log.tasks + self._paid, self._left == 0


def counter(log):
    """A policy whose hidden state counts its calls; a tuple tells it from any other value."""

    def step_fn(x, h):
        mine = isinstance(h, tuple) and len(h) == 2 and h[0] == "calls"
        count = h[1] + 1 if mine else 1
        log.inputs.append(copy.deepcopy(x))
        # A state that is neither None nor ours counts as -1: it was made up by the caller.
        log.counts.append(count if mine or h is None else -1)
        log.chosen.append((count + 1) % Script.n_actions)
        return log.chosen[-1], ("calls", count)

    return step_fn


class LongObservations(Script):
    """The same with a third number in every observation."""

    def _observe(self):
        return np.append(super()._observe(), 7.0)


def play(run_trial, lengths=(3, 3), trials=1, environment=Script):
    """What happened in some trials, and the results of the last one."""
    log = Log()
    env, step_fn = environment(log, lengths), counter(log)
    for _ in range(trials):
        results = run_trial(step_fn, env, len(lengths))
    return log, results


@check("The input is observation, one-hot action, reward and flag, in this order")
def input_parts(learner, solution, rng):
    found = learner.meta_input(np.array([0.5, -2.0]), 2, 1.5, True, 4)
    expect_close("input", found, [0.5, -2.0, 0.0, 0.0, 1.0, 0.0, 1.5, 1.0])


@check("Without a previous action the action part is all zeros")
def no_action(learner, solution, rng):
    found = learner.meta_input(np.array([0.5, -2.0]), None, 0.0, False, 3)
    record("input after action 1", learner.meta_input(np.array([0.5, -2.0]), 1, 0.0, False, 3))
    expect_close("input without an action", found, [0.5, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0])


@check("Every action has its own place, action 0 too", after="input_parts")
def every_action(learner, solution, rng):
    for action in range(5):
        o, reward = rng.normal(size=3), float(rng.normal())
        found = learner.meta_input(o.copy(), action, reward, False, 5)
        expected = solution.meta_input(o.copy(), action, reward, False, 5)
        expect_close(f"input after action {action}", found, expected)
    found = learner.meta_input(np.array([3.0]), 0, -1.0, True, 1)
    expect_close("input of one number and one action", found, [3.0, 1.0, -1.0, 1.0])


@check("A trial is one task and the right number of episodes")
def one_task(learner, solution, rng):
    log, _ = play(learner.run_trial)
    expect_equal("calls of env.reset_task()", log.tasks, 1)
    expect_equal("calls of env.reset()", log.episodes, 2)
    expect_equal("steps taken in 2 episodes of 3 steps", len(log.actions), 6)


@check("The memory lasts for one trial: not shorter, not longer", after="one_task")
def memory(learner, solution, rng):
    log, _ = play(learner.run_trial, trials=2)
    record("seventh input", log.inputs[6] if len(log.inputs) > 6 else None)
    expect_equal("counts of the first trial", log.counts[:6], [1, 2, 3, 4, 5, 6])
    expect_equal("counts of the second trial", log.counts[6:], [1, 2, 3, 4, 5, 6])


@check("The first step of each trial knows of no step before it", after="memory")
def first_step(learner, solution, rng):
    log, _ = play(learner.run_trial, trials=2)
    expect_equal("inputs in two trials of 6 steps", len(log.inputs), 12)
    expect_close("first input of trial 1", log.inputs[0], [1, 0, 0, 0, 0, 0, 0])
    expect_close("first input of trial 2", log.inputs[6], [2, 0, 0, 0, 0, 0, 0])


@check("The environment gets the policy's actions", after="memory")
def actions_taken(learner, solution, rng):
    log, _ = play(learner.run_trial)
    taken = [int(action) if isinstance(action, (int, np.integer)) else -1 for action in log.actions]
    expect_equal("actions the environment got", taken, log.chosen)


@check("Action, reward and flag reach the policy exactly one step later", after="first_step")
def one_step_later(learner, solution, rng):
    log, _ = play(learner.run_trial)
    # Observation (2 numbers), one-hot action (3), reward, flag. Rewards are 11, 12, … in order.
    expected = [
        [1, 0, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 1, 11, 0],
        [1, 2, 1, 0, 0, 12, 0],
        [1, 0, 0, 1, 0, 13, 1],
        [1, 1, 0, 0, 1, 14, 0],
        [1, 2, 1, 0, 0, 15, 0],
    ]
    record("all inputs of the trial", log.inputs)
    record("input after action 1", learner.meta_input(np.zeros(2), 1, 0.0, False, 3))
    expect_equal("inputs in a trial of 6 steps", len(log.inputs), 6)
    for t, row in enumerate(expected):
        expect_close(f"input at step {t}", log.inputs[t], row)


@check("The returns are one sum of rewards per episode", after="one_task")
def episode_returns(learner, solution, rng):
    _, results = play(learner.run_trial)
    expect_close("returns", results, [11 + 12 + 13, 14 + 15 + 16])


@check("Other numbers of episodes, of other lengths, work as well", after="one_step_later")
def other_lengths(learner, solution, rng):
    for n_episodes in (1, 4):
        lengths = tuple(int(length) for length in rng.integers(1, 5, size=n_episodes))
        log, results = play(learner.run_trial, lengths)
        right, right_results = play(solution.run_trial, lengths)
        expect_equal("calls of env.reset()", log.episodes, right.episodes)
        expect_equal("counts of the trial", log.counts, right.counts)
        for t, row in enumerate(right.inputs):
            expect_close(f"input at step {t}", log.inputs[t], row)
        expect_close("returns", results, right_results)


@probe
def longer_observations(learner, solution, rng):
    """What takes an observation apart stops elsewhere."""
    log, _ = play(learner.run_trial, environment=LongObservations)
    record("inputs with longer observations", log.inputs)


@probe
def short_episodes(learner, solution, rng):
    log, results = play(learner.run_trial, (1, 2, 1))
    record("inputs of short episodes", log.inputs)
    record("returns of short episodes", results)
