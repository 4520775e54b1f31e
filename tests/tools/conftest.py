"""The toy course, a copy of which tests edit and hold against the contract: more than a hundred
times, so that nothing is worked out anew that the edit has not touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from codespell_lib._spellchecker import build_dict

from tools.common.cache import Cache
from tools.contract.command import check
from tools.regrade import examiner, sandbox

COURSE = Path(__file__).parents[1] / "course"
Words = dict[str, Any]


@pytest.fixture
def without_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test is not about takes its time, too."""
    monkeypatch.setattr(sandbox, "bubblewrap", lambda: None)
    monkeypatch.setattr(examiner, "FORKS", False)


@pytest.fixture(scope="session")
def known_answers() -> None:
    """What the contract asks of the toy course as it is, kept where commands keep their answers."""
    check(COURSE, [])


@pytest.fixture(scope="session")
def read_dictionary() -> Callable[[str, Words, set[str]], None]:
    """Codespell's own reading of its dictionary, which takes longer than most rules, done once."""
    read: dict[tuple[str, frozenset[str]], Words] = {}

    def remember(file: str, misspellings: Words, ignored: set[str]) -> None:
        key = (file, frozenset(ignored))
        if key not in read:
            read[key] = {}
            build_dict(file, read[key], ignored)
        misspellings.update(read[key])

    return remember


@pytest.fixture
def course(
    known_answers: None,
    read_dictionary: Callable[[str, Words, set[str]], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A copy of the toy course to edit, in which all that stays as it was has been answered."""
    monkeypatch.setattr("codespell_lib._codespell.build_dict", read_dictionary)
    # the answers on an edited exercise would take the place of those on the exercise as it is
    monkeypatch.setattr(Cache, "write", lambda *_: None)
    return Path(shutil.copytree(COURSE, tmp_path / "course"))
