"""Changes to expressions: operators, comparisons, conditions, numbers, places, signs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeGuard

from tools.mutants.operators import OPERATORS, Change
from tools.mutants.source import Edit, Source, atom, called_name

ARITHMETIC: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-", "*", "/"),
    ast.Sub: ("+", "*", "/"),
    ast.Mult: ("/", "+", "-"),
    ast.Div: ("*", "+", "-"),
    ast.FloorDiv: ("/", "*"),
    ast.Mod: ("//", "*"),
    ast.Pow: ("*",),
    ast.MatMult: ("*",),
}
COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">", ">="),
    ast.LtE: ("<", ">", ">="),
    ast.Gt: (">=", "<", "<="),
    ast.GtE: (">", "<", "<="),
    ast.Eq: ("!=",),
    ast.NotEq: ("==", "<", ">"),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
}
LEFT_OUT = ("sqrt", "square", "exp", "log", "abs")
_SCALED = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult)
_NO_SIGN = (ast.Constant, ast.List, ast.Dict, ast.ListComp, ast.Lambda, ast.Starred)
_SIGN = re.compile(r"\*\*|//|<=|>=|==|!=|[-+*/%@<>]|\bis\s+not\b|\bnot\s+in\b|\bis\b|\bin\b")


@OPERATORS.add("operator")
def arithmetic(source: Source, node: ast.AST) -> Iterator[Change]:
    """``a + b`` becomes ``a - b``, ``a += b`` becomes ``a = b`` and ``a -= b``, and so on."""
    if isinstance(node, ast.BinOp):
        for other in ARITHMETIC.get(type(node.op), ()):
            yield [_sign(source, node.left, node.right, other)]
    elif isinstance(node, ast.AugAssign):
        start, gap = source.between(node.target, node.value)
        yield [Edit(start, start + len(gap.encode()), " = " + gap.partition("=")[2].lstrip(" "))]
        for other in ARITHMETIC.get(type(node.op), ()):
            yield [_sign(source, node.target, node.value, other)]


@OPERATORS.add("comparison")
def comparisons(source: Source, node: ast.AST) -> Iterator[Change]:
    """``a < b`` becomes ``a <= b`` and ``a >= b``; ``a is not None`` becomes ``a``."""
    if not isinstance(node, ast.Compare):
        return
    sides = [node.left, *node.comparators]
    for place, kind in enumerate(node.ops):
        for other in COMPARISONS[type(kind)]:
            yield [_sign(source, sides[place], sides[place + 1], other)]
    last = node.comparators[-1]
    if len(sides) == 2 and isinstance(last, ast.Constant) and last.value is None:
        truth = source.words(node.left) if atom(node.left) else f"({source.words(node.left)})"
        no = "not " if isinstance(node.ops[0], ast.Is | ast.Eq) else ""
        yield [source.replaced(node, no + truth)]


@OPERATORS.add("condition")
def conditions(source: Source, node: ast.AST) -> Iterator[Change]:
    """``and`` becomes ``or``, a part of it is dropped, a condition is turned round."""
    if isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        changes = []
        for first, second in pairwise(node.values):
            start, gap = source.between(first, second)
            changes.append(Edit(start, start + len(gap.encode()), gap.replace(old, new)))
        yield changes
        for dropped in node.values:
            others = [source.words(part) for part in node.values if part is not dropped]
            yield [source.replaced(node, f" {old} ".join(others))]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield [source.replaced(node, source.words(node.operand))]
    test = getattr(node, "test", None)
    if isinstance(test, ast.expr) and not isinstance(test, ast.Compare | ast.Constant | ast.BoolOp):
        words = source.words(test)
        yield [source.replaced(test, f"not {words}" if atom(test) else f"not ({words})")]


@OPERATORS.add("constant")
def constants(source: Source, node: ast.AST) -> Iterator[Change]:
    """A number becomes 0, 1, -1 and twice itself; True becomes False."""
    if not isinstance(node, ast.Constant) or source.is_axis(node):
        return
    value = node.value
    if isinstance(value, bool):
        yield [source.replaced(node, str(not value))]
    elif isinstance(value, int | float):
        for other in (0, 1, -1, 2 * value):
            if other != value:
                yield [source.replaced(node, repr(type(value)(other)))]


@OPERATORS.add("off by one")
def off_by_one(source: Source, node: ast.AST) -> Iterator[Change]:
    """A whole number, a place in an array or a number of rounds is one too many or too few."""
    if isinstance(node, ast.Constant) and type(node.value) is int and not source.is_axis(node):
        yield [source.replaced(node, repr(node.value + 1))]
        yield [source.replaced(node, repr(node.value - 1))]
    elif isinstance(node, ast.Subscript):
        for place in _places(node.slice):
            yield from _shifted(source, place)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len":
        yield from _shifted(source, node)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range":
        yield from _rounds(source, node)


@OPERATORS.add("sign")
def signs(source: Source, node: ast.AST) -> Iterator[Change]:
    """A minus is dropped, or put before what is returned or given a name, or before a product."""
    if _negative(node) and not source.is_axis(node):
        yield [source.replaced(node, source.words(node.operand))]
    if _product(node) and isinstance(source.parents[node], ast.Call | ast.Attribute | ast.Compare):
        yield [source.replaced(node, f"-{source.words(node)}")]
    for part in _results(node):
        if not isinstance(part, _NO_SIGN) and not _zeros(part) and not _negative(part):
            words = source.words(part)
            yield [source.replaced(part, f"-{words}" if atom(part) else f"-({words})")]


@OPERATORS.add("factor")
def factors(source: Source, node: ast.AST) -> Iterator[Change]:
    """What is computed is twice as much, where no number in it says how much."""
    for part in _results(node):
        scaled = _product(part) and (_number(part.left) or _number(part.right))
        if isinstance(part, ast.BinOp) and isinstance(part.op, _SCALED) and not scaled:
            words = source.words(part)
            yield [source.replaced(part, f"2 * {words}" if _product(part) else f"2 * ({words})")]


@OPERATORS.add("left out")
def left_out(source: Source, node: ast.AST) -> Iterator[Change]:
    """A square, a root, a logarithm or the like is missing: ``x**2`` becomes ``x``."""
    if isinstance(node, ast.BinOp):
        squared = isinstance(node.op, ast.Pow) and _number(node.right)
        twice = isinstance(node.op, ast.Mult) and source.words(node.left) == source.words(
            node.right
        )
        if squared or twice:
            yield [source.replaced(node, source.words(node.left))]
    elif isinstance(node, ast.Call) and called_name(node) in LEFT_OUT and len(node.args) == 1:
        yield [source.replaced(node, source.words(node.args[0]))]


def _results(node: ast.AST) -> list[ast.expr]:
    """What a statement returns or gives names to, part by part."""
    if not isinstance(node, ast.Return | ast.Assign) or node.value is None:
        return []
    if isinstance(node.value, ast.Tuple):
        return node.value.elts
    unpacked = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
    return [] if unpacked else [node.value]


def _product(node: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div | ast.MatMult)


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _rounds(source: Source, call: ast.Call) -> Iterator[Change]:
    for end in call.args:
        if not isinstance(end, ast.Constant):
            yield from _shifted(source, end)
    if len(call.args) == 1:
        start = source.span(call.args[0])[0]
        yield [Edit(start, start, "1, ")]


def _sign(source: Source, left: ast.AST, right: ast.AST, other: str) -> Edit:
    """The operator between two nodes gives way to another."""
    start, gap = source.between(left, right)
    old = _SIGN.search(gap)
    assert old is not None
    before = len(gap[: old.start()].encode())
    text = f"{other}=" if gap[old.end() : old.end() + 1] == "=" else other
    end = old.end() + (text != other)
    return Edit(start + before, start + before + len(gap[old.start() : end].encode()), text)


def _negative(node: ast.AST) -> TypeGuard[ast.UnaryOp]:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def _zeros(node: ast.expr) -> bool:
    """Whether a value is zero, and minus it is zero too."""
    name = getattr(getattr(node, "func", None), "attr", "")
    return name in ("zeros", "zeros_like")


def _places(index: ast.expr) -> Iterator[ast.expr]:
    """The places that an index names; numbers are changed as such."""
    if isinstance(index, ast.Tuple):
        for part in index.elts:
            yield from _places(part)
    elif isinstance(index, ast.Slice):
        yield from (end for end in (index.lower, index.upper) if end and _counts(end))
    elif _counts(index):
        yield index


def _counts(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.BinOp | ast.Attribute | ast.Subscript)


def _shifted(source: Source, node: ast.expr) -> Iterator[Change]:
    words = source.words(node)
    for step in ("+ 1", "- 1"):
        yield [source.replaced(node, f"{words} {step}" if atom(node) else f"({words}) {step}")]
