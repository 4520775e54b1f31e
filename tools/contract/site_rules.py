"""Rules for the site as a whole: what a fork says of itself in mkdocs.yml, and its bibliography."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tools.common.paths import PACKAGES, ROOT
from tools.common.problem import Finding, join_names
from tools.common.registry import Registry
from tools.common.spelling import suggestion
from tools.contract.page_rules import read_works
from tools.course.ids import exercise_ids
from tools.course.site_config import ALL, LISTS, SiteConfig, read_config
from tools.course.text import read_text
from tools.course.toml_lines import line_of as toml_line_of
from tools.site.colours import colour_findings

SITE_RULES = Registry[Callable[[Path], Iterator[Finding]]]()
WORKS = "docs/sources.toml"
# who may cite a work, below the root
CITING = ("docs/**/*.md", "docs/figures/**/*.py", "exercises/*/*/exercise.toml")
COURSE = ("name", "says", "exercises")
_KEY = re.compile(r"[\w-]+")
_SHORT_NAME = re.compile("[a-z0-9][a-z0-9-]*")


@SITE_RULES.add("identity")
def identity(root: Path) -> Iterator[Finding]:
    """What ``mkdocs.yml`` says of the site is right: short name, chosen exercises, colours that can
    be read.
    """
    config = read_config(root)
    if config.broken:
        message, line = f"cannot be read: {config.broken[0]}", config.broken[1]
        remedy = "Look at that line and the one before: quotation marks, colons, indentation."
        yield Finding(message, remedy, line=line)
    yield from _short_name(config)
    yield from _choice(config, exercise_ids(root))
    yield from colour_findings(config.extra.get("colours"))


@SITE_RULES.add("courses")
def courses(root: Path) -> Iterator[Finding]:
    """Every course that ``mkdocs.yml`` names has a name, a sentence, and exercises that exist, each
    once.
    """
    table = read_config(root).extra.get("courses") or {}
    if not isinstance(table, dict):
        remedy = f"Write a name for each course, and below it {join_names(COURSE)}."
        yield Finding("courses is not a table of courses", remedy, words=("extra", "courses"))
        return
    ids = exercise_ids(root)
    for key, course in table.items():
        words = ("extra", "courses", str(key))
        if str(key) in LISTS or not _SHORT_NAME.fullmatch(str(key)):
            remedy = f"Use lower-case letters, digits and hyphens; not {', '.join(LISTS)}."
            yield Finding(f"a list cannot be called {str(key)!r}", remedy, words=words)
        yield from _course(course, words, ids)


@SITE_RULES.add("works")
def works(root: Path) -> Iterator[Finding]:
    """Every work in ``docs/sources.toml`` is cited by a page, a figure, an exercise or code."""
    listed_works = read_works(root)[0]
    cited: set[str] = set()
    files = [path for pattern in CITING for path in root.glob(pattern)]
    files += [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for path in files if listed_works else ():
        cited.update(_KEY.findall(read_text(path)) if path.is_file() else ())
    for key in sorted({*listed_works} - cited):
        line = toml_line_of(read_text(root / WORKS), key)
        remedy = "Name it in “sources” of an exercise or below Sources of a page, or delete it."
        yield Finding(f"nothing cites the work {key}", remedy, WORKS, line)


def _short_name(config: SiteConfig) -> Iterator[Finding]:
    if not _SHORT_NAME.fullmatch(config.short_name):
        message = f"{config.short_name!r} cannot be the short name of files and of browsers' stores"
        remedy = "Use lower-case letters, digits and hyphens, as in my-workbook."
        yield Finding(message, remedy, words=("extra", "short_name"))


def _choice(config: SiteConfig, ids: list[str]) -> Iterator[Finding]:
    words = ("extra", "exercises")
    chosen = config.extra.get("exercises", [*ALL])
    if not isinstance(chosen, list) or not all(isinstance(pattern, str) for pattern in chosen):
        yield Finding("exercises is not a list of ids", 'Write ["*"] for all of them.', words=words)
        return
    for pattern in chosen:
        if not any(fnmatchcase(id_, pattern) for id_ in ids):
            remedy = f"Name ids, with * for any letters, or delete it. {suggestion(pattern, ids)}"
            yield Finding(f"no exercise is called {pattern!r}", remedy, words=(*words, pattern))


def _course(course: Any, words: tuple[str, ...], ids: list[str]) -> Iterator[Finding]:
    table = course if isinstance(course, dict) else {}
    exercises = table.get("exercises")
    fits = isinstance(exercises, list) and all(isinstance(id_, str) for id_ in exercises)
    chosen: list[str] = [*exercises] if isinstance(exercises, list) and fits else []
    missing = [key for key in COURSE[:2] if not isinstance(table.get(key), str)]
    for key in [*missing, *([] if fits else COURSE[2:])]:
        remedy = f"Give it {join_names(COURSE)}, the last as a list of ids."
        yield Finding(f"the course {words[-1]!r} has no {key}", remedy, words=words)
    for place, id_ in enumerate(chosen):
        if id_ in chosen[:place]:
            remedy = "Delete one of the two."
            yield Finding(f"{id_!r} is in the course twice", remedy, words=(*words, id_))
        elif id_ not in ids:
            remedy = suggestion(id_, ids)
            yield Finding(f"there is no exercise {id_!r}", remedy, words=(*words, id_))


def line_of(text: str, words: tuple[str, ...]) -> int | None:
    """The line of a file where these words stand, each below or beside the one before."""
    lines, at = text.splitlines(), 0
    for word in words:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        at = next((n for n in range(at, len(lines)) if pattern.search(lines[n])), at)
    return at + 1 if at else None
