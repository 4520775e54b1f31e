"""The text of a submission: what can be read at all."""

from __future__ import annotations

import re
from typing import Any

from grader.feedback.brackets import brackets
from grader.values.describe import type_name

MOST_CHARACTERS = 100_000
DEEPEST_BRACKETS = 50  # brackets in brackets; the parser in the browser has a smaller stack
_STRANGE = re.compile("[\0\ud800-\udfff]")


class Invalid(Exception):
    """A submission that cannot be graded; carries what the learner is told."""

    def __init__(self, feedback: str, line: int | None = None, python: str = "") -> None:
        super().__init__(feedback)
        self.feedback, self.line, self.python = feedback, line, python


def read_source(submission: Any) -> str:
    """The submission's text, with a byte order mark and foreign line ends taken away.

    Half characters stand for bytes that were no UTF-8 (Python's ``surrogateescape``).

    Raises:
        Invalid: if it is not text, not UTF-8, empty, too long, or holds a null character.
    """
    if not isinstance(submission, str):
        kind = type_name(submission)
        raise Invalid(f"A submission is the text of a Python file; this is a value of type {kind}.")
    text = submission.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Invalid("The submission is empty.")
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            f"The submission is {len(text):,} characters long; "
            f"at most {MOST_CHARACTERS:,} are read."
        )
    strange = _STRANGE.search(text)
    if strange:
        line = text[: strange.start()].count("\n") + 1
        raise Invalid(
            f"Line {line} is not UTF-8 text; save the file as UTF-8, without nulls.", line
        )
    return text


def require_shallow(text: str) -> None:
    """Refuse brackets that are nested deeper than every parser can follow."""
    if sum(map(text.count, "([{")) <= DEEPEST_BRACKETS:
        return  # as of nearly every text, which saves a look at each of them
    depth = 0
    for bracket in brackets(text):
        depth += 1 if bracket.sign in "([{" else -1
        if depth > DEEPEST_BRACKETS:
            raise Invalid(
                f"Line {bracket.line} has brackets nested more than {DEEPEST_BRACKETS} deep; "
                "give names to the parts.",
                bracket.line,
            )
