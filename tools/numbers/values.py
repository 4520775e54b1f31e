"""What the expressions beside numbers give, computed once for the same code and data.

An expression may use our packages by their names, ``np`` and ``math``, ``recipes`` for those of
docs/figures/recipes, ``figure`` for what a figure's file defines, ``reproduced`` for a row of a
table in docs/data/reproductions, ``tables`` for all of them, ``measured`` for a result of a
benchmark, ``exercise`` for an exercise.toml.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from tools.common.cache import Cache
from tools.common.files import digest
from tools.common.paths import PACKAGES, ROOT
from tools.common.sources import files_reached, imports_of, parse_file
from tools.common.spelling import suggestion
from tools.course.origins import Definitions, hide_origins
from tools.course.text import parse_toml, read_text
from tools.figures.controls import State, states
from tools.figures.figure import FOLDER, load
from tools.results import bench, reproductions

CACHE = Cache(ROOT / ".cache" / "numbers", days=30)
Value = bool | list[float]

TABLES = Path("docs") / "data" / "reproductions"
EXERCISES = Path("exercises")
MEASURED = bench.FILE.relative_to(ROOT)
_NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")
RECIPES = "docs.figures.recipes"
OURS = tuple(name for name in PACKAGES if name != "grader")
NAMED = {**dict(zip(OURS, OURS, strict=True)), "recipes": RECIPES}
MAKERS = ("tools.numbers.values",)
BUILTINS = (
    *("abs", "all", "any", "bool", "dict", "enumerate", "float", "int", "isinstance", "len"),
    *("list", "map", "max", "min", "range", "reversed", "round", "set", "sorted", "str", "sum"),
    *("tuple", "zip"),
    "__import__",  # which methods of NumPy's arrays call
)


class Package:
    """A package that is imported, and modules of it, when an expression names them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, part: str) -> Any:
        module = importlib.import_module(self._name)
        if not hasattr(module, part):
            name = f"{self._name}.{part}"
            try:
                importlib.import_module(name)
            except ModuleNotFoundError as error:
                if error.name != name:
                    raise
                raise AttributeError(f"there is no {name}") from None
        value = getattr(module, part)
        return Package(value.__name__) if isinstance(value, ModuleType) else value


class DefinitionError(Exception):
    """A file's definitions cannot be run; the cause says why."""


class Scope:
    """What the expressions of one file may name.

    Args:
        defined: the file's own definitions.
    """

    def __init__(self, root: Path, file: str, defined: Sequence[Definitions]) -> None:
        self._root, self._file = root, file
        # as many empty lines before it as in the file: errors then name the line
        texts = ["\n" * (part.line - 1) + part.source for part in defined]
        self._defined = [compile(text, file, "exec") for text in texts]
        self._statements = [
            statement for part in defined for statement in ast.parse(part.source).body
        ]

    def value(self, expression: str) -> Value:
        """What an expression gives: whether something is so, or numbers in their order.

        Raises:
            DefinitionError: if what the file defines cannot be run.
            Exception: whatever the expression raises.
        """
        key = self._key(expression)
        cached = CACHE.read(key)
        if cached is not None:
            return json.loads(cached)  # type: ignore[no-any-return]
        code = compile(expression, self._file, "eval")
        value = plain(eval(code, self._names))
        CACHE.write(key, json.dumps(value).encode())
        return value

    @cached_property
    def _names(self) -> dict[str, Any]:
        CACHE.tidy()  # of values that are computed no more, since others are to be kept
        names = names_for(self._root)
        for code in self._defined:
            try:
                exec(code, names)
            except Exception as error:
                raise DefinitionError from error
        return names

    def _key(self, expression: str) -> str:
        trees = trees_needed(ast.parse(expression, mode="eval"), self._statements)
        return digest(
            depends_on(self._root, trees),
            *(*map(ast.unparse, trees), sys.version, np.__version__, made_by()),
            root=ROOT if self._root == ROOT else Path("/"),
        )


def trees_needed(expression: ast.AST, statements: Iterable[ast.stmt]) -> list[ast.AST]:
    """An expression, and of the definitions those that it needs, directly or by way of others."""
    needed, rest = [expression], list(statements)
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    while further := [statement for statement in rest if names & defined_by(statement)]:
        needed += further
        rest = [statement for statement in rest if statement not in further]
        inner = (node for statement in further for node in ast.walk(statement))
        names |= {node.id for node in inner if isinstance(node, ast.Name)}
    return needed


