"""``python -m tools overview``: what is counted, what is written, and whom it names."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tools.course.folder import load_course
from tools.overview import command
from tools.overview.counts import outcome_of, spread
from tools.overview.dolos import file_name, free_name
from tools.overview.names import Names, numbers_of
from tools.overview.tries import tries_of
from tools.regrade import command as regrade_command
from tools.regrade.batch import key_of
from tools.regrade.hand_ins import HandIn
from tools.regrade.part import Graded

COURSE = Path(__file__).parents[2] / "course"
ID, SCENARIOS = "arithmetic/double", "arithmetic/parity"
RIGHT = "def double(values):\n    return values * 2.0\n"
WRONG = "def double(values):\n    return values * 3.0\n"
BOB = "Боб Ёлкин"


def attempt(
    submission: Any,
    at: str,
    verdict: str = "fail",
    exercise: str = ID,
    checks: Any = (),
    spent: Any = 60,
) -> dict[str, Any]:
    versions = {"exercise_version": "old", "grader_version": "0.0.1"}
    report = {**versions, "seed": 0, "verdict": verdict, "checks": list(checks)}
    fields = {"submission": submission, "report": report, "spent": spent}
    return {"kind": "attempt", "id": at, "exercise": exercise, "at": f"2026-11-{at}Z", **fields}


def failed(name: str | None, certain: bool = True, check: str = "small") -> list[dict[str, Any]]:
    right = {"name": "first", "verdict": "pass", "misconception": None, "certain": False}
    wrong = {"name": check, "verdict": "fail", "misconception": name, "certain": certain}
    return [right, wrong]


def answers(label: str, *evidence: str) -> dict[str, Any]:
    return {"pairs": {"label": label, "evidence": list(evidence), "because": ""}}


def hand_in(folder: Path, files: Mapping[str, Any]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        values = {"format": "workbook-progress", "version": 1, "workbook": "workbook"}
        text = json.dumps({**values, "events": content, "drafts": {}})
        file.write_text(content if isinstance(content, str) else text, "utf-8")
    return folder


def overview(out: Path, *arguments: str | Path) -> int:
    return command.main([*map(str, arguments), "--out", str(out)], COURSE)


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def dolos(out: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    with zipfile.ZipFile(out / "dolos.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return texts, list(csv.DictReader(io.StringIO(texts.pop("info.csv"))))


@pytest.fixture
def class_of_three(tmp_path: Path) -> Path:
    return hand_in(
        tmp_path / "class",
        {
            "anna.json": [
                attempt(WRONG, "01", checks=failed("added")),
                attempt(WRONG + "#", "02", checks=failed("added", certain=False)),
                attempt(RIGHT, "03", "pass"),
                attempt(WRONG, "04", checks=failed("after the pass")),
                attempt(answers("odd", "seven"), "05", exercise=SCENARIOS),
                attempt(answers("even", "partner"), "06", "pass", exercise=SCENARIOS),
            ],
            f"{BOB}.json": [
                attempt("def", "01", "invalid"),
                attempt(RIGHT, "02", "pass", spent=None),
                attempt(answers("even", "partner"), "05", "pass", exercise=SCENARIOS),
            ],
            "c.json": [attempt(WRONG, "01", "timeout")],
        },
    )


def test_counts_are_of_learners_and_end_at_the_first_pass(
    class_of_three: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert overview(out, class_of_three) == 0

    program, scenarios = table(out / "exercises.csv")
    assert (program["exercise"], program["tried"], program["solved"]) == (ID, "3", "2")
    assert (program["share_solved"], program["attempts"]) == ("0.667", "7")
    # anna needs three attempts and three minutes, Bob two, whose time is not known
    assert (program["to_solve_low"], program["to_solve_median"]) == ("2.25", "2.5")
    assert (program["minutes_median"], program["minutes_high"]) == ("3", "3")
    assert (program["named"], program["unnamed"]) == ("2", "3")
    assert (scenarios["exercise"], scenarios["solved"]) == (SCENARIOS, "2")

    mistakes = [tuple(row.values()) for row in table(out / "mistakes.csv")]
    assert mistakes == [
        (ID, "", "invalid", "1", "1"),
        (ID, "", "small", "1", "1"),
        (ID, "", "timeout", "1", "1"),
        (ID, "added", "small", "1", "1"),
        (ID, "after the pass", "small", "1", "1"),
    ]

    (pairs,) = table(out / "scenarios.csv")
    assert list(pairs.values()) == [
        SCENARIOS, "pairs", "2", "1", "odd", "1", "1", "seven of them red", "1",
    ]  # fmt: skip


def test_bad_input_is_a_row_with_its_reason_and_counts_nowhere(
    class_of_three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(
        class_of_three,
        {
            "torn.json": "{",
            "gone.json": [attempt(RIGHT, "01", "pass", exercise="gone/away")],
            "other.json": [attempt({"x": "y"}, "01", "pass")],
            f"late/{ID}.py": RIGHT,
            # the same file again, with one attempt more, and one whose checks are damaged
            "anna/earlier.json": [
                attempt(WRONG, "01", checks=failed("added")),
                attempt(WRONG, "09", checks=["?", 3], spent="long"),
            ],
        },
    )
    out = tmp_path / "out"
    assert overview(out, class_of_three) == 0

    program, _ = table(out / "exercises.csv")
    assert (program["tried"], program["solved"], program["attempts"]) == ("3", "2", "8")
    output = capsys.readouterr().out
    assert "torn: it is no file of progress" in output
    assert "gone: there is no exercise gone/away" in output
    assert "other: the submission is of another kind" in output
    assert "1 program without a verdict" in (out / "overview.html").read_text("utf-8")


@pytest.mark.usefixtures("without_sandbox")
def test_what_regrade_found_counts_more_than_claims(tmp_path: Path) -> None:
    files = {"a.json": [attempt(WRONG, "01", "pass")], f"b/{ID}.py": RIGHT}
    folder, graded = hand_in(tmp_path / "class", files), tmp_path / "graded"
    assert regrade_command.main([str(folder), "--out", str(graded)], COURSE) == 0

    assert overview(tmp_path / "out", folder, "--graded", graded) == 0

    (program,) = table(tmp_path / "out" / "exercises.csv")
    assert (program["tried"], program["solved"]) == ("2", "1")
    (mistake,) = table(tmp_path / "out" / "mistakes.csv")
    assert mistake["at"] != ""


def test_a_pass_that_is_not_confirmed_solves_nothing() -> None:
    course = load_course(COURSE)
    hand_in = HandIn("a", ID, RIGHT, "a.json", claimed="pass")
    key = key_of(hand_in, course.exercises[ID].exercise.version)
    report = {
        "verdict": "pass", "checks": [], "exercise_version": "", "grader_version": "",
    }  # fmt: skip
    for doubt, solved in (("", 1), ("it knows the values by heart", 0)):
        tries = tries_of(course, [hand_in], {key: Graded(key, report, "process", 0.1, doubt)})
        outcome = outcome_of(course.exercises[ID], tries)
        assert (outcome.solved, outcome.attempts) == (solved, 1)


class Elements(HTMLParser):
    """What the page is made of, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_its_drawings_have_words(
    class_of_three: Path, tmp_path: Path
) -> None:
    hand_in(class_of_three, {"<b>evil.json": [attempt(WRONG, "01", checks=failed("<script>"))]})
    hand_in(class_of_three, {"<i>x.json": "{"})
    overview(tmp_path / "out", class_of_three)
    page = Elements((tmp_path / "out" / "overview.html").read_text("utf-8"))

    assert page.open == []
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "b"} & set(names)
    assert not any({"src", "href"} & set(attributes) for _, attributes in page.tags)
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawings) > 5
    assert all(drawing.get("aria-label") or drawing.get("aria-hidden") for drawing in drawings)
    heads = [attributes["scope"] for tag, attributes in page.tags if tag == "th"]
    assert set(heads) == {"col", "row"}


