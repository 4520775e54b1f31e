"""CONTRIBUTING.md and ARCHITECTURE.md describe what there is, and nothing else."""

from __future__ import annotations

import re
import subprocess

import msgspec
import pytest

from grader.report import VERDICTS
from tools.cli import COMMANDS
from tools.common.paths import ROOT
from tools.contract.problems import rules
from tools.course.layout import FILES
from tools.course.schema import KINDS, Scenario
from tools.course.submissions import FOLDERS

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
# How others call them: what set-up does on its own.
NOT_FOR_AUTHORS = {"bundle", "help"}


def rows(section: str) -> list[str]:
    """The names in the first column of a section's table."""
    text = TEXT.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z_-]+)` \|", text, re.MULTILINE)


def test_every_rule_is_described_once() -> None:
    assert sorted(rows("The contract")) == sorted(name for name, _ in rules())


def test_every_command_is_described_once() -> None:
    described = rows("Commands")
    assert sorted(described) == sorted(set(COMMANDS) - NOT_FOR_AUTHORS)


def test_every_verdict_is_described_once() -> None:
    assert sorted(rows("Verdicts")) == sorted(VERDICTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str) -> None:
    keys = [one.name for one in msgspec.structs.fields(KINDS[kind])]
    keys += [one.name for one in msgspec.structs.fields(Scenario)] if kind == "classify" else []
    assert [key for key in keys if not re.search(rf"\b{key}\b", TEXT)] == []


def test_every_file_and_folder_of_an_exercise_is_described() -> None:
    names = [*FILES["code"], *(f"submissions/{one}/" for one in FOLDERS)]
    assert [name for name in names if name not in TEXT] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_target_of_make_or_one_for_programs(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert name in NOT_FOR_AUTHORS or re.search(rf"^{name}: ;", makefile, re.MULTILINE)


def architecture(section: str) -> str:
    """A section of ARCHITECTURE.md."""
    text = ARCHITECTURE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    assert text, section
    return text


def named(section: str) -> set[str]:
    """The paths that a section names."""
    return set(re.findall(r"`((?:grader|tools|docs|tests)/[\w./-]*)`", architecture(section)))


def test_there_are_five_invariants() -> None:
    found = re.findall(r"^\*\*(\d)\. .+\.\*\*$", architecture("The five invariants"), re.MULTILINE)
    assert found == ["1", "2", "3", "4", "5"]


def test_every_folder_is_described_once() -> None:
    described = re.findall(r"^\| `([a-z]+)/` \|", architecture("Folders"), re.MULTILINE)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    there = {line.partition("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    assert sorted(described) == sorted(one for one in there if not one.startswith("."))


def test_every_folder_of_programs_is_described() -> None:
    there = {
        path.parent
        for name in ("grader", "tools", "docs/assets/js")
        for path in (ROOT / name).glob("*/*.*")
    }
    names = {path.name for path in there if path.name != "__pycache__"}
    assert sorted(name for name in names if f"{name}/" not in ARCHITECTURE) == []


def test_a_new_kind_goes_wherever_an_old_one_is_named() -> None:
    word = re.compile(r"""["']recall["']|RecallView""")
    programs = [path for end in ("py", "js") for path in ROOT.glob(f"*/**/*.{end}")]
    ours = {"grader", "tools"}
    known = {
        path.relative_to(ROOT).as_posix()
        for path in programs
        if path.is_relative_to(ROOT / "docs" / "assets" / "js")
        or path.relative_to(ROOT).parts[0] in ours
        if word.search(path.read_text("utf-8"))
    } - {"docs/assets/js/recall.js"}
    steps = named("How to add a kind of exercise")
    assert known <= steps
    made = {"grader/estimate.py", "tools/course/templates/estimate/", "docs/assets/js/estimate.js"}
    assert [path for path in steps - made if not (ROOT / path).exists()] == []
