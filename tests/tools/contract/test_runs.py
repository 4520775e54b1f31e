"""What a check runs: no mistake and no mutant twice, no mutant further than it has to, and nothing
again that was run before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.common.cache import Cache
from tools.contract.command import say_numbers
from tools.contract.page_rules import read_pages
from tools.contract.problems import exercise_problems
from tools.course.folder import load_course
from tools.grading import answers
from tools.grading.pool import process_pool
from tools.grading.worker import GraderProcess
from tools.mutants import grading, look_alikes
from tools.mutants.make import mutants_of

COURSE = Path(__file__).parents[2] / "course"
ID = "arithmetic/double"
Request = dict[str, Any]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Request]]:
    """``asked()`` checks an exercise; returns what grading processes were asked, run by run."""
    for module in (answers, grading, look_alikes):
        monkeypatch.setattr(module, "CACHE", Cache(tmp_path / module.__name__))
    course, pages, ask = load_course(COURSE), read_pages(COURSE), GraderProcess.ask
    folder = course.code[ID]
    folder.meta.seconds = 60.0  # so that no clock has a part in it
    folder.stored[:] = [stored for stored in folder.stored if stored.verdict != "timeout"]

    def check() -> list[Request]:
        requests: list[Request] = []

        def note(process: GraderProcess, request: Request, seconds: float) -> Request:
            requests.extend(runs_in(request))
            return ask(process, request, seconds)

        monkeypatch.setattr(GraderProcess, "ask", note)
        with process_pool() as pool:
            assert list(exercise_problems(ID, course, pages, pool, say_numbers)) == []
        return requests

    return check


def runs_in(request: Request) -> Iterator[Request]:
    for run in request["runs"] if request["do"] == "each" else [request]:
        if run["do"] == "grade" and "seeds" in run:  # a Report for each
            yield from ({**run, "seed": seed} for seed in run["seeds"])
        else:
            yield run


def test_nothing_is_run_that_need_not_be(asked: Callable[[], list[Request]]) -> None:
    folder = load_course(COURSE).code[ID]
    mistakes = {
        text for stored in folder.stored if stored.verdict == "fail" for text in stored.texts
    }
    mutants = {mutant.text for mutant in mutants_of(folder.solution)} - mistakes

    assert mutants

    runs = asked()

    parts = ("do", "only", "seed", "stop", "submission")
    of_mistakes, of_mutants = (
        [tuple(map(run.get, parts)) for run in runs if run.get("submission") in texts]
        for texts in (mistakes, mutants)
    )
    assert len(of_mistakes) >= 6 * len(mistakes)  # behaviour, Report, and verdicts at four seeds
    assert max(Counter([*of_mistakes, *of_mutants]).values()) == 1
    # a mutant ends at the first failing check; once more it is run only as long as it may have the
    # name of a mistake
    ways = Counter((do, only, bool(stop)) for do, only, _, stop, _ in of_mutants)
    assert ways == {("grade", None, True): len(mutants)}
    named = Counter(text for run in runs if run["do"] == "names" for _, text in run["submissions"])
    assert mutants <= named.keys()
    assert max(named.values()) == 1
    # what came of the second run is handed on to whoever writes the Report
    written = [run for run in runs if run.get("submission") in mistakes and run.get("second")]
    assert {run["submission"] for run in written} == mistakes

    assert asked() == []
