"""The names that a submission must leave as they are, and putting them back.

A snapshot holds the dictionaries of ``builtins``, of NumPy, of the grader, and of the standard
modules that these lean on. It is taken before a submission runs and compared afterwards.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from itertools import chain, islice
from operator import attrgetter, is_
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
# These are others after every run, if only because its module and its output are among them.
LIVELY = LOOSE | {"sys.modules"}

# Not what a grading leans on: whoever catches or hides warnings replaces them.
OWN_AFFAIR = frozenset(
    f"{module}.{name}"
    for module in ("warnings", "_py_warnings")
    for name in ("showwarning", "formatwarning", "warn")
)

_HEAP, _IMMUTABLE = 1 << 9, 1 << 8  # flags of classes: made by a class statement; sealed
_MISSING = object()
_PARTS = tuple(map(attrgetter, ("__code__", "__defaults__", "__kwdefaults__")))  # of a function

Space = tuple[str, Any]  # a label, and a module's dictionary or a class


class Quiet:
    """Where ordinary work changes nothing, as it is now.

    Some 550 dictionaries with 12,000 names are compared three times in every run. In one row that
    takes 2.6 ms each time, in a loop over them 4.9 ms. The views show names and values as they are
    when compared.
    """

    def __init__(self) -> None:
        self.spaces = _find()
        quiet = [_names(space) for label, space in self.spaces if label not in LIVELY]
        self._shown = [now.keys() for now in quiet], [now.values() for now in quiet]
        self.sizes = list(map(len, quiet))
        self._names, self._values = (tuple(chain.from_iterable(shown)) for shown in self._shown)
        functions = _functions(self.spaces)
        self._functions, self._labels = tuple(functions), tuple(functions.values())
        self._parts = tuple(tuple(map(part, self._functions)) for part in _PARTS)

    def is_same(self) -> bool:
        """Whether nothing has changed."""
        names, values = self._shown
        return (
            list(map(len, names)) == self.sizes
            and all(map(is_, chain.from_iterable(names), self._names))
            and all(map(is_, chain.from_iterable(values), self._values))
        )

    def put_back_functions(self) -> list[str]:
        """Restore the functions that were changed; returns their names."""
        now = chain.from_iterable(map(part, self._functions) for part in _PARTS)
        if all(map(is_, now, chain.from_iterable(self._parts))):
            return []
        rows = zip(self._labels, self._functions, *self._parts, strict=True)
        return [name for name, *parts in rows if _restore_function(*parts)]

    def pairs(self) -> Iterator[tuple[str, Any]]:
        """All names with their values, one space after the other."""
        return zip(self._names, self._values, strict=True)


# Noted in a process whose forks run one submission each: see ``look_ahead``.
_ahead: list[Quiet] = []


def look_ahead() -> None:
    """Do most of the work of the next ``Snapshot`` now, before anything has run.

    A fork that does it itself copies most of Python's memory, which takes as long as the rest of a
    quick grading.
    """
    _ahead[:] = [Quiet()]


class Snapshot:
    """All watched names as they are now."""

    def __init__(self) -> None:
        needed = (
            ("builtins", vars(builtins)),
            ("grader.isolation.tamper", vars(sys.modules[__name__])),
        )
        self._needed = [(label, now, dict(now)) for label, now in needed]
        self._quiet = _ahead.pop() if _ahead else Quiet()
        self._lively = [
            (label, space, dict(_names(space)))
            for label, space in self._quiet.spaces
            if label in LIVELY
        ]

    def put_back(self) -> list[str]:
        """Restore what was changed; returns the names of what ordinary work never changes."""
        # No name may be looked up before these are back: a submission can delete any.
        replaced = [
            f"{label}.{name}"
            for label, now, names in self._needed
            for name, value in names.items()
            if (name not in now or now[name] is not value) and name != "_"
        ]
        for _, now, names in self._needed:
            now.update(names)
        for label, space, names in self._lively if self._quiet.is_same() else self._all():
            replaced += [f"{label}.{name}" for name in _restore(label, space, names)]
        replaced += self._quiet.put_back_functions()
        return [name for name in replaced if name not in OWN_AFFAIR]

    def _all(self) -> Iterator[tuple[str, Any, dict[str, Any]]]:
        """Every space with the names that it had."""
        lively, sizes = iter(self._lively), iter(self._quiet.sizes)
        pairs = self._quiet.pairs()
        for label, space in self._quiet.spaces:
            if label in LIVELY:
                yield next(lively)
            else:
                yield label, space, dict(islice(pairs, next(sizes)))


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
    added = [name for name in now.keys() - names.keys() if _is_trap(label, space, name, now[name])]
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
        or (isinstance(value, float | int | str) and name.isupper() and not name.startswith("_"))
        or (isinstance(value, float) and not name.startswith("_"))
    )


def _is_trap(label: str, space: Any, name: Any, value: Any) -> bool:
    """Whether something new could change what ours does: ``np.float = float`` does not."""
    # Importing a submodule adds its name to the package; Python itself adds __names__.
    if isinstance(value, ModuleType) or str(name).startswith("__"):
        return False
    is_ours = label.startswith("grader") or label == "sys.modules" or not isinstance(space, dict)
    return is_ours or vars(builtins).get(name, value) is not value


def _restore_function(function: Any, code: Any, defaults: Any, named: Any) -> bool:
    is_same = (
        function.__code__ is code
        and function.__defaults__ is defaults
        and function.__kwdefaults__ is named
    )
    if not is_same:
        function.__code__, function.__defaults__ = code, defaults
        function.__kwdefaults__ = named
    return not is_same


def _names(space: Any) -> Any:
    return space if isinstance(space, dict) else vars(space)


def _find() -> list[Space]:
    # builtins once more, for the names that are new
    spaces: list[Space] = [("builtins", vars(builtins)), ("sys.modules", sys.modules)]
    for name, module in sorted(sys.modules.items()):
        root = name.partition(".")[0]
        if type(module) is ModuleType and (root in ("numpy", "grader") or name in STANDARD):
            spaces.append((name, vars(module)))
            spaces += [
                (f"{name}.{value.__qualname__}", value)
                for value in vars(module).values()
                if isinstance(value, type) and value.__module__ == name and _can_change(value)
            ]
    return spaces


def _functions(spaces: list[Space]) -> dict[FunctionType, str]:
    """The grader's functions, each with the first of its names."""
    names: dict[FunctionType, str] = {}
    for label, space in spaces:
        if label.startswith("grader"):
            for name, value in _names(space).items():
                if type(value) is FunctionType:
                    names.setdefault(value, f"{label}.{name}")
    return names


def _can_change(kind: type) -> bool:
    return bool(kind.__flags__ & _HEAP) and not kind.__flags__ & _IMMUTABLE
