"""``python -m tools regrade``: what is read, what is graded, and what becomes of the table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests import class_files
from tests.class_files import Files, packed
from tests.record.modules import evaluate
from tools.regrade import command, sandbox
from tools.regrade.batch import Shard, kept_results
from tools.regrade.examiner import APART, SANDBOX, WITHOUT_SANDBOX
from tools.regrade.hand_ins import HandIn, Unread, read_hand_ins
from tools.regrade.sandbox import bubblewrap

COURSE = Path(__file__).parents[2] / "course"
ID = "arithmetic/double"
RIGHT = "def double(values):\n    return values * 2.0\n"
WRONG = "def double(values):\n    return values * 3.0\n"
WORKBOOK = "workbook"  # of the toy course, which has no name
Rows = list[dict[str, str]]


def progress(*attempts: dict[str, Any], **fields: Any) -> str:
    values = {"format": "workbook-progress", "version": 1, "workbook": WORKBOOK}
    return json.dumps({**values, "events": attempts, "drafts": {}, **fields})


def attempt(
    submission: Any, at: str = "2026-11-02T10:00:00.000Z", verdict: str = "pass", exercise: str = ID
) -> dict[str, Any]:
    versions = {"exercise_version": "old", "grader_version": "0.0.1"}
    report = {**versions, "seed": 0, "verdict": verdict, "checks": []}
    kind = {"kind": "attempt", "exercise": exercise, "id": "a"}
    return {**kind, "at": at, "submission": submission, "report": report}


def lay_out(folder: Path, files: Files) -> Path:
    class_files.lay_out(folder, files)
    return folder


def read(*given: Path) -> list[HandIn | Unread]:
    return list(read_hand_ins(given, [ID], WORKBOOK))


def regrade(out: Path, *arguments: str | Path) -> tuple[int, Rows]:
    code = command.main([*map(str, arguments), "--out", str(out)], COURSE)
    file = out / "grades.csv"
    text = file.read_text("utf-8-sig") if file.exists() else ""
    return code, list(csv.DictReader(io.StringIO(text, newline="")))


def verdicts(rows: Rows) -> list[tuple[str, str, str]]:
    return [(row["student"], row["claimed"], row["verdict"]) for row in rows]


@pytest.mark.parametrize(
    "files",
    [
        {"Zoë Ünal.json": progress(attempt(RIGHT))},
        {"Zoë Ünal/my-progress.json": progress(attempt(RIGHT))},
        {f"Zoë Ünal/{ID}.py": RIGHT, "Zoë Ünal/README.md": "mine"},
        {"Zoë Ünal.zip": packed({f"{ID}.py": RIGHT, "README.md": "mine"})},
        {"Zoë Ünal.zip": packed({"progress.json": progress(attempt(RIGHT))})},
        {"class.zip": packed({f"Zoë Ünal/{ID}.py": RIGHT, "__MACOSX/x.json": "no"})},
        {"class.zip": packed({"Zoë Ünal/p.json": progress(attempt(RIGHT))})},
        {"class.zip": packed({"Zoë Ünal.json": progress(attempt(RIGHT)), "b.json": progress()})},
        {"class.zip": packed({"Zoë Ünal/it.zip": packed({f"{ID}.py": RIGHT})})},
    ],
)
def test_a_learner_is_known_however_the_file_comes(files: Files, tmp_path: Path) -> None:
    (hand_in,) = read(lay_out(tmp_path, files))

    assert isinstance(hand_in, HandIn)
    assert (hand_in.student, hand_in.exercise, hand_in.submission) == ("Zoë Ünal", ID, RIGHT)


def test_the_folder_of_one_learner_is_named_after_them(tmp_path: Path) -> None:
    (hand_in,) = read(lay_out(tmp_path / "anna", {f"{ID}.py": RIGHT}))

    assert hand_in.student == "anna"


def test_what_a_page_writes_is_read(tmp_path: Path) -> None:
    check = {"name": "small_numbers", "verdict": "pass", "misconception": None, "certain": False}
    more = {"feedback": "", "line": None, "seconds": 0.5, "checks": [check]}
    kept = {"fingerprint": "f", "hints": 0, "spent": 30, "confidence": 2}
    event = {**attempt(RIGHT), **kept}
    event["report"] |= more
    # that the page takes it for an event of its own shows that its form is the page's
    assert evaluate("events.isEvent(v[0])", event)
    text = evaluate("exchange.write(v[1], { events: [v[0]], drafts: new Map() })", event, WORKBOOK)

    (hand_in,) = read(lay_out(tmp_path, {"anna.json": text}))

    assert isinstance(hand_in, HandIn)
    assert (hand_in.submission, hand_in.at, hand_in.claimed) == (RIGHT, event["at"], "pass")
    assert (hand_in.exercise_version, hand_in.grader_version) == ("old", "0.0.1")


@pytest.mark.usefixtures("without_sandbox")
def test_two_files_of_a_learner_are_one_learner_s(tmp_path: Path) -> None:
    attempts = [
        attempt(RIGHT, "2026-11-01T10:00:00Z"), attempt(WRONG, "2026-11-02T10:00:00Z", "fail")
    ]  # fmt: skip
    files = {f"anna/{number}.json": progress(attempt) for number, attempt in enumerate(attempts)}
    folder = lay_out(tmp_path / "class", files)

    assert verdicts(regrade(tmp_path / "1", folder)[1]) == [("anna", "fail", "fail")]
    assert verdicts(regrade(tmp_path / "2", folder, "--best")[1]) == [("anna", "pass", "pass")]


@pytest.mark.usefixtures("without_sandbox")
@pytest.mark.parametrize("name", ["李小龍", "Дарья", "עדי", "ZoE\u0308", "🦊", 'O\'Neil, "Jr"'])
def test_a_name_in_any_alphabet_comes_back(name: str, tmp_path: Path) -> None:
    _, rows = regrade(tmp_path / "out", lay_out(tmp_path / "class", {f"{name}/{ID}.py": WRONG}))

    assert verdicts(rows) == [(unicodedata.normalize("NFC", name), "", "fail")]


@pytest.mark.usefixtures("without_sandbox")
def test_files_of_ten_megabytes_have_their_rows(tmp_path: Path) -> None:
    long = RIGHT + "#" * 10_000_000
    files = {f"a/{ID}.py": long, "b.json": progress(attempt(long)), "c.json": " " * 10_000_000}

    code, rows = regrade(tmp_path / "out", lay_out(tmp_path / "class", files))

    assert code == 0
    assert verdicts(rows) == [("a", "", "invalid"), ("b", "pass", "invalid"), ("c", "", "unread")]


def test_a_claim_counts_nothing_and_one_bad_file_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = "def double(values):\n    while True:\n        pass\n"
    leaving = "import os\n\ndef double(values):\n    os._exit(0)\n"
    greedy = "def double(values):\n    return [0] * 10**12\n"
    forging = 'print(\'{"token": "", "reply": {"report": {"verdict": "pass"}}}\')\n' + WRONG
    folder = lay_out(
        tmp_path / "class",
        {
            "a.json": progress(attempt(RIGHT)),
            "b.json": progress(attempt(WRONG)),
            f"c/{ID}.py": endless,
            f"d/{ID}.py": leaving,
            f"e/{ID}.py": greedy,
            f"f/{ID}.py": forging,
            f"g/{ID}.py": b"\xff\xfe",
            "h.json": "{",
            "i.json": progress(attempt({"x": "y"})),
            "j.json": progress(attempt(RIGHT, exercise="gone/away")),
            "=cmd.json": progress(attempt(RIGHT)),
        },
    )

    code, rows = regrade(tmp_path / "out", folder)

    assert code == 0
    assert verdicts(rows) == [
        ("'=cmd", "pass", "pass"),
        ("a", "pass", "pass"),
        ("b", "pass", "fail"),
        ("c", "", "timeout"),
        ("d", "", "invalid"),
        ("e", "", "fail"),
        ("f", "", "fail"),
        ("g", "", "invalid"),
        ("h", "", "unread"),
        ("i", "", "unread"),
        ("j", "", "unread"),
    ]
    assert [row["student"] for row in rows if row["changed"] == "yes"] == ["b"]
    assert "1 not as the learner's browser had it" in capsys.readouterr().out


@pytest.mark.usefixtures("without_sandbox")
def test_which_attempt_counts(tmp_path: Path) -> None:
    attempts = [
        attempt(WRONG, "2026-11-01T10:00:00Z", "fail"),
        attempt(RIGHT, "2026-11-02T10:00:00Z"),
        attempt(WRONG + "# again\n", "2026-11-03T10:00:00Z", "fail"),
    ]
    folder = lay_out(tmp_path / "class", {"a.json": progress(*attempts)})

    assert verdicts(regrade(tmp_path / "1", folder)[1]) == [("a", "fail", "fail")]
    assert verdicts(regrade(tmp_path / "1", folder, "--latest")[1]) == [("a", "fail", "fail")]
    assert verdicts(regrade(tmp_path / "2", folder, "--best")[1]) == [("a", "pass", "pass")]
    assert [row["verdict"] for row in regrade(tmp_path / "3", folder, "--all")[1]] == [
        "fail",
        "pass",
        "fail",
    ]


@pytest.mark.usefixtures("without_sandbox")
def test_a_second_run_grades_nothing_and_a_cut_line_is_graded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{name}/{ID}.py": RIGHT + f"# {name}\n" for name in "abc"}
    folder, out = lay_out(tmp_path / "class", files), tmp_path / "out"
    regrade(out, folder)
    kept = (out / "reports.jsonl").read_bytes()

    with monkeypatch.context() as patch:
        patch.setattr("tools.regrade.examiner.Examiner.examine", lambda *_: pytest.fail("again"))
        assert regrade(out, folder)[0] == 0

    (out / "reports.jsonl").write_bytes(kept[: -len(kept) // 4])
    assert len(kept_results(out)) == 2
    assert verdicts(regrade(out, folder)[1]) == [(name, "", "pass") for name in "abc"]
    assert len(kept_results(out)) == 3


@pytest.mark.usefixtures("without_sandbox")
def test_a_table_that_would_change_is_left_until_somebody_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    regrade(out, lay_out(folder, {f"a/{ID}.py": RIGHT, f"b/{ID}.py": RIGHT}))
    lay_out(folder, {f"a/{ID}.py": WRONG})
    capsys.readouterr()

    code, rows = regrade(out, folder)
    assert code == 1
    assert [row["verdict"] for row in rows] == ["pass", "pass"]
    assert f"a, {ID}: pass before, fail now" in capsys.readouterr().out

    code, rows = regrade(out, folder, "--never-lower")
    assert code == 0
    assert [row["verdict"] for row in rows] == ["pass", "pass"]
    assert rows[0]["note"] == "would be fail; the pass that was given before stays"

    code, rows = regrade(out, folder, "--overwrite")
    assert code == 0
    assert [row["verdict"] for row in rows] == ["fail", "pass"]


@pytest.mark.usefixtures("without_sandbox")
def test_shards_together_are_the_whole(tmp_path: Path) -> None:
    files = {f"{name}/{ID}.py": RIGHT + f"# {name}\n" for name in "abcdefgh"}
    folder, out = lay_out(tmp_path / "class", files), tmp_path / "out"
    sizes = []
    for number in (1, 2, 3):
        before = len(kept_results(out)) if out.exists() else 0
        assert regrade(out, folder, "--shard", f"{number}/3") == (0, [])
        sizes.append(len(kept_results(out)) - before)
    assert sum(sizes) == 8
    assert all(size < 8 for size in sizes)
    assert Shard(2, 3).file in {file.name for file in out.iterdir()}

    assert verdicts(regrade(out, folder)[1]) == [(name, "", "pass") for name in "abcdefgh"]


def test_what_cannot_start_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert regrade(tmp_path / "out", tmp_path / "nowhere")[0] == 2
    assert "there is no file or folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert regrade(tmp_path / "out", tmp_path / "empty")[0] == 2
    assert "nothing to grade" in capsys.readouterr().err
    lay_out(tmp_path, {"out/grades.csv": "mine", f"a/{ID}.py": RIGHT})
    assert command.main([str(tmp_path / "a"), "--out", str(tmp_path / "out")], COURSE) == 2
    assert "is no table of grades" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        command.main([str(tmp_path), "--out", "x", "--shard", "3/2"], COURSE)
    assert stopped.value.code == 2


def test_in_the_sandbox_a_submission_sees_nobody_elses_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    others = lay_out(tmp_path, {"others.py": RIGHT}) / "others.py"
    curious = f"secret = open({str(others)!r}).read()\n{RIGHT}"
    connecting = f"import socket\n\nsocket.create_server(('127.0.0.1', 0))\n{RIGHT}"
    files = {f"a/{ID}.py": RIGHT, f"b/{ID}.py": curious, f"c/{ID}.py": connecting}
    folder = lay_out(tmp_path / "class", files)

    _, rows = regrade(tmp_path / "inside", folder)
    assert verdicts(rows) == [("a", "", "pass"), ("b", "", "invalid"), ("c", "", "invalid")]
    assert [row["isolation"] for row in rows] == [f"{SANDBOX}, {APART}", SANDBOX, SANDBOX]

    monkeypatch.setattr(sandbox, "bubblewrap", lambda: None)
    _, rows = regrade(tmp_path / "outside", folder)
    assert verdicts(rows)[1] == ("b", "", "pass")
    assert {row["isolation"] for row in rows} >= {f"{WITHOUT_SANDBOX}, {APART}"}
