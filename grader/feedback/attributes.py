"""What an exception really carries: its class may define attributes of the same names."""

from __future__ import annotations

from typing import Any

TRACEBACK: Any = BaseException.__dict__["__traceback__"]
ARGUMENTS: Any = BaseException.__dict__["args"]
MISSING_NAME: Any = NameError.__dict__["name"]
MISSING_MODULE: Any = ImportError.__dict__["name"]
ATTRIBUTE: Any = AttributeError.__dict__["name"]
OBJECT: Any = AttributeError.__dict__["obj"]


def text_of(error: BaseException) -> str:
    """Python's words; empty if the exception carries no text."""
    arguments = ARGUMENTS.__get__(error)
    return arguments[0] if arguments and type(arguments[0]) is str else ""
