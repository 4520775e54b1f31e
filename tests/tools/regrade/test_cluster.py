"""A batch on two Dask workers is the batch that one machine grades, also when a worker ends."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.shares import EVERYTHING
from tests.tools.regrade.hand_in_maker import programs, write_class
from tests.tools.regrade.test_regrade import COURSE, ID, WORKBOOK
from tools.common.process import SetupError
from tools.course.folder import load_course
from tools.regrade import cluster
from tools.regrade.batch import Shard, grade_batch, key_of
from tools.regrade.cluster import LOCAL, grade_on_cluster
from tools.regrade.grades import row_of, write_table
from tools.regrade.hand_ins import HandIn, read_hand_ins
from tools.regrade.sandbox import bubblewrap

SIZE, EACH = (500, 5) if os.environ.get(EVERYTHING) else (32, 1)
SECONDS = 1.0  # of each endless loop


def kill_a_worker(done: int, total: int) -> None:
    """End a worker when the first part is there, and the others are on their way."""
    if done == 1:
        workers = multiprocessing.active_children()
        assert len(workers) >= 2
        workers[-1].kill()


def nothing(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_table_that_one_machine_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    monkeypatch.setattr(cluster, "grade_on_cluster", partial(grade_on_cluster, workers=2))
    monkeypatch.setattr("tools.regrade.batch.grade_on_cluster", cluster.grade_on_cluster)
    course = load_course(COURSE)
    quick = replace(course.exercises[ID].exercise, seconds=SECONDS)
    monkeypatch.setattr("tools.regrade.batch.with_known", lambda folder, process: quick)
    made = programs(SIZE, EACH)
    write_class(
        tmp_path / "class", WORKBOOK, {name: {ID: text} for name, (text, _) in made.items()}
    )
    found = read_hand_ins([tmp_path / "class"], [ID], WORKBOOK)
    hand_ins = [one for one in found if isinstance(one, HandIn)]
    assert len(hand_ins) == SIZE

    def table(name: str, watch: Callable[[int, int], None], where: str) -> bytes:
        out = tmp_path / name
        results = grade_batch(course, hand_ins, out, Shard(), watch, where)
        version = course.exercises[ID].exercise.version
        rows = [row_of(one, results[key_of(one, version)]) for one in hand_ins]
        assert {row.student: row.verdict for row in rows} == {
            name: verdict for name, (_, verdict) in made.items()
        }
        ordered = sorted(rows, key=lambda row: row.place)
        write_table(out, [replace(row, seconds="") for row in ordered])
        return (out / "grades.csv").read_bytes()

    here = table("here", nothing, "")
    (tmp_path / "there").mkdir()
    shutil.copy(tmp_path / "here" / "secret", tmp_path / "there")

    assert table("there", kill_a_worker, LOCAL) == here


@pytest.mark.filterwarnings("default")
def test_an_address_where_nobody_is_has_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1s")

    with pytest.raises(SetupError, match="there is no Dask scheduler at"):
        list(grade_on_cluster("tcp://127.0.0.1:9", [], b""))
