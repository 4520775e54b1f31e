"""Changes to statements: dropped, in place, indented otherwise, begun too early or too often, or in
the call before."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from tools.mutants.operators import OPERATORS, Change
from tools.mutants.source import FUNCTIONS, Edit, Source, names_in, names_set

DROPPED = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.If, ast.For, ast.While, ast.With,
    ast.Break, ast.Continue, ast.Raise, ast.Assert, ast.Delete,
)  # fmt: skip
LOOPS = (ast.For, ast.While)
LEAVES = (ast.Break, ast.Continue, ast.Return)
SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return)
IN_PLACE = {
    ast.Add: "+=",
    ast.Sub: "-=",
    ast.Mult: "*=",
    ast.Div: "/=",
    ast.MatMult: "@=",
    ast.Pow: "**=",
}


@OPERATORS.add("dropped statement")
def dropped(source: Source, node: ast.AST) -> Iterator[Change]:
    """A statement is left out."""
    if isinstance(node, DROPPED):
        yield [_removed(source, node)]


@OPERATORS.add("in place")
def in_place(source: Source, node: ast.AST) -> Iterator[Change]:
    """``x = x - y`` becomes ``x -= y``, which changes the array that ``x`` names."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp):
        return
    target, value = node.targets[-1], node.value
    is_same = source.words(target) == source.words(value.left)
    if is_same and len(node.targets) == 1 and type(value.op) in IN_PLACE:
        start, end = source.span(node)
        right = source.words(value.right)
        yield [Edit(start, end, f"{source.words(target)} {IN_PLACE[type(value.op)]} {right}")]


@OPERATORS.add("skipped reset")
def moved(source: Source, node: ast.AST) -> Iterator[Change]:
    """What begins anew in every round begins once, and the other way round; what begins anew in
    every call is kept from the call before."""
    if isinstance(node, LOOPS):
        yield from _once(source, node)
        yield from _every_round(source, node)
    elif isinstance(node, FUNCTIONS) and not node.col_offset:
        for line in node.body:
            if isinstance(line, ast.Assign) and _constant(line.value):
                yield _kept(source, node, line)


@OPERATORS.add("indentation")
def indentation(source: Source, node: ast.AST) -> Iterator[Change]:
    """A loop's last statement stands behind the loop; the one behind it is the loop's last."""
    if not isinstance(node, LOOPS) or node.orelse or source.indent(node.body[0]).strip():
        return
    end, last = source.lines_of(node)[1], node.body[-1]
    if len(node.body) > 1 and not any(isinstance(part, LEAVES) for part in ast.walk(last)):
        yield _to(source, last, end, source.indent(node))
    siblings = _siblings(source, node)
    for line in siblings[siblings.index(node) + 1 :][:1]:
        if isinstance(line, SIMPLE):
            yield _to(source, line, end, source.indent(last))


def _once(source: Source, loop: ast.For | ast.While) -> Iterator[Change]:
    """A beginning inside the loop moves before it, if that needs nothing of the loop's."""
    for line in loop.body:
        if _begins(line) and not names_in(line) & _set_in(loop, line):
            yield _to(source, line, source.lines_of(loop)[0], source.indent(loop))


def _every_round(source: Source, loop: ast.For | ast.While) -> Iterator[Change]:
    """A beginning before the loop moves into it."""
    first = loop.body[0]
    if source.indent(first).strip():
        return  # the body stands behind the colon
    siblings = _siblings(source, loop)
    for line in siblings[: siblings.index(loop)]:
        if _begins(line):
            yield _to(source, line, source.lines_of(first)[0], source.indent(first))


def _removed(source: Source, node: ast.stmt) -> Edit:
    """The statement's lines go; ``pass`` takes its place where it is alone."""
    start, end = source.span(node)
    if len(_siblings(source, node)) == 1 or source.indent(node).strip():
        return Edit(start, end, "pass")
    return Edit(*source.lines_of(node), "")


def _siblings(source: Source, node: ast.AST) -> list[Any]:
    """The statements of the block that a statement is in."""
    blocks = (value for _, value in ast.iter_fields(source.parents[node]))
    return next(block for block in blocks if isinstance(block, list) and node in block)


def _begins(line: ast.AST) -> bool:
    """Whether a statement may begin something: it gives a value to a name, or calls."""
    if isinstance(line, ast.Assign):
        return True
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)


def _set_in(loop: ast.For | ast.While, line: ast.stmt) -> set[str]:
    """The names that have a value only once the loop has begun, without those of the line."""
    names = names_set(loop.target) if isinstance(loop, ast.For) else set()
    for other in loop.body:
        if other is not line:
            names |= names_set(other)
    return names - names_set(line)


def _to(source: Source, line: ast.stmt, place: int, indent: str) -> Change:
    text = f"{indent}{source.words(line)}\n"
    return [_removed(source, line), Edit(place, place, text)]


def _constant(value: ast.expr) -> bool:
    """Whether a value needs no name: a number, None, an empty list, a tuple of such."""
    plain = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.UnaryOp, ast.Load, ast.USub)
    return all(isinstance(part, plain) for part in ast.walk(value))


def _kept(source: Source, function: Any, line: ast.Assign) -> Change:
    """The names become the module's, and get their first value only once."""
    names = ", ".join(sorted(names_set(line)))
    start, top = source.lines_of(line)[0], source.lines_of(function)[0]
    return [
        Edit(top, top, f"{source.words(line)}\n\n\n"),
        Edit(start, source.lines_of(line)[1], f"{source.indent(line)}global {names}\n"),
    ]
