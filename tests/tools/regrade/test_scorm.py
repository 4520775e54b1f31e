"""``regrade --scorm``: tables of learning platforms, whatever their columns."""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from tools.regrade import command
from tools.regrade.hand_ins import HandIn, Unread
from tools.regrade.scorm import MOST_STATE_BYTES, read_reports

COURSE = Path(__file__).parents[2] / "course"
ID = "arithmetic/double"
RIGHT = "def double(values):\n    return values * 2.0\n"
AT = "2026-11-30T10:00:00.000Z"


def packed(content: bytes) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    letters = base64.urlsafe_b64encode(packer.compress(content) + packer.flush())
    return f"wb1.{letters.decode().rstrip('=')}"


def state(submission: Any = RIGHT, exercise: str = ID, verdict: str = "pass", more: int = 0) -> str:
    values = [exercise, "old", "0.0.1", 0, verdict, AT, submission, more]
    return packed(json.dumps(values).encode())


def table(folder: Path, *rows: list[str], name: str = "anna.csv", delimiter: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    file = folder / name
    file.write_text(text.getvalue(), "utf-8-sig")
    return file


@pytest.mark.parametrize(
    ("head", "cells", "student"),
    [
        (["Student", "Data"], ["Zoë Ünal"], "Zoë Ünal"),
        (["First name", "Last name", "Email address"], ["Боб", "Ёлкин", "b@x.org"], "b@x.org"),
        (["First name", "Surname", "Score"], ["Боб", "Ёлкин", "100"], "Боб Ёлкин"),
        (["learner_id", "Name"], ["=7", "李 小龙"], "=7"),
        (["Element", "Value"], ["cmi.suspend_data"], "anna"),
        (["Course", "Data"], ["Meta-RL"], "anna"),
    ],
)
def test_a_learner_is_known_by_whichever_column_there_is(
    head: list[str], cells: list[str], student: str, tmp_path: Path
) -> None:
    for delimiter in ",;\t":
        (hand_in,) = read_reports([table(tmp_path, head, [*cells, state()], delimiter=delimiter)])
        assert isinstance(hand_in, HandIn)
        assert (hand_in.student, hand_in.exercise, hand_in.submission) == (student, ID, RIGHT)
        assert (hand_in.at, hand_in.claimed, hand_in.exercise_version) == (AT, "pass", "old")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("wb1.AAAA", "damaged"),
        (state()[:-9], "damaged"),
        (packed(b"[]"), "damaged"),
        (packed(b'["a",1,2,3,4,5,6,7]'), "damaged"),
        (packed(b" " * (MOST_STATE_BYTES + 1)), "damaged"),
        (packed(b"\xff"), "damaged"),
        (state(None, more=5000), "arithmetic/double was too long for the platform"),
        ("page=3", "no cell of it"),
    ],
)
def test_what_cannot_be_read_is_a_row_with_its_reason(
    content: str, words: str, tmp_path: Path
) -> None:
    (hand_in,) = read_reports([table(tmp_path, ["Student", "Data"], ["Anna", content])])
    assert isinstance(hand_in, Unread)
    assert words in hand_in.reason


def test_no_table_at_all_is_a_row_too(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\x00\xff" * 50 + b'"' + b"a" * 200_000)
    hand_ins = list(read_reports([tmp_path / "x.csv", tmp_path]))
    assert [isinstance(row, Unread) for row in hand_ins] == [True, True]


@pytest.mark.usefixtures("without_sandbox")
def test_what_a_platform_has_stored_is_graded_beside_files(tmp_path: Path) -> None:
    report = table(
        tmp_path,
        ["Username", "Status", "Data"],
        ["anna", "passed", state("def double(values):\n    return 0\n")],
        ["bob", "passed", state()],
        ["cem", "incomplete", state(RIGHT, verdict="")],
        ["dana", "passed", state(RIGHT, "gone/away")],
        ["eve", "not attempted", ""],
    )
    (tmp_path / "fritz" / "arithmetic").mkdir(parents=True)
    (tmp_path / "fritz" / f"{ID}.py").write_text(RIGHT)
    out = tmp_path / "out"

    arguments = ["--scorm", str(report), str(tmp_path / "fritz"), "--out", str(out)]
    assert command.main(arguments, COURSE) == 0
    assert command.main(["--scorm", str(report), "--out", str(out), "--overwrite"], COURSE) == 0
    assert command.main([*arguments, "--overwrite"], COURSE) == 0

    rows = csv.DictReader(io.StringIO((out / "grades.csv").read_text("utf-8-sig")))
    assert [(row["student"], row["claimed"], row["verdict"]) for row in rows] == [
        ("anna", "pass", "fail"),
        ("bob", "pass", "pass"),
        ("cem", "", "pass"),
        ("dana", "", "unread"),
        ("fritz", "", "pass"),
    ]


def test_nothing_given_starts_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--out", str(tmp_path / "out")], COURSE) == 2
    assert command.main(["--scorm", "gone.csv", "--out", str(tmp_path / "out")], COURSE) == 2
    assert "there is no file or folder gone.csv" in capsys.readouterr().err
