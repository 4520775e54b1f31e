"""The kinds of change: each looks at one node of a solution and proposes edits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tools.common.registry import Registry
from tools.mutants.source import Edit, Source

Change = list[Edit]
OPERATORS = Registry[Callable[[Source, ast.AST], Iterator[Change]]]()
