"""Model-agnostic meta-learning: initialisations from which a few gradient steps adapt to a task."""

from metarl.maml.adapt import EVERYTHING, HEAD, FewShot, adapt_networks, inner_adapt
from metarl.maml.anil import Head, anil_gradient
from metarl.maml.bandit_policy import (
    arm_probabilities,
    exact_meta_gradient,
    expected_reward,
    pull_counts,
    reward_gradient,
    reward_hessian,
    sampled_meta_gradient,
)
from metarl.maml.first_order import fomaml_gradient, reptile_step
from metarl.maml.meta_gradient import maml_gradient, meta_gradient, query_gradient

__all__ = [
    "EVERYTHING",
    "HEAD",
    "FewShot",
    "Head",
    "adapt_networks",
    "anil_gradient",
    "arm_probabilities",
    "exact_meta_gradient",
    "expected_reward",
    "fomaml_gradient",
    "inner_adapt",
    "maml_gradient",
    "meta_gradient",
    "pull_counts",
    "query_gradient",
    "reptile_step",
    "reward_gradient",
    "reward_hessian",
    "sampled_meta_gradient",
]
