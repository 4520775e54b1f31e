"""The failing case: source for the scratch area that repeats the call which failed.

Where the failing value is what one call gave, that call is written with its arguments as they were.
Otherwise the check's own statements are, up to the one that failed, with the definitions they use.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from types import FunctionType, ModuleType
from typing import Any

from grader.failing_case.call_log import Call
from grader.failing_case.source import Source, names_assigned, source_of
from grader.isolation.definitions import parse_define

LONGEST_CASE = 8000  # characters of a case
WRAPPER = "failing_case"
NOTE = "# If your code keeps values between calls: the checks made others before this one."
_STATE = re.compile(r"\bglobal\b|\bnonlocal\b|\brandom\.(?!default_rng\b|Generator\b)")
_PLAIN = (bool, int, float, complex, str, bytes, type(None), type, ModuleType)


@dataclass(kw_only=True)
class Failure:
    """What is known of a check that failed.

    Attributes:
        check: name of the check's function.
        seed: of its random numbers.
        stage: at which it failed, as in ``grader.values.compare``.
        value: the learner's value that was compared.
        line: line of grader.py at which the check failed.
        names: the check's local names at that time.
        calls: of the learner's functions.
    """

    check: str
    title: str
    seed: list[int]
    stage: str
    value: Any
    line: int | None
    expected: str
    names: dict[str, Any]
    calls: list[Call]

    @property
    def raised(self) -> bool:
        """Whether the learner's code raised an exception."""
        return self.stage == "raised"

    @property
    def expectation(self) -> str:
        """A comment that says what was expected."""
        return f"  # expected: {' '.join(self.expected.split())}" if self.expected else ""


class Setting:
    """What the cases of one run have in common.

    Args:
        grader: text of the exercise's grader.py.
        defines: as in the exercise.
        text: the submission's.
        namespace: the submission's globals.
    """

    def __init__(
        self, grader: str, defines: tuple[str, ...], text: str, namespace: dict[str, Any]
    ) -> None:
        self.source: Source = source_of(grader)
        self.defined = dict(map(parse_define, defines))
        own = {
            name: value
            for name, value in namespace.items()
            if type(name) is str and not name.startswith("__")
        }
        self._own = {name for name, value in own.items() if type(value) is not ModuleType}
        self._own.discard("show")
        # Whether a call can depend on those before it.
        theirs = (value for name, value in own.items() if name != "show")  # that is ours
        self.has_state = bool(_STATE.search(text)) or any(map(_keeps_state, theirs))

    def clashes(self, names: Iterable[str]) -> bool:
        """Whether one of the names is the submission's own."""
        return any(name in self._own for name in names)


def finish_case(failure: Failure, setting: Setting, imports: list[str], blocks: list[str]) -> str:
    """A whole case; empty if it would be too long, or replace what it is to call.

    Names that the submission uses itself are kept apart from it in a function, and so is what may
    stand in a function only (``nonlocal``).
    """
    title = f"# The failing case: {' '.join(failure.title.split())}"
    if setting.has_state:
        title += f"\n{NOTE}"
    first = "\n".join(sorted(set(imports), key=_import_order))
    parts = [part for part in (first, *blocks) if part]
    names = [
        name for part in parts for node in ast.parse(part).body for name in names_assigned(node)
    ]
    body = parts[0]
    for above, below in pairwise(parts):
        body += "\n\n\n" if _is_definition(above) or _is_definition(below) else "\n\n"
        body += below
    if setting.clashes(names) or not _is_module(body):
        inner = textwrap.indent(body, "    ")
        body = f"def {WRAPPER}():\n{inner}\n\n\n{WRAPPER}()"
    text = f"{title}\n{body}\n"
    replaces = not setting.defined.keys().isdisjoint(names)
    return "" if replaces or len(text) > LONGEST_CASE else text


def _is_module(text: str) -> bool:
    try:
        compile(text, "", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _is_definition(block: str) -> bool:
    return isinstance(ast.parse(block).body[0], ast.FunctionDef | ast.ClassDef)


def _import_order(line: str) -> tuple[int, str]:
    place = 2 if " grader" in line else 1 if " numpy" in line else 0
    return place, line


def _keeps_state(value: Any) -> bool:
    if type(value) is FunctionType:
        parts = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
        return bool(value.__closure__ or vars(value)) or _keeps_state(tuple(parts))
    if type(value) is tuple:
        return not all(issubclass(type(part), _PLAIN) for part in value)
    return not issubclass(type(value), _PLAIN)
