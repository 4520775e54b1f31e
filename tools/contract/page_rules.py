"""Rules of the contract for pages: what would otherwise be noticed in the built site only."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.common.problem import Finding, Problem
from tools.common.registry import Registry
from tools.common.spelling import closest, suggestion
from tools.course.embeds import embeds
from tools.course.folder import Course
from tools.course.layout import encoding_problems, toml_problem
from tools.course.links import anchors, links, titles
from tools.course.origins import hide_origins
from tools.course.site_config import CONFIG, read_config
from tools.course.text import TomlError, read_text, read_toml
from tools.course.todo import MARK, todo_findings
from tools.figures.figure import names
from tools.site.lists.exercise_lists import FORMS, list_names

# made by the build, and not always there yet
MADE = tuple(f"assets/{name}/" for name in ("exercises", "figures", "runtime", "vendor"))
CITED = "Write “- [key](url): *title*, venue”, with a key of docs/sources.toml."
_CITATION = re.compile(r"^- \[([a-z0-9-]+)\]\((\S*?)\):? *(.*)$")


@dataclass
class Pages:
    """The pages below ``docs/``, by id: their path there, without its ending.

    Attributes:
        named: paths below ``docs/`` that ``mkdocs.yml`` names; None if it cannot be read.
        works: ``docs/sources.toml``.
        problems: what is wrong with files that are not pages.
    """

    root: Path
    paths: dict[str, Path] = field(default_factory=dict)
    named: set[str] | None = None
    works: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def file(self, page: str) -> str:
        """A page as problems name it."""
        return self.paths[page].relative_to(self.root).as_posix()

    @property
    def concepts(self) -> set[str]:
        """The concepts that have a page."""
        return {path.stem for path in self.paths.values() if path.parent.name == "concepts"}

    @cached_property
    def embedded(self) -> dict[str, list[str]]:
        """File and line of each place where an exercise is embedded, by its id."""
        places: dict[str, list[str]] = {}
        for page, path in self.paths.items():
            for index, id_ in embeds(read_text(path).splitlines()):
                places.setdefault(id_, []).append(f"{self.file(page)}:{index + 1}")
        return places


PAGE_RULES = Registry[Callable[[str, Pages, Course], Iterator[Finding]]]()


def read_pages(root: Path) -> Pages:
    """Read what the rules need to know of the pages below ``root``."""
    docs = root / "docs"
    pages = Pages(root)
    for path in sorted(docs.rglob("*.md")):
        if path.is_file():
            pages.paths[path.relative_to(docs).with_suffix("").as_posix()] = path
            pages.problems += encoding_problems("", path.relative_to(root).as_posix(), path)
    config = read_config(root)
    pages.named = set(config.pages) if config.keys else None
    pages.works, problems = read_works(root)
    pages.problems += problems
    return pages


def read_works(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """``docs/sources.toml``, or an empty table and a problem."""
    path = root / "docs" / "sources.toml"
    if not path.is_file():
        return {}, []
    try:
        return read_toml(path), []
    except TomlError as error:
        return {}, [toml_problem("", path.relative_to(root).as_posix(), error)]


@PAGE_RULES.add("todo")
def todo(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Nothing is left to do: no file holds the mark ``TODO(author):`` any more."""
    yield from todo_findings(pages.paths[page])


