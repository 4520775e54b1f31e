"""`summary`: what failed in `make test`, as Markdown for the summary of a run on a CI host."""

from __future__ import annotations

import argparse
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.results import markdown_table

MOST_SUMMED_UP = 50  # rows of a table; hosts cut off long summaries
LONGEST_CELL = 600  # characters of a cell
# Its failures are the problems themselves.
CONTRACT = "tests.exercises.test_contract"
SIGNS = re.compile(r"[&<>|\\`*_\[\]#@~!]")
NOTHING = (
    "No test has failed, and no exercise has a problem: set-up or the build of the site ended with"
    " an error. The log of the step says which, and what to do."
)


class Failure(NamedTuple):
    """A test that failed: pytest's name of it, and its message."""

    test: str
    message: str


def main(arguments: list[str]) -> int:
    """Print the summary; 0 whatever failed: another step says that it did.

    Args:
        arguments: ``--problems`` names what ``check --json`` has printed, ``--tests`` pytest's
            JUnit file. A file that is missing or broken counts as empty: an earlier step failed.
    """
    parser = argparse.ArgumentParser(prog="python -m tools summary", description=__doc__)
    parser.add_argument("--problems", type=Path, required=True, help="made by check --json")
    parser.add_argument("--tests", type=Path, required=True, help="made by pytest --junit-xml")
    options = parser.parse_args(arguments)
    print("\n".join(summary(read_problems(options.problems), read_failures(options.tests))))
    return 0


def read_problems(file: Path) -> list[dict[str, Any]]:
    """The problems of exercises."""
    try:
        problems = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return (
        [problem for problem in problems if isinstance(problem, dict)]
        if isinstance(problems, list)
        else []
    )


def read_failures(file: Path) -> list[Failure]:
    """The tests that failed, but for those of the contract, whose problems are read apart."""
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except (OSError, ElementTree.ParseError):
        return []
    failures = []
    for case in root.iter("testcase"):
        wrong = next((part for part in case if part.tag in ("failure", "error")), None)
        if wrong is not None and case.get("classname") != CONTRACT:
            path = case.get("classname", "").replace(".", "/")
            failures.append(Failure(f"{path}.py::{case.get('name')}", wrong.get("message", "")))
    return failures


def summary(problems: list[dict[str, Any]], failures: list[Failure]) -> Iterator[str]:
    """The lines of the summary."""
    if problems:
        rows: list[tuple[str, ...]] = [
            (_code(_place(problem)), _text(_words(problem)), _text(problem["remedy"]))
            for problem in problems
        ]
        yield from _table("Problems of exercises", ("Where", "What is wrong", "What to do"), rows)
    if failures:
        repeated = [f"make test ARGS='-n 0 {failure.test}'" for failure in failures]
        tests: list[tuple[str, ...]] = [
            (_code(failure.test), _text(failure.message), _code(repetition))
            for failure, repetition in zip(failures, repeated, strict=True)
        ]
        yield from _table("Failed tests", ("Test", "What it says", "Run it alone"), tests)
    if not problems and not failures:
        yield NOTHING


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f"## {title}: {len(rows)}"
    yield ""
    yield from markdown_table.plain(head, rows[:MOST_SUMMED_UP])
    yield ""
    if len(rows) > MOST_SUMMED_UP:
        yield f"… and {len(rows) - MOST_SUMMED_UP} more."
        yield ""


def _words(problem: dict[str, Any]) -> str:
    return "\n".join(filter(None, [problem["message"], problem.get("diff")]))


def _place(problem: dict[str, Any]) -> str:
    return f"{problem['file']}:{problem['line']}" if problem.get("line") else str(problem["file"])


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _text(text: str) -> str:
    """A text for one cell: nothing of it is Markdown, a link or HTML."""
    short = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
    marked = SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", short)
    return "<br>".join(marked.splitlines())
