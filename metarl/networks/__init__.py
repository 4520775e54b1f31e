"""Small networks with gradients derived by hand, and the optimiser that trains them."""

from metarl.networks.activations import sigmoid, softplus
from metarl.networks.adam import Adam, clip_norm
from metarl.networks.categorical import (
    entropy,
    log_softmax,
    policy_gradient,
    sample_actions,
    softmax,
)
from metarl.networks.hessian import mlp_directional, mlp_hessian_vector
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Trace, mlp_backward, mlp_forward, mlp_init, slope
from metarl.networks.recurrent import (
    GRU,
    TANH,
    Cell,
    gru_backward,
    gru_init,
    gru_parts,
    gru_step,
    outer_sum,
    tanh_backward,
    tanh_init,
    tanh_step,
)
from metarl.networks.two_hot import bin_mean, two_hot, two_hot_loss

__all__ = [
    "GRU",
    "TANH",
    "Adam",
    "Cell",
    "Trace",
    "bin_mean",
    "clip_norm",
    "entropy",
    "gru_backward",
    "gru_init",
    "gru_parts",
    "gru_step",
    "log_softmax",
    "mlp_backward",
    "mlp_directional",
    "mlp_forward",
    "mlp_hessian_vector",
    "mlp_init",
    "outer_sum",
    "policy_gradient",
    "sample_actions",
    "sigmoid",
    "slope",
    "softmax",
    "softplus",
    "squared_error",
    "tanh_backward",
    "tanh_init",
    "tanh_step",
    "two_hot",
    "two_hot_loss",
]
