"""The page that grades in the browser goes by the rules of the command: its modules, in Node."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from tests.record.modules import evaluate
from tools.common.spreadsheet import spreadsheet
from tools.regrade import batch, grades
from tools.regrade.grades import ORDER, Row, read_table, write_table
from tools.regrade.hand_ins import HandIn

AWKWARD = (
    *("=cmd()", "+1", "-1", "@x", "\tx", "\rx", "'x", "''=x", "", " =x", "a,b", 'say "x"'),
    *("two\nlines", "two\r\nlines", "李小龍", "עדי", "🦊", '=HYPERLINK("http://x", "y")', "a'b"),
)


def test_both_have_the_same_columns_and_the_same_order_of_verdicts() -> None:
    assert evaluate("grades.COLUMNS") == [field.name for field in fields(Row)]
    assert evaluate("grades.ORDER") == list(ORDER)


def test_both_write_the_same_table() -> None:
    rows = [{"a": text, "b": other} for text in AWKWARD for other in ("x", text)]
    written: str = evaluate("spreadsheet.spreadsheet(v[0], v[1])", ["a", "b"], rows)
    assert written.encode() == spreadsheet(["a", "b"], rows)
    read = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_both_read_the_same_table(delimiter: str) -> None:
    rows = [["a", "b", "c"], [], *([text, "x", text] for text in AWKWARD), ["", "", ""], ["x", ""]]
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
        for ending in ("\r\n", "\n"):
            text = io.StringIO(newline="")
            table = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ending)
            table.writerows(rows)
            for whole in (text.getvalue(), "\ufeff" + text.getvalue().removesuffix(ending)):
                plain = io.StringIO(whole.removeprefix("\ufeff"), newline="")
                there = list(csv.reader(plain, delimiter=delimiter))
                assert evaluate("spreadsheet.rowsOf(v[0])", whole) == there == rows


def test_damaged_tables_are_read_to_their_end() -> None:
    for text in ("", '"', '"a', 'a"b,c', '"a"b,c', ",", "\n\n", '""",', "\ufeff"):
        rows: list[list[str]] = evaluate("spreadsheet.rowsOf(v[0])", text)
        assert rows == list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_both_keep_a_pass_that_was_given_before(tmp_path: Path) -> None:
    empty = {field.name: "" for field in fields(Row)}
    before = [
        Row(**{**empty, "student": student, "exercise": exercise, "verdict": verdict})
        for student, exercise, verdict in (
            ("=anna", "a/b", "pass"), ("bob", "a/b", "fail"), ("=anna", "a/c", "pass"),
        )
    ]  # fmt: skip
    write_table(tmp_path, before)
    now = [
        Row(**{**empty, "student": student, "exercise": "a/b", "verdict": verdict})
        for student in ("=anna", "bob")
        for verdict in ("pass", "fail", "timeout")
    ]
    kept = grades.never_lower(now, read_table(tmp_path))

    found = evaluate(
        "grades.neverLower(v[0].map(row => ({ row })), grades.gradesIn(spreadsheet.rowsOf(v[1])))"
        ".map(({ row }) => row)",
        [asdict(row) for row in now],
        (tmp_path / "grades.csv").read_text("utf-8"),
    )

    assert found == [asdict(row) for row in kept]
    assert [row["verdict"] for row in found] == [*["pass"] * 4, "fail", "timeout"]
    assert evaluate("grades.gradesIn(v[0])", [["student", "verdict"], ["anna", "pass"]]) is None


def hand_in(student: str, at: str, submission: str) -> HandIn:
    return HandIn(student, "a/b", submission, "f", at=at)


def test_both_take_the_same_attempt_for_the_last() -> None:
    tries = [
        hand_in(student, at, f"{student} {number}")
        for student in ("anna", "李")
        for number, at in enumerate(("", "2026-11-02", "2026-11-01", "2026-11-02"))
    ]
    values = [
        {"student": attempt.student, "exercise": attempt.exercise, "at": attempt.at}
        for attempt in tries
    ]
    named = [
        {**value, "submission": attempt.submission}
        for value, attempt in zip(values, tries, strict=True)
    ]
    chosen = evaluate("grades.latest(v[0]).map(one => one.submission)", named)
    assert chosen == [attempt.submission for attempt in batch.latest(tries)] == ["anna 3", "李 3"]


def row(verdict: str, at: str) -> dict[str, Any]:
    return {"student": "anna", "exercise": "a/b", "verdict": verdict, "at": at}


@pytest.mark.parametrize(
    "verdicts", [("pass", "fail", "pass", "fail"), ("timeout", "invalid", "fail"), ("unread",)]
)
def test_both_take_the_same_row_for_the_best(verdicts: tuple[str, ...]) -> None:
    rows = [row(verdict, str(number)) for number, verdict in enumerate(verdicts)]
    empty = {field.name: "" for field in fields(Row)}
    best = grades.best([Row(**{**empty, **row}) for row in rows])
    chosen = evaluate("grades.best(v[0].map(row => ({ row }))).map(({ row }) => row.at)", rows)
    assert chosen == [row.at for row in best]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "10 seconds"),
        (44, "40 seconds"),
        (70, "1 minute"),
        (600, "10 minutes"),
        (5500, "1.5 hours"),
    ],
)
def test_the_time_that_is_left_is_said_in_round_numbers(seconds: float, words: str) -> None:
    count = {"done": 1, "all": 2}
    standing = {"phase": "grading", "problem": "", "files": count, "count": count}
    told = evaluate("words.farOf(v[0])", {**standing, "secondsLeft": seconds})
    assert told == f"1 of 2 graded, about {words} left"
