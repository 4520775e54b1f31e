"""Markdown extension: the line ``::: reference NAME`` becomes a list made from our own code.

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
from tools.contract.problems import rules
from tools.course.embeds import embeds

# where a grader.py's functions are; all else that grader exports is for programs
FOR_CHECKS = ("grader.expectations.", "grader.values.trace")
FIRST = "grader.expectations.basic"
PRIORITY = 28  # see tools.site.markdown_extension


def command_table() -> Iterator[str]:
    """Every command and what it does, as a table."""
    yield from ("| Command | What it does |", "|---|---|")
    for name, command in COMMANDS.items():
        yield f"| `{name}` | {in_cell(command.sentence or command.summary)} |"


def rule_table() -> Iterator[str]:
    """Every rule of the contract and what must hold, as a table."""
    yield from ("| Rule | What must hold |", "|---|---|")
    for name, sentence in rules():
        yield f"| `{name}` | {in_cell(sentence)} |"


def expectation_list() -> Iterator[str]:
    """Everything that a grader.py can call, the common ones first.

    A list of definitions, because calls with all their arguments are too wide for a table.
    """
    exported = [getattr(grader, name) for name in grader.__all__]
    calls = [
        function
        for function in exported
        if getattr(function, "__module__", "").startswith(FOR_CHECKS)
    ]
    for call in sorted(calls, key=place):
        yield f"`{call.__name__}({', '.join(arguments(call))})`"
        yield f":   {first_paragraph(inspect.getdoc(call) or '')}"
        yield ""


def place(call: Callable[..., Any]) -> tuple[bool, str, int]:
    """Where a function is defined, those of ``FIRST`` before all others."""
    return call.__module__ != FIRST, call.__module__, inspect.getsourcelines(call)[1]


def arguments(call: Callable[..., Any]) -> Iterator[str]:
    """A function's parameters without their types, and without the ``feedback=None`` of most."""
    for parameter in inspect.signature(call).parameters.values():
        if (parameter.name, parameter.default) != ("feedback", None):
            yield str(parameter.replace(annotation=inspect.Parameter.empty))


def in_cell(text: str) -> str:
    """The first paragraph of a text for a cell of a table."""
    return first_paragraph(text).replace("|", "\\|")


def first_paragraph(text: str) -> str:
    """The first paragraph of a docstring, as Markdown in one line."""
    return " ".join(text.split("\n\n")[0].split()).replace("``", "`")


REFERENCES = {
    "commands": command_table,
    "rules": rule_table,
    "expectations": expectation_list,
}


class ReferencePreprocessor(Preprocessor):
    """Puts each list in the place of its line."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a list.

        Raises:
            LookupError: if there is no such list.
        """
        for index, name in reversed(list(embeds(lines, "reference"))):
            if name not in REFERENCES:
                names = ", ".join(REFERENCES)
                raise LookupError(f"no reference {name!r} for a page; there are: {names}")
            lines[index : index + 1] = ["", *REFERENCES[name](), ""]
        return lines


class ReferenceExtension(Extension):
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(ReferencePreprocessor(md), "reference", PRIORITY)


def makeExtension(**options: Any) -> ReferenceExtension:
    """How Python-Markdown makes the extension."""
    return ReferenceExtension(**options)
