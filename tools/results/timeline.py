"""docs/data/timeline.json: what runs where until the first verdict, on both visits."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.results.bench import Run

FILE = ROOT / "docs" / "data" / "timeline.json"
Visit = Literal["first", "second"]


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When something begins, how long it runs, and how much of that the processor worked, in ms.

    Attributes:
        processor: None where that is not known, since several threads take part.
    """

    begin: float
    takes: float
    processor: float | None = None


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage: what happens, on which thread, and when on each visit; a visit may lack it."""

    what: str
    where: str
    spans: dict[Visit, Span]


class Timeline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is kept, in medians.

    Attributes:
        ready: when a verdict was possible, in ms after the page was opened.
        rows: in the order of their beginnings.
        processor: for how many ms it worked for each thread until then.
    """

    run: Run
    ready: dict[Visit, float]
    rows: list[Row]
    processor: dict[str, dict[Visit, float]]


def parse(content: bytes) -> Timeline:
    """A timeline from the file's content.

    Raises:
        msgspec.ValidationError: that says where, if it is not what ``write`` makes.
    """
    return msgspec.json.decode(content, type=Timeline)


def write(timeline: Timeline, file: Path = FILE) -> None:
    """Keep a timeline in the place of the last one."""
    content = msgspec.json.format(msgspec.json.encode(timeline), indent=1)
    write_whole(file, content + b"\n")
