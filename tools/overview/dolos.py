"""A zip for Dolos, which compares programs: ``exercise/student.py``, and ``info.csv`` on top."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from tools.common.files import pack_zip, write_whole
from tools.overview.names import Names
from tools.overview.tries import Try

COLUMNS = ("filename", "full_name", "label", "created_at")
MOST_LETTERS = 80  # of a name in a file's name


def write_dolos(file: Path, tries: Iterable[Try], names: Names) -> int:
    """Write the last program of each learner for each exercise, labelled with the exercise.

    Args:
        tries: in the order of time.

    Returns:
        How many there are.
    """
    last = {
        (attempt.exercise, attempt.student): attempt
        for attempt in tries
        if isinstance(attempt.submission, str)
    }
    taken: set[str] = set()
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(COLUMNS)
    files: list[tuple[str, bytes]] = []
    for (exercise, student), attempt in sorted(last.items()):
        shown = names.of(student)
        name = free_name(f"{exercise.replace('/', '-')}/{file_name(shown)}", taken)
        rows.writerow([name, shown, exercise, attempt.at])
        files.append((name, names.hide(attempt.submission).encode("utf-8", "replace")))
    write_whole(file, pack_zip([*files, ("info.csv", table.getvalue().encode())]))
    return len(last)


def file_name(name: str) -> str:
    """A name as that of a file that every system takes, in letters of any alphabet."""
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:MOST_LETTERS] or "nobody"


def free_name(stem: str, taken: set[str]) -> str:
    """A name that no other has, not even where capitals do not count, with the ending."""
    number, name = 1, f"{stem}.py"
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.py"
    taken.add(name.casefold())
    return name
