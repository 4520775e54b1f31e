"""What makes a site this one and no other: the part of mkdocs.yml that a fork changes.

Reading never raises: a file that cannot be read, or a part of it that is missing, leaves what every
course starts from, and ``identity_problems`` says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tools.common.problem import Problem
from tools.common.spelling import suggestion
from tools.contract.colour_rules import Complaint, colour_problems

CONFIG = "mkdocs.yml"
RULE = "identity"
ALL = ("*",)
UNNAMED = "workbook"
_SHORT_NAME = re.compile("[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class Identity:
    """What a fork says of itself.

    Attributes:
        short_name: of the zip, and of what browsers keep for the site.
        exercises: the ids that the site shows, ``*`` for any letters.
        extra: all of ``extra`` in mkdocs.yml, as it is written.
        broken: why the file cannot be read, with the line; None if it can.
    """

    short_name: str = UNNAMED
    exercises: tuple[str, ...] = ALL
    extra: Mapping[str, Any] = field(default_factory=dict)
    broken: tuple[str, int | None] | None = None

    def shows(self, exercise: str) -> bool:
        """Whether the site shows the exercise with this id."""
        return any(fnmatchcase(exercise, one) for one in self.exercises)


# the same in C, where there is one, is ten times as fast
_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc, valid-type]
    """Reads over what only a site generator understands, such as ``!ENV``."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_identity(root: Path) -> Identity:
    """What the mkdocs.yml below ``root`` says."""
    try:
        state = (root / CONFIG).stat()
    except OSError:
        return Identity()
    return _read(root / CONFIG, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, time: int, size: int) -> Identity:
    """The same, once for each state of the file: every page asks."""
    try:
        found = yaml.load(path.read_text("utf-8"), _Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        return Identity(broken=(why, mark.line + 1 if mark else None))
    extra = found.get("extra") if isinstance(found, dict) else None
    extra = extra if isinstance(extra, dict) else {}
    chosen = extra.get("exercises")
    valid = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
    return Identity(
        short_name=str(extra.get("short_name") or UNNAMED),
        exercises=tuple(chosen or ()) if valid else ALL,
        extra=extra,
    )


def identity_problems(root: Path, known: list[str]) -> Iterator[Problem]:
    """What is wrong with it.

    Args:
        known: the ids of all exercises.
    """
    found = read_identity(root)
    if found.broken:
        message, line = f"cannot be read: {found.broken[0]}", found.broken[1]
        remedy = "Look at that line and the one before: quotation marks, colons, indentation."
        yield Problem(RULE, "", CONFIG, message, remedy, line)
    text = (root / CONFIG).read_text("utf-8", "replace") if found.extra else ""
    for words, message, remedy in (
        *_short_name_problems(found),
        *_choice_problems(found, known),
        *colour_problems(found.extra.get("colours")),
    ):
        yield Problem(RULE, "", CONFIG, message, remedy, line_of(text, words))


def line_of(text: str, words: tuple[str, ...]) -> int | None:
    """The line of a file where these words stand, each below or beside the one before."""
    lines, at = text.splitlines(), 0
    for word in words:
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        at = next((n for n in range(at, len(lines)) if whole.search(lines[n])), at)
    return at + 1 if at else None


def _short_name_problems(found: Identity) -> Iterator[Complaint]:
    if not _SHORT_NAME.fullmatch(found.short_name):
        message = f"{found.short_name!r} cannot be the short name of files and of browsers' stores"
        remedy = "Write small letters, digits and hyphens, such as my-workbook."
        yield ("extra", "short_name"), message, remedy


def _choice_problems(found: Identity, known: list[str]) -> Iterator[Complaint]:
    where = ("extra", "exercises")
    chosen = found.extra.get("exercises", [*ALL])
    if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
        yield where, "exercises is no list of ids", 'Write ["*"] for all of them.'
        return
    for one in chosen:
        if not any(fnmatchcase(name, one) for name in known):
            remedy = f"Name ids, * for any letters, or delete it. {suggestion(one, known)}"
            yield (*where, one), f"no exercise is called {one!r}", remedy
