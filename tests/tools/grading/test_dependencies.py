"""What makes a bundle or a mutant's verdict stale, and what does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tools.common import sources
from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.grading.dependencies import code_digest, imported_digest
from tools.mutants import grading
from tools.site import exercise_bundles

COURSE = Path(__file__).parents[2] / "course"
NAME = "arithmetic/double"
Keys = Callable[[], tuple[str, str]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the packages and of the toy course, whose exercise imports a module of ours."""
    for name in ("grader", "metarl", "tools"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    edit(tmp_path / "exercises" / NAME / "solution.py", "import metarl.planning.grid")
    return tmp_path


@pytest.fixture
def keys(repository: Path) -> Keys:
    """The keys of the exercise's bundle and of its mutants, as they are now."""

    def now() -> tuple[str, str]:
        code = code_digest(exercise_bundles.MAKERS, repository)
        loaded = load_course(repository).code[NAME]
        remarks = replace(loaded, stored=[])
        return (
            exercise_bundles.key_of(repository, NAME, code, repository=repository),
            grading.key_of(remarks, repository=repository),
        )

    return now


def edit(path: Path, line: str = "# edited") -> None:
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "metarl/maml/meta_gradient.py",
        "tools/cli.py",
        "tools/mutants/command.py",
        "tools/bench/command.py",
        "tools/setup/command.py",
        "tools/common/terminal.py",
    ],
)
def test_an_edit_that_no_result_depends_on_makes_nothing_stale(
    repository: Path, keys: Keys, name: str
) -> None:
    before = keys()
    edit(repository / name)
    assert keys() == before


@pytest.mark.parametrize(
    "name",
    [
        f"exercises/{NAME}/grader.py",
        f"exercises/{NAME}/solution.py",
        "grader/expectations/checks.py",
        "metarl/planning/grid.py",
        "metarl/planning/__init__.py",
        "tools/grading/worker.py",
        "tools/grading/traces.py",
    ],
)
def test_an_edit_of_what_a_result_depends_on_makes_it_stale(
    repository: Path, keys: Keys, name: str
) -> None:
    bundle, mutants = keys()
    edit(repository / name)
    new_bundle, new_mutants = keys()
    assert new_bundle != bundle
    assert new_mutants != mutants


def test_what_only_one_of_them_is_made_by_concerns_only_that_one(
    repository: Path, keys: Keys
) -> None:
    bundle, mutants = keys()
    edit(repository / "tools/mutants/calls.py")
    assert keys()[0] == bundle
    assert keys()[1] != mutants
    edit(repository / f"exercises/{NAME}/hints.md")
    assert keys()[0] != bundle


def test_the_modules_that_other_processes_load_by_name_are_there() -> None:
    for name in (*exercise_bundles.MAKERS, *grading.MAKERS):
        assert sources.file_of(name), name


def test_a_source_that_cannot_be_read_imports_nothing() -> None:
    assert imported_digest(["import metarl.planning (", b"\xff metarl", "x = 'metarl'"]) == ""
    assert imported_digest(["from metarl import planning"]) != ""
