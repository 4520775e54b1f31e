"""Races: our fused training steps against the same steps in PyTorch, for `make bench ARGS=races`.

A race NAME is two files. NAME.py holds ``RACE`` and needs NumPy and this package. NAME_torch.py
holds the same problem in PyTorch; it runs in an environment of its own with an older Python and
another NumPy, as a file, so it imports nothing but the standard library and torch:

    SIDES = {"torch.func vmap+grad": (3.0, make, check), ...}

    make() -> Callable[[int], None]        as ``Race.ours``
    check(inputs) -> list[float]           as ``Race.check``

Each side is named as the page shows it, and the number is the target: how many times as many steps
per second ours should make, at the least. Both use the same dtype and the same sizes, and draw
their own random numbers as suits them. Sides run in processes of their own with one thread each,
in turn; before that, their checks are compared with ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Does as many training steps as it is told; what it has set up stays from one call to the next.
DoSteps = Callable[[int], None]


@dataclass(frozen=True)
class Race:
    """One training step to be done often.

    Attributes:
        title: a name, a colon, and what a step is, with its sizes and its dtype.
        ours: sets everything up, and returns what does n whole steps: drawing data, gradients,
            update of the parameters.
        inputs: one fixed problem for the check: parameters, data and random draws, in what JSON
            can hold (numbers, lists, texts).
        check: numbers that tell right from wrong, such as the loss and every parameter after one
            step or a few from these inputs. The other sides' must be equal.
        tolerance: largest difference of a number from ours, relative to the larger of ours and 1.
        browser: whether ``ours`` is also timed in a page; it then uses shipped modules only.
    """

    title: str
    ours: Callable[[], DoSteps]
    inputs: Callable[[], dict[str, Any]]
    check: Callable[[Mapping[str, Any]], list[float]]
    tolerance: float = 1e-6
    browser: bool = False
