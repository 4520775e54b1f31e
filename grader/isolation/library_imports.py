"""Importing in advance what a submission imports of the libraries.

In the browser modules are compiled when they are imported, which takes more room on the stack than
learners' code may have: ``from numpy import *`` alone loads some twenty of them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import suppress

from grader.feedback.exceptions import EVERYTHING
from grader.isolation.import_gate import is_library

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b(.*)|import\b(.*))$", re.MULTILINE)
_OTHER_NAME = re.compile(r"\bas[ \t]+\w+")
_NAME = re.compile(r"[\w.]+|\*")
_PRINTS = "this"  # whoever imports it wants to read it


def import_in_advance(text: str) -> None:
    """Import the modules of the libraries that source text names; what fails is left to the run."""
    for name, attributes in _imports(text):
        if is_library(name) and name != _PRINTS:
            with suppress(EVERYTHING):
                _import(name, attributes)


def _imports(text: str) -> Iterator[tuple[str, list[str]]]:
    # not parsed: a syntax tree may be too deep for the stack
    for package, attributes, names in _IMPORT.findall(_OTHER_NAME.sub("", text)):
        if package:
            yield package, _NAME.findall(attributes)
        else:
            yield from ((name, []) for name in _NAME.findall(names))


def _import(name: str, attributes: list[str]) -> None:
    module = importlib.import_module(name)
    if attributes == ["*"]:
        attributes = list(getattr(module, "__all__", ()))
    for attribute in attributes:
        getattr(module, attribute, None)  # some packages load a module when it is asked for
