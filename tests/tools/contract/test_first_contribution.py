"""The guide “A first contribution”, followed to the letter: what it says to run and to write."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.cli import COMMANDS
from tools.common.paths import ROOT

GUIDE = ROOT / "docs" / "authoring" / "first-contribution.md"
# A paragraph, and the block of code that it introduces.
BLOCK = re.compile(r"((?:^[^\n]+\n)*)\n?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("docs", "exercises", "grader", "metarl", "tools", "tests/content")
NOT_COPIED = shutil.ignore_patterns("runtime", "vendor", "__pycache__")
# As `python -m tools` does, short of set-up, which would make another environment for the copy.
CALL = """import importlib, sys
module, _, function = sys.argv[1].partition(":")
sys.exit(getattr(importlib.import_module(module), function or "main")(sys.argv[2:]))"""


class Step(NamedTuple):
    """Something that the guide says to do: a line to run, or a file to write or to lengthen."""

    run: str = ""
    path: str = ""
    text: str = ""
    at_end: bool = False


def steps() -> Iterator[Step]:
    """The guide's steps, in order."""
    for before, language, text in BLOCK.findall(GUIDE.read_text("utf-8")):
        if language == "sh":
            yield from (Step(run=line) for line in text.splitlines())
        else:
            *_, path = re.findall(r"`([\w./-]+/[\w./-]+\.\w+)`", before)
            yield Step(path=path, text=text, at_end="At the end of" in before)


def run(line: str, folder: Path) -> str:
    """Run a line of the guide; returns what it says."""
    program, *arguments = shlex.split(line)
    assert program == "make", line
    target, options = arguments[0], shlex.split(arguments[1].removeprefix("ARGS="))
    command = [sys.executable, "-c", CALL, COMMANDS[target].entry, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def follow(step: Step, folder: Path) -> str:
    """Take a step; returns what it says."""
    if step.run:
        return run(step.run, folder)
    path = folder / step.path
    assert path.parent.is_dir(), f"{step.path}: nothing has made its folder"
    old = path.read_text("utf-8") if step.at_end else ""
    path.write_text(old + step.text, "utf-8")
    return ""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a fresh clone has of use here."""
    folder = tmp_path_factory.mktemp("clone")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    for name in ("mkdocs.yml", "pyproject.toml", "tests/whole_course.py"):
        shutil.copy(ROOT / name, folder / name)
    # the results of grading, by content: of the others' mutants nothing is graded again
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")
    return folder


@pytest.fixture(scope="module")
def said(clone: Path) -> dict[str, str]:
    """What each command of the guide says, once all is followed."""
    return {step.run or step.path: follow(step, clone) for step in steps()}


def test_the_guide_makes_a_page_a_code_exercise_and_a_scenario(said: dict[str, str]) -> None:
    arguments = [shlex.split(line)[-1] for line in said if line.startswith("make new")]
    assert [text.removeprefix("ARGS=").split()[0] for text in arguments] == [
        "page",
        "code",
        "classify",
    ]


def test_all_three_pass(said: dict[str, str]) -> None:
    (checked,) = [text for line, text in said.items() if line.startswith("make check")]
    assert checked.splitlines()[-1] == "No problems found."
    assert "mutation score 100 %" in checked


def test_the_scores_are_brought_up_to_date(said: dict[str, str], clone: Path) -> None:
    kept = json.loads((clone / "docs" / "data" / "mutants.json").read_text("utf-8"))
    assert "returns/discounted-return" in kept["exercises"]


def test_the_new_page_keeps_what_tests_ask_of_pages(said: dict[str, str], clone: Path) -> None:
    command = [sys.executable, "-m", "pytest", "tests/content/test_pages.py", "-q", "-n", "0"]
    command += ["-k", "not reference_methods"]  # which no page changes
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
