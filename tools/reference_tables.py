"""Markdown extension: the line ``::: reference NAME`` becomes a table made from our own code.

What is measured comes from files instead, with ``::: table NAME`` (``tools.site.data_tables``).
This module is beside ``tools.cli`` because it looks into every package, and nothing imports it:
mkdocs.yml names it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

import grader
from tools.cli import COMMANDS
from tools.contract.command import rule_sentences
from tools.course.embeds import embeds

# of a grader.py's names in grader/; all else that grader exports is for programs
FOR_CHECKS = ("grader.expectations.", "grader.values.trace")
FIRST = "grader.expectations.basic"
PRIORITY = 28  # see tools.site.markdown_extension

Row = tuple[str, str]


def commands() -> Iterator[Row]:
    """Every command and what it does."""
    yield "Command", "What it does"
    for name, command in COMMANDS.items():
        yield f"`{name}`", command.summary


def rules() -> Iterator[Row]:
    """Every rule of the contract and what must hold."""
    yield "Rule", "What must hold"
    for name, sentence in rule_sentences().items():
        yield f"`{name}`", sentence


def expectations() -> Iterator[Row]:
    """Everything that a grader.py can call to say what must hold, the common ones first."""
    yield "Call", "What it does"
    exported = [getattr(grader, name) for name in grader.__all__]
    calls = [one for one in exported if getattr(one, "__module__", "").startswith(FOR_CHECKS)]
    for call in sorted(calls, key=place):
        yield f"`{call.__name__}({', '.join(arguments(call))})`", inspect.getdoc(call) or ""


def place(call: Callable[..., Any]) -> tuple[bool, str, int]:
    """Where a function is defined, those of ``FIRST`` before all others."""
    return call.__module__ != FIRST, call.__module__, inspect.getsourcelines(call)[1]


def arguments(call: Callable[..., Any]) -> Iterator[str]:
    """A function's parameters without their types, and without the ``feedback=None`` of most."""
    for parameter in inspect.signature(call).parameters.values():
        if (parameter.name, parameter.default) != ("feedback", None):
            yield str(parameter.replace(annotation=inspect.Parameter.empty))


def first_paragraph(docstring: str) -> str:
    """The first paragraph of a docstring, as Markdown in one line."""
    return " ".join(docstring.split("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")


TABLES: dict[str, Callable[[], Iterator[Row]]] = {
    "commands": commands,
    "rules": rules,
    "expectations": expectations,
}


def table(name: str) -> list[str]:
    """The lines of a table.

    Raises: LookupError if there is no such table.
    """
    if name not in TABLES:
        raise LookupError(f"no reference {name!r} for a page; there are: {', '.join(TABLES)}")
    head, *rows = (f"| {first} | {first_paragraph(text)} |" for first, text in TABLES[name]())
    return ["", head, "|---|---|", *rows, ""]


class ReferencePreprocessor(Preprocessor):
    """Puts each table in the place of its line."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a table."""
        for index, name in reversed(list(embeds(lines, "reference"))):
            lines[index : index + 1] = table(name)
        return lines


class ReferenceExtension(Extension):
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(ReferencePreprocessor(md), "reference", PRIORITY)


def makeExtension(**options: Any) -> ReferenceExtension:
    """What Python-Markdown calls."""
    return ReferenceExtension(**options)
