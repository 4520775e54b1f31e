"""Finds the recipes in the project's packages; what they look like to the tools."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

from tools.common.paths import PACKAGES
from tools.common.process import SetupError
from tools.common.spelling import suggestion

PACKAGE = "reproductions"


class Job(Protocol):
    """A piece of work."""

    @property
    def name(self) -> str: ...
    @property
    def run(self) -> Callable[..., Any]: ...
    @property
    def arguments(self) -> tuple[Any, ...]: ...


class Recipe(Protocol):
    """A reproduction."""

    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def sources(self) -> Sequence[str]: ...
    @property
    def jobs(self) -> Callable[[bool], Sequence[Job]]: ...
    @property
    def rows(self) -> Callable[[Mapping[str, Any]], Sequence[Any]]: ...
    @property
    def differences(self) -> Sequence[str]: ...
    @property
    def digits(self) -> int: ...


def modules(packages: Iterable[str] = PACKAGES) -> dict[str, str]:
    """The module of each recipe by the recipe's name, in whichever folder below it stands.

    What begins with _ only helps others.

    Raises:
        SetupError: if two recipes have the same name.
    """
    folders = [f"{name}.{PACKAGE}" for name in packages]
    by_name: dict[str, str] = {}
    for spec in map(find_spec, folders):
        if spec is None or spec.submodule_search_locations is None:
            continue
        for module in pkgutil.walk_packages(spec.submodule_search_locations, f"{spec.name}."):
            name = module.name.rpartition(".")[2]
            if module.ispkg or name.startswith("_"):
                continue
            if name in by_name:
                raise SetupError(f"{by_name[name]} and {module.name} have one name; rename one")
            by_name[name] = module.name
    return by_name


def recipe(name: str) -> Recipe:
    """The recipe of a name.

    Raises:
        SetupError: if there is none, or its module does not hold one.
    """
    by_name = modules()
    if name not in by_name:
        raise SetupError(f"there is no reproduction {name!r}. {suggestion(name, by_name)}")
    candidate = getattr(importlib.import_module(by_name[name]), "REPRODUCTION", None)
    if candidate is None:
        remedy = f"define it, or rename the module _{name} if it only helps others"
        raise SetupError(f"{by_name[name]} holds no REPRODUCTION; {remedy}")
    checked: Recipe = candidate
    return checked


def jobs(name: str, quick: bool) -> list[Job]:
    """The jobs of a recipe.

    Raises:
        SetupError: if two have the same name.
    """
    listed = list(recipe(name).jobs(quick))
    names = [job.name for job in listed]
    twice = sorted({repeated for repeated in names if names.count(repeated) > 1})
    if twice:
        raise SetupError(f"{name}: two jobs are called {twice[0]!r}; give each its own name")
    return listed
