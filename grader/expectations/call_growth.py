"""Expectations on cost: how the number of calls grows with the size of the problem, and functions
that count their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grader.expectations.basic import fail
from grader.expectations.progress import show_share
from grader.values.compare import Difference
from grader.values.trace import record


class Counted:
    """A function that counts its calls: pass it to a learner's code, and read ``calls``.

    Args:
        of: of how many calls a long check consists. Each of them then says how much of it is done,
            and the page shows a bar.
        after: how many of these came before the first one of this function.

    Attributes:
        calls: how many there were.
    """

    def __init__(self, function: Callable[..., Any], of: int = 0, after: int = 0) -> None:
        self._function = function
        self._of, self._after = of, after
        self.calls = 0

    def __call__(self, *values: Any, **named: Any) -> Any:
        if self._of:
            show_share((self._after + self.calls) / self._of)
        self.calls += 1
        return self._function(*values, **named)


class InTurn(Counted):
    """A function without parameters that returns these values one after the other, and over again;
    it counts its calls."""

    def __init__(self, values: Iterable[Any]) -> None:
        turns = list(values)
        super().__init__(lambda: turns[(self.calls - 1) % len(turns)])


def expect_growth(
    label: str,
    calls: Mapping[int, int],
    power: float = 1.0,
    slack: float = 0.1,
    feedback: str | None = None,
) -> None:
    """Expect the number of calls, ``{size: calls}``, to grow no faster than a power of the size.

    From the smallest size on, ``calls[n] <= calls[m] · (n / m)**power · (1 + slack)``. Counting is
    the same on every machine, which seconds are not.

    Args:
        calls: number of calls by size, for at least two sizes.
        power: 0 for a constant number, 1 for growth like the size, 2 like its square.

    Raises:
        CheckFailed: if it grows faster; names the first size at which it does.
        ValueError: if there are fewer than two sizes.
    """
    sizes = sorted(calls)
    if len(sizes) < 2:
        raise ValueError("growth needs the calls for at least two sizes")
    smallest, few = sizes[0], calls[sizes[0]]
    record(label, [calls[size] for size in sizes])
    for size in sizes[1:]:
        most = max(few, 1) * (size / smallest) ** power * (1 + slack)
        if calls[size] > most:
            words = (
                f": {few} at size {smallest} became {calls[size]} at size {size}; "
                f"at most {int(most)} were expected."
            )
            shown = Difference("values", words, f"[{sizes.index(size)}]")
            fail(label, shown, feedback, f"at most {int(most)}", calls[size])
