"""A batch on two Dask workers is the batch that one machine grades, also when a worker ends."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.shares import EVERYTHING
from tests.tools.regrade.hand_in_maker import RIGHT, programs, write_class
from tests.tools.regrade.noted_grading import NOTES, grade_and_note
from tests.tools.regrade.test_regrade import COURSE, ID, WORKBOOK
from tools.common import cluster
from tools.common.cluster import LOCAL
from tools.course.folder import load_course
from tools.regrade import command
from tools.regrade.batch import AT_ONCE, Shard, grade_batch, key_of
from tools.regrade.grades import row_of, write_table
from tools.regrade.hand_ins import HandIn, read_hand_ins
from tools.regrade.sandbox import bubblewrap

SIZE, EACH = (500, 5) if os.environ.get(EVERYTHING) else (32, 1)
SECONDS = 1.0  # of each endless loop
WORKER = "Dask Worker process"


class Killing:
    """Ends a worker when the first submission is there, and the others are on their way."""

    def __init__(self) -> None:
        self.killed = 0
        self.told: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if done == 1:
            children = multiprocessing.active_children()
            workers = [child for child in children if child.name.startswith(WORKER)]
            assert len(workers) == 2
            self.killed = workers[-1].pid or 0
            workers[-1].kill()


def nothing(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_table_that_one_machine_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    monkeypatch.setattr(cluster, "WORKERS", 2)
    monkeypatch.setenv(NOTES, str(tmp_path / "notes"))
    monkeypatch.setattr("tools.regrade.batch.grade_in_worker", grade_and_note)
    course = load_course(COURSE)
    quick = replace(course.exercises[ID].exercise, seconds=SECONDS)
    monkeypatch.setattr("tools.regrade.batch.with_known", lambda folder, process: quick)
    handed_in = programs(SIZE, EACH)
    write_class(
        tmp_path / "class", WORKBOOK, {name: {ID: text} for name, (text, _) in handed_in.items()}
    )
    rows = read_hand_ins([tmp_path / "class"], [ID], WORKBOOK)
    hand_ins = [row for row in rows if isinstance(row, HandIn)]
    assert len(hand_ins) == SIZE

    def table(name: str, watch: Callable[[int, int], None], where: str) -> bytes:
        out = tmp_path / name
        results = grade_batch(course, hand_ins, out, Shard(), watch, where)
        version = course.exercises[ID].exercise.version
        rows = [row_of(hand_in, results[key_of(hand_in, version)]) for hand_in in hand_ins]
        assert {row.student: row.verdict for row in rows} == {
            name: verdict for name, (_, verdict) in handed_in.items()
        }
        ordered = sorted(rows, key=lambda row: row.place)
        write_table(out, [replace(row, seconds="") for row in ordered])
        return (out / "grades.csv").read_bytes()

    here = table("here", nothing, "")
    (tmp_path / "there").mkdir()
    shutil.copy(tmp_path / "here" / "secret", tmp_path / "there")
    killing = Killing()

    assert table("there", killing, LOCAL) == here

    assert killing.told == [(done, SIZE) for done in range(1, SIZE + 1)]
    assert len((tmp_path / "there" / "reports.jsonl").read_bytes().splitlines()) == SIZE
    check_runs((tmp_path / "notes").read_text(), killing.killed)


def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    write_class(tmp_path / "class", WORKBOOK, {"anna": {ID: RIGHT}})
    options = ["--out", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:9"]

    assert command.main([str(tmp_path / "class"), *options], COURSE) == 2

    assert "error: there is no Dask scheduler at tcp://127.0.0.1:9" in capsys.readouterr().err
    assert not (tmp_path / "out" / "grades.csv").exists()


def check_runs(notes: str, killed: int) -> None:
    """See that nothing ran again but what the worker had begun that was killed."""
    runs: dict[str, list[int]] = defaultdict(list)
    for line in notes.splitlines():
        worker, key = line.split()
        runs[key].append(int(worker))
    assert len(runs) == -(-SIZE // AT_ONCE)
    assert os.getpid() not in Counter(worker for part in runs.values() for worker in part)
    assert all(worker == killed for part in runs.values() for worker in part[:-1])
