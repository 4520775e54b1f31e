"""What to look for after an exception: the commonest mistakes, in the learner's own terms.

Python's own words differ between versions, so an exception's type and what it carries come first,
and its text is only searched for what all of them say. Nothing that the learner's code defines is
asked or run.
"""

from __future__ import annotations

import builtins
import errno
import linecache
import random
import re
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from grader.feedback.attributes import (
    ARGUMENTS,
    ATTRIBUTE,
    MISSING_MODULE,
    MISSING_NAME,
    OBJECT,
    text_of,
)
from grader.feedback.messages import (
    ALWAYS,
    CUT_OFF,
    GIVES_NONE,
    KINDS,
    NO_PROCESS,
    NO_RESULT,
    NONE_HAS,
    RANDOM_HAS,
    WORDS,
)
from grader.feedback.operation import none_giver, operation_in, piece_of
from grader.feedback.operation_messages import OPERATIONS
from grader.feedback.renamed import elsewhere
from grader.feedback.spelling import nearest
from grader.files import FILE
from grader.values.describe import describe, type_name

_MODULES = {"np": "import numpy as np", "numpy": "import numpy as np"}
_IMPORTS = ("math", "random", "copy", "itertools", "functools", "collections", "time", "statistics")
_PARTS = {
    "deepcopy": "copy", "partial": "functools", "reduce": "functools", "deque": "collections",
    "defaultdict": "collections", "Counter": "collections", "namedtuple": "collections",
}  # fmt: skip
_LIBRARIES = ("torch", "tf", "tensorflow", "jax", "scipy", "pd", "plt", "sklearn", "gym")
_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, type(np.random.default_rng))
_OF_PROCESSES = ("multiprocessing", "concurrent", "_multiprocessing", "_posixshmem")
_OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None", "nil": "None", "none": "None"}
GRADER_MODULE = "exercise_grader"  # in which a grader.py is executed
MOST_WORDS = 300  # characters that an exercise's own exception may say
_NONE = re.compile(r"'NoneType' object is not (subscriptable|iterable)|'NoneType' object has no")
_LOCAL_NAME = re.compile(r"local variable '(\w+)'")
# Compiled once, and not by every process that grades.
_WORDS = {
    name: [(re.compile(pattern), words) for pattern, words in patterns.items()]
    for name, patterns in WORDS.items()
}
_OPERATIONS = [
    (kind, re.compile(pattern), re.compile(operation), words)
    for kind, pattern, operation, words in OPERATIONS
]
_NO_ATTRIBUTE = re.compile(r"module '(?P<owner>numpy[\w.]*)' has no attribute '(?P<name>\w+)'")


def advice(error: BaseException, name: str, names: list[str]) -> str:
    """One or two sentences; empty if there is nothing to say.

    Args:
        name: of the exception, as in ``grader.feedback.exceptions``.
        names: that could be used where it was raised.
    """
    if name in ALWAYS:
        return ALWAYS[name]
    special = _SPECIAL.get(type(error))
    words = _by_operation(error, name) or (special(error, names) if special else "")
    return words or _by_words(error, name) or _of_grader(error)


def _by_operation(error: BaseException, name: str) -> str:
    """What the piece of source tells besides the exception."""
    text = text_of(error)
    if type(error) not in _OWN or type(error) not in (TypeError, ValueError, AttributeError):
        return ""
    piece = piece_of(error)
    giver = none_giver(piece) if _NONE.search(text) else ""
    if giver:
        return GIVES_NONE.format(name=giver)
    does = operation_in(piece)
    for kind, pattern, operation, words in _OPERATIONS:
        match = operation.fullmatch(does) if kind == name else None
        said = pattern.search(text) if match else None
        if match and said:
            return words.format(**said.groupdict(), **match.groupdict())
    return ""


def _of_grader(error: BaseException) -> str:
    """What an exercise's own environment says, such as that something is over."""
    text = text_of(error)
    if not text or type(error) in _OWN or vars(type(error)).get("__module__") != GRADER_MODULE:
        return ""
    return f"{text[:1].upper()}{text[1:MOST_WORDS].rstrip('.')}."


def _by_words(error: BaseException, name: str) -> str:
    text = text_of(error)
    if type(error) not in _OWN:
        return ""
    for pattern, words in _WORDS.get(name, ()):
        match = pattern.search(text)
        if match:
            found = match.groupdict(default="")
            if "<" in found.get("name", "") or "__init__" in found.get("name", ""):
                found["name"] = _as_called(found["name"], error)
            return words.format(**found)
    return KINDS.get(name, "")


def _as_called(name: str, error: BaseException) -> str:
    """A function as the learner's code calls it, in place of where Python says that it was made."""
    plain = name.rpartition("<locals>.")[2].removesuffix(".__init__")
    called = operation_in(piece_of(error)).removesuffix("()")
    is_it = called.isidentifier() and called not in vars(builtins)
    if re.search(rf"\b{re.escape(plain)}\b", "".join(linecache.getlines(FILE))):
        return plain
    return called if is_it else "the function"  # whose name somebody else has chosen


