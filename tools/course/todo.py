"""To-dos: the places that ``new`` leaves to the author's thought, each with what to write there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.common.problem import Finding

MARK = "TODO(author):"
# up to the end of the line, or of the text in quotation marks that it stands in
_TODO = re.compile(rf"(?P<comment># *)?{re.escape(MARK)} *(?P<words>[^\"\n]*)")


def todos(text: str) -> Iterator[tuple[int, str, bool]]:
    """Every ``(line, what to write, whether it is a comment)`` of a file."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in _TODO.finditer(line):
            yield number, match["words"].strip(), bool(match["comment"])


def todo_findings(path: Path) -> Iterator[Finding]:
    """What is left to do in a file."""
    if MARK.encode() not in path.read_bytes():
        return
    for line, words, comment in todos(path.read_text("utf-8", "replace")):
        remedy = f"Write it there, in place of “{MARK} …”."
        if comment:
            remedy = "Do so, and then delete the comment."
        yield Finding(f"to do: {words}", remedy, line=line)
