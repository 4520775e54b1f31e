"""How work that takes long reports how much of it is done."""

from __future__ import annotations

from collections.abc import Callable

# Called now and then with the share that is done, from 0 to 1.
OnProgress = Callable[[float], None]


def silent(share: float) -> None:
    """Report nothing.

    Args:
        share: from 0 to 1.
    """
