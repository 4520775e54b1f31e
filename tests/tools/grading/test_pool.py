"""Grading processes side by side, and an exercise's files graded by them."""

from __future__ import annotations

from pathlib import Path
from threading import Lock, Thread
from time import sleep

import pytest

from grader.exercise import CodeExercise
from tools.contract.exercise_reports import SEEDS, ExerciseReports
from tools.course.folder import load_course
from tools.grading import pool
from tools.grading.pool import CORES, Pool, process_pool
from tools.grading.worker import GraderProcess

DOUBLE = load_course(Path(__file__).parents[2] / "course").code["arithmetic/double"]


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> Pool:
    monkeypatch.setattr(pool, "CORES", 3)
    return Pool()


def test_results_keep_the_order_and_no_process_serves_two_at_once(three: Pool) -> None:
    busy: set[int] = set()
    lock = Lock()

    def work(process: GraderProcess, item: int) -> int:
        with lock:
            assert id(process) not in busy
            busy.add(id(process))
        with lock:
            busy.remove(id(process))
        return 2 * item

    assert list(three.each(work, range(100))) == list(range(0, 200, 2))
    assert list(three.each(work, [])) == []


def test_several_pools_together_are_at_work_on_no_more_than_all_cores() -> None:
    at_work: list[int] = []
    most: list[int] = []

    def work(process: GraderProcess, item: int) -> None:
        at_work.append(item)
        most.append(len(at_work))
        sleep(0.001)
        at_work.pop()

    threads = [
        Thread(target=lambda: list(Pool().each(work, range(40), submissions=40)))
        for _ in range(CORES + 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(most) == 40 * len(threads)
    assert max(most) <= CORES


def test_few_submissions_start_one_process(three: Pool) -> None:
    used: set[int] = set()

    list(three.each(lambda process, item: used.add(id(process)), range(10)))
    list(three.each(lambda process, item: used.add(id(process)), range(10)))

    assert len(used) == 1


def test_process_is_given_back_after_an_error(three: Pool) -> None:
    def fail(process: GraderProcess, item: int) -> None:
        raise ValueError(item)

    for _ in range(4):
        with pytest.raises(ValueError, match="0"):
            list(three.each(fail, [0]))
    with three.process() as first, three.process() as second, three.process() as third:
        assert len({id(first), id(second), id(third)}) == 3


def test_files_are_graded_for_every_seed_and_endless_ones_once() -> None:
    with process_pool() as processes:
        grading = ExerciseReports(DOUBLE, processes)

    texts = {stored.name: stored for stored in DOUBLE.stored}
    for seed in SEEDS:
        assert grading.report(DOUBLE.solution, seed)["verdict"] == "pass"
        assert grading.report(DOUBLE.starter, seed)["verdict"] == "fail"
        assert grading.report(texts["loop"].text, seed)["seed"] == seed
    assert grading.report(texts["endless"].text)["verdict"] == "timeout"
    with pytest.raises(KeyError):
        grading.report(texts["endless"].text, 1)


def test_behaviours_are_those_of_the_stored_submissions() -> None:
    with process_pool() as processes:
        grading = ExerciseReports(DOUBLE, processes)

    assert isinstance(grading.exercise, CodeExercise)
    known = grading.exercise.known
    assert known is not None
    for stored in known.submissions:
        text = next(one.text for one in DOUBLE.stored if one.name == stored.name)
        first, _ = grading.run(text)
        place = stored.behaviour.first[stored.check]
        assert tuple(first[stored.check]) == known.findings[place]
    assert grading.run("no such text") == ({}, {})


def test_batches_leave_work_for_all_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CORES", 3)

    assert [*map(len, pool.in_batches(range(120)))] == [20] * 6
    assert [*map(len, pool.in_batches(range(9)))] == [4, 4, 1]
    assert max(map(len, pool.in_batches(range(1000), 50))) == 50
    assert pool.in_batches([]) == []
