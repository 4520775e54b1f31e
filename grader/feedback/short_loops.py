"""Loops that a ``return`` ends in their first round, which is mostly a slip of the indentation."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_LOOPS = (ast.For, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BLOCKS = (ast.stmt, ast.ExceptHandler, ast.match_case)


def short_loop(text: str) -> str:
    """Which loop of a program never begins a second round; empty if there is none.

    Raises:
        SyntaxError: if the text is no program.
    """
    for loop in ast.walk(ast.parse(text)):
        if isinstance(loop, _LOOPS) and _ends_at_once(loop):
            return (
                f"The return on line {loop.body[-1].lineno} stands inside the loop of line "
                f"{loop.lineno}, which therefore ends in its first round: compare how far "
                "the lines are indented."
            )
    return ""


def _ends_at_once(loop: ast.For | ast.While) -> bool:
    goes_on = any(isinstance(part, ast.Continue) for part in _statements(loop))
    return isinstance(loop.body[-1], ast.Return) and not goes_on


def _statements(block: ast.AST) -> Iterator[ast.AST]:
    # Of a loop those that may begin its next round: not what stands in loops and functions within.
    for part in ast.iter_child_nodes(block):
        if isinstance(part, _BLOCKS) and not isinstance(part, (*_LOOPS, ast.AsyncFor, *_SCOPES)):
            yield part
            yield from _statements(part)
