"""Small RL² agents: docs/data/figures/rl2_agents.json.

`python -m docs.figures.recipes.rl2_agents` trains them again, in some minutes. Each is a tanh-RNN
trained by REINFORCE on bandits with independent arms, like those of the reproductions. Stored are
their mean regrets, pull by pull, on new bandits, and the weights of one of them.
"""

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

FILE = Path(__file__).parents[2] / "data" / "figures" / "rl2_agents.json"
PULLS = (30, 10)
SEEDS = 3
# arms: hidden units, and updates
SIZES = {2: (32, 1500), 5: (48, 1500)}
# later rewards count a little less in longer trials, which makes the gradient less noisy
DISCOUNTS = {10: 1.0, 30: 0.95}
TESTED = 20_000
# arms, pulls and seed of the agent whose weights are stored, and the digits of each
SHOWN = (2, 30, 0)
DIGITS = 3


def bandits(arms: int, pulls: int) -> Bandits:
    """Tasks with independent arms."""

    def draw(count: int, rng: np.random.Generator) -> FloatArray:
        return independent_arms(count, arms, rng)

    return Bandits(draw, arms, pulls)


def trained_agent(arms: int, pulls: int, seed: int) -> RecurrentPolicy:
    """An agent, trained from the beginning and rounded to what is stored."""
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
    """Mean regret of each pull:  E[max_a p_a - p[a_t]],  with a_t the most probable action."""
    actions = roll_out(policy, tasks, count, np.random.default_rng(seed), greedy=True).actions
    worth = np.take_along_axis(tasks.p, actions.T, axis=1)
    regrets: FloatArray = (tasks.p.max(axis=1, keepdims=True) - worth).mean(axis=0)
    return regrets


def stored() -> dict[str, Any]:
    """What the file holds: ``regrets`` by kind of trial, float[S, T], and ``weights``."""
    contents: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return contents


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
