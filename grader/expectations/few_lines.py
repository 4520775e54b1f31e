"""The check on a program that is to be mended: few of its lines are changed."""

from __future__ import annotations

import tokenize
from collections.abc import Iterator
from io import StringIO
from typing import Any

import numpy as np

from grader.expectations.basic import CheckFailed
from grader.expectations.checks import Check

NAME = "few_lines"  # of the check
_SILENT = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def few_lines(given: str, submission: str, most: int) -> Check:
    """A check that a submission is the given program with at most ``most`` lines changed.

    The lines are counted here and now, before the submission has run.
    """
    count = changed_lines(given, submission)
    share = f"at most {_counted(most)}"

    def function(learner: Any, solution: Any, rng: np.random.Generator) -> None:
        if count > most:
            feedback = (
                f"{_counted(count)} differ between your program and the one that you were given; "
                f"{share} may. Only a few lines are at fault, and a program written from scratch "
                "does not show which. Go back to the one you were given, follow its wrong value "
                "from line to line, and change only what makes it wrong."
            )
            raise CheckFailed(feedback, share, _counted(count))

    title = f"The program is the one you were given, with {share} changed"
    return Check(NAME, title, (), function)


def changed_lines(given: str, submission: str) -> int:
    """How many lines of a program differ from the given one, counted where more of them do.

    A line is a statement, or the head of a block, with its indentation. Layout, blank lines,
    comments and docstrings do not count.

    Raises:
        SyntaxError: if one of them is not Python.
    """
    old, new = list(_lines(given)), list(_lines(submission))
    longest = [0] * (len(new) + 1)  # the longest common sequence of what is read of both so far
    for line in old:
        before = longest
        longest = [0]
        for place, other_line in enumerate(new):
            is_same = before[place] + 1 if line == other_line else 0
            longest.append(max(is_same, before[place + 1], longest[place]))
    return max(len(old), len(new)) - longest[-1]


def _lines(source: str) -> Iterator[tuple[str, ...]]:
    """Each logical line as its depth and its tokens."""
    depth, words = 0, list[str]()
    is_text = True  # so far, as a docstring is
    for token in tokenize.generate_tokens(StringIO(source).readline):
        depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
        if token.type == tokenize.NEWLINE:
            if not is_text:
                yield (str(depth), *words)
            words, is_text = [], True
        elif token.type not in _SILENT:
            words.append(token.string)
            is_text = is_text and token.type == tokenize.STRING


def _counted(count: int) -> str:
    return f"{count} line{'s' * (count != 1)}"
