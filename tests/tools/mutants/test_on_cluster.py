"""Mutants on two Dask workers come to what they come to here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.common import cluster
from tools.common.cache import Cache
from tools.common.cluster import LOCAL
from tools.course.folder import load_course
from tools.mutants import command, grading
from tools.mutants.grading import results_of, results_on

COURSE = Path(__file__).parents[2] / "course"

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERS", 2)


def test_a_cluster_gives_the_results_that_one_machine_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [*load_course(COURSE).code.values()]
    monkeypatch.setattr(grading, "CACHE", Cache(tmp_path / "here"))
    here = {folder.id: results_of(folder) for folder in folders}
    monkeypatch.setattr(grading, "CACHE", Cache(tmp_path / "there"))
    counts: list[tuple[int, int]] = []

    there = results_on(LOCAL, folders, lambda done, total: counts.append((done, total)))

    assert there == here
    total = sum(map(len, filter(None, here.values())))
    assert total
    assert counts[-1] == (total, total)
    # and they are kept, so that nothing is left to do
    monkeypatch.setattr(grading, "each_on_cluster", lambda *_: (_ for _ in ()))
    assert results_on(LOCAL, folders, lambda *_: None) == here


def test_the_command_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for name, options in (("here", []), ("there", ["--dask", LOCAL])):
        monkeypatch.setattr(grading, "CACHE", Cache(tmp_path / name))
        code = command.main(["--json", *options], COURSE)
        said.append((code, json.loads(capsys.readouterr().out)))

    assert said[0] == said[1]
    assert said[0][1]["exercises"]


def test_what_is_for_reading_stays_here(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--unnamed", "--dask", LOCAL], COURSE)

    assert stopped.value.code == 2
    assert "--unnamed is for reading" in capsys.readouterr().err
