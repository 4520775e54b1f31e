"""What is shipped to the browser leans on nothing but Python and NumPy, and stays readable."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.floors import floors_of
from tools.common.paths import ROOT

SHIPPED = sorted(
    path
    for folder in ("grader", "metarl")
    for path in (ROOT / folder).rglob("*.py")
    # stay out of the wheel: whom our steps race against
    if not path.name.endswith("_torch.py")
)
CODE = sorted(
    path for name in ("grader", "metarl", "tools") for path in (ROOT / name).rglob("*.py")
)
# A package imports from itself and from lower floors.
FLOORS = floors_of("grader")
MOST_MODULES = 16  # in a folder
LONGEST_FILE, LONGEST_FUNCTION = 350, 60


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def grader_packages(path: Path) -> Iterator[str]:
    """The packages of the grader that a module imports, as they are named in ``FLOORS``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for root, *below in (name.split(".") for name in names):
            if root == "grader":
                yield below[0] if below and below[0] in FLOORS else "__init__"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_shipped_module_imports_python_numpy_and_its_own_package_only(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, "numpy", path.relative_to(ROOT).parts[0]}

    assert set(imported(path)) <= allowed


@pytest.mark.parametrize("path", sorted((ROOT / "grader").rglob("*.py")), ids=name_of)
def test_grader_imports_from_lower_floors_only(path: Path) -> None:
    package = path.relative_to(ROOT / "grader").parts[0].removesuffix(".py")
    others = set(grader_packages(path)) - {package}

    assert [name for name in others if FLOORS[name] >= FLOORS[package]] == []


def test_no_folder_of_the_grader_is_crowded() -> None:
    folders = {path.parent for path in (ROOT / "grader").rglob("*.py")}
    crowded = [name_of(folder) for folder in folders if len([*folder.glob("*.py")]) > MOST_MODULES]

    assert crowded == []


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_file_and_its_functions_are_short(path: Path) -> None:
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
