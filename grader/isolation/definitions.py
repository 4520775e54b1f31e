"""What a submission has to define: finding it, and whether it can be called as stated."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

from grader.feedback.exceptions import EVERYTHING
from grader.feedback.spelling import nearest
from grader.isolation.source_text import Invalid
from grader.values.describe import type_name


def require_definitions(namespace: dict[str, Any], defines: tuple[str, ...]) -> None:
    """Check that the submission defines every name, callable with the stated arguments.

    Args:
        defines: ``"name(first, second)"`` for a callable, ``"name"`` for any value.

    Raises:
        Invalid: names the missing name or the wrong signature.
    """
    for define in defines:
        name, parameters = parse_define(define)
        if name not in namespace:
            raise Invalid(_missing(namespace, name, define, len(parameters or ())))
        if parameters is not None:
            _require_callable(namespace[name], name, parameters, define)


def _missing(namespace: dict[str, Any], name: str, define: str, count: int) -> str:
    own = [
        other
        for other, value in namespace.items()
        if type(other) is str and type(value) is FunctionType and other != "show"
        if _takes(value, count)
    ]
    # A name is also close if it is a part of the missing one.
    parts = [other for other in own if len(other) > 3 and (other in name or name in other)]
    close = nearest(name, own) or (parts[0] if parts else "")
    if close:
        return f"Your code defines {close}, but not {name}. Define it as {define}."
    return f"Your code does not define {name}. Write a definition of {define}."


@cache  # every run asks
def parse_define(define: str) -> tuple[str, list[str] | None]:
    """Split ``"name(a, b)"`` into the name and its parameters (None for a plain value).

    Raises:
        SyntaxError, AttributeError: if it is neither of the two forms.
    """
    node: Any = ast.parse(define, mode="eval").body
    if isinstance(node, ast.Call):
        call: Any = node
        return call.func.id, [argument.id for argument in call.args]
    return node.id, None


def _require_callable(value: Any, name: str, parameters: list[str], define: str) -> None:
    if not callable(value):
        raise Invalid(f"{name} is of type {type_name(value)}, not a function. Define {define}.")
    if not _takes(value, len(parameters)):
        many = f"{len(parameters)} argument{'s' * (len(parameters) != 1)}"
        words = f"{name}{_takes_words(value)} cannot be called with {many}"
        raise Invalid(f"{words}; define it as {define}.", _line_of(value))


def _takes_words(value: Any) -> str:
    """What a submission's own function takes, if it takes a fixed number of arguments."""
    if type(value) is not FunctionType:
        return ""
    code = value.__code__
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS) or code.co_kwonlyargcount:
        return ""
    names = ", ".join(code.co_varnames[: code.co_argcount])
    return f" takes ({names}) and" if names else " takes no arguments and"


# A hint may name what was never imported.
_HINTS: dict[str, Any] = {}
if sys.version_info >= (3, 14):
    _HINTS["annotation_format"] = importlib.import_module("annotationlib").Format.FORWARDREF


def _takes(value: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(value, **_HINTS).bind(*range(count))
    except ValueError:
        return True  # a built-in without a signature: calling it will tell
    except EVERYTHING:  # wrong arguments, or an object that only looks like a function
        return False
    return True


def _line_of(value: Any) -> int | None:
    return value.__code__.co_firstlineno if type(value) is FunctionType else None
