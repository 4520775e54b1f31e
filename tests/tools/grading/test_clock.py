"""What came of a clock on a busy machine is not kept: on a quiet one it is another result."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.common.cache import Cache
from tools.contract.exercise_reports import ExerciseReports
from tools.course.folder import load_course
from tools.grading import answers
from tools.grading.pool import Pool, process_pool
from tools.grading.worker import GraderProcess, Overtime
from tools.mutants import grading, look_alikes
from tools.mutants.make import mutants_of
from tools.site import exercise_bundles

COURSE = Path(__file__).parents[2] / "course"
DOUBLE = load_course(COURSE).code["arithmetic/double"]
SQUARES = next(stored for stored in DOUBLE.stored if stored.name == "squares")

Ask = Callable[[GraderProcess, dict[str, Any], float], dict[str, Any]]


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (answers, exercise_bundles, grading, look_alikes):
        monkeypatch.setattr(module, "CACHE", Cache(tmp_path / module.__name__))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with process_pool() as processes:
        yield processes


def busy(monkeypatch: pytest.MonkeyPatch, do: str, text: str) -> None:
    """Have a busy machine: no time is left for what is asked about a text."""
    ask: Ask = GraderProcess.ask

    def overtime(self: GraderProcess, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        for run in request.get("runs", [request]):
            if (run["do"], run.get("submission")) == (do, text):
                raise Overtime(0)
        return ask(self, request, seconds)

    monkeypatch.setattr(GraderProcess, "ask", overtime)


def named(reports: ExerciseReports) -> str | None:
    name: str | None = reports.report(SQUARES.text)["checks"][0]["misconception"]
    return name


def test_mistake_without_a_behaviour_is_recognised_the_next_time(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        busy(patch, "behaviour", SQUARES.text)
        late = ExerciseReports(DOUBLE, pool)
        assert named(late) is None
        assert late.named_mutants == []

    assert named(ExerciseReports(DOUBLE, pool)) == "squares"
    assert not look_alikes.CACHE.folder.exists()


def test_bundle_without_a_mistake_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")

    def recognised() -> set[str]:
        exercise_bundles.write(tmp_path)
        file = tmp_path / exercise_bundles.FOLDER / f"{DOUBLE.id}.json"
        known = json.loads(file.read_text("utf-8"))["exercise"]["known"]
        return {submission["name"] for submission in known["submissions"]}

    with monkeypatch.context() as patch:
        busy(patch, "behaviour", SQUARES.text)
        assert "squares" not in recognised()

    assert "squares" in recognised()


def test_report_for_which_there_was_hardly_time_is_made_again(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade, grade_each = GraderProcess.grade, GraderProcess.grade_each

    def graded_within(share: float) -> set[str]:
        """The texts that are graded, each within a share of the time limit."""
        texts = set()
        seconds = share * DOUBLE.exercise.seconds

        def timed(process: GraderProcess, exercise: Any, text: str, *rest: Any, **more: Any) -> Any:
            texts.add(text)
            return {**grade(process, exercise, text, *rest, **more), "seconds": seconds}

        def each_timed(
            process: GraderProcess, exercise: Any, gradings: Any, *rest: Any, **more: Any
        ) -> Any:
            texts.update(text for text, _ in gradings)
            reports = grade_each(process, exercise, gradings, *rest, **more)
            return [{**report, "seconds": seconds} for report in reports]

        with monkeypatch.context() as patch:
            patch.setattr(GraderProcess, "grade", timed)
            patch.setattr(GraderProcess, "grade_each", each_timed)
            ExerciseReports(DOUBLE, pool, thorough=False)
        return texts

    late = graded_within(0.5)
    # nothing is recognised in the solution, and an endless one takes its time every time
    endless = next(stored.text for stored in DOUBLE.stored if stored.verdict == "timeout")
    assert graded_within(0.1) == late - {DOUBLE.solution, endless}
    assert SQUARES.text in late
    assert graded_within(0.1) == set()


def test_mutant_stopped_by_the_clock_is_graded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    mutant = mutants_of(DOUBLE.solution)[0]

    def verdict() -> tuple[str, bool]:
        results = grading.results_of(DOUBLE)
        assert results is not None
        result = results[0]
        assert result.mutant == mutant
        return result.by, result.in_time

    with monkeypatch.context() as patch:
        busy(patch, "grade", mutant.text)
        assert verdict() == ("timeout", False)

    by, in_time = verdict()
    assert (by != "timeout", in_time) == (True, True)
