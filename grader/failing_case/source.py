"""Parts of a grader.py as text: what some names need, and the code that a function has."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import CodeType

from grader.files import lines_of

FunctionNode = ast.FunctionDef | ast.Lambda
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class Source:
    """The text of a grader.py and its syntax tree."""

    def __init__(self, text: str) -> None:
        self.lines = lines_of(text)
        self._text = text
        self._tree = ast.parse(text)
        self._used: dict[ast.stmt, list[str]] = {}
        self._binding: dict[str, list[ast.stmt]] = {}
        for statement in self._tree.body:
            for name in _bound(statement):
                self._binding.setdefault(name, []).append(statement)

    def defines(self, name: str) -> bool:
        """Whether the module gives a value to this name."""
        return name in self._binding

    def definitions(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """What these names need, in file order: imports, and the text of other statements."""
        waiting, statements = list(names), []
        names_seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in names_seen:
                names_seen.add(name)
                for statement in self._binding.get(name, []):
                    statements.append(statement)
                    if statement not in self._used:
                        self._used[statement] = names_used(statement)
                    waiting += self._used[statement]
        needed = set(statements)
        ordered = [statement for statement in self._tree.body if statement in needed]
        imports = [
            line
            for statement in ordered
            if isinstance(statement, _IMPORTS)
            for line in _imported(statement, names_seen)
        ]
        blocks = [
            self.block(statement) for statement in ordered if not isinstance(statement, _IMPORTS)
        ]
        return imports, blocks

    def block(self, statement: ast.stmt) -> str:
        """A statement's lines without their indentation, with the comment above it."""
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
        while first > 1 and self.lines[first - 2].lstrip().startswith("#"):
            first -= 1
        last = statement.end_lineno or statement.lineno
        return textwrap.dedent("\n".join(self.lines[first - 1 : last]))

    def segment(self, node: ast.AST) -> str:
        """The text of an expression."""
        return ast.get_source_segment(self._text, node) or ""

    def function(self, code: CodeType) -> FunctionNode | None:
        """The definition that a function's code comes from; the innermost around all of it."""
        places = [place for place in code.co_positions() if None not in place and place[3]]
        innermost: FunctionNode | None = None
        for node in ast.walk(self._tree):
            if isinstance(node, FunctionNode) and node.lineno <= code.co_firstlineno:
                body = node.body if isinstance(node, ast.Lambda) else node
                if _name(node) == code.co_name and all(_inside(body, place) for place in places):
                    innermost = node
        return innermost

    def check(self, name: str) -> ast.FunctionDef | None:
        """A function at the top of the module."""
        functions = [
            statement
            for statement in self._binding.get(name, [])
            if isinstance(statement, ast.FunctionDef)
        ]
        return functions[-1] if functions else None


# One request may take hundreds of cases from a grader.py.
source_of = lru_cache(maxsize=1)(Source)

_IMPORTS = (ast.Import, ast.ImportFrom)


def names_used(node: ast.AST) -> list[str]:
    """The names that a piece of code looks up, in any scope."""
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]


def names_assigned(node: ast.AST) -> list[str]:
    """The names to which a statement gives a value in its own scope."""
    return list(_bound(node))


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield from (name for name in names_used(node.value)[:1])
    if not isinstance(node, _SCOPES):
        for inner in ast.iter_child_nodes(node):
            yield from _bound(inner)


def _imported(node: ast.stmt, names: set[str]) -> Iterator[str]:
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return
    aliases = [
        alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in names
    ]
    if isinstance(node, ast.ImportFrom):
        if node.module != "__future__":
            yield ast.unparse(ast.ImportFrom(node.module, aliases, node.level))
    else:
        yield from (ast.unparse(ast.Import([alias])) for alias in aliases)


def _name(node: FunctionNode) -> str:
    return "<lambda>" if isinstance(node, ast.Lambda) else node.name


def _inside(node: ast.AST, place: tuple[int | None, ...]) -> bool:
    line, end_line, column, end_column = (step or 0 for step in place)
    begin = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
    end = (getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0))
    return begin <= (line, column) and (end_line, end_column) <= end
