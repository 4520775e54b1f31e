"""What cannot be read has a row with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.class_files import packed
from tests.tools.regrade.test_regrade import RIGHT, attempt, lay_out, progress, read
from tools.regrade import hand_ins
from tools.regrade.hand_ins import MOST_BYTES, Unread


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anna.json", "{", "damaged"),
        ("anna.json", "[" * 100_000, "damaged"),
        ("anna.json", json.dumps({"format": "other"}), "no file of progress"),
        ("anna.json", progress(format="other"), "no file of progress"),
        ("anna.json", progress(version=2), "update the project"),
        ("anna.json", progress(workbook="theirs"), "another workbook: theirs"),
        ("anna.json", progress({"kind": "attempt", "at": 3}), "entry 1 is damaged"),
        ("anna.json", progress(attempt(7)), "entry 1 is damaged"),
        ("anna.json", b"x" * (MOST_BYTES + 1), "50 MB"),
        ("anna.zip", "no zip", "no zip, or a damaged one"),
        ("anna.zip", packed({"../../arithmetic/double.py": RIGHT}), "leads out of the archive"),
        ("anna.zip", packed({"/arithmetic/double.py": RIGHT}), "leads out of the archive"),
        ("anna.zip", packed({"a.json": b" " * (MOST_BYTES + 1)}), "50 MB"),
        ("anna.zip", packed({"b.zip": packed({"c.zip": packed({})})}), "in an archive in"),
        ("anna.rar", "Rar!", "kind .rar are not read"),
        ("anna.zip", packed({"a.tar.gz": b"x"}), "kind .gz are not read"),
        ("anna.zip", packed({"C:\\\\arithmetic\\\\double.py": RIGHT}), "leads out of the archive"),
        ("anna/gone/away.py", RIGHT, "there is no exercise gone/away"),
    ],
)
def test_what_cannot_be_read_is_a_row_with_its_reason(
    name: str, content: str | bytes, words: str, tmp_path: Path
) -> None:
    rows = read(lay_out(tmp_path, {name: content}))

    assert [(row.student, words in row.reason) for row in rows if isinstance(row, Unread)] == [
        ("anna", True)
    ]


@pytest.mark.parametrize("name", ["Zoë", "李小龍", "Ünal Ö"])
def test_a_zip_may_have_names_in_utf_8_without_saying_so(name: str, tmp_path: Path) -> None:
    content = bytearray(packed({f"{name}/arithmetic/double.py": RIGHT}))
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(signature) + flags + 1] &= ~(hand_ins.NAMED_IN_UTF_8 >> 8)

    (hand_in,) = read(lay_out(tmp_path, {"class.zip": bytes(content)}))

    assert hand_in.student == name


def test_of_a_zip_that_unpacks_to_far_more_the_beginning_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_ins, "MOST_IN_ARCHIVE", 50_000)
    bomb = packed({f"{number:03}.json": b" " * 10_000 for number in range(8)})
    assert len(bomb) < 2_000

    rows = read(lay_out(tmp_path, {"anna.zip": bomb}))

    reasons = [row.reason for row in rows if isinstance(row, Unread)]
    assert len(reasons) == 8
    assert sum("MB are read" in reason for reason in reasons) == 3
