"""Multi-task learning: networks with shared parts, and remedies for tasks that disagree."""

from metarl.multitask.control import Settings, mean_action, policy_gradient, returns, train
from metarl.multitask.descent import descend, mean_gradient, plain_descent
from metarl.multitask.landscapes import cagrad_landscape, pcgrad_landscape
from metarl.multitask.min_norm import cagrad, mgda
from metarl.multitask.pairs import cagrad_pair, mgda_pair, pcgrad_pair
from metarl.multitask.parameters import shared_and_own, unflatten
from metarl.multitask.regression import fit_tasks
from metarl.multitask.remedies import remedy
from metarl.multitask.shared import (
    blind_and_informed,
    multihead_gradients,
    shared_init,
    task_gradients,
    task_inputs,
    with_task_id,
)
from metarl.multitask.simplex import least_combination, least_on_line, safe_ratio
from metarl.multitask.surgery import conflict, pcgrad
from metarl.multitask.transfer import excess_risk, pooled_risks, transfer_helps
from metarl.multitask.weighting import Famo, famo_gradient, famo_weights, uncertainty_weighted

__all__ = [
    "Famo",
    "Settings",
    "blind_and_informed",
    "cagrad",
    "cagrad_landscape",
    "cagrad_pair",
    "conflict",
    "descend",
    "excess_risk",
    "famo_gradient",
    "famo_weights",
    "fit_tasks",
    "least_combination",
    "least_on_line",
    "mean_action",
    "mean_gradient",
    "mgda",
    "mgda_pair",
    "multihead_gradients",
    "pcgrad",
    "pcgrad_landscape",
    "pcgrad_pair",
    "plain_descent",
    "policy_gradient",
    "pooled_risks",
    "remedy",
    "returns",
    "safe_ratio",
    "shared_and_own",
    "shared_init",
    "task_gradients",
    "task_inputs",
    "train",
    "transfer_helps",
    "uncertainty_weighted",
    "unflatten",
    "with_task_id",
]
