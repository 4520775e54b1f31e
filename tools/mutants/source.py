"""A solution's text beside its tree, so that a mutant differs from it in few words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ATOMS = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Dict)
_LEFT_ALONE = (ast.Import, ast.ImportFrom, ast.JoinedStr, ast.Global, ast.Nonlocal)


@dataclass(frozen=True, order=True)
class Edit:
    """Bytes ``start`` to ``end`` of the source give way to ``text``.

    Attributes:
        expression: whether it stands for an expression, which may need brackets around it.
    """

    start: int
    end: int
    text: str
    expression: bool = False


class Source:
    """Python source whose parts can be replaced."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._bytes = text.encode()
        self._lines = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node that each node is a part of."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes that a node is in, from the inside to the outside."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function_of(self, node: ast.AST) -> str:
        """Name of the innermost function that a node is in; empty at the top level."""
        return next((outer.name for outer in self.above(node) if isinstance(outer, FUNCTIONS)), "")

    def nodes(self) -> Iterator[ast.AST]:
        """What may be changed, in the order of the text: no annotation, docstring or import."""
        yield from self._below(self.tree)

    def _below(self, node: ast.AST) -> Iterator[ast.AST]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _skipped(child):
                    yield child
                    yield from self._below(child)

    def is_axis(self, node: ast.AST) -> bool:
        """Whether a number, or a part of it, says which axis of an array is meant."""
        outer = self.parents[node]
        if isinstance(outer, ast.UnaryOp):
            return self.is_axis(outer)
        if isinstance(outer, ast.Subscript):
            return getattr(outer.value, "attr", "") == "shape"
        return isinstance(outer, ast.keyword) and outer.arg == "axis"

    def span(self, node: Any) -> tuple[int, int]:
        """First byte of a node, and the one after its last; brackets around it do not count."""
        return (
            self._lines[node.lineno - 1] + node.col_offset,
            self._lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def words(self, node: ast.AST) -> str:
        """The source of a node."""
        start, end = self.span(node)
        return self._bytes[start:end].decode()

    def between(self, first: ast.AST, second: ast.AST) -> tuple[int, str]:
        """Where the text between two nodes begins, and that text."""
        start, end = self.span(first)[1], self.span(second)[0]
        return start, self._bytes[start:end].decode()

    def replaced(self, node: ast.AST, text: str) -> Edit:
        """An expression gives way to another."""
        return Edit(*self.span(node), text, expression=True)

    def lines_of(self, node: Any) -> tuple[int, int]:
        """First byte of a statement's first line, and the one after its last line."""
        return self._lines[node.lineno - 1], self._lines[node.end_lineno]

    def indent(self, node: Any) -> str:
        """The white space before a statement; whatever else is there is no white space."""
        return self._bytes[self._lines[node.lineno - 1] : self.span(node)[0]].decode()

    def edited(self, edits: list[Edit]) -> str | None:
        """The text after some edits, or None if Python cannot read it then."""
        safe = [edit for edit in edits if edit.expression]
        text = self._applied(edits, safe)
        tree = _tree(text)
        if not tree:  # a slice, for one, stands in no brackets
            safe, text = [], self._applied(edits, [])
            tree = _tree(text)
        for edit in list(safe):  # take away the brackets that change nothing
            fewer = [other for other in safe if other is not edit]
            plain = self._applied(edits, fewer)
            if tree and _tree(plain) == tree:
                safe, text = fewer, plain
        return text if tree else None

    def _applied(self, edits: list[Edit], in_brackets: list[Edit]) -> str:
        source = self._bytes
        for edit in sorted(edits, reverse=True):
            text = f"({edit.text})" if edit in in_brackets else edit.text
            source = source[: edit.start] + text.encode() + source[edit.end :]
        return source.decode()


def atom(node: ast.AST) -> bool:
    """Whether an expression stays in one piece whatever is written before and behind it."""
    return isinstance(node, _ATOMS)


def called_name(node: ast.Call) -> str:
    """The last part of the name that is called; empty if it has none."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def numpy_name(source: Source) -> str:
    """The name under which the solution imports NumPy; empty if it does not."""
    for node in source.tree.body:
        for alias in node.names if isinstance(node, ast.Import) else ():
            if alias.name == "numpy":
                return alias.asname or alias.name
    return ""


def names_in(node: ast.AST) -> set[str]:
    """Every name that occurs in a node."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def names_set(node: ast.AST) -> set[str]:
    """Every name that a node gives a value to."""
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _tree(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def _skipped(node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return text or isinstance(node, _LEFT_ALONE)
