"""Every rule of the contract is broken once, by one edit of the toy course, and is the only one to
complain."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.contract.edits import double, replace
from tests.tools.contract.violations import ALSO, DOUBLE, VIOLATIONS
from tools.contract.command import check, say_numbers
from tools.contract.problems import rules

COURSE = Path(__file__).parents[2] / "course"


def test_every_rule_has_a_violating_exercise() -> None:
    assert set(VIOLATIONS) == {name for name, _ in rules()}


def test_the_toy_course_has_no_problem() -> None:
    assert check(COURSE, []) == []


@pytest.mark.parametrize("rule", VIOLATIONS)
def test_violated_rule_is_reported(rule: str, course: Path) -> None:
    edit, exercise, words = VIOLATIONS[rule]
    edit(course / "exercises")

    problems = check(course, [])

    broken = [problem for problem in problems if problem.rule == rule]
    assert any(problem.exercise == exercise and words in problem.message for problem in broken), (
        problems
    )
    assert {problem.rule for problem in problems} <= {rule} | ALSO.get(rule, set())
    for problem in problems:
        assert problem.remedy
        assert problem.file


def test_all_problems_are_reported_at_once(course: Path) -> None:
    for rule in ("keys", "concepts", "labels"):
        VIOLATIONS[rule][0](course / "exercises")

    broken = {(problem.rule, problem.exercise) for problem in check(course, [])}

    assert {
        ("keys", DOUBLE),
        ("concepts", "arithmetic/tables"),
        ("labels", "arithmetic/parity"),
    } <= broken


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ((), "no right way in submissions/pass/ uses a loop"),
        (("loop", "multiply", "add_itself"), "no right way is vectorised: all have loops 1 deep"),
    ],
)
def test_one_right_way_has_a_loop_and_one_has_fewer(
    course: Path, ways: tuple[str, ...], words: str
) -> None:
    folder = course / "exercises" / DOUBLE / "submissions" / "pass"
    lines = ("return np.array([v + v for v in values])", "return np.add(values, values)")
    for name, line in zip(("loop", "multiply", "add_itself"), 3 * [lines[not ways]], strict=True):
        (folder / f"{name}.py").write_text(f'""""""\n\nimport numpy as np\n\n\n{double(line)}')

    assert words in [
        problem.message for problem in check(course, [DOUBLE]) if problem.rule == "right-ways"
    ]


def test_unknown_key_names_file_key_and_remedy(course: Path) -> None:
    VIOLATIONS["keys"][0](course / "exercises")

    problems = [problem for problem in check(course, [DOUBLE]) if problem.rule == "keys"]

    texts = {problem.message: problem for problem in problems}
    unknown = texts["unknown key secnods"]
    assert unknown.file == "exercises/arithmetic/double/exercise.toml"
    assert unknown.remedy == "Did you mean seconds?"
    assert "key seconds is missing" in texts


def test_broken_toml_names_the_line(course: Path) -> None:
    VIOLATIONS["toml"][0](course / "exercises")

    (problem,) = [problem for problem in check(course, [DOUBLE]) if problem.rule == "toml"]

    assert problem.line == 1


def test_cycle_of_prerequisites_is_reported(course: Path) -> None:
    replace(
        f"{DOUBLE}/exercise.toml", "prerequisites = []", 'prerequisites = ["arithmetic/parity"]'
    )(course / "exercises")

    problems = [problem for problem in check(course, []) if problem.rule == "prerequisites"]

    assert {problem.exercise: problem.message.rpartition(": ")[2] for problem in problems} == {
        DOUBLE: f"{DOUBLE} needs arithmetic/parity needs {DOUBLE}",
        "arithmetic/parity": f"arithmetic/parity needs {DOUBLE} needs arithmetic/parity",
    }


def test_prerequisite_of_a_higher_level_is_reported(course: Path) -> None:
    replace(f"{DOUBLE}/exercise.toml", "level = 0", "level = 2")(course / "exercises")

    (problem,) = (problem for problem in check(course, []) if problem.rule == "prerequisites")

    assert problem.exercise == "arithmetic/parity"
    assert problem.message == f"the prerequisite {DOUBLE} is at level 2, the exercise at level 0"


def test_missing_level_says_what_it_is(course: Path) -> None:
    replace(f"{DOUBLE}/exercise.toml", "level = 0\n", "")(course / "exercises")

    problem = next(problem for problem in check(course, [DOUBLE]) if problem.rule == "keys")

    assert problem.message == "key level is missing"
    assert problem.remedy.startswith("Add level = … to the table: its step on the way, from 0")


def test_exercise_embedded_twice_is_reported(course: Path) -> None:
    (course / "docs" / "again.md").write_text("::: exercise arithmetic/tables\n", "utf-8")

    (problem,) = check(course, ["arithmetic/tables"])

    assert "docs/again.md:1" in problem.message


def test_stray_file_is_reported_with_a_near_match(course: Path) -> None:
    (course / "exercises" / DOUBLE / "solutoin.py").write_text("", "utf-8")
    (course / "exercises" / "notes.txt").write_text("", "utf-8")

    problems = check(course, [DOUBLE])

    assert {problem.file for problem in problems} == {
        "exercises/arithmetic/double/solutoin.py",
        "exercises/notes.txt",
    }
    assert any("solution.py" in problem.remedy for problem in problems)


def test_numbers_that_are_no_rules_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    check(COURSE, [], say_numbers)

    assert capsys.readouterr().out.splitlines() == [
        f"{DOUBLE}: mutation score 100 % (9 mutants, 9 rejected)",
        f"{DOUBLE}: 4 named mistakes; 9 of 9 mutants would get a generic text "
        f"(see: python -m tools mutants {DOUBLE} --unnamed)",
        "arithmetic/parity: of 10 unseen sentences, the judge is unsure of about 4 and mistaken in "
        "about 1 (measured on 12 labelled ones, left out of the fit in turn) "
        "(see: python -m tools judge arithmetic/parity)",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"exercises/{DOUBLE}/", None),
        (f"{DOUBLE}//", None),
        ("docs/concepts/doubling.md", None),
        ("concepts/doubling", None),
        ("arithmetic/double/solution", "An id is <topic>/<slug>"),
        ("double", "Did you mean arithmetic/double"),
        ("concepts/dubling", "Did you mean concepts/doubling"),
        ("", "An id is <topic>/<slug>"),
        ("../..", "An id is <topic>/<slug>"),
    ],
)
def test_id_is_understood_or_refused_in_a_sentence(name: str, words: str | None) -> None:
    problems = check(COURSE, [name])

    if words is None:
        assert problems == []
    else:
        (problem,) = problems
        assert words in problem.remedy


def test_page_alone_is_checked_without_its_exercises(course: Path) -> None:
    page = course / "docs" / "concepts" / "doubling.md"
    text = f"## Practice\n\n- [x](doubling.md) of no list of sources{' and so on' * 4}\n"
    page.write_text(f"TODO(author): a title\n\n{text}", "utf-8")

    (problem,) = check(course, ["concepts/doubling"])

    assert (problem.rule, problem.line) == ("todo", 1)
    assert str(problem) == (
        "docs/concepts/doubling.md:1: to do: a title\n"
        "    Write it there, in place of “TODO(author): …”."
    )


def test_to_dos_are_found_in_folders_that_cannot_be_read(course: Path) -> None:
    VIOLATIONS["todo"][0](course / "exercises")
    VIOLATIONS["keys"][0](course / "exercises")

    assert {"todo", "keys"} <= {problem.rule for problem in check(course, [DOUBLE])}


def test_unknown_id_gets_near_matches(course: Path) -> None:
    (problem,) = check(course, ["arithmetic/duoble"])

    assert "arithmetic/double" in problem.remedy


def test_command_prints_json_and_its_exit_code_says_whether_there_are_problems() -> None:
    command = [sys.executable, "-m", "tools.contract.command", "no/such", "--json"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["rule"] == "id"


def test_a_hard_coder_that_passes_is_told_with_the_check_that_it_serves(course: Path) -> None:
    double = course / "exercises" / DOUBLE
    grader = (double / "grader.py").read_text("utf-8")
    text = grader.partition('\n\n@check("Random numbers')[0]  # what is left asks one question
    (double / "grader.py").write_text(f"{text}\n", "utf-8")
    (double / "submissions" / "fail" / "absolute.py").unlink()

    (problem,) = (problem for problem in check(course, [DOUBLE]) if problem.rule == "copies")

    asked = "a function that always returns the first answer of check small_numbers"
    assert problem.message == f"{asked} passes all checks"
    assert problem.file == f"exercises/{DOUBLE}/grader.py"
    assert "def small_numbers(" in text.splitlines()[(problem.line or 0) - 1]
    assert "of another size, drawn from rng" in problem.remedy
