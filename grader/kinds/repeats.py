"""What comes again at another seed: the checks that draw nothing, of code that keeps nothing.

Most checks ask for fixed inputs. What one of them finds is the same at every seed, unless a check
before it has left something behind that depends on the seed. So it is looked at what a run could
leave: the global random numbers, and whatever grader.py and the submission hold.
"""

from __future__ import annotations

import dis
import pickle
import random
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from grader.expectations.checks import Check
from grader.expectations.recognition import Findings

# What gives another value each time that it is asked, without leaving a mark.
_CHANCE = frozenset((
    "default_rng", "RandomState", "SeedSequence", "Generator", "PCG64", "PCG64DXSM", "MT19937",
    "Philox", "SFC64", "Random", "SystemRandom", "urandom", "getrandom", "randbits", "token_bytes",
    "secrets", "uuid", "uuid1", "uuid4", "time", "time_ns", "perf_counter", "monotonic",
    "process_time", "datetime", "id", "hash", "getpid",
))  # fmt: skip
# By which code may reach a name that it does not mention.
_BY_NAME = frozenset(("locals", "vars", "eval", "exec", "globals", "getattr"))
_WITHOUT_STATE = (ModuleType, BuiltinFunctionType, np.ufunc)
_MARKS = frozenset(("__check__", "__probe__"))
_FREE = frozenset(("__class__",))  # which a method has for super()
_PLAIN = (bool, int, float, complex, str, bytes, type(None))


class Remains:
    """What a run could leave behind, as it is before the run.

    Args:
        checks: of the run.
        grader: names and values of grader.py.
        submission: those of the submission.
    """

    def __init__(
        self, checks: Iterable[Check], grader: dict[str, Any], submission: dict[str, Any]
    ) -> None:
        self._fixed = {check.name for check in checks if not draws(check)}
        self._spaces = grader, submission
        self._before = self._now()

    @property
    def are_none(self) -> bool:
        """Whether the run has left nothing so far, and was free of chance."""
        return self._before is not None and self._before == self._now()

    def are_fixed(self, names: Iterable[str]) -> bool:
        """Whether none of these checks draws anything."""
        return self._fixed.issuperset(names)

    def coming_again(self, findings: Findings) -> Findings:
        """Those of the findings that come at every seed, if there are no remains."""
        return {
            name: finding
            for name, finding in findings.items()
            if name in self._fixed and finding[0] != "skip"
        }

    def _now(self) -> Any:
        """None if there is something that may keep a value out of sight."""
        grader, submission = self._spaces
        try:
            _require_no_chance(submission)
            numpys = pickle.dumps(np.random.get_state())
            return random.getstate(), numpys, _content(grader), _content(submission)
        except Exception:  # such as of a value that cannot be pickled
            return None


def draws(check: Check) -> bool:
    """Whether the code of a check mentions the random numbers that it is given."""
    code = getattr(check.function, "__code__", None)
    return code is None or _mentions_third(code)


@lru_cache(maxsize=256)
def _mentions_third(code: CodeType) -> bool:
    if code.co_argcount != 3 or _BY_NAME.intersection(code.co_names):
        return True
    name = code.co_varnames[2]
    mentioned = (step.argval for step in dis.get_instructions(code))
    return any(
        value == name or (type(value) is tuple and name in value)
        for value in mentioned
        if type(value) in (str, tuple)
    )


def _content(space: dict[str, Any]) -> dict[str, Any]:
    """What a module holds, in a form that can be compared.

    Raises:
        Exception: if something may keep a value out of sight.
    """
    return {
        name: _shown(value, space)
        for name, value in space.items()
        if name != "show" and not name.startswith("__")
    }


def _shown(value: Any, space: dict[str, Any]) -> Any:
    kind = type(value)
    if kind is FunctionType:
        if value.__globals__ is space:
            _require_forgetful(value)
        return id(value)
    if issubclass(kind, type):
        own = vars(value).items() if value.__module__ == space["__name__"] else ()
        parts = [
            _shown(part, space)
            for name, part in own
            if type(part) is FunctionType or not name.startswith("__")
        ]
        return id(value), parts
    return id(value) if kind in _WITHOUT_STATE else pickle.dumps(value)


def _require_forgetful(function: FunctionType) -> None:
    is_marked = not vars(function).keys() <= _MARKS
    if is_marked or not _FREE.issuperset(function.__code__.co_freevars):
        raise ValueError(function)
    defaults = *(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()
    if not all(map(_is_plain, defaults)):
        raise ValueError(function)


def _is_plain(value: Any) -> bool:
    if type(value) is tuple:
        return all(map(_is_plain, value))
    # a class is looked at where it stands
    return type(value) in _PLAIN or issubclass(type(value), type)


def _require_no_chance(space: dict[str, Any]) -> None:
    for value in space.values():
        members = vars(value).values() if issubclass(type(value), type) else (value,)
        for function in members:
            code = getattr(function, "__code__", None)
            if code and not all(_CHANCE.isdisjoint(each.co_names) for each in _codes(code)):
                raise ValueError(function)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions in it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
