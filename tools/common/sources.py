"""Which modules of this repository a source imports, directly or by way of others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from tools.common.paths import ROOT

Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def file_of(name: str, root: Path = ROOT) -> Path | None:
    """The source of a module of this repository; None for whatever else a name may be."""
    base = root.joinpath(*name.split("."))
    places = base.with_suffix(".py"), base / "__init__.py"
    return next((place for place in places if place.is_file()), None)


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Names of modules that are imported, and of things imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parents_of(name: str) -> list[str]:
    """The packages that are imported with a module."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def files_reached(
    names: Iterable[str], belongs: Callable[[str], bool], root: Path = ROOT
) -> dict[str, Path]:
    """The files of modules, of what they import, and of what that imports.

    Args:
        names: of the modules to begin with.
        belongs: whether a module counts; what does not is not followed either.
        root: of the repository.
    """
    files: dict[str, Path] = {}
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        path = file_of(name, root) if belongs(name) else None
        if path:
            files[name] = path
            waiting += [*parents_of(name), *_imported(path, path.stat().st_mtime_ns)]
    return files


def parse_file(path: Path) -> ast.Module:
    """The syntax tree of a file without docstrings."""
    return _parsed(path, path.stat().st_mtime_ns)


@cache
def _imported(path: Path, changed: int) -> tuple[str, ...]:
    return tuple(imports_of(_parsed(path, changed)))


@cache
def _parsed(path: Path, changed: int) -> ast.Module:
    """The syntax tree of a file, as long as it is not ``changed`` again, in nanoseconds."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, *Definition)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]
    return tree
