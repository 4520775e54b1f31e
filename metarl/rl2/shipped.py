"""The small agents that figures show: trained once by ``python -m metarl.rl2.shipped``.

Each is a tanh-RNN trained by REINFORCE on bandits with independent arms. Their regrets, and the
weights of one of them, are in ``docs/data/figures/rl2_agents.json``.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from metarl.fast.rl2 import train_fused
from metarl.networks.recurrent import TANH
from metarl.rl2.batches import Bandits
from metarl.rl2.policy import RecurrentPolicy, policy_init
from metarl.rl2.reinforce import Settings, roll_out
from metarl.shapes import FloatArray
from metarl.tasks.bandits import independent_arms

FILE = Path(__file__).parents[2] / "docs" / "data" / "figures" / "rl2_agents.json"
PULLS = (30, 10, 100)
SEEDS = 3
# arms: hidden units, and updates
SIZES = {2: (32, 1500), 5: (48, 1500)}
# later rewards count a little less in longer trials, which makes the gradient less noisy
DISCOUNTS = {10: 1.0, 30: 0.95, 100: 0.95}
TESTED = 20_000
# arms, pulls and seed of the agent whose weights are stored, and the digits of each
SHOWN = (2, 30, 0)
DIGITS = 3


def bandits(arms: int, pulls: int) -> Bandits:
    """Tasks with independent arms:  p_a ~ U[0, 1].

    Args:
        arms: number of arms A.
        pulls: pulls in a trial T.

    Returns:
        The distribution of tasks.

    Source: duan-2016-rl2, section 3.1.
    """

    def draw(count: int, rng: np.random.Generator) -> FloatArray:
        return independent_arms(count, arms, rng)

    return Bandits(draw, arms, pulls)


def trained_agent(arms: int, pulls: int, seed: int) -> RecurrentPolicy:
    """An agent, trained from the beginning and rounded to what is stored.

    Args:
        arms: number of arms A, a key of ``SIZES``.
        pulls: pulls in a trial T, a key of ``DISCOUNTS``.
        seed: of its weights and its tasks.

    Returns:
        The policy.

    Source: duan-2016-rl2, section 3.1, with REINFORCE in place of TRPO.
    """
    hidden, updates = SIZES[arms]
    tasks = bandits(arms, pulls)
    rng = np.random.default_rng([seed, arms, pulls])
    policy = policy_init(TANH, tasks.inputs, hidden, arms, rng)
    settings = Settings(updates, gamma=DISCOUNTS[pulls])
    train_fused(policy, tasks, settings, rng, dtype=np.float32)
    for array in policy.parameters:
        array[...] = array.round(DIGITS)
    return policy


def mean_regrets(policy: RecurrentPolicy, tasks: Bandits, count: int, seed: int) -> FloatArray:
    """Mean regret of each pull:  E[max_a p_a - p[a_t]],  with a_t the most probable action.

    Args:
        policy: trained.
        tasks: bandits with as many arms.
        count: number of new tasks.
        seed: of tasks and rewards.

    Returns:
        float[T], in successes, >= 0.

    Source: wang-2016-learning-to-rl, section 3.1.
    """
    actions = roll_out(policy, tasks, count, np.random.default_rng(seed), greedy=True).actions
    worth = np.take_along_axis(tasks.p, actions.T, axis=1)
    regrets: FloatArray = (tasks.p.max(axis=1, keepdims=True) - worth).mean(axis=0)
    return regrets


def shown_agent() -> RecurrentPolicy:
    """The agent whose weights are stored.

    Returns:
        A policy for bandits of ``SHOWN``.

    Source: duan-2016-rl2, section 2.3.
    """
    arrays = json.loads(FILE.read_text("utf-8"))["weights"]
    return RecurrentPolicy(TANH, [np.array(array) for array in arrays])


def stored_regrets(arms: int, pulls: int) -> FloatArray:
    """Mean regrets of each pull of the agents trained for such trials.

    Args:
        arms: number of arms A.
        pulls: pulls in a trial T.

    Returns:
        float[S, T], one row for each seed.

    Source: wang-2016-learning-to-rl, section 3.1.
    """
    return np.array(json.loads(FILE.read_text("utf-8"))["regrets"][f"{arms} arms, {pulls} pulls"])


def main() -> None:
    """Train all agents, and write the file anew after each kind of trial; some minutes."""
    regrets: dict[str, Any] = {}
    weights: list[Any] = []
    FILE.parent.mkdir(parents=True, exist_ok=True)
    for pulls, arms in product(PULLS, SIZES):
        rows = []
        for seed in range(SEEDS):
            policy = trained_agent(arms, pulls, seed)
            if (arms, pulls, seed) == SHOWN:
                weights = [array.tolist() for array in policy.parameters]
            rows.append(mean_regrets(policy, bandits(arms, pulls), TESTED, 1000 + seed))
        regrets[f"{arms} arms, {pulls} pulls"] = np.round(rows, 4).tolist()
        FILE.write_text(json.dumps({"regrets": regrets, "weights": weights}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
