"""Functions that register under a name: rules of the contract, kinds of mutants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Registry[Function: Callable[..., Any]](dict[str, Function]):
    """Functions by name, in the order in which they are defined."""

    def add(self, name: str) -> Callable[[Function], Function]:
        """Register the decorated function under a name."""

        def register(function: Function) -> Function:
            self[name] = function
            return function

        return register