def test_the_zip_has_the_form_that_dolos_documents(class_of_three: Path, tmp_path: Path) -> None:
    hand_in(class_of_three, {"a b.json": [attempt("one", "01")], "a:b.json": [attempt("2", "01")]})
    overview(tmp_path / "out", class_of_three)

    texts, rows = dolos(tmp_path / "out")

    assert {row["filename"] for row in rows} == set(texts)
    assert len(rows) == 5
    by_name = {row["full_name"]: row for row in rows}
    assert by_name[BOB]["filename"] == "arithmetic-double/Боб-Ёлкин.py"
    assert texts[by_name[BOB]["filename"]] == RIGHT  # the last one
    assert {row["label"] for row in rows} == {ID}
    assert by_name["c"]["created_at"] == "2026-11-01Z"
    assert {by_name["a b"]["filename"], by_name["a:b"]["filename"]} == {
        "arithmetic-double/a-b.py",
        "arithmetic-double/a-b-2.py",
    }


def test_anonymous_leaves_no_name_in_any_file(tmp_path: Path) -> None:
    signed = f"# by {BOB}, with help of ANNA\nelkin = 'Ёлкин'\n{RIGHT}"
    folder = hand_in(
        tmp_path / "class",
        {
            f"{BOB}.json": [attempt(signed, "01", checks=failed(None))],
            "Anna Özil/p.json": "{",
            "Anna Özil/q.json": [attempt(RIGHT, "01", "pass")],
        },
    )
    out = tmp_path / "out"
    overview(out, folder, "--anonymous")

    texts, rows = dolos(out)
    files = [file.read_text("utf-8") for file in out.iterdir() if file.suffix != ".zip"]
    whole = "\n".join([*files, *texts, *texts.values(), *map(str, rows)])
    assert not re.search("anna|özil|боб|ёлкин", whole, re.IGNORECASE)
    assert {row["full_name"] for row in rows} == {"student_1", "student_2"}
    assert "# by student_" in whole
    for row in rows:
        assert row["filename"] == f"arithmetic-double/{row['full_name'].replace(' ', '-')}.py"
        compile(texts[row["filename"]], row["filename"], "exec")


def test_numbers_are_one_for_each_name_and_words_of_python_stay() -> None:
    numbers = numbers_of(f"name {index}" for index in range(20))
    assert sorted(numbers.values())[0] == "student_01"
    assert len(set(numbers.values())) == 20

    names = Names({"For Ann": "student_1", "Li": "student_2"})
    assert names.hide("for li in annual: ann_ = Ann") == "for li in annual: student_1_ = student_1"
    assert names.of("Li") == "student_2"


def test_small_parts() -> None:
    assert spread([]) is None
    assert spread([4]) == (4, 4, 4)
    assert spread([1, 2, 3]) == (1.5, 2, 2.5)
    assert file_name("../../etc") == "etc"
    assert file_name("…") == "nobody"
    taken: set[str] = set()
    assert [free_name(name, taken) for name in ("a", "A", "b")] == ["a.py", "A-2.py", "b.py"]


def test_what_cannot_start_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert overview(tmp_path / "out", tmp_path / "nowhere") == 2
    assert "there is no file or folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert overview(tmp_path / "out", tmp_path / "empty") == 2
    assert "no path holds" in capsys.readouterr().err
