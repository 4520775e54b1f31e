"""The machinery knows no subject: a fork replaces exercises, pages and packages, and no program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.steps import NAME, PACKAGES, ROOT

# Words that only a course on this subject needs. `policy` is also what browsers hold a page to,
# `task` what they call a piece of work: such words tell nothing.
WORDS = (
    *("reinforcement", "meta-?rl", "metarl", "meta-?learn\\w*", "multi-?task", "maml", "reptile"),
    *("rl2", "rl²", "pearl", "pcgrad", "varibad", "bandit", "mdp", "pomdp", "q-learning"),
    *("reward", "episode", "rollout", "trajectory", "actor", "critic", "replay buffer"),
    *("inner loop", "outer loop", "inner step", "support set", "query set", "discount factor"),
)
SUBJECT = re.compile(rf"(?<![a-z])(?:{'|'.join(WORDS)})(?:s|es)?(?![a-z])", re.IGNORECASE)
MACHINERY = ("grader", "tools")
MADE = {"__pycache__"}


def sources() -> list[Path]:
    found = (path for name in MACHINERY for path in (ROOT / name).rglob("*"))
    return [path for path in found if path.is_file() and not MADE & set(path.parts)]


def test_the_words_are_found() -> None:
    for text in ("Meta-RL", "two episodes", "a MAML step", "import metarl.maml", "multitask/x"):
        assert SUBJECT.search(text), text
    for text in ("rl-exercise", "a policy of the page", "the reader is rewarding", "normal"):
        assert not SUBJECT.search(text), text


@pytest.mark.parametrize("folder", MACHINERY)
def test_no_program_knows_the_subject(folder: str) -> None:
    paths = [path for path in sources() if path.is_relative_to(ROOT / folder)]
    assert len(paths) > 20
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        for match in [SUBJECT.search(line)]
        if match
    ]
    assert found == []


def test_names_come_from_the_one_place_that_a_fork_edits() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'name = "{NAME}"' in text
    assert "grader" in PACKAGES
    assert all((ROOT / name / "__init__.py").is_file() for name in PACKAGES)
