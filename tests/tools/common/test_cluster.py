"""Tasks on two Dask workers: all are done, what workers keep is ended, and trouble has a word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from tests.tools.common import cluster_tasks
from tools.common import cluster
from tools.common.cluster import LOCAL, each_on_cluster, end_kept, run_task
from tools.common.process import SetupError

pytestmark = pytest.mark.filterwarnings("default")
SQUARES = {number: number**2 for number in range(9)}


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERS", 2)


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A cluster that has no workers yet."""
    options: Any = {"n_workers": 0, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(**options) as started:  # type: ignore[no-untyped-call]
        yield started


def test_each_task_is_done_once_and_what_workers_keep_is_ended(tmp_path: Path) -> None:
    tasks = ((tmp_path, number) for number in SQUARES)

    results = dict(each_on_cluster(LOCAL, cluster_tasks.count, tasks))

    assert {number: square for (_, number), (square, _) in results.items()} == SQUARES
    workers = {worker for _, worker in results.values()}
    assert os.getpid() not in workers
    counts = {file.name: int(file.read_text()) for file in tmp_path.iterdir()}
    assert counts.keys() == {f"closed {worker}" for worker in workers}
    assert sum(counts.values()) == len(SQUARES)


@pytest.mark.parametrize(
    ("work", "why"),
    [(cluster_tasks.ends_its_worker, "KilledWorker"), (cluster_tasks.is_refused, "not three")],
)
def test_what_the_cluster_loses_is_done_here(
    work: Any, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = [(os.getpid(), number) for number in SQUARES]

    results = each_on_cluster(LOCAL, work, tasks)

    assert {number: square for (_, number), square in results} == SQUARES

    errors = capsys.readouterr().err
    assert re.search(r"the cluster has lost \d of its tasks", errors)  # others may be suspected too
    assert why in errors


def test_the_end_of_a_batch_leaves_other_batches_alone(tmp_path: Path) -> None:
    for batch in ("one", "two", "one"):
        (tmp_path / batch).mkdir(exist_ok=True)
        run_task(batch, cluster_tasks.count, (tmp_path / batch, 1))

    end_kept("one")
    assert [file.read_text() for file in (tmp_path / "one").iterdir()] == ["2"]
    assert not list((tmp_path / "two").iterdir())

    end_kept("two")
    assert [file.read_text() for file in (tmp_path / "two").iterdir()] == ["1"]


def test_who_stops_early_leaves_nothing_running(tmp_path: Path) -> None:
    results = each_on_cluster(LOCAL, cluster_tasks.count, ((tmp_path, n) for n in SQUARES))
    _, (_, worker) = next(results)

    results.close()

    assert tmp_path / f"closed {worker}" in list(tmp_path.iterdir())


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere"])
def test_an_address_where_nobody_is_has_a_word(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1s")

    with pytest.raises(SetupError, match=rf"no Dask scheduler at {address}.*tcp://host:8786"):
        list(each_on_cluster(address, cluster_tasks.count, []))


def test_a_scheduler_without_workers_has_a_word(
    scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1s")

    with pytest.raises(SetupError, match=r"has no workers; start some, with `dask worker tcp://"):
        list(each_on_cluster(scheduler.scheduler_address, cluster_tasks.count, []))


def test_workers_of_another_version_are_refused(
    scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler.scale(1)
    monkeypatch.setattr(cluster, "digest", lambda *_: "other")

    with pytest.raises(SetupError, match="has another version of this project; update its clone"):
        list(each_on_cluster(scheduler.scheduler_address, cluster_tasks.count, []))
