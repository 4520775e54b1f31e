"""CONTRIBUTING.md describes every command, rule, key and verdict there is, and no other."""

from __future__ import annotations

import re

import msgspec
import pytest

from grader.report import VERDICTS
from tools.commands import COMMANDS
from tools.contract import rule_names
from tools.load import FILES
from tools.schema import KINDS, Scenario
from tools.steps import ROOT
from tools.stored import FOLDERS

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
# How others call them: what `python -m grader` is, and what set-up does on its own.
NOT_FOR_AUTHORS = {"grade", "bundle", "help"}


def rows(section: str) -> list[str]:
    """The names in the first column of a section's table."""
    text = TEXT.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z_-]+)` \|", text, re.MULTILINE)


def test_every_rule_is_described_once() -> None:
    assert sorted(rows("The contract")) == sorted(rule_names())


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
