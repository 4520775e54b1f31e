"""RL²: a recurrent policy whose hidden state is what it has learned about the task.

``trial`` is the method as it is used, ``policy`` the network, ``batches`` the tasks that it is
trained on, and ``reinforce`` the training as one reads it; ``metarl.fast.rl2`` is the same, fast.
"""

from metarl.rl2.batches import Bandits, TabularTrials
from metarl.rl2.policy import RecurrentPolicy, acting, policy_init
from metarl.rl2.reinforce import Settings, roll_out, train
from metarl.rl2.trial import Environment, meta_input, run_trial

__all__ = [
    "Bandits",
    "Environment",
    "RecurrentPolicy",
    "Settings",
    "TabularTrials",
    "acting",
    "meta_input",
    "policy_init",
    "roll_out",
    "run_trial",
    "train",
]
