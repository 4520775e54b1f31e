"""The recipes of what figures store."""

from __future__ import annotations

import importlib
from types import ModuleType


def recipe(name: str) -> ModuleType:
    """docs/figures/recipes/NAME.py, which is no package of ours."""
    return importlib.import_module(f"docs.figures.recipes.{name}")
