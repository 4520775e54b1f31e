"""A fingerprint of source text that ignores comments, layout, docstrings, annotations and the names
of local variables: two submissions with the same fingerprint are the same attempt."""

from __future__ import annotations

import ast
import hashlib
import warnings
from typing import Any

from grader.isolation.compilation import compile_submission
from grader.isolation.source_text import Invalid, read_source


def fingerprint(text: Any) -> str | None:
    """SHA-256 of the normalised syntax tree, or None if Python cannot read the text.

    Only comparable within one version of Python.
    """
    try:
        source = read_source(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\\d" is a warning, and the same attempt as ever
            compile_submission(source)
            return hashlib.sha256(normalised(source).encode()).hexdigest()
    except (Invalid, RecursionError):
        return None


def normalised(source: str) -> str:
    """The normalised syntax tree as text.

    Raises:
        SyntaxError: if ``source`` is not Python.
    """
    return ast.dump(Normaliser().visit(ast.parse(source)))


class Normaliser(ast.NodeTransformer):
    """Drops what does not change behaviour and numbers the local names in order of appearance."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def visit_Module(self, node: ast.Module) -> ast.AST:
        _drop_docstring(node)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        _drop_docstring(node)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        _drop_docstring(node)
        node.returns = None
        outer = self._names
        self._names = {**outer, **{name: f"v{len(outer) + i}" for i, name in _locals(node)}}
        self.generic_visit(node)
        self._names = outer
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        assignment = ast.Assign(targets=[node.target], value=node.value)
        return self.generic_visit(ast.copy_location(assignment, node))

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        node.arg = self._names.get(node.arg, node.arg)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._names.get(node.id, node.id)
        return node


def _drop_docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
    if ast.get_docstring(node, clean=False) is not None:
        node.body = node.body[1:] or [ast.Pass()]


def _locals(node: ast.FunctionDef) -> list[tuple[int, str]]:
    """Parameters and assigned names of a function, numbered in order of appearance."""
    names: dict[str, None] = {}
    declared: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.arg):
            names[inner.arg] = None
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names[inner.id] = None
        elif isinstance(inner, ast.Global | ast.Nonlocal):
            declared.update(inner.names)
    return list(enumerate(name for name in names if name not in declared))