def defined_by(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a meaning to, or what they name another content."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            changed: list[ast.AST] = [*targets]
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            changed = [target]
        case _:  # a loop, a call, an import
            changed = [statement]
    nodes = [node for target in changed for node in ast.walk(target)]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    aliases = {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    return names | aliases


def names_for(root: Path) -> dict[str, Any]:
    """What every expression may name."""

    def figure(name: str) -> SimpleNamespace:
        """What the file of a figure defines."""
        return SimpleNamespace(**load(root, name).frame.__globals__)

    def reproduced(name: str, what: str) -> reproductions.Row:
        """A row of a table of reproductions."""
        rows = {row.what: row for row in tables()[name].rows}
        if what not in rows:
            raise LookupError(f"{name} has no row {what!r}. {suggestion(what, rows)}")
        return rows[what]

    @cache
    def tables() -> dict[str, reproductions.Record]:
        """All tables of reproductions, by name."""
        files = (root / TABLES).glob("*.json")
        return {path.stem: reproductions.parse(path.read_bytes()) for path in files}

    def measured(name: str) -> bench.Entry:
        """A result of a benchmark."""
        results = bench.parse((root / MEASURED).read_bytes())
        if name not in results:
            raise LookupError(f"there is no result {name!r}. {suggestion(name, results)}")
        return results[name]

    def exercise(id_: str) -> dict[str, Any]:
        """What an exercise.toml holds."""
        return parse_toml(hide_origins(read_text(root / EXERCISES / id_ / "exercise.toml")))

    few = {name: getattr(builtins, name) for name in BUILTINS}
    packages = {name: Package(full) for name, full in NAMED.items()}
    rest = {"np": np, "math": math, "cache": cache, "product": product}
    figures = {"figure": cache(figure), "State": State, "states": states}
    data = {"reproduced": reproduced, "tables": tables, "measured": measured}
    data |= {"exercise": exercise}
    return {"__builtins__": few, **packages, **rest, **figures, **data}


def depends_on(root: Path, trees: Iterable[ast.AST]) -> set[Path]:
    """The files on which the value of an expression and of its definitions depends."""
    modules: set[str] = set()
    files: set[Path] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute):
            modules.update(modules_in(ast.unparse(node)))
        elif isinstance(node, ast.Name) and node.id == "tables":
            files.update((root / TABLES).glob("*.json"))
        elif isinstance(node, ast.Name) and node.id == "measured":
            files.add(root / MEASURED)
        elif isinstance(node, ast.Constant) and _NAME.fullmatch(str(node.value)):
            files.update(files_of(root, str(node.value)))
    for figure in (path for path in files if path.suffix == ".py"):
        modules.update(imports_of(parse_file(figure)))
    files.update(
        files_reached(modules, lambda name: name.startswith((*OURS, "docs", "tools"))).values()
    )
    return files | stored_by(root, files)


def files_of(root: Path, name: str) -> Iterator[Path]:
    """What a name in quotation marks may stand for: a figure, a table or an exercise."""
    paths = FOLDER / f"{name}.py", TABLES / f"{name}.json", EXERCISES / name / "exercise.toml"
    yield from (root / path for path in paths if (root / path).is_file())


def stored_by(root: Path, files: Iterable[Path]) -> set[Path]:
    """What figures and their recipes have stored."""
    data = list((root / "docs" / "data").rglob("*.json"))
    figures = (path for path in files if path.is_relative_to(root / FOLDER))
    sources = [path.read_text("utf-8") for path in figures]
    return {path for path in data if any(path.name in source for source in sources)}


def modules_in(dotted: str) -> Iterator[str]:
    """What may be a module in ``package.module.function``, by its full name."""
    first, *rest = dotted.split(".")
    if first in NAMED and all(part.isidentifier() for part in rest):
        yield ".".join([NAMED[first], *rest])


@cache
def made_by() -> str:
    """Digest of what computes values."""
    return digest(files_reached(MAKERS, lambda name: name in MAKERS).values())


def plain(value: Any) -> Value:
    """Whether something is so, or all numbers in a value, in their order.

    Raises:
        TypeError: if it holds anything else.
    """
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return list(_numbers(value))


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, str):  # as the table of a figure has them
        yield float(value.replace("−", "-").replace(",", ""))
    elif isinstance(value, (int, float, np.number)):
        yield float(value)
    elif isinstance(value, dict):
        yield from _numbers(list(value.values()))
    elif isinstance(value, Iterable):
        for entry in value:
            yield from _numbers(entry)
    else:
        raise TypeError(f"it gives {value!r}, which is not a number")
