"""What the result of a job depends on: its arguments, and the sources that it can reach.

Of the module that holds the job's function, only what the function uses counts, so that a table
may be put together anew without computing again. Of other modules of the package, imported there
or further on, everything counts. Comments and docstrings never do.
"""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from tools.common.paths import module_file
from tools.reproduce.recipes import Job

Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def key(job: Job) -> str:
    """A digest of all that the job's result depends on."""
    function = plain(job.run)
    module = function.__module__
    top = function.__qualname__.partition(".")[0]
    parts = [module, function.__qualname__, repr(job.arguments), np.__version__]
    parts += ["".join(platform.python_version_tuple()[:2])]
    parts += [repr((job.run.args, job.run.keywords))] if isinstance(job.run, partial) else []
    parts += [code(module, top)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def code(module: str, name: str) -> str:
    """All code that a name of a module can reach."""
    tree = ast.Module(used(parsed(source(module)), name), [])
    trees = [tree, *(parsed(path) for path in reached(module, tree))]
    return "\0".join(map(ast.dump, trees))


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that a partial one is of."""
    return plain(function.func) if isinstance(function, partial) else function


def used(tree: ast.Module, name: str) -> list[ast.stmt]:
    """The statements of a module that matter for one of its names, in their order.

    What defines other names is left out, unless it is used. Imports stay: they may do something.
    """
    wanted, seen = {name}, set[int]()
    defined = {id(one): names_of(one) for one in tree.body}
    while fresh := [
        one
        for one in tree.body
        if id(one) not in seen and (not defined[id(one)] or defined[id(one)] & wanted)
    ]:
        seen |= set(map(id, fresh))
        nodes = (node for one in fresh for node in ast.walk(one))
        wanted |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return [one for one in tree.body if id(one) in seen]


def names_of(statement: ast.stmt) -> set[str]:
    """What a statement defines and does nothing besides; nothing if it does more than that."""
    if isinstance(statement, Definition):
        return {statement.name}
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return {statement.target.id}
    if isinstance(statement, ast.Assign):
        targets = [node for one in statement.targets for node in ast.walk(one)]
        names = {node.id for node in targets if isinstance(node, ast.Name)}
        simple = (ast.Name, ast.Tuple, ast.List, ast.Store)
        return names if all(isinstance(node, simple) for node in targets) else set()
    return set()


def reached(module: str, tree: ast.Module) -> list[Path]:
    """The files of the same package that a part of a module imports, and what these import."""
    package = module.partition(".")[0]
    found: dict[Path, None] = {}
    open_: list[tuple[str, ast.Module]] = [(module, tree)]
    while open_:
        name, part = open_.pop()
        for one in [*parents(name), *imported(part)]:
            path = module_file(one)
            if one.partition(".")[0] == package and path and path not in found:
                found[path] = None
                open_.append((one, parsed(path)))
    return sorted(set(found) - {source(module)})


def imported(tree: ast.Module) -> Iterator[str]:
    """Names of modules that are imported, and of things imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parents(name: str) -> list[str]:
    """The packages that are imported with a module."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def source(module: str) -> Path:
    """The source of the module that holds a job's function.

    Raises: LookupError if it is none of this repository.
    """
    path = module_file(module)
    if path is None:
        raise LookupError(f"{module} is no module of this repository; a job's function must be")
    return path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, *Definition)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]
    return tree
