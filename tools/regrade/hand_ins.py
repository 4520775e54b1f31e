"""What learners have handed in: attempts, whatever kind of file they come in.

Nothing is unpacked to the disk, and what cannot be read becomes a row with its reason.
"""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import msgspec

FOREIGN = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zst")
MOST_BYTES = 50_000_000  # of a file, as the page has it for a file of progress
MOST_IN_ARCHIVE = 500_000_000  # bytes that the files of an archive may have together, unpacked
MOST_NESTED = 2  # archives in archives: what a learning platform packs, and what learners pack
NAMED_IN_UTF_8 = 0x800  # bit of an archive's entry
FORMAT = "workbook-progress"
VERSION = 1


class Found(msgspec.Struct, frozen=True):
    """What came of a check.

    Attributes:
        name: of the check, or of the scenario.
        verdict: ``pass``, ``fail`` or ``skip``.
        misconception: the mistake that was recognised, None if none was.
        certain: whether it is that one, and not one of several that fit.
    """

    name: str
    verdict: str
    misconception: str | None = None
    certain: bool = False


@dataclass(frozen=True)
class HandIn:
    """One submission of one learner.

    Attributes:
        student: the name of the learner's file or folder.
        exercise: its id, which need not exist.
        submission: the source text, or answers.
        file: where it was.
        seed: of the random inputs, with which it was graded.
        at: when, as the learner's own clock had it, in ISO 8601; empty if nothing says so.
        claimed: the verdict that the learner's browser came to; empty if nothing says so.
        exercise_version: with which that was.
        grader_version: with which that was.
        checks: what came of each in that browser; none if nothing says so.
        spent: seconds of work on it, as far as the page could tell; None if nothing says so.
    """

    student: str
    exercise: str
    submission: Any
    file: str
    seed: int = 0
    at: str = ""
    claimed: str = ""
    exercise_version: str = ""
    grader_version: str = ""
    checks: tuple[Found, ...] = ()
    spent: float | None = None


@dataclass(frozen=True)
class Unread:
    """A file from which nothing could be taken, and why."""

    student: str
    file: str
    reason: str


class _Report(msgspec.Struct):
    verdict: str
    exercise_version: str
    grader_version: str
    seed: Annotated[int, msgspec.Meta(ge=0)]
    checks: Any = ()  # what they say is not needed for grading


class _Attempt(msgspec.Struct):
    at: str
    exercise: str
    submission: str | dict[str, Any]
    report: _Report
    spent: Any = None


class _Progress(msgspec.Struct):
    format: str
    version: int
    events: list[dict[str, Any]]


def read_hand_ins(
    paths: Iterable[Path], exercises: Collection[str], workbook: str
) -> Iterator[HandIn | Unread]:
    """Everything below some paths: files of progress, programs in folders, and zips of both.

    A learner's name is that of the folder around ``topic/slug.py``; of a file of progress it is
    that of the folder around it, below the path that was given, or else that of the file.

    Args:
        exercises: the ids that there are.
        workbook: name that a file of progress carries.
    """
    reader = _Reader(exercises, workbook)
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file())
            for file in files:
                inner = PurePosixPath(file.relative_to(path).as_posix())
                # the folder of a single learner has programs at its top
                alone = (
                    path.resolve().name if len(inner.parts) == 2 and file.suffix == ".py" else ""
                )
                yield from reader.read(file, inner, alone, str(file))
        else:
            yield from reader.read(path, PurePosixPath(path.name), "", str(path))


