"""The commands of ``python -m tools``: which there are, and what surrounds each of them."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tools.common.paths import ROOT
from tools.common.process import SetupError

# What `clean` deletes: what the build made, and with --all also what set-up made, and what
# `reproduce` keeps, which takes longest of all to make again.
BUILT = (
    "site",
    "dist",
    "docs/assets/exercises",
    "docs/assets/figures",
    "docs/assets/runtime",
    "docs/assets/vendor",
    ".setup/serve",
    ".cache/bundles",
    ".cache/mutants",
    ".hypothesis",
    ".cache/mypy",
    ".pytest_cache",
    ".ruff_cache",
)
SET_UP = (".venv", "node_modules", ".setup", ".cache")


class Command(NamedTuple):
    """A command.

    Attributes:
        entry: where its ``main(arguments) -> exit code`` is.
        arguments: as help shows them; a command without takes none.
        summary: one line of help.
        sentence: the whole of it in Markdown, for the guide; empty if the line says it.
        environment: runs in the project's own; without it, works on a machine with nothing yet.
        others: the first arguments that have a ``main`` of their own, with where it is.
    """

    entry: str
    arguments: str
    summary: str
    sentence: str = ""
    environment: bool = True
    others: Mapping[str, str] = MappingProxyType({})


COMMANDS = {
    "serve": Command(
        "tools.devserver.command",
        "[--port N]",
        "set up, build, and show the site on 127.0.0.1:8000",
        "sets up, builds, and shows the site on 127.0.0.1:8000, reloading when a file changes; each"
        " page says what `check` says of it and of its exercises; `--port 8001`",
    ),
    "new": Command(
        "tools.scaffold.command",
        "KIND ID [--page PAGE] [--defines CALL]",
        "start an exercise (code, diagnose, classify, recall), a page or a figure",
        "makes the beginning of an exercise, a page or a figure: `code`, `diagnose` (a program to"
        " mend), `classify`, `recall`, `page` or `figure`, and an id; `--page concepts/page` puts"
        " an exercise on that page, `--defines 'f(x, y)'` says what is to be written; prints what"
        " is left to do, in order; `fail ID N` stores mutant N as a wrong submission",
        others={"fail": "tools.mutants.new_fail"},
    ),
    "check": Command(
        "tools.contract.command",
        "[ID …] [--json | --watch | --rules]",
        "check exercises and pages",
        "checks exercises and pages against the contract: all of them, or those you name, such as"
        " `topic/exercise` and `concepts/page`; prints the mutation scores; `--watch` checks"
        " again after each save; `--rules` prints what the contract asks for; `--json` is for"
        " programs",
    ),
    "readability": Command(
        "tools.readability",
        "[PAGE …] [--longest N]",
        "say how pages read: length of sentences, a grade",
        "says of each page how long its sentences are and how many years of school it asks for (the"
        " automated readability index), and shows the longest sentences; it finds no fault, and"
        " `check` does not ask for it",
    ),
    "try": Command(
        "tools.grading.preview",
        "ID [FILE]",
        "grade a file, and read what a learner would",
        "grades a file and shows in the terminal what a learner would read: an id and a file, or"
        " the id alone for its starter",
    ),
    "grade": Command(
        "tools.grading.command",
        "ID FILE [--seed N]",
        "grade a file, and print its Report as JSON",
        "prints the Report on one submission as JSON, and ends with 0 whatever the verdict, with 2"
        " if nothing could be graded",
    ),
    "regrade": Command(
        "tools.regrade.command",
        "[PATH …] [--scorm REPORT.csv] --out FOLDER [--latest | --best | --all] [--never-lower]"
        " [--shard I/N] [--dask ADDRESS]",
        "grade what learners have handed in, and write a table",
        "grades what learners have handed in once more: files of progress, programs in"
        " `student/topic/name.py`, zips and folders of them; writes `grades.csv` and the Reports"
        " into a folder, says first which grades would change, and goes on where it was stopped",
    ),
    "overview": Command(
        "tools.overview.command",
        "PATH … --out FOLDER [--graded FOLDER] [--anonymous]",
        "show what a class met in the exercises",
        "shows what a class met, from all that was handed in: how each exercise went, the mistakes,"
        " the scenarios that mislead; writes a page, its tables as CSV and a zip for Dolos;"
        " `--graded` takes the verdicts of `regrade`, `--anonymous` puts numbers in the place of"
        " names",
    ),
    "mutants": Command(
        "tools.mutants.command",
        "[ID …] [--json] [--write [--all]] [--unnamed [--all]] [--dask ADDRESS]",
        "grade slightly wrong solutions",
        "grades slightly wrong versions of the solutions, shows those that pass and says how many"
        " did not; `--json`; `--write` counts again what has changed and keeps the scores;"
        " `--unnamed` shows those for which the feedback names no mistake",
    ),
    "judge": Command(
        "tools.judge.command",
        "[ID | FILE] [--cross-validate] [--json] [--write]",
        "measure the judge of justifications on labelled sentences",
        "measures the judge of justifications: of an exercise, on its own labelled sentences, with"
        " advice on the next one to label, or on a file of others; `--cross-validate`, `--json`;"
        " `--write` measures again what the pages show",
    ),
    "test": Command(
        "tools.testing.command",
        "[ARGUMENT …]",
        "set up, build, and run all checks and tests",
        "runs all checks and tests; arguments go to pytest",
    ),
    "reproduce": Command(
        "tools.reproduce.command",
        "[NAME …] [--list] [--quick] [--dask ADDRESS]",
        "compute our numbers beside the published ones",
        "computes published numbers again, on all cores, and writes the tables of reproductions;"
        " names choose some, `--list` shows all; after a stop it continues where it was; `--quick`"
        " takes seconds and keeps nothing",
    ),
    "bench": Command(
        "tools.bench.command",
        "[NAME …] [--trials N] [--trace]",
        "measure the site against its targets",
        "measures the site against its targets, and keeps the results in `docs/data/bench.json`;"
        " names choose benchmarks (`startup`, `session`, `sizes`, `judge`, `build`, `regrade`,"
        " `races`), `--trials 3` is quicker; `startup --trace` makes the timeline of the start"
        " instead; `races` and `build` get what they compare with, PyTorch and another theme, into"
        " environments of their own; leave the machine alone meanwhile",
    ),
    "test-engines": Command(
        "tools.testing.engines",
        "[ARGUMENT …]",
        "test the site in Chromium, Firefox and WebKit",
        "tests the main paths in Chromium, Firefox ESR and WebKitGTK, and installs what is missing"
        " (Debian, as root)",
    ),
    "build": Command(
        "tools.site.build",
        "[--course FOLDER]",
        "set up, and build the site into site/",
        "writes the finished site to `site/`; `--course` builds that of another folder",
    ),
    "offline-zip": Command(
        "tools.site.offline_zip",
        "",
        "the site as a zip that works by double click",
        "writes a zip into `dist/`: to unzip, and to open by a double click on"
        " `index.html`, without a server or a network",
    ),
    "anki": Command(
        "tools.site.lists.anki_package",
        "",
        "the cards as a package for Anki",
        "writes the cards of the built site as a package for Anki into `dist/`; importing a later"
        " one changes what they say and keeps each learner's schedule",
    ),
    "export": Command(
        "tools.export.command",
        "FORMAT [ID …] [--out FILE]",
        "exercises as a package for a learning platform (scorm12, qti3)",
        "writes exercises, those of pages, or all of them as a package for learning platforms into"
        " `dist/`: `scorm12` takes them as they are, runs from its own files and reports"
        " provisional scores; `qti3` takes scenarios and cards, as questions that the platform"
        " asks and grades by itself (QTI 3.0)",
    ),
    "setup": Command(
        "tools.setup.command",
        "",
        "only set up, including the browser for the tests",
        "only sets up",
    ),
    "synth": Command(
        "tools.synth.command",
        "N [--folder FOLDER]",
        "make a synthetic course of N exercises",
        "makes a synthetic course of N exercises in `.setup/synth/N`, to see how the tools cope"
        " with many; `build --course FOLDER` builds its site",
    ),
    "summary": Command(
        "tools.testing.ci_summary",
        "--problems FILE --tests FILE",
        "what failed, as Markdown for a CI host",
        "turns what `check --json` and `pytest --junit-xml` have written into Markdown; the"
        " workflow in `.github/` shows it on the page of a failed run",
        environment=False,
    ),
    "clean": Command(
        "tools.cli:clean",
        "[--all]",
        "delete what the build made; --all: set-up too",
        "deletes what the build made; `--all` deletes the set-up too, and finished jobs of"
        " `reproduce`",
        environment=False,
    ),
    "help": Command("tools.cli:show_help", "[COMMAND]", "show this list", environment=False),
}


def main(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        Its exit code; 1 after a failure that set-up foresees, 2 for an unknown command or arguments
        where there can be none.
    """
    name, *rest = arguments or ["help"]
    name = "help" if name in {"-h", "--help"} else name
    if name not in COMMANDS:
        print(f"error: no command {name!r}; there are: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    command = COMMANDS[name]
    if rest and not command.arguments:
        print(f"error: {name} takes no arguments", file=sys.stderr)
        return 2
    try:
        if command.environment:
            from tools.setup.command import enter_environment

            enter_environment(arguments)
        entry = command.others.get(rest[0], "") if rest else ""
        rest = rest[1:] if entry else rest
        module, _, function = (entry or command.entry).partition(":")
        run = getattr(importlib.import_module(module), function or "main")
        code = int(run(rest))
        sys.stdout.flush()
        return code
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # of a reader such as `head`, who has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130


def show_help(arguments: list[str]) -> int:
    """Print every command with its line; the named one's alone."""
    print("make COMMAND [ARGS='arguments'], or python3 -m tools COMMAND [arguments]\n")
    for name in [name for name in arguments if name in COMMANDS] or COMMANDS:
        _, usage, summary, *_ = COMMANDS[name]
        print(f"  {name:<12} {summary}{f': {usage}' if usage else ''}")
    return 0


def clean(arguments: list[str]) -> int:
    """Delete; downloads in the user's cache stay, since getting them again takes long."""
    if arguments not in ([], ["--all"]):
        print("error: clean takes no argument other than --all", file=sys.stderr)
        return 2
    for name in BUILT + (SET_UP if arguments else ()):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0
