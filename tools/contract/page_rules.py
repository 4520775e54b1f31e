"""Rules of the contract for pages: what would otherwise be noticed in the built site only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.common.problem import Problem
from tools.common.spelling import suggestion
from tools.course.embeds import embeds
from tools.course.folder import Course, read_text, toml_trouble
from tools.course.layout import encoding_problems
from tools.course.todo import todo_problems

CONFIG = "mkdocs.yml"
_NAMED = re.compile(r"""^\s*-\s.*?["']?([^\s"':]+\.md)["']?\s*(?:#.*)?$""", re.MULTILINE)
_CITATION = re.compile(r"^- \[([a-z0-9-]+)\]\((\S*?)\):? *(.*)$")


@dataclass
class Pages:
    """The pages below ``docs/``, by id: their path there, without its ending.

    Attributes:
        named: paths below ``docs/`` that ``mkdocs.yml`` names; None if there is no such file.
        works: ``docs/sources.toml``.
        problems: what is wrong with files that are no page.
    """

    root: Path
    paths: dict[str, Path] = field(default_factory=dict)
    named: set[str] | None = None
    works: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def file(self, page: str) -> str:
        """A page as problems name it."""
        return self.paths[page].relative_to(self.root).as_posix()


PageRule = Callable[[str, Pages, Course], Iterator[Problem]]
PAGE_RULES: dict[str, PageRule] = {}


def page_rule(name: str) -> Callable[[PageRule], PageRule]:
    """Register a rule under its name."""

    def register(function: PageRule) -> PageRule:
        PAGE_RULES[name] = function
        return function

    return register


def read_pages(root: Path) -> Pages:
    """Read what the rules need to know of the pages below ``root``."""
    docs = root / "docs"
    pages = Pages(root)
    for path in sorted(docs.rglob("*.md")):
        if path.is_file():
            pages.paths[path.relative_to(docs).with_suffix("").as_posix()] = path
            pages.problems += encoding_problems("", path.relative_to(root).as_posix(), path)
    if (root / CONFIG).is_file():
        pages.named = set(_NAMED.findall(read_text(root / CONFIG)))
    pages.works, problems = read_works(root)
    pages.problems += problems
    return pages


def read_works(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """``docs/sources.toml``, or an empty table and a problem."""
    path = root / "docs" / "sources.toml"
    if not path.is_file():
        return {}, []
    try:
        return tomllib.loads(read_text(path)), []
    except tomllib.TOMLDecodeError as error:
        return {}, [toml_trouble("", path.relative_to(root).as_posix(), error)]


@page_rule("todo")
def todo(page: str, pages: Pages, course: Course) -> Iterator[Problem]:
    """Nothing is left to do."""
    yield from todo_problems("", [(pages.file(page), pages.paths[page])])


@page_rule("nav")
def nav(page: str, pages: Pages, course: Course) -> Iterator[Problem]:
    """The navigation names the page."""
    if pages.named is not None and f"{page}.md" not in pages.named:
        title = page.rpartition("/")[2].replace("-", " ").capitalize()
        remedy = f"Write the line “- {title}: {page}.md” into nav of {CONFIG}."
        message = "the navigation does not name the page, so nobody finds it"
        yield Problem("nav", "", pages.file(page), message, remedy)


@page_rule("embeds")
def known_embeds(page: str, pages: Pages, course: Course) -> Iterator[Problem]:
    """Every exercise that the page embeds exists."""
    known = {*course.exercises, *(one.exercise for one in course.problems)}
    for index, name in embeds(read_text(pages.paths[page]).splitlines()):
        if name not in known:
            message = f"there is no exercise {name!r}"
            advice = suggestion(name, course.exercises)
            yield Problem("embeds", "", pages.file(page), message, advice, index + 1)


@page_rule("citations")
def citations(page: str, pages: Pages, course: Course) -> Iterator[Problem]:
    """What a page lists under Sources agrees with docs/sources.toml."""
    listing = False
    for number, line in enumerate(read_text(pages.paths[page]).splitlines(), 1):
        if line.startswith("#"):
            listing = line.strip("# ").casefold() == "sources"
        match = _CITATION.match(line) if listing else None
        if not match:
            continue
        key = match[1]
        work = pages.works.get(key)
        if work is None:
            remedy = f"Add it to docs/sources.toml, or correct it. {suggestion(key, pages.works)}"
            message = f"unknown source {key!r}"
            yield Problem("citations", "", pages.file(page), message, remedy, number)
            continue
        url, title, venue = (work.get(one, "") for one in ("url", "title", "venue"))
        right = f"- [{key}]({url}): *{title}*, {venue}"
        if line.rstrip() != right:
            message = f"{key} is not described as in docs/sources.toml"
            remedy = f"Write “{right}”."
            yield Problem("citations", "", pages.file(page), message, remedy, number)
