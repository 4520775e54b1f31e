"""What the result of a job depends on: its arguments, and the sources that it can reach.

Of the module that holds the job's function, only what the function uses counts, so that a table
may be put together anew without computing again. Of other modules of the package, imported there
or further on, everything counts. Comments and docstrings never do.
"""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from tools.common.paths import ROOT
from tools.common.sources import (
    Definition,
    file_of,
    files_reached,
    imports_of,
    parents_of,
    parse_file,
)
from tools.reproduce.recipes import Job


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
    tree = ast.Module(statements_for(parse_file(source(module)), name), [])
    trees = [tree, *(parse_file(path) for path in reached_by(module, tree))]
    return "\0".join(map(ast.dump, trees))


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that a partial one is of."""
    return plain(function.func) if isinstance(function, partial) else function


def statements_for(tree: ast.Module, name: str) -> list[ast.stmt]:
    """The statements of a module that matter for one of its names, in their order.

    What defines other names is left out, unless it is used. Imports stay: they may do something.
    """
    names, ids = {name}, set[int]()
    defined = {id(part): names_of(part) for part in tree.body}
    while fresh := [
        part
        for part in tree.body
        if id(part) not in ids and (not defined[id(part)] or defined[id(part)] & names)
    ]:
        ids |= set(map(id, fresh))
        nodes = (node for part in fresh for node in ast.walk(part))
        names |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return [part for part in tree.body if id(part) in ids]


def names_of(statement: ast.stmt) -> set[str]:
    """What a statement defines and does nothing besides; nothing if it does more than that."""
    if isinstance(statement, Definition):
        return {statement.name}
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return {statement.target.id}
    if isinstance(statement, ast.Assign):
        targets = [node for part in statement.targets for node in ast.walk(part)]
        names = {node.id for node in targets if isinstance(node, ast.Name)}
        simple = (ast.Name, ast.Tuple, ast.List, ast.Store)
        return names if all(isinstance(node, simple) for node in targets) else set()
    return set()


def reached_by(module: str, tree: ast.Module) -> list[Path]:
    """The files of the same package that a part of a module imports, and what these import."""
    package = module.partition(".")[0]

    def belongs(name: str) -> bool:
        return name.partition(".")[0] == package

    files = files_reached([*parents_of(module), *imports_of(tree)], belongs, ROOT)
    return sorted({*files.values()} - {source(module)})


def source(module: str) -> Path:
    """The source of the module that holds a job's function.

    Raises:
        LookupError: if it is none of this repository.
    """
    path = file_of(module, ROOT)
    if path is None:
        raise LookupError(f"{module} is not in this repository; a job's function must be")
    return path
