"""Which modules of this repository a source imports, directly or by way of others."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from tools.common.paths import ROOT

PACKAGE = "__init__.py"
Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def file_of(name: str, root: Path = ROOT) -> Path | None:
    """The source of a module of this repository; None for whatever else a name may be."""
    base = os.path.join(root, *name.split("."))
    places = f"{base}.py", os.path.join(base, PACKAGE)
    return next((Path(place) for place in places if os.path.isfile(place)), None)


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
    files: dict[str, Path | None] = {}
    waiting = list(names)
    for name in waiting:  # grows on the way
        if name in files:
            continue
        owner = files.get(name.rpartition(".")[0])
        # what a module defines, which is most of what is imported, has no file of its own
        is_defined = owner is not None and owner.name != PACKAGE
        path = files[name] = file_of(name, root) if belongs(name) and not is_defined else None
        if path:
            waiting += [*parents_of(name), *imports_in(path)]
    return {name: path for name, path in files.items() if path}


def imports_in(path: Path) -> tuple[str, ...]:
    """The same of a file; raises as ``ast.parse`` does."""
    return _imported(path, path.stat().st_mtime_ns)


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
