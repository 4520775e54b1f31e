"""Reading a course: what exercises become, and what is wrong with the others."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from grader import ClassifyExercise, CodeExercise, RecallExercise
from grader.expectations.checks import checks_in
from tests.whole_course import COURSE as WHOLE
from tools.common.problem import Problem
from tools.course.folder import Course, load_course
from tools.course.kinds import phrases

COURSE = Path(__file__).parents[2] / "course"
DOUBLE, PARITY, TABLES = "arithmetic/double", "arithmetic/parity", "arithmetic/tables"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def problems(folder: Path) -> list[Problem]:
    return load_course(folder).problems


def test_all_kinds_are_read() -> None:
    course = load_course(COURSE)

    assert sorted(course.exercises) == [DOUBLE, PARITY, TABLES]
    assert course.problems == []
    kinds = [type(course.exercises[name].exercise) for name in (DOUBLE, PARITY, TABLES)]
    assert kinds == [CodeExercise, ClassifyExercise, RecallExercise]


def test_titles_of_checks_are_read_without_running_the_grader(folder: Path) -> None:
    grader = folder / "exercises" / DOUBLE / "grader.py"
    text = grader.read_text("utf-8")
    titles = ["1, 2 and 3 become 2, 4 and 6", "The given array keeps its values"]
    assert load_course(folder).code[DOUBLE].check_titles == [*titles, "Random numbers match"]

    grader.write_text(text.replace('"Random numbers match"', "str(7)") + "raise OSError", "utf-8")
    assert load_course(folder).code[DOUBLE].check_titles == titles

    grader.write_text("def (", "utf-8")
    assert load_course(folder).code[DOUBLE].check_titles == []


def test_titles_that_are_read_are_those_of_the_checks_that_run() -> None:
    codes = WHOLE.code
    assert len(codes) >= 50
    for loaded in codes.values():
        namespace: dict[str, Any] = {}
        exec(compile(loaded.grader, "grader.py", "exec"), namespace)
        titles = [check.title for check in checks_in(namespace)]
        assert loaded.check_titles[: len(titles)] == titles
        more = loaded.meta.changed_lines is not None
        assert len(loaded.check_titles) == len(titles) + more


def test_code_has_its_texts_hints_and_stored_submissions() -> None:
    loaded = load_course(COURSE).code[DOUBLE]

    assert loaded.prompt.startswith("Write `double(values)`")
    assert "return values" in loaded.starter
    assert "2.0 * values" in loaded.solution
    assert [hint.title for hint in loaded.hints] == ["What is twice a number?", "Whole arrays"]
    assert loaded.hints[0].text == "Add the number to itself."
    assert "squares" in {stored.name for stored in loaded.stored}
    exercise = loaded.exercise
    assert isinstance(exercise, CodeExercise)
    assert (exercise.id, exercise.seconds) == (DOUBLE, 1)
    assert exercise.defines == ("double(values)",)
    assert exercise.known is None


def test_scenario_loses_its_marks_and_keeps_its_phrases() -> None:
    exercise = load_course(COURSE).exercises[PARITY].exercise

    assert isinstance(exercise, ClassifyExercise)
    item = exercise.items[0]
    assert item.text.startswith("A large box of socks in which every sock has its partner, seven")
    assert item.phrases["partner"] == "every sock has its partner"
    assert (item.label, item.deciding, item.misleading) == ("even", ("partner",), ("seven",))


def test_recall_knows_the_ids_of_its_cards() -> None:
    exercise = load_course(COURSE).exercises[TABLES].exercise

    assert isinstance(exercise, RecallExercise)
    assert exercise.cards == ("two", "eight")


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("plain", [("plain", None)]),
        ("[a b]{c}", [("a b", "c")]),
        (
            "x [a]{b} y [c]{d-1}.",
            [("x ", None), ("a", "b"), (" y ", None), ("c", "d-1"), (".", None)],
        ),
        ("[a]{b}[c]{d}", [("a", "b"), ("c", "d")]),
        ("[link](url) {x}", [("[link](url) {x}", None)]),
        ("", []),
    ],
)
def test_text_is_split_at_its_phrases(text: str, segments: list[tuple[str, str | None]]) -> None:
    assert phrases(text) == segments


def version(folder: Path) -> str:
    return load_course(folder).exercises[DOUBLE].exercise.version


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("grader.py", True),
        ("solution.py", True),
        ("exercise.toml", True),
        ("submissions/fail/squares.py", True),
        ("prompt.md", False),
        ("hints.md", False),
    ],
)
def test_version_changes_with_the_graded_files(folder: Path, file: str, changes: bool) -> None:
    before = version(folder)
    path = folder / "exercises" / DOUBLE / file
    path.write_text(path.read_text("utf-8") + "\n# more\n", "utf-8")

    assert (version(folder) != before) is changes
    assert len(before) == 64


def test_editors_marks_and_line_ends_are_no_content(folder: Path) -> None:
    before = version(folder)
    for name in ("exercise.toml", "solution.py", "grader.py"):
        path = folder / "exercises" / DOUBLE / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert problems(folder) == []
    assert version(folder) == before


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("", "keys", "key kind is missing"),
        ('kind = "quiz"', "keys", "kind is 'quiz'"),
        ("kind = []\n", "keys", "key kind is missing"),
        ("kind = {a = 1}\n", "keys", "kind is {'a': 1}"),
        ("kind = \n", "toml", "broken TOML"),
        ("\x00", "toml", "broken TOML"),
        ("# \ufffd\n" * 3 + "x = 'a\nb'", "toml", "broken TOML"),
        ('a = 1\na = 2\nkind = "code"', "toml", "broken TOML"),
    ],
)
def test_unreadable_exercise_becomes_a_problem(
    folder: Path, text: str, rule: str, message: str
) -> None:
    (folder / "exercises" / TABLES / "exercise.toml").write_text(text, "utf-8")

    (problem,) = problems(folder)

    assert (problem.rule, problem.exercise) == (rule, TABLES)
    assert problem.message.startswith(message)
    assert problem.file == f"exercises/{TABLES}/exercise.toml"
    assert problem.remedy


def test_bytes_that_are_no_utf_8_are_read_as_far_as_possible(folder: Path) -> None:
    (folder / "exercises" / TABLES / "exercise.toml").write_bytes(b"\xff\xfe\x00")

    assert [problem.rule for problem in problems(folder)] == ["toml"]


def test_broken_toml_names_its_line(folder: Path) -> None:
    path = folder / "exercises" / TABLES / "exercise.toml"
    path.write_text("format = 1\ntitle = \n", "utf-8")

    (problem,) = problems(folder)

    assert problem.line == 2
    assert str(problem).startswith(f"exercises/{TABLES}/exercise.toml:2: broken TOML")


def test_all_missing_files_are_named(folder: Path) -> None:
    for name in ("prompt.md", "grader.py"):
        (folder / "exercises" / DOUBLE / name).unlink()

    remedies = {problem.message: problem.remedy for problem in problems(folder)}

    assert remedies == {
        "prompt.md is missing": f"Add exercises/{DOUBLE}/prompt.md.",
        "grader.py is missing": f"Add exercises/{DOUBLE}/grader.py.",
    }


def test_empty_folder_lacks_its_exercise_toml(folder: Path) -> None:
    (folder / "exercises" / "arithmetic" / "new").mkdir()

    (problem,) = problems(folder)

    assert (problem.exercise, problem.message) == (
        "arithmetic/new",
        "exercise.toml is missing",
    )


@pytest.mark.parametrize(
    "file",
    [
        "notes.txt",
        "arithmetic/notes.txt",
        f"{DOUBLE}/solutions.py",
        f"{DOUBLE}/submissions/stray.py",
        f"{DOUBLE}/submissions/maybe/one.py",
        f"{DOUBLE}/submissions/fail/one.txt",
        f"{TABLES}/prompt.md",
    ],
)
def test_stray_file_is_named(folder: Path, file: str) -> None:
    path = folder / "exercises" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("", "utf-8")

    (problem,) = problems(folder)

    assert problem.rule == "files"
    assert f"exercises/{file}".startswith(problem.file)
    assert problem.message == "this file is not part of an exercise"


def test_what_computers_leave_behind_is_not_stray(folder: Path) -> None:
    (folder / "exercises" / DOUBLE / "__pycache__").mkdir()
    (folder / "exercises" / ".DS_Store").write_text("", "utf-8")

    assert problems(folder) == []


@pytest.mark.parametrize("name", ["Double", "double!", "-double", "double_it", "dou ble"])
def test_folder_with_another_name_is_no_id(folder: Path, name: str) -> None:
    (folder / "exercises" / TABLES).rename(folder / "exercises" / "arithmetic" / name)

    (problem,) = problems(folder)

    assert (problem.rule, problem.exercise) == ("id", f"arithmetic/{name}")


def test_course_without_exercises_is_empty(tmp_path: Path) -> None:
    assert load_course(tmp_path) == Course(tmp_path)
