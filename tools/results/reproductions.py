"""docs/data/reproductions/NAME.json: a reproduction's table, its texts, and its provenance."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec

from tools.common.files import write_whole
from tools.common.paths import ROOT

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

    def __post_init__(self) -> None:
        """Refuse what no table can show."""
        numbers = (self.published, self.reference, self.ours, *(self.interval or ()))
        for number in numbers:
            if number is not None and not math.isfinite(number):
                raise ValueError(f"{number} is not a number for a table")
        if self.basis not in BASES or bool(self.basis) != (self.reference is not None):
            raise ValueError(f"basis {self.basis!r} does not fit {self.reference}")
        if self.interval and (
            self.ours is None or not self.interval[0] <= self.ours <= self.interval[1]
        ):
            raise ValueError(f"{self.ours} lies outside its interval {self.interval}")


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the file holds."""

    title: str
    about: str
    unit: str
    sources: list[str]
    digits: int
    rows: list[Row]
    differences: list[str]
    run: Run


def row_from(line: Any) -> Row:
    """A recipe's row with as many digits as are kept.

    Raises:
        msgspec.ValidationError: if it is not fit for a table.
    """

    def plain(value: Any) -> Any:
        return value.tolist()  # of NumPy's numbers

    def rounded(value: Any) -> Any:
        if isinstance(value, list):
            return [rounded(part) for part in value]
        return float(f"{value:.{SIGNIFICANT}g}") if isinstance(value, float) else value

    parts = msgspec.to_builtins(line, enc_hook=plain, builtin_types=())
    return msgspec.convert({name: rounded(part) for name, part in parts.items()}, Row)


def parse(content: bytes) -> Record:
    """What a file holds.

    Raises:
        msgspec.ValidationError: that says where, if it is not what ``write`` makes.
    """
    return msgspec.json.decode(content, type=Record)


def write(name: str, record: Record, folder: Path = FOLDER) -> Path:
    """Keep a reproduction.

    Returns:
        Its file.
    """
    file = folder / f"{name}.json"
    write_whole(file, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
    return file
