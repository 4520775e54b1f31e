"""The timeline of the start, for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterator

from tools.common import terminal
from tools.results import bench_table, markdown_table
from tools.results.bench_table import SPACE
from tools.results.markdown_table import Cells
from tools.results.timeline import Span, Timeline, Visit, parse

VISITS: dict[Visit, str] = {"first": "Fresh profile", "second": "Second visit"}
HEAD = ("What", *VISITS.values())
READY = "A verdict is possible"
ALL = "All that the processor did for it"


def plain(timeline: Timeline) -> str:
    """The table for a terminal."""
    rows = [tuple(", ".join(cell) for cell in row) for row in table(timeline)]
    return terminal.columns([HEAD, *rows])


def markdown(content: bytes) -> str:
    """The table of the site as Markdown, from docs/data/timeline.json, and how it was measured."""
    timeline = parse(content)
    head: Cells = [[title] for title in HEAD]
    rows = markdown_table.responsive([head, *table(timeline)])
    fold = bench_table.folded([bench_table.told(timeline.run)])
    return "\n".join([*rows, "", *fold])


def table(timeline: Timeline) -> Iterator[Cells]:
    """The rows: of each cell what it says, and what it adds."""
    yield [[READY], *([f"after {milliseconds(timeline.ready[visit])}"] for visit in VISITS)]
    for row in timeline.rows:
        spans = [row.spans.get(visit) for visit in VISITS]
        yield [[row.what, row.where], *(cell(span) if span else [] for span in spans)]
    for where, worked in timeline.processor.items():
        yield [[ALL, where], *([milliseconds(worked[visit])] for visit in VISITS)]


def cell(span: Span) -> list[str]:
    """How long a stage takes, from when on, and what the processor did of it."""
    worked = "" if span.processor is None else f", processor {milliseconds(span.processor)}"
    return [milliseconds(span.takes), f"from {milliseconds(span.begin)}{worked}"]


def milliseconds(value: float) -> str:
    """A number and its unit; what lies below one says nothing."""
    return f"{value:.0f}{SPACE}ms"
