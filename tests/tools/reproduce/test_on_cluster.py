"""Jobs of reproductions on two Dask workers come to what they come to here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from metarl.reproductions import Job
from tests.tools.reproduce import toy_reproduction as toy
from tools.common import cluster
from tools.common.cache import Cache
from tools.common.cluster import LOCAL
from tools.common.process import SetupError
from tools.reproduce import cache, command, jobs, recipes
from tools.reproduce.cache import Done

JOBS = [
    Job("two", toy.squared, (2,)),
    Job("three", toy.squared, (3,)),
    Job("raises", toy.failing),
    Job("ends", toy.vanishing),
    Job("unfit", toy.unfit),
]

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERS", 2)


def outcomes(on: str) -> dict[str, object]:
    """What became of each job: its result, or why there is none."""
    ends: dict[str, object] = {}
    works = [cache.work("toy", job) for job in JOBS]

    def ended(work: cache.Work, outcome: Done | SetupError) -> None:
        assert work.job.name not in ends
        said = re.sub(r"/\S*/", "", str(outcome))  # the place of the log
        ends[work.job.name] = outcome.result if isinstance(outcome, Done) else said

    if on:
        jobs.run_all_on(on, works, ended)
    else:
        jobs.run_all(works, 2, lambda one, share: None, ended)
    return ends


def test_a_cluster_gives_the_results_that_one_machine_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tmp_path / "here", tmp_path / "there"
    found = []
    for place, on in zip(places, ("", LOCAL), strict=True):
        monkeypatch.setattr(cache, "CACHE", Cache(place))
        found.append(outcomes(on))

    assert found[0] == found[1]
    assert found[1]["two"] == {"square": 4, "threads": "1"}
    files = [sorted(file.name for file in place.rglob("*.*")) for place in places]
    assert files[0] == files[1]
    assert "Traceback" in next(places[1].rglob("raises*.log")).read_text()


def test_the_command_writes_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recipes, "modules", lambda: {"toy": toy.__name__})
    tables = []
    for name, options in (("here", []), ("there", ["--dask", LOCAL])):
        monkeypatch.setattr(cache, "CACHE", Cache(tmp_path / name / "kept"))
        assert command.main(["toy", "--output", str(tmp_path / name), *options]) == 0
        tables.append((tmp_path / name / "toy.json").read_text())
        assert "toy/square-2 … " in capsys.readouterr().out

    # all but the time that it took
    one, other = (re.sub(r'"seconds": *[\d.]+', "", table) for table in tables)
    assert one == other