class _Reader:
    def __init__(self, exercises: Collection[str], workbook: str) -> None:
        self._exercises, self._workbook = exercises, workbook

    def read(
        self, path: Path, inner: PurePosixPath, student: str, shown: str
    ) -> Iterator[HandIn | Unread]:
        """What a file on the disk holds."""
        try:
            if path.stat().st_size > MOST_BYTES and path.suffix.lower() != ".zip":
                yield Unread(_owner(inner, student), shown, _too_large(path.stat().st_size))
                return
            content = path.read_bytes()
        except OSError as error:
            yield Unread(_owner(inner, student), shown, f"it cannot be read ({error.strerror})")
            return
        yield from self._contained(content, inner, student, shown, 0)

    def _contained(
        self, content: bytes, inner: PurePosixPath, student: str, shown: str, depth: int
    ) -> Iterator[HandIn | Unread]:
        kind = inner.suffix.lower()
        if kind == ".zip":
            yield from self._packed(content, inner, student, shown, depth)
        elif kind == ".json":
            yield from self._progress(content, _owner(inner, student), shown)
        elif kind == ".py":
            yield from self._program(content, inner, student, shown)
        elif kind in FOREIGN:
            reason = f"archives of the kind {kind} are not read: unpack it, or make it a zip"
            yield Unread(_owner(inner, student), shown, reason)
        # whatever else lies about, a README or a picture, is nobody's submission

    def _packed(
        self, content: bytes, inner: PurePosixPath, student: str, shown: str, depth: int
    ) -> Iterator[HandIn | Unread]:
        owner = _owner(inner, student)
        if depth == MOST_NESTED:
            yield Unread(owner, shown, "it is an archive in an archive in an archive")
            return
        try:
            archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError):
            yield Unread(owner, shown, "it is no zip, or a damaged one")
            return
        left = MOST_IN_ARCHIVE
        # several files at the top of an archive are of several learners, and carry their names
        names = {entry: _name_in(entry) for entry in archive.infolist()}
        top = [PurePosixPath(name) for name in names.values() if "/" not in name]
        several = sum(path.suffix.lower() in (".json", ".zip") for path in top) > 1
        inner_owner = "" if several else owner
        for entry, name in names.items():
            where = f"{shown}/{name}"
            path = PurePosixPath(name.replace("\\", "/"))
            if entry.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
                continue
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                yield Unread(owner, where, "its name leads out of the archive")
                continue
            try:
                with archive.open(entry) as file:
                    inside = file.read(min(MOST_BYTES, left) + 1)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
                yield Unread(owner, where, "it is damaged, or locked with a password")
                continue
            if len(inside) > min(MOST_BYTES, left):
                yield Unread(owner, where, _too_large(entry.file_size))
                continue
            left -= len(inside)
            yield from self._contained(inside, path, inner_owner, where, depth + 1)

    def _progress(self, content: bytes, student: str, shown: str) -> Iterator[HandIn | Unread]:
        try:
            values = msgspec.json.decode(content)
            progress = msgspec.convert(values, _Progress)
        except (ValueError, msgspec.MsgspecError, RecursionError):
            yield Unread(student, shown, "it is no file of progress, or a damaged one")
            return
        if progress.format != FORMAT or progress.version < 1:
            yield Unread(student, shown, "it is no file of progress")
        elif progress.version > VERSION:
            reason = f"it is of version {progress.version}; this command reads up to {VERSION}"
            yield Unread(student, shown, f"{reason}: update the project")
        elif values.get("workbook") != self._workbook:
            yield Unread(student, shown, f"it is of another workbook: {values.get('workbook')}")
        else:
            yield from _attempts(progress, student, shown)

    def _program(
        self, content: bytes, inner: PurePosixPath, student: str, shown: str
    ) -> Iterator[HandIn | Unread]:
        folder, topic, file = ["", "", *inner.parts][-3:]
        exercise = f"{topic}/{PurePosixPath(file).stem}"
        owner = name_of(folder) or student
        if exercise not in self._exercises:
            yield Unread(owner or name_of(topic), shown, f"there is no exercise {exercise}")
        elif not owner:
            yield Unread("", shown, "no folder around it has a learner's name")
        else:
            text = content.decode("utf-8", "surrogateescape")
            yield HandIn(owner, exercise, text, shown)


def _attempts(progress: _Progress, student: str, shown: str) -> Iterator[HandIn | Unread]:
    for number, event in enumerate(progress.events, 1):
        if event.get("kind") != "attempt":
            continue
        try:
            attempt = msgspec.convert(event, _Attempt)
        except msgspec.ValidationError as error:
            reason = f"entry {number} is damaged: {error}"
            yield Unread(student, shown, reason)
            continue
        report = attempt.report
        yield HandIn(
            student,
            attempt.exercise,
            attempt.submission,
            shown,
            report.seed,
            attempt.at,
            report.verdict,
            report.exercise_version,
            report.grader_version,
            checks_in(report.checks),
            float(attempt.spent) if type(attempt.spent) in (int, float) else None,
        )


def checks_in(values: Any) -> tuple[Found, ...]:
    """The checks of a Report, or of what is left of one; none if they are damaged."""
    try:
        return tuple(msgspec.convert(values, list[Found]))
    except msgspec.ValidationError:
        return ()


def _owner(inner: PurePosixPath, student: str) -> str:
    """Whose a file is: its folder's, that of the archive around it, or that of its own name."""
    if len(inner.parts) > 1:
        return name_of(inner.parts[-2])
    return student or name_of(inner.stem)


def _name_in(entry: zipfile.ZipInfo) -> str:
    """The name of a file in an archive, which macOS writes in UTF-8 without saying so."""
    if entry.flag_bits & NAMED_IN_UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def name_of(text: str) -> str:
    """A learner's name, the same on every system, without what no name has."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in plain if letter.isprintable()).strip()


def _too_large(size: int) -> str:
    return f"it has {size / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:,.0f} MB are read"
