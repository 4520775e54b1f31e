"""Each exercise's page finds what grading and help need in one JSON file."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import exercise_from_data, grade
from tools.course.folder import load_course
from tools.site import exercise_bundles

COURSE = Path(__file__).parents[2] / "course"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE / "exercises", folder / "exercises")
    exercise_bundles.write(folder)
    return folder


def read(root: Path, name: str) -> dict[str, Any]:
    bundle: dict[str, Any] = json.loads(
        (root / exercise_bundles.FOLDER / f"{name}.json").read_text("utf-8")
    )
    return bundle


def test_every_exercise_gets_a_file_of_format_1(root: Path) -> None:
    names = {path.parent.relative_to(root / "exercises") for path in root.rglob("exercise.toml")}
    assert len(names) >= 3
    for name in names:
        bundle = read(root, name.as_posix())
        assert bundle["format"] == 1
        assert bundle["exercise"]["id"] == name.as_posix()


def test_the_exercise_in_it_grades_like_the_folder(root: Path) -> None:
    bundle = read(root, "arithmetic/double")
    exercise = exercise_from_data(bundle["exercise"])
    assert grade(exercise, bundle["exercise"]["solution"]).verdict == "pass"
    wrong = (COURSE / "exercises/arithmetic/double/submissions/fail/squares.py").read_text("utf-8")
    report = grade(exercise, wrong)
    assert report.verdict == "fail"
    assert "squares" in {check.misconception for check in report.checks}


def test_hints_are_html_in_the_order_of_the_file(root: Path) -> None:
    hints = read(root, "arithmetic/double")["hints"]
    text = (COURSE / "exercises/arithmetic/double/hints.md").read_text("utf-8")
    assert [hint["title"] for hint in hints] == re.findall("^## (.+)$", text, flags=re.M)
    assert all(hint["html"].startswith("<") for hint in hints)


def test_reports_of_runs_without_an_answer_are_ready_made(root: Path) -> None:
    bundle = read(root, "arithmetic/double")
    assert bundle["timeout"]["verdict"] == "timeout"
    assert all("{line}" in feedback for feedback in bundle["timeout_at"].values())
    assert bundle["timeout"]["exercise_version"] == bundle["exercise"]["version"]
    assert bundle["ended"]["exercise"] == "arithmetic/double"
    assert "deeper than this browser has room for" in bundle["too_deep"]


def test_titles_of_checks_are_those_of_the_report(root: Path) -> None:
    bundle = read(root, "arithmetic/double")
    report = grade(exercise_from_data(bundle["exercise"]), bundle["exercise"]["solution"])
    assert bundle["checks"] == [check.title for check in report.checks]
    assert read(root, "arithmetic/parity")["checks"] == []


def test_without_draw_there_are_no_draws(root: Path) -> None:
    assert read(root, "arithmetic/parity")["draws"] is None


def test_each_seed_shows_as_many_items_as_are_drawn(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    file = tmp_path / "exercises" / "arithmetic" / "parity" / "exercise.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("labels =", "draw = 1\nlabels =", 1), "utf-8")
    exercise_bundles.write(tmp_path)
    bundle = read(tmp_path, "arithmetic/parity")
    items = {item["id"] for item in bundle["exercise"]["items"]}
    assert set(bundle["draws"]) == {str(seed) for seed in range(exercise_bundles.DRAWS)}
    assert all(len(shown) == 1 and shown[0] in items for shown in bundle["draws"].values())


def test_nothing_is_written_when_nothing_changed(root: Path) -> None:
    files = exercise_bundles.write(root)
    before = {path: path.stat().st_mtime_ns for path in files}
    assert exercise_bundles.write(root) == files
    assert {path: path.stat().st_mtime_ns for path in files} == before


def test_the_file_of_a_deleted_exercise_goes(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    exercise_bundles.write(tmp_path)
    shutil.rmtree(tmp_path / "exercises" / "arithmetic" / "tables")
    left = {path.stem for path in exercise_bundles.write(tmp_path)}
    assert left == {"double", "parity"}
    assert {path.stem for path in (tmp_path / exercise_bundles.FOLDER).rglob("*.json")} == left


def test_other_right_ways_come_without_docstring_and_without_those_that_get_a_remark(
    root: Path,
) -> None:
    ways = read(root, "arithmetic/double")["ways"]
    assert [way["title"] for way in ways] == ["Add itself", "Multiply"]
    assert ways[0]["source"] == "def double(values):\n    return values + values\n"
    assert read(root, "arithmetic/parity")["ways"] == []
    remarked = exercise_bundles.way("fold", '"""\n# No loop.\n"""\n\nx = """text"""\n')
    assert remarked == {"title": "No loop.", "source": 'x = """text"""\n'}
    assert exercise_bundles.way("fold", "# No loop.\n\nx = 1  # once\n") == {
        "title": "No loop.",
        "source": "x = 1  # once\n",
    }


def test_every_scenario_is_in_one_of_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercise_bundles, "DRAWS", 1)
    loaded = load_course(COURSE).classify["arithmetic/parity"]
    exercise = replace(loaded.exercise, draw=1)
    drawn = exercise_bundles.draws(exercise)
    assert drawn is not None
    assert {name for shown in drawn.values() for name in shown} == {
        item.id for item in exercise.items
    }
