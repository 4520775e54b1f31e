"""The race `pearl` in PyTorch: modules, autograd, and torch.optim's fused Adam.

The target network runs without a graph, parameters of the target follow in one call for all, and
indices, buffers and the draw of z are torch's own.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch
from torch import nn
from torch.nn.functional import softplus

torch.set_num_threads(1)
TASKS, CONTEXT, BATCH = 16, 40, 32
ENCODER, Q = (5, 64, 64, 4), (4, 64, 64, 9)
DISCOUNT, KL_WEIGHT, LR, FOLLOW = 0.9, 0.001, 1e-3, 0.05
STORED = 400
MIN_VARIANCE = 1e-7

Batch = dict[str, torch.Tensor]


def perceptron(sizes: tuple[int, ...]) -> nn.Sequential:
    """Linear layers with ReLU between them."""
    layers: list[nn.Module] = []
    for wide, narrow in pairwise(sizes):
        layers += [nn.Linear(wide, narrow), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Learner:
    """Encoder, Q, target network and optimiser."""

    def __init__(self) -> None:
        self.encoder, self.q, self.target = perceptron(ENCODER), perceptron(Q), perceptron(Q)
        self.copy()
        self.parameters = [*self.encoder.parameters(), *self.q.parameters()]
        self.adam = torch.optim.Adam(self.parameters, lr=LR, fused=True)

    def copy(self) -> None:
        """Make the target network equal to Q."""
        self.target.load_state_dict(self.q.state_dict())
        self.followed = [p.data for p in self.target.parameters()]
        self.leading = [p.data for p in self.q.parameters()]

    def belief(self, context: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The product of each task's factors."""
        mu, raw = self.encoder(context).chunk(2, dim=-1)
        precision = softplus(raw).clamp(min=MIN_VARIANCE).reciprocal()
        var = precision.sum(dim=1).reciprocal()
        return var * (precision * mu).sum(dim=1), var

    def losses(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """What is minimised, and the critic's part of it."""
        mu, var = self.belief(batch["context"])
        z = (mu + var.sqrt() * batch["noise"])[:, None].expand(-1, BATCH, -1)
        with torch.no_grad():
            after = torch.cat([batch["s_next"], z], dim=-1)
            best = self.q(after).argmax(dim=-1, keepdim=True)
            y = batch["r"] + DISCOUNT * self.target(after).gather(-1, best)[..., 0]
        values = self.q(torch.cat([batch["s"], z], dim=-1))
        error = values.gather(-1, batch["a"][..., None])[..., 0] - y
        td = 0.5 * error.square().mean()
        divergence = 0.5 * (mu.square() + var - var.log() - 1.0).sum() / TASKS
        return td + KL_WEIGHT * divergence, td

    def step(self, batch: Batch) -> torch.Tensor:
        """One update; returns the critic's loss before it."""
        loss, td = self.losses(batch)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.adam.step()
        torch._foreach_lerp_(self.followed, self.leading, FOLLOW)
        return td.detach()


def make() -> Callable[[int], None]:
    """Updates with data drawn from stored transitions."""
    torch.manual_seed(0)
    learner = Learner()
    stored = torch.randn(TASKS * STORED, ENCODER[0])
    moves = torch.randn(TASKS * STORED, 5)
    actions = torch.randint(Q[-1], (TASKS * STORED,))
    first = STORED * torch.arange(TASKS)[:, None]

    def draw() -> Batch:
        drawn = first + torch.randint(STORED, (TASKS, BATCH))
        values = moves[drawn]
        return {
            "context": stored[first + torch.randint(STORED, (TASKS, CONTEXT))],
            "s": values[..., :2],
            "s_next": values[..., 2:4],
            "r": values[..., 4],
            "a": actions[drawn],
            "noise": torch.randn(TASKS, ENCODER[-1] // 2),
        }

    def do(steps: int) -> None:
        for _ in range(steps):
            learner.step(draw())

    return do


def check(inputs: Any) -> list[float]:
    """The critic's loss before each update, and every parameter after the last."""
    learner = Learner()
    given = [*inputs["encoder"], *inputs["q"]]
    with torch.no_grad():
        for mine, numbers in zip(learner.parameters, given, strict=True):
            array = torch.tensor(numbers)
            mine.copy_(array.T if array.ndim == 2 else array)
    learner.copy()
    losses = [
        learner.step({name: torch.tensor(value) for name, value in batch.items()}).item()
        for batch in inputs["batches"]
    ]
    # ours keep weights as [in, out], torch as [out, in]
    turned = [p.T if p.ndim == 2 else p for p in learner.parameters]
    return losses + [number for p in turned for number in p.flatten().tolist()]


SIDES = {"modules, autograd": (2.0, make, check)}
