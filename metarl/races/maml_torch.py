"""The race `maml` in PyTorch: batched over tasks by torch.func, and task by task with autograd.

Both draw their tasks as ours does and leave the update to torch.optim's fused Adam. Layers are
written out as functions of the parameters, which takes less time than calling a module with other
parameters than its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch
from torch.func import grad, vmap

torch.set_num_threads(1)
TASKS, SHOTS, ALPHA, LR = 25, 10, 0.01, 1e-3
SIZES = (1, 40, 40, 1)
DTYPE = torch.float64

Tensors = tuple[torch.Tensor, ...]
MetaGradient = Callable[[Tensors, Tensors], tuple[Tensors, torch.Tensor]]


def error(parameters: Tensors, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Mean squared error of the network on one task's examples."""
    w1, b1, w2, b2, w3, b3 = parameters
    h = torch.relu(torch.addmm(b1, x, w1))
    h = torch.relu(torch.addmm(b2, h, w2))
    return (torch.addmm(b3, h, w3) - y).square().mean()


def after_a_step(
    parameters: Tensors, x: torch.Tensor, y: torch.Tensor, x_q: torch.Tensor, y_q: torch.Tensor
) -> torch.Tensor:
    """A task's query error after its inner step."""
    gradient = grad(error)(parameters, x, y)
    adapted = tuple(p - ALPHA * g for p, g in zip(parameters, gradient, strict=True))
    return error(adapted, x_q, y_q)


def mean_after_a_step(parameters: Tensors, data: Tensors) -> tuple[torch.Tensor, torch.Tensor]:
    """Its mean over all tasks at once, twice: to be differentiated, and to be told."""
    loss = vmap(after_a_step, in_dims=(None, 0, 0, 0, 0))(parameters, *data).mean()
    return loss, loss.detach()


def batched(parameters: Tensors, data: Tensors) -> tuple[Tensors, torch.Tensor]:
    """The meta-gradient by transformations of functions, batched over tasks."""
    gradient, loss = grad(mean_after_a_step, has_aux=True)(parameters, data)
    return gradient, loss


def looped(parameters: Tensors, data: Tensors) -> tuple[Tensors, torch.Tensor]:
    """The meta-gradient as most code computes it: one graph per task, one pass back through all."""
    total = torch.zeros((), dtype=DTYPE)
    for x, y, x_q, y_q in zip(*data, strict=True):
        gradient = torch.autograd.grad(error(parameters, x, y), parameters, create_graph=True)
        adapted = tuple(p - ALPHA * g for p, g in zip(parameters, gradient, strict=True))
        total = total + error(adapted, x_q, y_q)
    loss = total / len(data[0])
    return torch.autograd.grad(loss, parameters), loss.detach()


def draw(generator: torch.Generator) -> Tensors:
    """Support and query examples of new sine tasks."""

    def uniform(*shape: int) -> torch.Tensor:
        return torch.rand(shape, generator=generator, dtype=DTYPE)

    amplitude, phase = 0.1 + 4.9 * uniform(TASKS, 1, 1), math.pi * uniform(TASKS, 1, 1)
    x = 10.0 * uniform(TASKS, 2 * SHOTS, 1) - 5.0
    y = amplitude * torch.sin(x - phase)
    return x[:, :SHOTS], y[:, :SHOTS], x[:, SHOTS:], y[:, SHOTS:]


def stepper(parameters: Tensors, meta_gradient: MetaGradient) -> Callable[[Tensors], torch.Tensor]:
    """What does one step on given data and returns the loss before it."""
    adam = torch.optim.Adam(parameters, lr=LR, fused=True)

    def step(data: Tensors) -> torch.Tensor:
        gradient, loss = meta_gradient(parameters, data)
        for p, g in zip(parameters, gradient, strict=True):
            p.grad = g
        adam.step()
        return loss

    return step


def side(meta_gradient: MetaGradient) -> tuple[Callable[[], Any], Callable[[Any], list[float]]]:
    """``make`` and ``check`` of one way to compute the meta-gradient."""

    def make() -> Callable[[int], None]:
        generator = torch.Generator().manual_seed(0)
        shapes = [shape for n, m in pairwise(SIZES) for shape in ((n, m), (m,))]
        parameters = tuple(
            torch.randn(shape, generator=generator, dtype=DTYPE) * math.sqrt(2 / shape[0])
            if len(shape) == 2
            else torch.zeros(shape, dtype=DTYPE)
            for shape in shapes
        )
        step = stepper(tuple(p.requires_grad_() for p in parameters), meta_gradient)

        def do(steps: int) -> None:
            for _ in range(steps):
                step(draw(generator))

        return do

    def check(inputs: Any) -> list[float]:
        parameters = tuple(
            torch.tensor(p, dtype=DTYPE, requires_grad=True) for p in inputs["parameters"]
        )
        step = stepper(parameters, meta_gradient)
        losses = [
            step(tuple(torch.tensor(part, dtype=DTYPE) for part in batch)).item()
            for batch in inputs["batches"]
        ]
        return losses + [number for p in parameters for number in p.flatten().tolist()]

    return make, check


SIDES = {
    "torch.func, vmap and grad": (3.0, *side(batched)),
    "autograd, task by task": (15.0, *side(looped)),
}