@PAGE_RULES.add("nav")
def nav(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """``mkdocs.yml`` names every page."""
    if pages.named is not None and f"{page}.md" not in pages.named:
        title = page.rpartition("/")[2].replace("-", " ").capitalize()
        remedy = f"Write the line “- {title}: {page}.md” into nav of {CONFIG}."
        yield Finding("the navigation does not name the page, so nobody will find it", remedy)


@PAGE_RULES.add("embeds")
def embedded_exercises(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Every exercise that a page embeds exists."""
    for index, id_ in embeds(read_text(pages.paths[page]).splitlines()):
        if id_ not in course.ids:
            advice = suggestion(id_, course.exercises)
            yield Finding(f"there is no exercise {id_!r}", advice, line=index + 1)


@PAGE_RULES.add("practice")
def practice(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """A page of ``docs/concepts/`` without to-dos leads to an exercise: it embeds one, or a link
    ends with ``#topic-slug``."""
    path = pages.paths[page]
    lines = read_text(path).splitlines()
    if not page.startswith("concepts/") or any(todo_findings(path)) or any(embeds(lines)):
        return
    anchors = {id_.replace("/", "-") for id_ in course.ids}
    if not any(target.partition("#")[2] in anchors for _, target in links(lines)):
        remedy = "Embed one with “::: exercise topic/slug”, or link to one, with #topic-slug."
        yield Finding("the page leads to no exercise", remedy)


@PAGE_RULES.add("figures")
def embedded_figures(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Every figure that a page embeds exists."""
    figures = names(pages.root)
    for index, name in embeds(read_text(pages.paths[page]).splitlines(), "figure"):
        if name not in figures:
            advice = suggestion(name, figures)
            yield Finding(f"there is no figure {name!r}", advice, line=index + 1)


@PAGE_RULES.add("pictures")
def pictures(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """A page without to-dos has the figures that ``mkdocs.yml`` asks of its folder, under
    ``extra: least_figures:``."""
    least = read_config(pages.root).of_folder("least_figures", page)
    path = pages.paths[page]
    count = len(list(embeds(read_text(path).splitlines(), "figure")))
    if isinstance(least, int) and count < least and not any(todo_findings(path)):
        message = f"the page has {count} figures; at least {least} {'are' if least > 1 else 'is'}"
        remedy = "Embed one with “::: figure name”; python -m tools new figure NAME begins one."
        yield Finding(f"{message} asked for", remedy)


@PAGE_RULES.add("lists")
def lists(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Every list of exercises that a page asks for exists."""
    list_ids = list_names(pages.root)
    lines = read_text(pages.paths[page]).splitlines()
    for index, name in [place for form in FORMS for place in embeds(lines, form)]:
        if name not in list_ids:
            yield Finding(f"there is no list {name!r}", suggestion(name, list_ids), line=index + 1)


@PAGE_RULES.add("citations")
def citations(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """What a page lists under Sources is written as in ``docs/sources.toml``, and it lists some."""
    heading, listed = 0, False
    for number, line in enumerate(read_text(pages.paths[page]).splitlines(), 1):
        if line.startswith("#"):
            heading = number if line.strip("# ").casefold() == "sources" else 0
        elif heading and MARK in line:
            listed = True  # it will be
        elif heading and line.startswith("- "):
            listed = True
            yield from _citation(line, number, pages)
    if heading and not listed:
        yield Finding("no source is listed", f"{CITED} Or delete the heading.", line=heading)


def _citation(line: str, number: int, pages: Pages) -> Iterator[Finding]:
    match = _CITATION.match(line)
    if not match:
        yield Finding("this is not how a source is written", CITED, line=number)
        return
    key = match[1]
    work = pages.works.get(key)
    if work is None:
        advice = suggestion(key, pages.works)
        remedy = f"Add it to docs/sources.toml, or correct the name. {advice}"
        yield Finding(f"unknown source {key!r}", remedy, line=number)
        return
    url, title, venue = (work.get(part, "") for part in ("url", "title", "venue"))
    right = f"- [{key}]({url}): *{title}*, {venue}"
    if line.rstrip() != right:
        message = f"{key} is not described as in docs/sources.toml"
        yield Finding(message, f"Write “{right}”.", line=number)


@PAGE_RULES.add("links")
def page_links(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Every link within the site leads to a file of ``docs/``, and to a heading or an exercise of
    it, also from the prompts that a page embeds."""
    source = pages.paths[page]
    lines = hide_origins(read_text(source), keep_lines=True).splitlines()
    for index, target in links(lines):
        yield from _dead_ends(target, f"the link {target}", source, pages, index + 1)
    for index, id_ in embeds(lines):
        exercise = course.code.get(id_)
        for _, target in links(hide_origins(exercise.prompt).splitlines()) if exercise else ():
            link = f"the link {target} in the prompt of {id_}"
            yield from _dead_ends(target, link, source, pages, index + 1)


def _dead_ends(target: str, link: str, source: Path, pages: Pages, line: int) -> Iterator[Finding]:
    """What is wrong with a link of a page.

    Args:
        link: the link, in words.
    """
    name, _, anchor = target.partition("#")
    path = source if not name else source.parent / name
    file = os.path.relpath(path, pages.root / "docs")
    if file.startswith(MADE):
        return
    if file.startswith("..") or not path.is_file():
        files = (f"{page}.md" for page in pages.paths)
        remedy = f"Name a file, from this page's folder. {suggestion(file, files)}"
        yield Finding(f"{link} leads nowhere", remedy, line=line)
    elif anchor and path.suffix == ".md":
        places = anchors(read_text(path).splitlines())
        if anchor not in places:
            message = f"{link} leads to no heading or exercise of docs/{file}"
            yield Finding(message, suggestion(anchor, places), line=line)


@PAGE_RULES.add("sections")
def sections(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """A page has the sections that ``mkdocs.yml`` asks of its folder, under ``extra: sections:``;
    * stands for any letters.
    """
    required = read_config(pages.root).of_folder("sections", page)
    headings = titles(read_text(pages.paths[page]).splitlines())
    for title in required if isinstance(required, list) else ():
        if not any(fnmatchcase(heading, str(title)) for heading in headings):
            remedy = f"Write the line “## {title}” and what belongs below it."
            close = closest(str(title), headings, most=1)
            remedy += f" Or is “## {close[0]}” meant to be it?" if close else ""
            yield Finding(f"the page has no section “{title}”", remedy)


@PAGE_RULES.add("length")
def length(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """A page has the words that ``mkdocs.yml`` asks of its folder, under ``extra: least_words:``,
    besides formulas, tables and sources."""
    least = read_config(pages.root).of_folder("least_words", page)
    text = read_text(pages.paths[page]).partition("\n## Sources")[0]
    text = re.sub(r"\\\[.*?\\\]", "", text, flags=re.DOTALL)
    count = len(re.sub(r"^[|:].*$", "", text, flags=re.MULTILINE).split())
    if isinstance(least, int) and count < least:
        message = f"the page has {count} words; at least {least} are asked for"
        yield Finding(message, "Write more, for example a worked example.")
