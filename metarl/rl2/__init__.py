"""RL²: a recurrent policy whose hidden state is what it has learned about the task.

``trial`` is the method as it is used, ``policy`` the network, ``batches`` the tasks that it is
trained on, and ``reinforce`` the training as one reads it; ``metarl.fast.rl2`` is the same, fast.
"""

from metarl.rl2.batches import Bandits, TabularTrials, Tasks
from metarl.rl2.evaluation import exact_rewards, expected_regrets, expected_rewards
from metarl.rl2.policy import RecurrentPolicy, acting, policy_init
from metarl.rl2.reinforce import (
    Rollout,
    Settings,
    advantages,
    returns_to_go,
    roll_out,
    schedule,
    train,
    trial_gradient,
)
from metarl.rl2.trial import Environment, meta_input, run_trial

__all__ = [
    "Bandits",
    "Environment",
    "RecurrentPolicy",
    "Rollout",
    "Settings",
    "TabularTrials",
    "Tasks",
    "acting",
    "advantages",
    "exact_rewards",
    "expected_regrets",
    "expected_rewards",
    "meta_input",
    "policy_init",
    "returns_to_go",
    "roll_out",
    "run_trial",
    "schedule",
    "train",
    "trial_gradient",
]
