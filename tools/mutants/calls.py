"""Changes to calls: axes, copies, arguments, means and sums, random generators."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from tools.mutants.operators import OPERATORS, Change
from tools.mutants.source import Edit, Source, called_name, names_in, names_set, numpy_name

AXES = ("axis", "keepdims")
COPIES = ("copy", "deepcopy", "array", "list")
# Whichever way round their arguments are, they give the same.
SYMMETRIC = ("maximum", "minimum", "max", "min", "add", "multiply", "equal", "hypot", "allclose")
PAIRS = (
    ("sum", "mean"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("all", "any"),
    ("std", "var"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
)
OTHER = {old: new for pair in PAIRS for old, new in (pair, pair[::-1])}
# Methods of a generator, and the functions of the shared one that do the same.
DRAWS = {
    "integers": "randint",
    "random": "random_sample",
    **{
        name: name
        for name in (
            "beta", "binomial", "choice", "dirichlet", "exponential", "gamma", "normal",
            "permutation", "poisson", "shuffle", "standard_normal", "uniform",
        )
    },
}  # fmt: skip


@OPERATORS.add("axis")
def axes(source: Source, node: ast.AST) -> Iterator[Change]:
    """An axis gives way to its neighbour; ``axis=0``, ``keepdims`` or ``.T`` is dropped."""
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg == "axis":
                yield from _neighbour(source, keyword.value)
            if keyword.arg in AXES:
                yield [_without(source, node, keyword)]
    elif isinstance(node, ast.Subscript):
        if getattr(node.value, "attr", "") == "shape":
            yield from _neighbour(source, node.slice)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield [source.replaced(node, source.words(node.value))]


def _neighbour(source: Source, axis: ast.expr) -> Iterator[Change]:
    """The axis before, or after the first one; the others are as wrong, and often the same."""
    with suppress(ValueError):
        number = ast.literal_eval(axis)
        if type(number) is int:
            yield [source.replaced(axis, str(number + 1 if number in (0, -2) else number - 1))]


@OPERATORS.add("copy")
def copies(source: Source, node: ast.AST) -> Iterator[Change]:
    """``values.copy()`` and ``np.array(values)`` become ``values``."""
    if not isinstance(node, ast.Call) or called_name(node) not in COPIES:
        return
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield [source.replaced(node, source.words(node.args[0]))]
    elif not node.args and not node.keywords and isinstance(node.func, ast.Attribute):
        yield [source.replaced(node, source.words(node.func.value))]


@OPERATORS.add("swapped")
def swapped(source: Source, node: ast.AST) -> Iterator[Change]:
    """Neighbours change places: arguments, operands, the parts of a tuple or a list."""
    parts: list[ast.expr] = []
    if isinstance(node, ast.Call) and called_name(node) not in SYMMETRIC:
        parts = node.args
    elif isinstance(node, ast.Tuple | ast.List) and not _unpacks(source, node):
        parts = node.elts
    elif isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mult):
        parts = [node.left, node.right]
    for first, second in pairwise(parts):
        if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred):
            yield [
                source.replaced(first, source.words(second)),
                source.replaced(second, source.words(first)),
            ]


@OPERATORS.add("mean or sum")
def other_reduction(source: Source, node: ast.AST) -> Iterator[Change]:
    """``sum`` becomes ``mean``, ``max`` becomes ``min``, and so on."""
    if not isinstance(node, ast.Call) or called_name(node) not in OTHER:
        return
    other = OTHER[called_name(node)]
    if isinstance(node.func, ast.Attribute):
        end = source.span(node.func)[1]
        yield [Edit(end - len(node.func.attr.encode()), end, other)]
    elif other not in ("mean", "sum"):  # there is no built-in mean
        yield [source.replaced(node.func, other)]


@OPERATORS.add("shared generator")
def shared_generator(source: Source, node: ast.AST) -> Iterator[Change]:
    """Numbers come from the shared generator or always from the same seed, or are drawn once."""
    if not isinstance(node, ast.Call):
        return
    draws = isinstance(node.func, ast.Attribute) and called_name(node) in DRAWS
    numpy = numpy_name(source)
    if draws and numpy and isinstance(node.func, ast.Attribute):
        rest = source.words(node)[len(source.words(node.func)) :]
        # what is drawn from a module, or from a generator made on the spot, has none to share
        if isinstance(node.func.value, ast.Name) and node.func.value.id != numpy:
            yield [source.replaced(node, f"{numpy}.random.{DRAWS[node.func.attr]}{rest}")]
            fixed = f"{numpy}.random.default_rng(0).{node.func.attr}{rest}"
            yield [source.replaced(node, fixed)]
    if called_name(node) == "default_rng" and node.args:
        yield [source.replaced(node.args[0], "0")]
        yield [source.replaced(node, f"{source.words(node.func)}()")]
    if draws or called_name(node) == "default_rng":
        yield from _drawn_before(source, node)


def _drawn_before(source: Source, node: ast.Call) -> Iterator[Change]:
    """The draw moves out of each loop around it, as far as its arguments allow."""
    inside: ast.AST = node
    for outer in source.above(node):
        if isinstance(outer, ast.For | ast.While):
            if isinstance(outer, ast.For) and inside is outer.iter:
                inside = outer
                continue  # it is drawn once for this loop anyway
            if names_in(node) & names_set(outer):
                return
            start = source.lines_of(outer)[0]
            line = f"{source.indent(outer)}drawn = {source.words(node)}\n"
            if not source.indent(outer).strip():
                yield [Edit(start, start, line), source.replaced(node, "drawn")]
        inside = outer


def _without(source: Source, call: ast.Call, keyword: ast.keyword) -> Edit:
    """A keyword argument goes, with the comma before it or behind it."""
    parts = [*call.args, *call.keywords]
    parts.sort(key=source.span)
    place = parts.index(keyword)
    if place:
        return Edit(source.span(parts[place - 1])[1], source.span(keyword)[1], "")
    end = source.span(parts[1])[0] if len(parts) > 1 else source.span(keyword)[1]
    return Edit(source.span(keyword)[0], end, "")


def _unpacks(source: Source, node: ast.Tuple | ast.List) -> bool:
    """Whether these names get as many values, which change places themselves."""
    line = source.parents[node]
    return (
        isinstance(line, ast.Assign)
        and node in line.targets
        and isinstance(line.value, ast.Tuple | ast.List)
    )
