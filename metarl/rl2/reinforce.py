"""Training RL²: REINFORCE over whole trials, with a baseline for each time step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from metarl.networks.adam import Adam, Parameters, clip_norm
from metarl.networks.categorical import Actions, policy_gradient, sample_actions
from metarl.progress import OnProgress, silent
from metarl.rl2.batches import Tasks
from metarl.rl2.policy import RecurrentPolicy
from metarl.shapes import FloatArray, float_array


class Rollout(NamedTuple):
    """A batch of trials, one task each.

    Attributes:
        x: float[T, B, D], inputs.
        h: float[T+1, B, H], memories, the first of them empty.
        logits: float[T, B, A].
        actions: int[T, B].
        rewards: float[T, B].
    """

    x: FloatArray
    h: FloatArray
    logits: FloatArray
    actions: Actions
    rewards: FloatArray


@dataclass(frozen=True)
class Settings:
    """How long and how to train.

    Attributes:
        updates: number of steps of Adam.
        batch: B, trials in each.
        gamma: discount of later rewards, in [0, 1].
        lr: Adam's step size at first; it falls to a tenth along half a cosine.
        bonus: reward for a nat of entropy at first; it falls to 0 in a straight line.
        largest: the gradient's norm is cut to this.
        repeats: trials of each task in a batch, which are each other's baseline; 1 means that each
            task comes once and all trials of the batch are.
    """

    updates: int
    batch: int = 256
    gamma: float = 1.0
    lr: float = 3e-3
    bonus: float = 0.05
    largest: float = 1.0
    repeats: int = 1


def roll_out(
    policy: RecurrentPolicy,
    tasks: Tasks,
    batch: int,
    rng: np.random.Generator,
    greedy: bool = False,
) -> Rollout:
    """Trials on new tasks:  a_t ~ pi(x_t, h_{t-1}), with one memory from beginning to end.

    Args:
        policy: what acts.
        tasks: what it acts on.
        batch: B, number of tasks.
        rng: source of tasks, rewards and actions.
        greedy: take the most probable action instead of a random one.

    Returns:
        Everything that happened.

    Source: duan-2016-rl2, section 2.2.
    """
    x, h = tasks.begin(batch, rng), policy.begin(batch)
    inputs, memories, all_logits, all_actions, rewards = [], [h], [], [], []
    for _ in range(tasks.steps):
        logits, h = policy.step(x, h)
        actions = np.argmax(logits, axis=-1) if greedy else sample_actions(logits, rng)
        inputs.append(x)
        memories.append(h)
        all_logits.append(logits)
        all_actions.append(actions)
        x, r = tasks.step(actions, rng)
        rewards.append(r)
    return Rollout(
        np.stack(inputs),
        np.stack(memories),
        np.stack(all_logits),
        np.stack(all_actions),
        np.stack(rewards),
    )


def returns_to_go(rewards: FloatArray, gamma: float) -> FloatArray:
    """What each action can still influence:  G_t = r_t + gamma G_{t+1}.

    The sum runs over the whole trial, across the ends of its episodes.

    Args:
        rewards: float[T, B].
        gamma: in [0, 1].

    Returns:
        float[T, B].

    Raises:
        ValueError: if the rewards are not two-dimensional or gamma is outside [0, 1].

    Source: sutton-2018-introduction, eq. 3.9; duan-2016-rl2, section 2.2.
    """
    returns = float_array("rewards", rewards, ndim=2).copy()
    if not 0.0 <= gamma <= 1.0:
        raise ValueError(f"gamma: expected 0 to 1, found {gamma}")
    for t in reversed(range(len(returns) - 1)):
        returns[t] += gamma * returns[t + 1]
    return returns


def advantages(rewards: FloatArray, gamma: float, repeats: int = 1) -> FloatArray:
    """Return less the mean of others at this time, over their spread:  (G_t - mean_b G_t) / sd G.

    Args:
        rewards: float[T, B].
        gamma: in [0, 1].
        repeats: R; with R > 1 the mean is over the trials of the same task, R neighbours in the
            batch, so that having met an easy task does not count.

    Returns:
        float[T, B], without unit; all 0 where all returns are the same.

    Raises:
        ValueError: as ``returns_to_go`` does, or if the batch is not made of R for each task.

    Source: williams-1992-reinforce, for the baseline.
    """
    returns = returns_to_go(rewards, gamma)
    batch = returns.shape[1]
    if repeats < 1 or batch % repeats:
        raise ValueError(f"repeats: expected a divisor of {batch}, found {repeats}")
    groups = returns.reshape(len(returns), -1, repeats if repeats > 1 else batch)
    centred: FloatArray = (groups - groups.mean(axis=2, keepdims=True)).reshape(returns.shape)
    spread = float(centred.std())
    return centred / spread if spread > 0.0 else centred


def trial_gradient(
    policy: RecurrentPolicy, rollout: Rollout, weights: FloatArray, bonus: float
) -> Parameters:
    """Ascent direction:  grad of (1/TB) sum_{t,b} [ w log pi(a_t | x_1 … x_t) + bonus H_t ].

    Args:
        policy: what acted.
        rollout: what happened.
        weights: float[T, B], w, taken as constants.
        bonus: reward for a nat of entropy, >= 0.

    Returns:
        One array for each parameter of the policy.

    Raises:
        ValueError: if the weights do not fit the rollout.

    Source: williams-1992-reinforce; werbos-1990-bptt, for the way back through time.
    """
    d_logits = policy_gradient(rollout.logits, rollout.actions, weights, bonus)
    return policy.backward(rollout.x, rollout.h, d_logits / weights.size)


def schedule(settings: Settings, update: int) -> tuple[float, float]:
    """Step size and bonus of one update:  lr (0.55 + 0.45 cos(pi s)),  bonus (1 - s),  s = i / n.

    Both were found by trial on two arms.

    Args:
        settings: n and the values at first.
        update: i, from 0 to n - 1.

    Returns:
        Step size and bonus.
    """
    share = update / settings.updates
    lr = settings.lr * (0.55 + 0.45 * float(np.cos(np.pi * share)))
    return lr, settings.bonus * (1.0 - share)


def train(
    policy: RecurrentPolicy,
    tasks: Tasks,
    settings: Settings,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
) -> None:
    """Climb the expected return of whole trials:  theta <- Adam(theta, -gradient).

    Args:
        policy: changed in place.
        tasks: what it learns to explore; a new batch in every update, in which each task comes
            as often as the settings say.
        settings: how long, and how.
        rng: source of everything random.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Source: duan-2016-rl2, section 2.2, with REINFORCE in place of TRPO.
    """
    adam = Adam(settings.lr)
    for update in range(settings.updates):
        adam.lr, bonus = schedule(settings, update)
        rollout = roll_out(policy, tasks, settings.batch, rng)
        weights = advantages(rollout.rewards, settings.gamma, settings.repeats)
        ascent = trial_gradient(policy, rollout, weights, bonus)
        descent = [-gradient for gradient in clip_norm(ascent, settings.largest)]
        adam.step(policy.parameters, descent)
        on_progress((update + 1) / settings.updates)
