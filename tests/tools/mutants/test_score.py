"""Mutants are graded, counted, looked up again, and set beside what an exercise declares."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.whole_course import COURSE as WHOLE
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.course.kinds import CodeFolder
from tools.course.schema import Equivalent
from tools.course.submissions import Stored
from tools.grading import answers, traces
from tools.grading.traces import with_known
from tools.grading.worker import grader_process
from tools.mutants import command, grading
from tools.mutants.grading import results_of
from tools.mutants.score import Score, score_of
from tools.results import mutants_table as table
from tools.results.mutants_table import percent

COURSE = Path(__file__).parents[2] / "course"
DOUBLE = load_course(COURSE).code["arithmetic/double"]
GRADER = """
from grader import check, expect_close


@check("Doubles")
def doubles(learner, solution, rng):
    expect_close("double of 3", learner.double(3.0), 6.0)
"""
Toy = Callable[..., CodeFolder]


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """``toy(solution, grader=…, equivalent=…, stored=…)``, with a cache of its own."""
    monkeypatch.setattr(grading, "CACHE", Cache(tmp_path))

    def make(
        line: str, grader: str = GRADER, equivalent: tuple[str, ...] = (), stored: Any = ()
    ) -> CodeFolder:
        solution = f"def double(value):\n    {line}\n"
        texts = {**DOUBLE.texts, "solution.py": solution, "grader.py": grader}
        declared = [Equivalent(change=diff, reason="none does") for diff in equivalent]
        meta = load_course(COURSE).code["arithmetic/double"].meta
        meta.seconds = 30.0
        return CodeFolder(DOUBLE.id, DOUBLE.folder, meta, texts, list(stored), declared)

    return make


def score(loaded: CodeFolder) -> Score:
    found = score_of(loaded)
    assert found is not None
    return found


def test_rejected_mutants_name_the_check_that_failed(toy: Toy) -> None:
    results = results_of(toy("return value + value"))

    assert results is not None
    assert [(one.mutant.operator, one.verdict, one.by) for one in results] == [
        ("sign", "rejected", "doubles"),
        ("factor", "rejected", "doubles"),
        ("dropped statement", "rejected", "doubles"),
        ("operator", "rejected", "doubles"),
        ("operator", "rejected", "doubles"),
        ("operator", "rejected", "doubles"),
    ]


def test_survivor_lowers_the_score_until_it_is_declared(toy: Toy) -> None:
    line = "return value + value - 0"
    diff = "-    return value + value - 0\n+    return value + value + 0"

    bare = score(toy(line))
    declared = score(toy(line, equivalent=(f"@@ double @@\n{diff}",)))
    without_name = score(toy(line, equivalent=(f"\n   {diff}\n\n",)))

    assert [one.mutant.diff for one in bare.survivors] == [f"@@ double @@\n{diff}"]
    assert bare.value == 1 - 1 / bare.mutants
    for one in (declared, without_name):
        assert (one.value, len(one.declared), one.survivors, one.needless) == (1.0, 1, [], {})


@pytest.mark.parametrize(
    ("diff", "reason"),
    [
        ("-    return 2 * value\n+    return 5 * value", "no mutant has this diff (any more)"),
        ("-    return 2 * value\n+    return 1 * value", "does reject this mutant (doubles)"),
    ],
)
def test_declaration_that_excuses_nothing_is_needless(toy: Toy, diff: str, reason: str) -> None:
    assert reason in score(toy("return 2 * value", equivalent=(diff,))).needless[0]


def test_a_tenth_and_at_most_five_may_be_declared() -> None:
    found = Score("a/b")
    for count, allowed in ((9, 0), (10, 1), (59, 5), (200, 5)):
        found.rejected = [None] * count  # type: ignore[list-item]
        assert found.allowed == allowed


def test_right_way_with_a_remark_does_not_count(toy: Toy) -> None:
    grader = GRADER.replace("6.0)", "6.0, rtol=0.6)")
    head = '"""\ncheck = "doubles"\nfeedback = "Thrice will do."\n"""\n\n\n'
    text = head + "def double(v):\n    return 3 * v\n"
    remark = Stored(
        "thrice", "submissions/pass/thrice.py", "pass", text, "doubles", "Thrice will do."
    )

    found = score(toy("return 2 * value", grader, stored=[remark]))

    assert [(one.mutant.text[-10:], one.by) for one in found.remarks] == [("3 * value\n", "thrice")]
    assert found.remarks[0] not in found.survivors


def test_grader_that_fails_on_a_mutant_is_reported(toy: Toy) -> None:
    grader = GRADER.replace("learner.double(3.0)", "[6.0][learner.double(1) - 2]")

    found = score(toy("return 2 * value", grader))

    assert found.broken
    assert found.value < 1
    assert "IndexError" in found.broken[0].by
    assert "broke the grader" in str(found)


def test_endless_mutants_end_by_their_steps_and_not_by_the_clock(toy: Toy) -> None:
    lines = ("result = 0", "while value > 0:", "    value -= 1", "    result += 2", "return result")
    loaded = toy("\n    ".join(lines))
    loaded.meta.seconds = 600.0

    found = score(loaded)

    endless = [one for one in found.rejected if one.by == "timeout"]
    assert {one.mutant.operator for one in endless} >= {"operator", "dropped statement"}
    # Only a second call would show what is left from the first.
    assert [one.mutant.operator for one in found.survivors] == ["skipped reset"]


def test_endless_recursion_and_too_much_memory_are_rejected(toy: Toy) -> None:
    recursion = "return 2 + double(value - 1) if value > 0 else 0"
    memory = "return len([0] * int(2 * value)) * 10 ** 0"

    assert not score(toy(recursion)).survivors
    assert {one.verdict for one in results_of(toy(memory)) or ()} <= {"rejected", "survived"}


def test_solution_that_does_not_pass_has_no_score(toy: Toy) -> None:
    for line in ("return value", "return (", "raise SystemExit"):
        assert score_of(toy(line)) is None


def test_results_are_looked_up_as_long_as_nothing_has_changed(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "return value + value - 0"
    first = results_of(toy(line))
    monkeypatch.setattr(grading, "_grade_all", lambda exercise, on_progress: [])

    again = toy(line, equivalent=("-  some\n+  diff",))
    again.texts["prompt.md"] = "Other words."
    assert results_of(again) == first
    assert results_of(toy(line, grader=f"{GRADER}\n# stricter\n")) == []
    assert results_of(toy("return 2 * value")) == []


def test_grading_mutants_keeps_what_is_known_of_all_stored_submissions(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "CACHE", Cache(tmp_path / "answers"))
    with grader_process() as process:
        with_known(DOUBLE, process)
        results_of(DOUBLE)
        monkeypatch.setattr(traces, "runs_of", lambda *_: pytest.fail("run again"))

        with_known(DOUBLE, process)


def test_what_the_cache_holds_may_be_broken(toy: Toy, tmp_path: Path) -> None:
    loaded = toy("return 2 * value")
    first = results_of(loaded)
    (kept,) = tmp_path.iterdir()
    for text in ("{", '[["rejected", "doubles"]]', "7"):
        kept.write_text(text)
        assert results_of(loaded) == first


def test_progress_is_told(toy: Toy) -> None:
    told: list[tuple[int, int]] = []

    results_of(toy("return value + value"), lambda done, all_: told.append((done, all_)))

    assert told == [(count, 6) for count in range(1, 7)]


def test_a_score_below_100_is_never_rounded_to_it() -> None:
    assert [percent(one) for one in (1.0, 0.99999, 0.5, 0.0)] == ["100 %", "99.9 %", "50 %", "0 %"]


def test_command_prints_the_score_and_the_survivors(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, toy: Toy
) -> None:
    found = score(toy("return value + value - 0"))
    monkeypatch.setattr(command, "score_of", lambda loaded, told: found)

    assert command.main([DOUBLE.id], COURSE) == 1

    assert capsys.readouterr().out.splitlines() == [
        str(found),
        "",
        "  passes: line 2, operator",
        "    @@ double @@",
        "    -    return value + value - 0",
        "    +    return value + value + 0",
    ]


def test_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--json"], COURSE) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["exercises"][DOUBLE.id]["score"] == 1.0
    assert said["exercises"][DOUBLE.id]["survivors"] == []


def test_scores_are_counted_anew_where_the_exercise_has_changed_or_all_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = Path(shutil.copytree(COURSE, tmp_path / "course"))
    shown = course / table.SHOWN
    shown.parent.mkdir()

    def written(*options: str) -> tuple[dict[str, Any], bool]:
        """What is kept of the exercise then, and whether it was counted."""
        assert command.main(["--write", *options], course) == 0
        kept = json.loads(shown.read_text("utf-8"))["exercises"]
        return kept[DOUBLE.id], DOUBLE.id in capsys.readouterr().out

    first, counted = written()
    assert (first["rejected"], counted) == (first["mutants"], True)
    assert written() == (first, False)
    assert written("--all") == (first, True)
    with (course / "exercises" / DOUBLE.id / "solution.py").open("a") as file:
        file.write("# the same in other words\n")
    changed, counted = written()
    assert (changed["mutants"], counted) == (first["mutants"], True)
    assert changed["version"] != first["version"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("arithmetic/duoble", "arithmetic/double"), ("arithmetic/parity", "is of kind classify")],
)
def test_command_refuses_what_has_no_mutants(
    name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([name], COURSE) == 2
    assert words in capsys.readouterr().err


def test_the_guides_example_is_true() -> None:
    guide = (ROOT / "docs" / "authoring" / "code-exercises.md").read_text("utf-8")
    shown = guide.split("```diff\n")[1].split("```")[0].strip()
    loaded = WHOLE.code["multitask/pcgrad"]
    checks = re.split(r"(?m)^(?=@check)", loaded.texts["grader.py"])
    assert sum("def others_only" in one for one in checks) == 1
    weaker = "".join(one for one in checks if "def others_only" not in one)

    found = score(replace(loaded, texts={**loaded.texts, "grader.py": weaker}))

    assert [one.mutant.diff for one in found.survivors] == [shown]


def test_each_exercise_has_its_kept_score_and_no_other_has() -> None:
    kept = json.loads(table.FILE.read_text("utf-8"))["exercises"]

    # that the numbers are those of today is a rule of the contract
    assert kept.keys() == WHOLE.code.keys(), "run `python -m tools mutants --write`"


def test_table_for_a_page() -> None:
    text = table.markdown(table.FILE.read_bytes())

    assert "| <span>maml/inner-adapt</span> | " in text
    assert "`python -m tools mutants --write`, seed 0" in text
