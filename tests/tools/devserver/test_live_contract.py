"""What `make serve` finds out about what is being looked at."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.devserver.live_contract import FAILED, Checker, ids_touched

PATIENCE_SECONDS = 60
# Says what is in the file that the id names, as soon as it is there.
SAYS = """
import sys, time
from pathlib import Path
file = Path(sys.argv[1].replace("/", "_"))
while not file.exists():
    time.sleep(0.02)
print(file.read_text())
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name in ("a/one", "a/two"):
        (tmp_path / "exercises" / name).mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("# Page")
    return tmp_path


@pytest.fixture
def checker(course: Path) -> Iterator[Checker]:
    running = Checker(course, (sys.executable, "-c", SAYS))
    yield running
    running.stop()


def answered(checker: Checker, name: str) -> object:
    """What is found of an exercise or a page, once it is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        state = checker.state([name])
        if name not in state["waiting"]:
            return state["problems"].get(name)
        time.sleep(0.02)
    raise AssertionError(f"{name} is still being checked")


def says(course: Path, name: str, *messages: str) -> None:
    text = json.dumps([{"message": message} for message in messages])
    (course / name.replace("/", "_")).write_text(text)


def test_an_exercise_is_checked_when_a_page_asks(course: Path, checker: Checker) -> None:
    assert checker.state(["a/one"]) == {"problems": {}, "waiting": ["a/one"]}
    says(course, "a/one", "wrong")
    assert answered(checker, "a/one") == [{"message": "wrong"}]
    says(course, "a/two")
    assert answered(checker, "a/two") == []


def test_what_does_not_exist_is_not_checked(checker: Checker) -> None:
    assert checker.state(["b/none", "../a"]) == {"problems": {}, "waiting": []}


def test_after_a_change_the_old_problems_stay_until_the_new_ones_are_known(
    course: Path, checker: Checker
) -> None:
    says(course, "a/one", "old")
    answered(checker, "a/one")
    (course / "a_one").unlink()
    checker.forget([Path("exercises/a/one/prompt.md")])
    state = checker.state(["a/one"])
    assert state == {"problems": {"a/one": [{"message": "old"}]}, "waiting": ["a/one"]}
    says(course, "a/one", "new")
    assert answered(checker, "a/one") == [{"message": "new"}]


def test_a_check_that_a_change_overtakes_is_given_up(course: Path, checker: Checker) -> None:
    checker.state(["a/one"])  # has nothing to say yet, and would keep the others waiting
    checker.forget([Path("exercises/a/one/prompt.md")])
    says(course, "a/two", "found")
    assert answered(checker, "a/two") == [{"message": "found"}]


def test_what_was_changed_last_is_checked_before_what_waits(course: Path, checker: Checker) -> None:
    checker.state(["a/one", "page"])
    checker.forget([Path("exercises/a/two/prompt.md")])
    says(course, "a/two", "new")
    checker.state(["a/one", "page", "a/two"])
    assert answered(checker, "a/two") == [{"message": "new"}]
    assert checker.state(["a/one"]) == {"problems": {}, "waiting": ["a/one"]}
    says(course, "a/one", "its turn")
    assert answered(checker, "a/one") == [{"message": "its turn"}]


def test_a_check_that_fails_is_told(course: Path, checker: Checker) -> None:
    (course / "page").write_text("Traceback")
    problems = answered(checker, "page")
    assert isinstance(problems, list)
    assert [problem["message"] for problem in problems] == [FAILED]


def test_a_change_touches_its_exercise_or_page_or_all(course: Path) -> None:
    assert ids_touched([Path("exercises/a/one/prompt.md")], course) == ["a/one"]
    assert ids_touched([Path("docs/page.md"), Path("docs/assets/a.png")], course) == ["page"]
    assert ids_touched([Path("grader/expectations/checks.py")], course) == [
        "a/one",
        "a/two",
        "page",
    ]
    assert ids_touched([Path("docs/sources.toml")], course) == ["a/one", "a/two", "page"]


def test_the_contract_answers_in_this_form() -> None:
    checker = Checker(ROOT)
    assert answered(checker, "glossary") == []
    checker.stop()
