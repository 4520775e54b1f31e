"""A solution's text beside its tree, so that a mutant differs from it in few words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from tools.common.plain_code import is_text

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
        self._statements: dict[ast.stmt, Statement | None] = {}
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

    def edited(self, edits: list[Edit]) -> Edited | None:
        """The text after some edits, or None if Python cannot read it then.

        Only the innermost statement around them is read anew: that is most of the work.
        """
        place, statement = self._around(edits)
        safe = [edit for edit in edits if edit.expression]
        part = self._applied(edits, safe, statement)
        tree = statement.read(part)
        if tree is None:  # a slice, for one, stands in no brackets
            safe, part = [], self._applied(edits, [], statement)
            tree = statement.read(part)
        for edit in list(safe):  # take away the brackets that change nothing
            fewer = [other for other in safe if other is not edit]
            plain = self._applied(edits, fewer, statement)
            if tree and statement.read(plain) == tree:
                safe, part = fewer, plain
        if tree is None:
            return None
        before, behind = self._bytes[: statement.start], self._bytes[statement.end :]
        if place is None:
            return Edited((before + part + behind).decode(), 0, len(self.places), part)
        start, end = self.places[place]
        changed = before[start:] + part + self._bytes[statement.end : end]
        return Edited((before + part + behind).decode(), place, place + 1, changed)

    def statements(self) -> list[bytes]:
        """The lines of each statement at the top level, but for docstrings."""
        return [self._bytes[start:end] for start, end in self.places]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """First byte of the first line of each statement at the top level, and the one after its
        last line; docstrings left out."""
        return [
            (self._lines[_first_line(node) - 1], self._lines[node.end_lineno or 0])
            for node in self.tree.body
            if not is_text(node)
        ]

    def _around(self, edits: list[Edit]) -> tuple[int | None, Statement]:
        """Where the statement at the top level that holds all edits is, and the innermost one."""
        start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
        path: list[ast.stmt] = []
        inner: list[ast.stmt] | None = self.tree.body
        while inner:
            holding = [node for node in inner if self._holds(node, start, end)]
            path += holding
            inner = _statements_in(holding[0]) if holding else None
        readable = [one for node in path if (one := self._statement(node))]
        if readable and readable[0].start == self.span(path[0])[0]:
            for place, (first, last) in enumerate(self.places):
                if first <= start and end <= last:
                    return place, readable[-1]
        return None, Statement(0, len(self._bytes), 0)

    def _holds(self, node: ast.stmt, start: int, end: int) -> bool:
        first, last = self.span(node)
        return first <= start < last and end <= self._lines[node.end_lineno or 0]

    def _statement(self, node: ast.stmt) -> Statement | None:
        """A statement that can be read by itself; None if it shares a line with others, or is no
        statement without them, such as ``elif``."""
        if node not in self._statements:
            start, last = self.span(node)
            end = self._lines[node.end_lineno or 0]
            before = self._bytes[self._lines[node.lineno - 1] : start]
            behind = self._bytes[last:end].strip()
            made = Statement(start, end, node.col_offset)
            alone = not before.strip() and (not behind or behind.startswith(b"#"))
            same = alone and made.read(self._bytes[start:end]) == ast.dump(node)
            self._statements[node] = made if same else None
        return self._statements[node]

    def _applied(self, edits: list[Edit], in_brackets: list[Edit], statement: Statement) -> bytes:
        part, shift = self._bytes[statement.start : statement.end], statement.start
        for edit in sorted(edits, reverse=True):
            text = f"({edit.text})" if edit in in_brackets else edit.text
            part = part[: edit.start - shift] + text.encode() + part[edit.end - shift :]
        return part


@dataclass(frozen=True)
class Statement:
    """Bytes ``start`` to ``end`` of a source, whose first line has an indentation."""

    start: int
    end: int
    indent: int

    def read(self, text: bytes) -> str | None:
        """The tree of a text in its place, None if Python cannot read it."""
        return _dumped(b"if 1:\n" + b" " * self.indent + text if self.indent else text)


@dataclass(frozen=True)
class Edited:
    """A source after some edits.

    Attributes:
        text: the whole.
        first, last: the statements from ``first`` to before ``last`` of the top level have given
            way to ``changed``.
    """

    text: str
    first: int
    last: int
    changed: bytes


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


@lru_cache(maxsize=64)
def _dumped(text: bytes) -> str | None:
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return None
    inner = body[0].body if text.startswith(b"if 1:\n") and isinstance(body[0], ast.If) else body
    return "".join(map(ast.dump, inner))


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _statements_in(node: ast.stmt) -> list[ast.stmt]:
    """Those of its blocks."""
    outer = [node, *getattr(node, "handlers", ()), *getattr(node, "cases", ())]
    blocks = (getattr(one, name, []) for one in outer for name in ("body", "orelse", "finalbody"))
    return [inner for block in blocks for inner in block]


def _skipped(node: ast.AST) -> bool:
    return is_text(node) or isinstance(node, _LEFT_ALONE)
