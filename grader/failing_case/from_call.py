"""A failing case as one call: its arguments by name, the call, and what it gave."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np

from grader.failing_case.assemble import Failure, Setting, finish_case
from grader.failing_case.call_log import Call, Frozen
from grader.failing_case.source import names_assigned, names_used
from grader.values.literal import generator_lines
from grader.values.trace import encode, same_value

RESULT = "found"


def call_case(failure: Failure, setting: Setting) -> str:
    """The call that gave the failing value; empty if there is none that can be written."""
    place = _raising(failure.calls) if failure.raised else _giving(failure.calls, failure.value)
    if failure.stage == "condition" and len(failure.calls) == 1:
        place = failure.calls[0], ""  # what it gave says more than that the condition is false
    if place is None:
        return ""
    call, step = place
    if call is not failure.calls[0] and setting.has_state:
        return ""
    if call.before is None or call.named is None:
        return ""
    return _Writer(failure, setting).case(call, call.before, call.named, step)


def _raising(calls: list[Call]) -> tuple[Call, str | None] | None:
    return (calls[-1], "") if calls and not calls[-1].ended else None


def _giving(calls: list[Call], value: Any) -> tuple[Call, str | None] | None:
    """The latest call that gave this object or holds it, else one that gave the same numbers.

    The second part is what follows the call to get the value, None for one of its arguments.
    """
    ended = [call for call in reversed(calls) if call.ended]
    results = [(call, step, part) for call in ended for step, part in _parts(call.result)]
    trace = encode(value) if _tells(value) else None
    arguments = (
        (call, None)
        for call in ended
        for part in _around(call)
        if part.value is value and _can_change(value)
    )
    return next(
        chain(
            ((call, step) for call, step, part in results if part is value),
            arguments,
            (
                (call, step)
                for call, step, part in results
                if trace is not None
                and type(part) is type(value)
                and same_value(encode(part), trace)
            ),
        ),
        None,
    )


def _tells(value: Any) -> bool:
    """Whether another value that is equal is likely to be the same one."""
    return type(value) is np.ndarray or (type(value) is float and bool(value % 1))


def _parts(result: Any) -> Iterator[tuple[str, Any]]:
    yield "", result
    if type(result) in (tuple, list):
        yield from ((f"[{place}]", part) for place, part in enumerate(result[:20]))
    if type(result) is dict:
        yield from ((f"[{key!r}]", part) for key, part in result.items() if type(key) in (str, int))


def _around(call: Call) -> Iterator[Frozen]:
    for argument in [*(call.before or ()), *(call.named or {}).values()]:
        yield argument
        yield from argument.cells.values()


def _can_change(value: Any) -> bool:
    return type(value) in (np.ndarray, list, dict, set)


class _Writer:
    def __init__(self, failure: Failure, setting: Setting) -> None:
        self._failure, self._setting = failure, setting
        self._taken: dict[str, Any] = {}
        self._needed: set[str] = set()
        self._reserved: set[str] = set()
        self._lines: list[str] = []

    def case(
        self, call: Call, before: list[Frozen], named: dict[str, Frozen], step: str | None
    ) -> str:
        """The whole text; empty if two different things would need one name."""
        source = self._setting.source
        for argument in [*before, *named.values()]:
            self._look_up(argument)
        imports, definitions = source.definitions(self._needed)
        self._reserved = {name for text in (*imports, *definitions) for name in _names(text)} | {
            RESULT,
            call.name,
        }
        parameters = self._setting.defined.get(call.name) or []
        names = [*parameters, *(f"argument_{place + 1}" for place in range(len(before)))]
        shown = [
            self._bind(self._free(names[i], argument), argument)
            for i, argument in enumerate(before)
        ]
        options = [
            (key, self._bind(self._free(key, argument), argument))
            for key, argument in named.items()
        ]
        if None in shown or None in dict(options).values():
            return ""
        inside = ", ".join([*map(str, shown), *(f"{key}={name}" for key, name in options)])
        lines = self._lines + self._call(f"{call.name}({inside})", step)
        text = "\n".join(lines)
        if "np." in text:
            imports = [*imports, "import numpy as np"]
        return finish_case(self._failure, self._setting, imports, [*definitions, text])

    def _call(self, call: str, step: str | None) -> list[str]:
        expectation = "" if self._failure.stage == "condition" else self._failure.expectation
        if step is not None:
            return [f"{RESULT} = {call}{step}", f"print({RESULT}){expectation}"]
        name = next(key for key, value in self._taken.items() if value is self._failure.value)
        return [call, f"print({name}){expectation}"]

    def _look_up(self, frozen: Frozen) -> None:
        """Note which names of grader.py a function needs."""
        node = self._node(frozen)
        if node is not None:
            self._needed |= {
                name for name in names_used(node) if self._setting.source.defines(name)
            }
            if self._at_top(node):
                self._needed.add(node.name)
        for cell in frozen.cells.values():
            self._look_up(cell)

    def _node(self, frozen: Frozen) -> Any:
        is_function = not frozen.text and not frozen.state
        return self._setting.source.function(frozen.value.__code__) if is_function else None

    def _at_top(self, node: Any) -> bool:
        is_def = isinstance(node, ast.FunctionDef)
        return is_def and self._setting.source.check(node.name) is node

    def _free(self, name: str, frozen: Frozen) -> str:
        while self._taken.get(name, frozen.value) is not frozen.value or name in self._reserved:
            name += "_"
        return name

    def _bind(self, name: str, frozen: Frozen) -> str | None:
        """Give a value a name; None if it cannot be."""
        if name in self._taken:
            return name if self._taken[name] is frozen.value else None
        if name in self._reserved:
            return None
        names = [key for key, value in self._taken.items() if value is frozen.value]
        if names and _can_change(frozen.value):
            return names[0]
        if not frozen.text and not frozen.state:
            return self._function(name, frozen)
        lines = [f"{name} = {frozen.text}"]
        if frozen.state:
            lines = generator_lines(name, frozen.state) or []
        self._taken[name] = frozen.value
        self._lines += lines
        return name if lines else None

    def _function(self, name: str, frozen: Frozen) -> str | None:
        node = self._node(frozen)
        if node is None:
            return None
        if self._at_top(node):
            return str(node.name)
        if any(self._bind(key, cell) != key for key, cell in frozen.cells.items()):
            return None
        source = self._setting.source
        if isinstance(node, ast.Lambda):
            self._taken[name] = frozen.value
            self._lines.append(f"{name} = {source.segment(node)}")
            return name
        if node.decorator_list or self._free(node.name, frozen) != node.name:
            return None
        self._taken[node.name] = frozen.value
        self._lines += ["", source.block(node), ""]
        return str(node.name)


def _names(text: str) -> list[str]:
    return [name for statement in ast.parse(text).body for name in names_assigned(statement)]
