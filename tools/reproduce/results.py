"""The file of a reproduction: its table, its texts, and how it was made."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.reproduce.cache import Done
from tools.reproduce.recipes import Recipe
from tools.reproduce.recipes import Row as Line

FOLDER = ROOT / "docs" / "data" / "reproductions"
BASES = {"exact", "computed", "bound", "index policy", ""}
SIGNIFICANT = 8  # digits that the file keeps of a number


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When, where and how the numbers were made.

    Attributes:
        date: of the youngest job.
        machine: its class, such as "2 cores, x86_64, Linux".
        jobs: how many there were.
        seconds: of processor time, all of them together; None where only waiting was measured.
    """

    date: str
    command: str
    machine: str
    versions: dict[str, str]
    jobs: int
    seconds: float | None


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line; the recipe's package says what each part of it is."""

    what: str
    published: float | None
    reference: float | None
    basis: str
    ours: float | None
    interval: tuple[float, float] | None
    seeds: int
    of: str
    note: str


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the file holds."""

    title: str
    about: str
    unit: str
    sources: list[str]
    digits: int
    rows: list[Row]
    differences: list[str]
    run: Run


def table(name: str, recipe: Recipe, done: Mapping[str, Done], *, quick: bool = False) -> Kept:
    """Put a reproduction together.

    Args:
        done: its finished jobs by their names.
    Raises: SetupError if its rows cannot be made, or hold what no table can show.
    """
    try:
        lines = recipe.rows({job: one.result for job, one in done.items()})
        rows = [row(line) for line in lines]
    except Exception as error:
        raise SetupError(f"{name}: no table: {type(error).__name__}: {error}") from error
    if not rows or len({one.what for one in rows}) < len(rows):
        raise SetupError(f"{name}: a table needs rows, and each its own `what`")
    about = recipe.about.strip()
    sources, differences = list(recipe.sources), list(recipe.differences)
    made = run(name, done, quick)
    return Kept(recipe.title, about, recipe.unit, sources, recipe.digits, rows, differences, made)


def row(line: Line) -> Row:
    """A line as it is kept.

    Raises: ValueError if it is not fit for a table.
    """
    low_high = line.interval and (number(line.interval[0]), number(line.interval[1]))
    published, reference, ours = (
        None if one is None else number(one) for one in (line.published, line.reference, line.ours)
    )
    if line.basis not in BASES or bool(line.basis) != (reference is not None):
        raise ValueError(f"row {line.what!r}: basis {line.basis!r} does not fit {reference}")
    if low_high and (ours is None or not low_high[0] <= ours <= low_high[1]):
        raise ValueError(f"row {line.what!r}: {ours} lies outside its interval {low_high}")
    return Row(
        what=line.what,
        published=published,
        reference=reference,
        basis=line.basis,
        ours=ours,
        interval=low_high,
        seeds=int(line.seeds),
        of=line.of,
        note=line.note,
    )


def number(value: float) -> float:
    """A number with as many digits as are kept.

    Raises: ValueError if it is infinite or none.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number for a table")
    return float(f"{float(value):.{SIGNIFICANT}g}")


def run(name: str, done: Mapping[str, Done], quick: bool) -> Run:
    """How the jobs were run."""
    return Run(
        date=max((one.date for one in done.values()), default=""),
        command=f"python -m tools reproduce {name}{' --quick' if quick else ''}",
        machine=f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        versions={"Python": platform.python_version(), "NumPy": np.__version__},
        jobs=len(done),
        seconds=round(sum(one.seconds for one in done.values()), 1),
    )


def parse(content: bytes) -> Kept:
    """What a file holds.

    Raises: msgspec.ValidationError that says where, if it is not what `write` makes.
    """
    return msgspec.json.decode(content, type=Kept)


def write(name: str, made: Kept, folder: Path = FOLDER) -> Path:
    """Keep a reproduction; returns its file."""
    file = folder / f"{name}.json"
    write_whole(file, msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    return file
