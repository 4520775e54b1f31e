"""What packages of metarl export, and what they may import."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "metarl"
# of what is imported by its full name: recipes and races by tools, fast steps by recipes and races
BY_MODULE = {"reproductions", "races", "fast"}
PACKAGES = sorted(
    path.parent.name for path in FOLDER.glob("*/__init__.py") if path.parent.name not in BY_MODULE
)


def public(package: str) -> set[str]:
    """The functions and classes of a package's modules, but for those that begin with _."""
    return {
        node.name
        for path in (FOLDER / package).glob("[a-z]*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_exports_all_that_is_public_in_it(package: str) -> None:
    module = importlib.import_module(f"metarl.{package}")
    constants = {name for name in module.__all__ if name.isupper()}
    assert set(module.__all__) == public(package) | constants
    assert all(hasattr(module, name) for name in module.__all__)


def test_readable_packages_import_no_fast_code_no_recipe_and_no_race() -> None:
    names = [f"metarl.{package}" for package in PACKAGES]
    code = f"import sys, {', '.join(names)}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=FOLDER.parent
    ).stdout.split()
    assert set(names) <= set(loaded)
    assert [
        name for name in loaded if name.split(".")[1:2] and name.split(".")[1] in BY_MODULE
    ] == []


@pytest.mark.parametrize("folder", [FOLDER, Path(__file__).parent], ids=["metarl", "tests"])
def test_no_folder_holds_more_than_16_modules(folder: Path) -> None:
    counts = {place: len(list(place.glob("*.py"))) for place in [folder, *folder.rglob("*/")]}
    assert [place for place, count in counts.items() if count > 16] == []
