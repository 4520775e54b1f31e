"""Multi-task learning: networks with shared parts, and remedies for tasks that disagree."""

from metarl.multitask.min_norm import cagrad, mgda
from metarl.multitask.pairs import cagrad_pair, mgda_pair, pcgrad_pair
from metarl.multitask.shared import (
    blind_and_told,
    multihead_gradients,
    shared_init,
    task_gradients,
    with_task_id,
)
from metarl.multitask.surgery import conflict, pcgrad
from metarl.multitask.transfer import excess_risk, transfer_helps
from metarl.multitask.weighting import (
    Famo,
    famo_gradient,
    famo_weights,
    uncertainty_weighted,
)

__all__ = [
    "Famo",
    "blind_and_told",
    "cagrad",
    "cagrad_pair",
    "conflict",
    "excess_risk",
    "famo_gradient",
    "famo_weights",
    "mgda",
    "mgda_pair",
    "multihead_gradients",
    "pcgrad",
    "pcgrad_pair",
    "shared_init",
    "task_gradients",
    "transfer_helps",
    "uncertainty_weighted",
    "with_task_id",
]