def _name(error: BaseException, names: list[str]) -> str:
    missing = MISSING_NAME.__get__(error)
    if type(missing) is not str:
        return ""
    if missing in _OTHER_LANGUAGES:
        return f"In Python it is {_OTHER_LANGUAGES[missing]}, not {missing}."
    line = _MODULES.get(missing) or (f"import {missing}" if missing in _IMPORTS else "")
    if line:
        return f"{missing} must be imported first: {line}."
    if missing in _PARTS:
        return f"{missing} must be imported first: from {_PARTS[missing]} import {missing}."
    if missing in _LIBRARIES:
        return f"There is no {missing} here, only NumPy and Python's standard library."
    close = nearest(missing, [*names, *(name for name in vars(builtins) if name[:1] != "_")])
    if close:
        return f"There is no {missing} here; did you mean {close}?"
    return f"There is no {missing} here: give it a value first, or pass it in as an argument."


def _local(error: BaseException, names: list[str]) -> str:
    match = _LOCAL_NAME.search(text_of(error))
    if match is None:
        return ""
    return (
        f"{match[1]} gets its value inside the function, so Python treats it as a local variable, "
        "and here it has none. Give it one before this line."
    )


def _module(error: BaseException, names: list[str]) -> str:
    missing = MISSING_MODULE.__get__(error)
    if type(missing) is not str:
        return ""
    root = missing.partition(".")[0]
    if root in _OF_PROCESSES:
        return NO_PROCESS
    close = nearest(root, ("numpy", *_IMPORTS))
    meant = f" Did you mean {close}?" if close else ""
    return f"There is no module {missing} here, only NumPy and Python's standard library.{meant}"


def _process(error: BaseException, names: list[str]) -> str:
    return NO_PROCESS if ARGUMENTS.__get__(error)[:1] == (errno.ENOTSUP,) else ""


def _attribute(error: BaseException, names: list[str]) -> str:
    attribute, owner = ATTRIBUTE.__get__(error), OBJECT.__get__(error)
    if owner is None:
        by_hand = _NO_ATTRIBUTE.search(text_of(error))
        if by_hand and by_hand["owner"] == "numpy":
            attribute, owner = by_hand["name"], np
    if type(attribute) is not str:
        return ""
    return NONE_HAS.format(name=attribute) if owner is None else _has_none(owner, attribute)


def _has_none(owner: Any, attribute: str) -> str:
    if owner is random and hasattr(np.random.Generator, attribute):
        return RANDOM_HAS.format(name=attribute)
    if type(owner) in _FUNCTIONS:
        return NO_RESULT
    other = elsewhere(owner, attribute)
    if other:
        return other
    attributes = _attributes_of(owner)
    if attributes is None:
        return ""
    subject = f"A value of type {type_name(owner)}"
    if type(owner) is ModuleType:
        subject = "NumPy" if owner is np else f"The module {vars(owner)['__name__']}"
    elif type(owner) in (list, tuple, range, int, float) and attribute in vars(np.ndarray):
        return f"{subject} has no {attribute}, but an array does: make one with np.array(…)."
    close = nearest(attribute, attributes)
    meant = f"; did you mean {close}?" if close else "."
    return f"{subject} has no {attribute}{meant}"


def _attributes_of(owner: Any) -> list[str] | None:
    """The public names of a value whose type is Python's or NumPy's own."""
    if type(owner) is ModuleType:
        root = vars(owner).get("__name__")
        return [name for name in vars(owner) if name[:1] != "_"] if type(root) is str else None
    if type(owner) in (list, tuple, range, dict, set, str, int, float, bool, np.ndarray):
        return [name for name in dir(type(owner)) if name[:1] != "_"]
    return None


def _key(error: BaseException, names: list[str]) -> str:
    arguments = ARGUMENTS.__get__(error)
    if len(arguments) != 1:
        return ""
    return f"The dictionary has no entry for {describe(arguments[0])}."


def _cast(error: BaseException, names: list[str]) -> str:
    return CUT_OFF


_NUMPYS: dict[str, Any] = vars(sys.modules["numpy._core._exceptions"])
_CAST = _NUMPYS["_UFuncOutputCastingError"]
# Python's and NumPy's own; what a learner's class says may be anything.
_OWN = {
    kind
    for kind in (*vars(builtins).values(), *vars(np.exceptions).values(), *_NUMPYS.values())
    if isinstance(kind, type) and issubclass(kind, BaseException)
} | {np.linalg.LinAlgError}
_SPECIAL: dict[Any, Callable[[BaseException, list[str]], str]] = {
    _CAST: _cast,
    NameError: _name,
    UnboundLocalError: _local,
    ModuleNotFoundError: _module,
    AttributeError: _attribute,
    KeyError: _key,
    OSError: _process,
}
