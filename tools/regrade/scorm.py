"""What a learning platform has stored of SCORM packages, in a table that it lets one download.

Platforms differ in their tables: so every cell is looked at, and what tools/export/unit/state.js
has written is known by its mark. Of a table that says nothing of the learner, as Moodle's of one
attempt, the file's name does.
"""

from __future__ import annotations

import base64
import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec

from tools.regrade.hand_ins import MOST_BYTES, HandIn, Unread, name_of

STATE = re.compile(r"wb1\.[\w-]+")
MOST_STATE_BYTES = 1_000_000  # of one submission, unpacked
# Columns that name learners, the surest first; two of the last kind make one name.
NAMES = (
    *("user name", "username", "login", "student id", "learner id", "user id", "id number"),
    *("email address", "email", "student", "learner", "user", "full name", "name"),
)
FIRST, LAST = ("first name", "given name"), ("last name", "surname", "family name")


class _State(msgspec.Struct, array_like=True):
    exercise: str
    exercise_version: str
    grader_version: str
    seed: Annotated[int, msgspec.Meta(ge=0)]
    verdict: str
    at: str
    submission: str | dict[str, Any] | None
    length: int


def read_reports(paths: Iterable[Path]) -> Iterator[HandIn | Unread]:
    """Every submission in some tables: CSV, with commas, semicolons or tabs."""
    for path in paths:
        try:
            if path.stat().st_size > MOST_BYTES:
                yield Unread("", str(path), "it is too large for a report of a learning platform")
                continue
            text = path.read_text("utf-8-sig", "replace")
        except OSError as error:
            yield Unread("", str(path), f"it cannot be read ({error.strerror})")
            continue
        found = list(_submissions(text, name_of(path.stem), str(path)))
        reason = "no cell of it is what a package of this workbook has left on a learning platform"
        yield from found or [Unread("", str(path), reason)]


def _submissions(text: str, stem: str, shown: str) -> Iterator[HandIn | Unread]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    head: list[str] = []
    try:
        for number, row in enumerate(rows, 1):
            states = [match[0] for cell in row if (match := STATE.fullmatch(cell.strip(" '\"")))]
            head = head or ([] if states else [_plain(cell) for cell in row])
            for state in states:
                yield _submission(state, _learner(head, row) or stem, f"{shown}, row {number}")
    except csv.Error as error:
        yield Unread("", shown, f"it is no table: {error}")


def _delimiter(text: str) -> str:
    """What stands between the cells of the first row."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _learner(head: Sequence[str], row: Sequence[str]) -> str:
    """Whose a row is; empty if no column says it."""
    cells = {name: name_of(cell) for name, cell in zip(head, row, strict=False) if cell.strip()}
    for name in NAMES:
        if name in cells:
            return cells[name]
    parts = [next((cells[name] for name in names if name in cells), "") for names in (FIRST, LAST)]
    return " ".join(filter(None, parts))


def _plain(name: str) -> str:
    """A column's name as ``NAMES`` has it."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def _submission(text: str, student: str, shown: str) -> HandIn | Unread:
    try:
        state = decode_state(text)
    except (ValueError, msgspec.MsgspecError):
        return Unread(student, shown, "what the platform has stored of it is damaged")
    if state.submission is None:
        reason = f"{state.exercise} was too long for the platform: ask for the file"
        return Unread(student, shown, reason)
    return HandIn(
        student, state.exercise, state.submission, shown, state.seed, state.at,
        state.verdict, state.exercise_version, state.grader_version,
    )  # fmt: skip


def decode_state(text: str) -> _State:
    """The inverse of ``encode`` in tools/export/unit/state.js.

    Raises:
        ValueError, msgspec.MsgspecError: if it is damaged.
    """
    letters = text.partition(".")[2]
    packed = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacking.decompress(packed, MOST_STATE_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacking.eof:
        raise ValueError("cut off, or far too large")
    return msgspec.json.decode(content, type=_State)
