"""Wherever an author's files lie, and in whatever form, the contract says so in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.contract.command import check

DOUBLE = "arithmetic/double"


# files in the wrong place


@pytest.mark.parametrize(
    ("file", "remedy"),
    [
        ("submissions/cubes.py", "Move it to submissions/pass/ or submissions/fail/"),
        ("fail/cubes.py", "Move it to submissions/fail/."),
        ("notes.md", "Pages belong to docs/"),
        ("Prompt.md", "Did you mean prompt.md"),
        ("submissions/fail/cubes.py/x.py", "Delete or rename it."),
    ],
)
def test_file_in_the_wrong_folder_is_told_where_it_belongs(
    course: Path, file: str, remedy: str
) -> None:
    path = course / "exercises" / DOUBLE / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("", "utf-8")

    (problem,) = check(course, [DOUBLE])

    assert problem.rule == "files"
    assert remedy in problem.remedy


def test_exercise_a_folder_too_deep_is_told_where_it_belongs(course: Path) -> None:
    exercises = course / "exercises"
    shutil.copytree(exercises / DOUBLE, exercises / "algebra" / "more" / "twice")

    problems = check(course, ["algebra/more"])

    assert [(problem.rule, problem.message) for problem in problems] == [
        ("files", "this exercise lies a folder too deep")
    ]
    assert problems[0].remedy.splitlines() == [
        "Move exercises/algebra/more/twice/ up, to exercises/algebra/twice/.",
        "Not looked at yet: the rest of the exercise.",
    ]


def test_exercise_a_folder_too_high_is_told_where_it_belongs(course: Path) -> None:
    exercises = course / "exercises"
    shutil.copytree(exercises / DOUBLE, exercises / "twice")

    (problem,) = check(course, [DOUBLE])

    assert problem.message == "this exercise lies a folder too high, so it has no slug"
    assert problem.remedy == "Move its files down, into exercises/twice/<slug>/."


# what editors leave in files


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_line_ends_and_marks_of_other_systems_are_no_problem(course: Path, ending: bytes) -> None:
    for path in course.rglob("*"):
        if path.suffix in (".py", ".md", ".toml"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ending))

    assert check(course, []) == []


def test_tabs_are_no_problem(course: Path) -> None:
    for path in (course / "exercises" / DOUBLE).rglob("*.py"):
        path.write_text(path.read_text("utf-8").replace("    ", "\t"), "utf-8")
    page = course / "docs" / "concepts" / "doubling.md"
    page.write_text(page.read_text("utf-8").replace("::: exercise ", ":::\texercise\t"), "utf-8")

    assert check(course, []) == []


@pytest.mark.parametrize("file", ["prompt.md", "hints.md", "submissions/fail/squares.py"])
def test_file_in_another_encoding_is_told_with_its_line(course: Path, file: str) -> None:
    path = course / "exercises" / DOUBLE / file
    path.write_bytes(path.read_bytes() + "\n# naïve\n".encode("latin-1"))

    problem = next(problem for problem in check(course, [DOUBLE]) if problem.rule == "files")

    assert problem.message == "the file is not UTF-8"
    assert problem.line == path.read_bytes().count(b"\n")


def test_page_and_bibliography_that_cannot_be_read_are_told(course: Path) -> None:
    page, works = course / "docs" / "concepts" / "doubling.md", course / "docs" / "sources.toml"
    page.write_bytes(page.read_bytes() + b"\n\xff\xfe\n")
    works.write_text("[euclid-elements]\ntitle = \n", "utf-8")

    problems = {problem.file: problem for problem in check(course, []) if not problem.exercise}

    assert problems["docs/concepts/doubling.md"].message == "the file is not UTF-8"
    assert problems["docs/sources.toml"].message.startswith("broken TOML")
    assert problems["docs/sources.toml"].line == 2


# where in exercise.toml it is


@pytest.mark.parametrize(
    ("exercise", "old", "new", "named"),
    [
        ("double", "minutes = 2", 'minutes = "two"', "minutes ="),
        ("double", "seconds = 1", "secnods = 1", "secnods ="),
        ("double", 'concepts = ["doubling"]', 'concepts = ["dubling"]', "concepts ="),
        ("double", 'sources = ["euclid-elements"]', 'sources = ["euclid"]', "sources ="),
        ("parity", 'deciding = ["waits"]', 'deciding = ["waist"]', 'id = "left-over"'),
        ("parity", "defensible = {}", 'defensibel = ""', "defensibel ="),
        ("tables", 'answer = "16"', "answer = 16", "answer = 16"),
    ],
)
def test_problem_of_exercise_toml_names_the_line(
    course: Path, exercise: str, old: str, new: str, named: str
) -> None:
    path = course / "exercises" / "arithmetic" / exercise / "exercise.toml"
    text = path.read_text("utf-8")
    assert old in text
    text = text.replace(old, new)
    path.write_text(text, "utf-8")

    problems = check(course, [f"arithmetic/{exercise}"])

    line = text.count("\n", 0, text.index(named)) + 1
    assert line in [problem.line for problem in problems], problems
