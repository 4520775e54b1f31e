"""The brackets of a text that Python cannot read: which of them are open, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Texts and comments come first, so that brackets in them do not count.
_TOKEN = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*|[()\[\]{}]""",
    re.DOTALL,
)
_NAME = re.compile(r"[^\W\d][\w.]*$")


class Bracket(NamedTuple):
    """A bracket and its place; lines and columns count from 1.

    Attributes:
        after: the name that stands right before it, or an empty string.
    """

    sign: str
    line: int
    column: int
    after: str


def brackets(text: str) -> Iterator[Bracket]:
    """All brackets outside strings and comments."""
    line, start, seen = 1, 0, 0
    for token in _TOKEN.finditer(text):
        at = token.start()
        if "\n" in text[seen:at]:
            line += text.count("\n", seen, at)
            start = text.rfind("\n", seen, at) + 1
        seen = at
        if token[0] in "()[]{}":
            name = _NAME.search(text[max(start, at - 40) : at])
            yield Bracket(token[0], line, at - start + 1, name[0] if name else "")


def open_brackets(text: str) -> list[Bracket]:
    """The brackets that are open where a text ends, the innermost last."""
    unclosed: list[Bracket] = []
    for bracket in brackets(text):
        if bracket.sign in "([{":
            unclosed.append(bracket)
        elif unclosed:
            unclosed.pop()
    return unclosed
