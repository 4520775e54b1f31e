"""docs/data/bench.json: the result of each benchmark by its name, with target and provenance."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Literal

import msgspec

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.results import provenance

FILE = ROOT / "docs" / "data" / "bench.json"
DIGITS = 4


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When, where and how something was measured.

    Attributes:
        trials: how many values each median is of.
        machine: its class, such as "2 cores, x86_64, Linux".
        load: how many programs wanted its cores in the minute before; None if nobody looked.
    """

    date: str
    command: str
    trials: int
    machine: str
    versions: dict[str, str]
    load: float | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One result.

    Attributes:
        value: the median of the samples, in the unit.
        baseline: what it is compared with, in the same unit; measured in the same run.
        ratio: value over baseline.
        target: for the ratio where there is one, else for the value.
        target_of: "value" if it is for the value all the same.
        bound: on which side of the target the good values are.
        met: None where there is no target.
    """

    title: str
    unit: str
    value: float
    baseline: float | None = None
    compared_with: str | None = None
    ratio: float | None = None
    target: float | None = None
    target_of: Literal["ratio", "value"] = "ratio"
    bound: Literal["at most", "at least"] = "at most"
    met: bool | None = None
    samples: list[float]
    run: Run

    @property
    def judged(self) -> float:
        """What the target is for."""
        return self.value if self.ratio is None or self.target_of == "value" else self.ratio


Results = dict[str, Entry]


class Quantity(msgspec.Struct, frozen=True):
    """What a benchmark measures, and the target where there is one."""

    title: str
    unit: str
    target: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    target_of: Literal["ratio", "value"] = "ratio"


def entry_from_samples(
    quantity: Quantity,
    samples: Sequence[float],
    run: Run,
    baseline: tuple[str, Sequence[float]] | None = None,
) -> Entry:
    """The entry for what was measured.

    Args:
        samples: values in the unit, one from each trial; their median counts.
        baseline: its name and its values, for results that are compared.
    """
    value = round(median(samples), DIGITS)
    base = round(median(baseline[1]), DIGITS) if baseline else None
    ratio = round(value / base, DIGITS) if base else None
    entry = Entry(
        **msgspec.structs.asdict(quantity),
        value=value,
        baseline=base,
        compared_with=baseline[0] if baseline else None,
        ratio=ratio,
        samples=[round(sample, DIGITS) for sample in samples],
        run=msgspec.structs.replace(run, trials=len(samples)),
    )
    met = is_met(entry.judged, quantity.target, quantity.bound)
    return msgspec.structs.replace(entry, met=met)


def is_met(value: float, target: float | None, bound: str) -> bool | None:
    """Whether a number is on the right side of its target; None without one."""
    if target is None:
        return None
    return value <= target if bound == "at most" else value >= target


def this_run(command: str, trials: int, versions: dict[str, str]) -> Run:
    """The description of a run that happens now."""
    load = round(os.getloadavg()[0], 1)
    return Run(provenance.today(), command, trials, provenance.machine(), versions, load)


def read(file: Path = FILE) -> Results:
    """All results that are kept; none before the first run."""
    return parse(file.read_bytes()) if file.exists() else {}


def parse(content: bytes) -> Results:
    """Results from the file's content.

    Raises:
        msgspec.ValidationError: that says where, if it is not what ``write`` makes.
    """
    return msgspec.json.decode(content, type=Results)


def write(new: Results, file: Path = FILE) -> None:
    """Keep new results; what other benchmarks have measured stays."""
    content = msgspec.json.format(msgspec.json.encode({**read(file), **new}), indent=1)
    write_whole(file, content + b"\n")
