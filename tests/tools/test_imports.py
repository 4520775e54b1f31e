"""A package of tools imports from lower floors only, and no folder of programs is too full."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.floors import floors_of
from tools.common.paths import ROOT

FLOORS = floors_of("tools")
MOST_MODULES = 16  # of a folder
TOOLS = ROOT / "tools"


def imported_packages(path: Path) -> Iterator[str]:
    """The packages of tools that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "tools":
            modules = [f"tools.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        yield from (name.split(".")[1] for name in modules if name.startswith("tools."))


@pytest.mark.parametrize("package", FLOORS)
def test_a_package_imports_from_lower_floors_only(package: str) -> None:
    paths = [*TOOLS.glob(f"{package}.py"), *(TOOLS / package).rglob("*.py")]
    arrows = {(path, to) for path in paths for to in imported_packages(path) if to != package}

    assert paths
    assert [(path.name, to) for path, to in arrows if FLOORS[to] >= FLOORS[package]] == []


def test_every_package_has_its_floor() -> None:
    there = {path.relative_to(TOOLS).with_suffix("").parts[0] for path in TOOLS.rglob("*.py")}

    assert there - {"__init__"} == set(FLOORS)


@pytest.mark.parametrize("top", ["grader", "metarl", "tests", "tools"])
def test_no_folder_holds_more_than_can_be_taken_in(top: str) -> None:
    modules = Counter(path.parent for path in (ROOT / top).rglob("*.py") if path.stem != "__init__")

    assert [folder for folder, count in modules.items() if count > MOST_MODULES] == []
