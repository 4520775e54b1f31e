"""The names that a submission must leave as they are, and putting them back.

A snapshot holds the dictionaries of ``builtins``, of NumPy, of the grader, and of the standard
modules that these lean on. It is taken before a submission runs and compared afterwards.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from operator import is_
from types import FunctionType, ModuleType
from typing import Any

_STANDARD = """
    ast collections contextlib copy dataclasses functools gc hashlib inspect io itertools
    json json.decoder json.encoder json.scanner keyword linecache
    math os random re sys textwrap time traceback types warnings _py_warnings zlib
"""
STANDARD = frozenset(_STANDARD.split())
# These hold lists and dictionaries that ordinary work replaces; only their functions are watched.
LOOSE = frozenset(("os", "sys", "warnings", "_py_warnings"))

_HEAP, _IMMUTABLE = 1 << 9, 1 << 8  # flags of classes: made by a class statement; sealed
_MISSING = object()

Space = tuple[str, Any]  # a label, and a module's dictionary or a class


class Snapshot:
    """All watched names as they are now."""

    def __init__(self) -> None:
        needed = (("builtins", vars(builtins)), ("grader.watch", vars(sys.modules[__name__])))
        self._needed = [(label, now, dict(now)) for label, now in needed]
        self._spaces = [(label, space, dict(_names(space))) for label, space in _find()]
        self._functions = [
            (f"{label}.{name}", value, value.__code__, value.__defaults__, value.__kwdefaults__)
            for label, _, names in self._spaces
            if label.startswith("grader")
            for name, value in names.items()
            if type(value) is FunctionType
        ]

    def put_back(self) -> list[str]:
        """Restore what was changed; returns the names of what ordinary work never changes."""
        # No name may be looked up before these are back: a submission can delete any.
        found = [
            f"{label}.{name}"
            for label, now, names in self._needed
            for name, value in names.items()
            if (name not in now or now[name] is not value) and name != "_"
        ]
        for _, now, names in self._needed:
            now.update(names)
        for label, space, names in self._spaces:
            found += [f"{label}.{name}" for name in _restore(label, space, names)]
        return found + [name for name, *parts in self._functions if _restore_function(*parts)]


def _restore(label: str, space: Any, names: dict[str, Any]) -> list[str]:
    """Put back names, and take away those that are new; returns those that had been replaced."""
    now = _names(space)
    if _same(now, names):
        return []
    changed = [
        name
        for name, value in names.items()
        if now.get(name, _MISSING) is not value and _solid(label, name, value)
    ]
    added = [name for name in now.keys() - names.keys() if _made_up(name, now[name])]
    if isinstance(space, dict):
        space.update({name: names[name] for name in changed})
        for name in added:
            del space[name]
    else:
        for name in changed:
            setattr(space, name, names[name])
        for name in added:
            delattr(space, name)
    return changed


def _same(now: Any, names: dict[str, Any]) -> bool:
    # The usual answer is yes, so it comes fast: without a loop in Python.
    return (
        len(now) == len(names)
        and all(map(is_, now, names))
        and all(map(is_, now.values(), names.values()))
    )


def _solid(label: str, name: str, value: Any) -> bool:
    """Whether nothing replaces this value in the course of ordinary work: functions, classes,
    modules, public constants, and the dictionaries and lists that a module works with."""
    if label in LOOSE:
        return name == "modules" or (callable(value) and not name.endswith("hook"))
    kinds = (ModuleType, classmethod, staticmethod, property, dict, list, set)
    return (
        callable(value)
        or isinstance(value, kinds)
        or (isinstance(value, float | int | str) and name.isupper())
        or (isinstance(value, float) and not name.startswith("_"))
    )


def _made_up(name: Any, value: Any) -> bool:
    # Importing a submodule adds its name to the package; Python itself adds __names__.
    return not isinstance(value, ModuleType) and not str(name).startswith("__")


def _restore_function(function: Any, code: Any, defaults: Any, named: Any) -> bool:
    same = (
        function.__code__ is code
        and function.__defaults__ is defaults
        and function.__kwdefaults__ is named
    )
    if not same:
        function.__code__, function.__defaults__ = code, defaults
        function.__kwdefaults__ = named
    return not same


def _names(space: Any) -> Any:
    return space if isinstance(space, dict) else vars(space)


def _find() -> Iterator[Space]:
    yield "builtins", vars(builtins)  # once more, for the names that are new
    yield "sys.modules", sys.modules
    for name, module in sorted(sys.modules.items()):
        root = name.partition(".")[0]
        if type(module) is ModuleType and (root in ("numpy", "grader") or name in STANDARD):
            yield name, vars(module)
            for value in list(vars(module).values()):
                if isinstance(value, type) and value.__module__ == name and _can_change(value):
                    yield f"{name}.{value.__qualname__}", value


def _can_change(kind: type) -> bool:
    return bool(kind.__flags__ & _HEAP) and not kind.__flags__ & _IMMUTABLE
