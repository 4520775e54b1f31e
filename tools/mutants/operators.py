"""The kinds of change: each looks at one node of a solution and proposes edits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tools.mutants.source import Edit, Source

Change = list[Edit]
Operator = Callable[[Source, ast.AST], Iterator[Change]]
OPERATORS: dict[str, Operator] = {}


def operator(name: str) -> Callable[[Operator], Operator]:
    """Register a kind of change under its name."""

    def register(function: Operator) -> Operator:
        OPERATORS[name] = function
        return function

    return register
