"""Rules of the contract for figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.common.spelling import suggestion
from tools.contract.page_rules import Pages
from tools.course.embeds import embeds
from tools.course.text import read_text
from tools.course.todo import todo_findings
from tools.figures import bundles
from tools.figures.figure import FOLDER, Figure, FigureError, load, names

MOST_KILOBYTES = 60.0  # compressed


@dataclass(frozen=True)
class FigureFile:
    """A figure as the rules see it.

    Attributes:
        pages: the site's pages, any of which may embed it.
    """

    root: Path
    name: str
    pages: Pages

    @property
    def path(self) -> Path:
        """Its file."""
        return self.root / FOLDER / f"{self.name}.py"

    @cached_property
    def figure(self) -> Figure | FigureError:
        """What the file says, or what is wrong with it."""
        try:
            return load(self.root, self.name)
        except FigureError as error:
            return error

    @cached_property
    def bundle(self) -> bytes | FigureError:
        """All states, or what is wrong with one of them."""
        contents, broken = bundles.contents_of(self.root, [self.name])
        return contents[self.name] if self.name in contents else broken[self.name]


FIGURE_RULES = Registry[Callable[[FigureFile], Iterator[Finding]]]()


def read_figures(root: Path, pages: Pages) -> dict[str, FigureFile]:
    """The figures below ``root``, by name."""
    return {name: FigureFile(root, name, pages) for name in names(root)}


@FIGURE_RULES.add("todo")
def todo(file: FigureFile) -> Iterator[Finding]:
    """Nothing is left to do: no file holds the mark ``TODO(author):`` any more."""
    yield from todo_findings(file.path)


@FIGURE_RULES.add("figure-states")
def figure_states(file: FigureFile) -> Iterator[Finding]:
    """A figure's file can be run, every state of it has marks, a sentence and a table, and what it
    asks first has one right answer, which one of its states shows.
    """
    error = file.figure if isinstance(file.figure, FigureError) else file.bundle
    if isinstance(error, FigureError):
        yield Finding(error.message, error.remedy, line=error.line)


@FIGURE_RULES.add("figure-sentences")
def figure_sentences(file: FigureFile) -> Iterator[Finding]:
    """No two states of a figure that look different say the same."""
    if isinstance(file.bundle, FigureError):
        return
    first: dict[str, tuple[int, list[int]]] = {}
    bundle: dict[str, Any] = json.loads(file.bundle)
    for index, (sentence, _, *panels) in enumerate(bundle["states"]):
        index_before, panels_before = first.setdefault(sentence, (index, panels))
        if panels_before != panels:
            message = f"states {index_before} and {index} look different and both say “{sentence}”"
            yield Finding(
                message, "Let say tell them apart, for example by the values of the controls."
            )
            return


@FIGURE_RULES.add("figure-weight")
def figure_weight(file: FigureFile) -> Iterator[Finding]:
    """A figure weighs at most 60 kB, compressed."""
    if isinstance(file.bundle, FigureError):
        return
    weight = bundles.kilobytes(file.bundle)
    if weight > MOST_KILOBYTES:
        message = f"the figure weighs {weight:.0f} kB, more than {MOST_KILOBYTES:g}"
        yield Finding(message, "Give the controls fewer values, or the marks fewer points.")


@FIGURE_RULES.add("figure-sources")
def figure_sources(file: FigureFile) -> Iterator[Finding]:
    """A figure's sources are in ``docs/sources.toml``."""
    if isinstance(file.figure, FigureError):
        return
    for source in file.figure.sources:
        if source not in file.pages.works:
            advice = suggestion(source, file.pages.works)
            yield Finding(f"unknown source {source!r}", f"Add it to docs/sources.toml. {advice}")


@FIGURE_RULES.add("figure-embedded")
def figure_embedded(file: FigureFile) -> Iterator[Finding]:
    """A figure without to-dos is on at least one page."""
    if any(todo_findings(file.path)):
        return
    for path in file.pages.paths.values():
        if file.name in (name for _, name in embeds(read_text(path).splitlines(), "figure")):
            return
    yield Finding("no page shows the figure", f"Write “::: figure {file.name}” into a page.")
