"""``python -m tools new fail ID WHAT``: an entry of submissions.toml for a wrong submission.

Change and check are filled in; what to tell the learner is left to the author.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from grader.isolation.fingerprint import fingerprint
from tools.common.invocation import as_typed
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.course.change import ChangeError, change_between, changed
from tools.course.folder import load_one
from tools.course.ids import exercise_ids, trim_id, unknown_id
from tools.course.kinds import CodeFolder
from tools.course.submissions import TABLE
from tools.course.text import read_text
from tools.course.todo import MARK
from tools.grading.worker import grader_process
from tools.mutants.make import mutants_of

STDIN = "-"
_EQUIVALENT = re.compile(r"^\[\[equivalent\]\]", re.MULTILINE)
_TARGET = re.compile(r"\s*(\w+)(?:\[[^=]*\])?(?:, \w+)* *[-+*/@%]{0,2}= ")
_WORDS = {"return": "result", "for": "loop", "while": "loop", "if": "condition"}


class Wrong(NamedTuple):
    """A wrong submission, and a word for what is wrong."""

    text: str
    word: str


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Append the entry, and say what is left to do.

    Raises: SetupError with the remedy if there is no such exercise or mutant, or no entry for it.
    """
    parser = argparse.ArgumentParser(
        prog="python -m tools new fail",
        description="Add a wrong submission to submissions.toml; you write its feedback.",
    )
    parser.add_argument("id", metavar="ID", help="of a code exercise, such as topic/exercise")
    parser.add_argument(
        "what",
        metavar="WHAT",
        help="the number of a mutant, as mutants ID --unnamed shows it; a file: Python source, or "
        "a diff if its name does not end in .py; or -, for a diff to be pasted",
    )
    options = parser.parse_args(arguments)
    folder = _folder(root, options.id)
    wrong = _wrong(folder, options.what)
    check, feedback = _failed(folder, wrong)
    name = _name(folder, wrong)
    line = _add(folder.folder / TABLE, _entry(name, _change(folder, wrong), check))
    print(f"· exercises/{folder.id}/{TABLE}:{line}: {name}, which fails the check {check}")
    print(f"· a learner who writes this now reads: {feedback}")
    print(f"· say in its feedback what is wrong, and then run: {as_typed('check', folder.id)}")
    return 0


def _folder(root: Path, typed: str) -> CodeFolder:
    name = trim_id(typed)
    course = load_one(root, name)
    folder = course.exercises.get(name)
    if isinstance(folder, CodeFolder) and not course.problems:
        return folder
    if folder and not isinstance(folder, CodeFolder):
        raise SetupError(f"{name} is of kind {folder.kind}; only code has wrong submissions")
    if folder or course.problems:
        raise SetupError(f"{name} cannot be read as it is. First: {as_typed('check', name)}")
    raise SetupError(" ".join(unknown_id(typed, exercise_ids(root))))


def _wrong(folder: CodeFolder, what: str) -> Wrong:
    """The submission that a number, a file or a diff stands for."""
    if what.isdecimal():
        mutants = mutants_of(folder.solution)
        if not 1 <= int(what) <= len(mutants):
            raise SetupError(
                f"there is no mutant {what}: the solution has {len(mutants)}. The numbers are in: "
                + as_typed("mutants", f"{folder.id} --unnamed")
            )
        mutant = mutants[int(what) - 1]
        return Wrong(mutant.text, mutant.operator)
    try:
        text = sys.stdin.read() if what == STDIN else read_text(Path(what))
    except OSError as error:
        raise SetupError(
            f"{what} cannot be read ({error.strerror}); give a mutant's number, a file, or {STDIN}"
        ) from error
    if what.endswith(".py"):
        return Wrong(text, "")
    try:
        return Wrong(changed(folder.solution, text), "")
    except (ChangeError, SyntaxError) as error:
        raise SetupError(f"the diff does not fit the solution: {error}") from error


def _failed(folder: CodeFolder, wrong: Wrong) -> tuple[str, str]:
    """The check at which it fails, and what it is told there."""
    code = fingerprint(wrong.text)
    for stored in folder.stored:
        if code and code in map(fingerprint, stored.texts):
            raise SetupError(f"this is stored already: {stored.name}, in {stored.file}")
    with grader_process() as process:
        report = process.grade(folder.exercise, wrong.text)
    failed = [check["name"] for check in report["checks"] if check["verdict"] == "fail"]
    if report["verdict"] == "pass":
        raise SetupError("it passes. First add a check to grader.py that it fails")
    if not failed:
        raise SetupError(f"it fails no check, but gets {report['verdict']}: {report['feedback']}")
    return failed[0], report["feedback"]


def _change(folder: CodeFolder, wrong: Wrong) -> str:
    try:
        return change_between(folder.solution, wrong.text)
    except ChangeError as error:
        raise SetupError(
            f"{error}; store the whole file in exercises/{folder.id}/submissions/fail/"
        ) from error


def _name(folder: CodeFolder, wrong: Wrong) -> str:
    """A name that nothing has: what the first changed line is about, and what happened to it."""
    change = change_between(folder.solution, wrong.text)
    lines = [line[1:] for line in change.splitlines() if line.startswith(("-", "+"))]
    word = re.search(r"\w+", lines[0])
    target = _TARGET.match(lines[0])
    about = target[1] if target else _WORDS.get(word[0], word[0]) if word else "code"
    name = re.sub(r"\W+", "_", f"{about} {wrong.word or 'otherwise'}".lower(), flags=re.ASCII)
    return _unused(name.strip("_"), {stored.name for stored in folder.stored})


def _unused(name: str, taken: Collection[str]) -> str:
    further = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return next(candidate for candidate in (name, *further) if candidate not in taken)


def _entry(name: str, change: str, check: str) -> str:
    # a text in three quotation marks cannot hold three of them
    value = json.dumps(change, ensure_ascii=False) if "'''" in change else f"'''\n{change}\n'''"
    todo = f"{MARK} say what {name} does and why it matters, without giving the answer away"
    lines = ("[[fail]]", f'name = "{name}"', f"change = {value}", f'check = "{check}"')
    return "\n".join([*lines, f'feedback = "{todo}"'])


def _add(path: Path, entry: str) -> int:
    """Put an entry after the others, before what is declared equivalent; returns its line."""
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    end = "\r\n" if "\r\n" in text else "\n"
    declared = _EQUIVALENT.search(text)
    before = text[: declared.start()] if declared else text
    after = text[declared.start() :] if declared else ""
    head = f"{before.rstrip()}{end}{end}" if before.strip() else ""
    new = f"{entry}\n".replace("\n", end)
    path.write_bytes(f"{head}{new}{end if after else ''}{after}".encode())
    return head.count("\n") + 1
