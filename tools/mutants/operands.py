"""Changes to what is computed with: another parameter, whole numbers, an axis that stays, a matrix
transposed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.mutants.operators import OPERATORS, Change
from tools.mutants.source import (
    FUNCTIONS,
    Edit,
    Source,
    called_name,
    names_in,
    names_set,
    numpy_name,
)

# Functions that make an array, and how many arguments come before the dtype.
MAKERS = {
    "zeros": 1, "ones": 1, "empty": 1, "array": 1, "asarray": 1, "full": 2,
    "zeros_like": 1, "ones_like": 1, "empty_like": 1, "full_like": 2,
}  # fmt: skip
REDUCTIONS = ("sum", "mean", "prod", "max", "min", "std", "var", "median", "norm", "all", "any")


@OPERATORS.add("other argument")
def other_argument(source: Source, node: ast.AST) -> Iterator[Change]:
    """A parameter gives way to the one before or after it, if both are used alike.

    Not where its size is asked for: others often have the same.
    """
    function = next((outer for outer in source.above(node) if isinstance(outer, FUNCTIONS)), None)
    if not function or not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    if _measured(source.parents[node]):
        return
    arguments = function.args
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    names = [parameter.arg for parameter in parameters]
    if node.id not in names:
        return
    place = names.index(node.id)
    for other in (*names[max(place - 1, 0) : place], *names[place + 1 : place + 2]):
        if _use(source, function, other) == _use(source, function, node.id):
            yield [source.replaced(node, other)]


@OPERATORS.add("whole numbers")
def whole_numbers(source: Source, node: ast.AST) -> Iterator[Change]:
    """A new array holds whole numbers: ``np.zeros(3)`` becomes ``np.zeros(3, dtype=int)``.

    Not where it gets nothing but whole numbers anyway.
    """
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    for value in (*node.args, *(word.value for word in node.keywords if word.arg == "dtype")):
        if isinstance(value, ast.Name) and value.id == "float":
            yield [source.replaced(value, "int")]
    typed = any(word.arg in ("dtype", None) for word in node.keywords)
    of_numpy = source.words(node.func.value) == numpy_name(source)
    has_room = len(node.args) == MAKERS.get(node.func.attr) and not typed
    if of_numpy and has_room and not _holds_marks(source, node):
        yield [_added(source, node, "dtype=int")]


@OPERATORS.add("keepdims")
def kept_axis(source: Source, node: ast.AST) -> Iterator[Change]:
    """The axis over which is summed stays, with length 1, unless the whole is summed again."""
    if isinstance(node, ast.Call) and called_name(node) in REDUCTIONS:
        if getattr(source.parents[node], "attr", "") in REDUCTIONS:
            return
        names = {word.arg for word in node.keywords}
        if "axis" in names and not names & {"keepdims", "out", None}:
            yield [_added(source, node, "keepdims=True")]


@OPERATORS.add("transposed")
def transposed(source: Source, node: ast.AST) -> Iterator[Change]:
    """A factor of a matrix product is transposed, if the docstring gives it two axes and does not
    call it symmetric."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.MatMult):
        return
    functions = [outer for outer in source.above(node) if isinstance(outer, FUNCTIONS)]
    docs = "\n".join(filter(None, map(ast.get_docstring, functions)))
    for factor in (node.left, node.right):
        name = factor.id if isinstance(factor, ast.Name) else ""
        if name and re.search(rf"\b{name}: \w+\[\w+, \w+\](?!.*symmetric)", docs):
            yield [source.replaced(factor, f"{name}.T")]


def _added(source: Source, call: ast.Call, keyword: str) -> Edit:
    end = source.span(call)[1] - 1
    return Edit(end, end, f", {keyword}" if call.args or call.keywords else keyword)


def _measured(outer: ast.AST) -> bool:
    """Whether a part of this is asked for its size."""
    if isinstance(outer, ast.Attribute):
        return outer.attr in ("shape", "size", "ndim")
    return isinstance(outer, ast.Call) and called_name(outer) == "len"


def _holds_marks(source: Source, call: ast.Call) -> bool:
    """Whether an array only gets whole numbers, as a one-hot vector or a mask does."""
    line = source.parents[call]
    names = names_set(line) if isinstance(line, ast.Assign) else set()
    values = [
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if node is not line and names & names_in(target)
    ]
    are_whole = [isinstance(value, ast.Constant) and value.value in (0, 1) for value in values]
    return bool(are_whole) and all(are_whole)


def _use(source: Source, function: ast.AST, name: str) -> str:
    """Whether a name is called, asked for its parts and nothing else, or a value."""
    parents = [
        source.parents[part]
        for part in ast.walk(function)
        if isinstance(part, ast.Name) and part.id == name
    ]
    if any(isinstance(parent, ast.Call) and _calls(parent, name) for parent in parents):
        return "called"
    return "asked" if all(isinstance(parent, ast.Attribute) for parent in parents) else "value"


def _calls(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == name
