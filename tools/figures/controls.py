"""The controls of a figure: each has a short list of values, so that all states can be computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any, ClassVar

# A state: the value of each control by its name, such as ``state.angle``.
State = SimpleNamespace


@dataclass(frozen=True)
class Number:
    """A slider.

    Attributes:
        name: by which the figure's functions ask for the value.
        label: what readers see.
        values: from left to right.
        start: the value at first.
        unit: behind the number, with a space in front of it where one belongs.
    """

    kind: ClassVar[str] = "number"
    name: str
    label: str
    values: Sequence[float]
    start: float
    unit: str = ""

    def texts(self) -> list[str]:
        """The values as readers see them."""
        return [f"{value:,g}{self.unit}".replace("-", "−") for value in self.values]


@dataclass(frozen=True)
class Choice:
    """Radio buttons.

    Attributes:
        options: what readers see, by value.
    """

    kind: ClassVar[str] = "choice"
    name: str
    label: str
    options: Mapping[str, str]
    start: str

    @property
    def values(self) -> Sequence[str]:
        """The values in their order."""
        return list(self.options)

    def texts(self) -> list[str]:
        """The values as readers see them."""
        return list(self.options.values())


@dataclass(frozen=True)
class Step:
    """*Back* and *Next step*, from ``first`` to ``last``.

    Attributes:
        label: what is counted, such as “round”.
        first: the value before the first step.
        last: the value after the last one.
    """

    kind: ClassVar[str] = "step"
    name: str
    label: str
    first: int
    last: int
    start: int

    @property
    def values(self) -> Sequence[int]:
        """``first`` to ``last``."""
        return range(self.first, self.last + 1)

    def texts(self) -> list[str]:
        """The values as readers see them."""
        return [str(value) for value in self.values]


Control = Number | Choice | Step


def states(controls: Sequence[Control]) -> Iterator[State]:
    """All states, the last control changing first."""
    names = [control.name for control in controls]
    for values in product(*(control.values for control in controls)):
        yield State(**dict(zip(names, values, strict=True)))


def start(controls: Sequence[Control]) -> int:
    """The number of the state that a figure begins with."""
    number = 0
    for control in controls:
        values: list[Any] = list(control.values)
        number = number * len(values) + values.index(control.start)
    return number
