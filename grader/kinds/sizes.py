"""Submissions that work for some sizes only: do the checks notice?

Each is the solution, but what one of its functions answers is wrong where one size is the smallest
that the prompt allows, or where it is any other than in the function's first call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from grader.exercise import CodeExercise
from grader.isolation.clean_state import clean_state
from grader.isolation.definitions import parse_define
from grader.kinds.stand_ins import PROMPT, Arguments, Function, StandIn, follow, passes

Sizes = dict[str, set[float]]


@dataclass(frozen=True)
class Call:
    """A call of one of the solution's functions.

    Attributes:
        check: which made it, or ``PROMPT``.
        sizes: the values of each size, by its name.
        is_thin: whether an axis of what it returned has length 1.
    """

    check: str
    function: str
    sizes: Sizes
    is_thin: bool = False


@dataclass(frozen=True)
class Case:
    """The calls of a function in which a size has one value, or any but this one."""

    function: str
    size: str
    value: float
    other: bool = False

    def holds(self, call: Call) -> bool:
        """Whether a call is among them."""
        values = call.sizes.get(self.size, set()) if call.function == self.function else set()
        return bool(values - {self.value}) if self.other else self.value in values


def find_untried(
    exercise: CodeExercise,
    examples: Sequence[str],
    forms: Mapping[str, Any],
    smallest: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Cases that no check asks for, or in which the checks that do take a wrong answer.

    Args:
        examples: code of the prompt, with calls.
        forms: where the sizes of each argument are. A text is the name of a number; a list has the
            letters of a shape, "" for none; a table has the name of a list's ``length``, and the
            forms of its ``items``.
        smallest: values of sizes, where 1 is not the smallest that the prompt allows.

    Returns:
        Each as a table, with the ``checks`` that ask in vain, and with ``thin`` if all that they
        miss is that axes of length 1 are missing.
    """
    measure = _Measure(exercise, forms)
    calls: list[Call] = []

    def note(source: str, name: str, arguments: Arguments, value: Any) -> None:
        calls.append(Call(source, name, measure(name, arguments), _is_thin(value)))

    with clean_state(0):
        follow(exercise, examples, note)
        return [
            {**asdict(case), "checks": checks, "thin": thin}
            for case in _cases(calls, smallest)
            for checks, thin in _in_vain(exercise, case, calls, measure)
        ]


def _cases(calls: Sequence[Call], smallest: Mapping[str, int]) -> Iterator[Case]:
    """The two cases of each function and size that occurs."""
    firsts: dict[tuple[str, str], float] = {}
    for call in calls:
        for size, values in call.sizes.items():
            firsts.setdefault((call.function, size), min(values))
    for (name, size), first in firsts.items():
        least = smallest.get(size, 1)
        yield Case(name, size, least)
        yield Case(name, size, first, other=True)


def _in_vain(
    exercise: CodeExercise, case: Case, calls: Sequence[Call], measure: _Measure
) -> Iterator[tuple[list[str], bool]]:
    """The checks that ask for a case and pass with a wrong answer, and whether it is a thin one."""
    asking = [call for call in calls if call.check != PROMPT and case.holds(call)]
    checks = sorted({call.check for call in asking})
    if not checks or passes(exercise, _spoiling(case, measure, _moved), 0, checks):
        yield checks, False
        return
    thin = sorted({call.check for call in asking if call.is_thin})
    if thin and not case.other and passes(exercise, _spoiling(case, measure, _squeezed), 0, thin):
        yield thin, True


def _spoiling(case: Case, measure: _Measure, spoil: Callable[[Any], Any]) -> StandIn:
    """The solution's functions, but for what is answered in a case."""

    def stand_in(name: str, function: Function) -> Function:
        def call(*arguments: Any, **named: Any) -> Any:
            sizes = measure(name, (arguments, named))
            value = function(*arguments, **named)
            return spoil(value) if case.holds(Call("", name, sizes)) else value

        return call

    return stand_in


def _moved(value: Any) -> Any:
    """Another value of the same form; None where there is nothing to change in it."""
    if isinstance(value, list | tuple) and len(value):
        return type(value)(map(_moved, value))
    if isinstance(value, dict) and value:
        return {key: _moved(each) for key, each in value.items()}
    if isinstance(value, bool | np.bool):
        return not value
    if isinstance(value, int | float | np.number | np.ndarray) and np.size(value):
        return np.logical_not(value) if np.asarray(value).dtype == bool else value + 1
    return None


def _squeezed(value: Any) -> Any:
    """The same without axes of length 1."""
    if isinstance(value, list | tuple):
        return type(value)(map(_squeezed, value))
    return np.squeeze(value) if isinstance(value, np.ndarray) else value


def _is_thin(value: Any) -> bool:
    """Whether there is an axis of length 1."""
    if isinstance(value, list | tuple):
        return any(map(_is_thin, value))
    return isinstance(value, np.ndarray) and 1 in value.shape


class _Measure:
    """Measures the sizes of calls."""

    def __init__(self, exercise: CodeExercise, forms: Mapping[str, Any]) -> None:
        self._parameters = {
            name: names or [] for name, names in map(parse_define, exercise.defines)
        }
        self._forms = forms

    def __call__(self, name: str, arguments: Arguments) -> Sizes:
        positional, named = arguments
        values = {**dict(zip(self._parameters[name], positional, strict=False)), **named}
        sizes: Sizes = {}
        for key, value in values.items():
            for size, number in _sizes(value, self._forms[key]) if key in self._forms else ():
                sizes.setdefault(size, set()).add(number)
        return sizes


def _sizes(value: Any, form: Any) -> Iterator[tuple[str, float]]:
    """Each size of a value with its name, as far as the value has the form."""
    if isinstance(form, str):
        yield form, value
    elif isinstance(form, dict):
        yield form["length"], len(value)
        for item in value:
            for part, its_form in _parts(item, form["items"]):
                yield from _sizes(part, its_form)
    elif not callable(value):
        shape = np.shape(value)
        pairs = zip(form, shape, strict=True) if len(shape) == len(form) else ()
        yield from ((letter, number) for letter, number in pairs if letter)


def _parts(item: Any, forms: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The parts of an item, each with its form."""
    if len(forms) == 1:
        yield item, forms[0]
    elif isinstance(item, tuple | list) and len(item) == len(forms):
        yield from zip(item, forms, strict=True)
