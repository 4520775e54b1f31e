"""PEARL: a Gaussian belief over the task, one factor per transition, and Q-values that use it."""

from metarl.pearl.agent import Exploration, hypotheses, play
from metarl.pearl.belief import (
    Belief,
    kl_backward,
    kl_to_std_normal,
    prior,
    product_backward,
    product_of_gaussians,
    sample,
    sample_backward,
)
from metarl.pearl.buffers import Episodes, Recent, Replay, Transitions
from metarl.pearl.encoder import EncoderTrace, encode, encode_backward
from metarl.pearl.evaluation import final_returns, returns_after, split_goals
from metarl.pearl.exact import ExactEpisode, exact_returns, exact_trial
from metarl.pearl.experience import Experience, Settings
from metarl.pearl.q_learning import (
    Batch,
    Losses,
    Networks,
    follow,
    gradients,
    q_gradients,
    q_values,
    targets,
)
from metarl.pearl.training import networks_init, train, train_without_context

__all__ = [
    "Batch",
    "Belief",
    "EncoderTrace",
    "Episodes",
    "ExactEpisode",
    "Experience",
    "Exploration",
    "Losses",
    "Networks",
    "Recent",
    "Replay",
    "Settings",
    "Transitions",
    "encode",
    "encode_backward",
    "exact_returns",
    "exact_trial",
    "final_returns",
    "follow",
    "gradients",
    "hypotheses",
    "kl_backward",
    "kl_to_std_normal",
    "networks_init",
    "play",
    "prior",
    "product_backward",
    "product_of_gaussians",
    "q_gradients",
    "q_values",
    "returns_after",
    "sample",
    "sample_backward",
    "split_goals",
    "targets",
    "train",
    "train_without_context",
]
