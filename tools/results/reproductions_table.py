"""The table of a reproduction, for a page and for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tools.common import terminal
from tools.results import markdown_table, provenance
from tools.results.markdown_table import Cells
from tools.results.reproductions import Record, Row, parse

MOST_DIGITS = 9
HEAD = ("What", "Published", "Reference", "Ours, 95 % interval", "Seeds")


def amount(value: float, digits: int) -> str:
    """A number with its decimals and a real minus sign, which zero does not get."""
    text = f"{value:,.{digits}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", "−")


def cells(row: Row, digits: int, printed: int) -> Cells:
    """The cells of a row: of each the text, and what stands small below it.

    Args:
        printed: decimals of published numbers.
    """
    published = [] if row.published is None else [amount(row.published, printed)]
    reference = [] if row.reference is None else [amount(row.reference, digits), row.basis]
    seeds = [str(row.seeds)] if row.seeds else []
    of = [f"of {row.of}" if row.seeds else row.of] if row.of else []
    note = [row.note] if row.note else []
    return [[row.what, *note], published, reference, measured_text(row, digits), seeds + of]


def measured_text(row: Row, digits: int) -> list[str]:
    """What was measured, with how sure it is."""
    if row.ours is None:
        return []
    if row.interval:
        digits = min(digits, certain_digits(*row.interval))
        sure = [" to ".join(amount(end, digits) for end in row.interval)]
    else:
        sure = [] if row.seeds else ["exact"]
    return [amount(row.ours, digits), *sure]


def decimals(value: float | None) -> int:
    """Decimals of a number as it was typed; it is not known which zeros its paper prints."""
    return 0 if value is None or value.is_integer() else len(repr(value).partition(".")[2])


def certain_digits(low: float, high: float) -> int:
    """Decimals that an interval leaves room for: two significant digits of half its width."""
    half = (high - low) / 2
    return max(0, 1 - math.floor(math.log10(half))) if half > 0 else MOST_DIGITS


def cells_of(record: Record) -> list[Cells]:
    """Head and rows, without the columns in which nothing stands."""
    once = common_basis(record)
    printed = max(decimals(row.published) for row in record.rows)
    lines = [
        cells(msgspec.structs.replace(row, of="") if once else row, record.digits, printed)
        for row in record.rows
    ]
    columns = [at for at in range(len(HEAD)) if any(row[at] for row in lines)]
    head = [[HEAD[at]] for at in range(len(HEAD))]
    return [[row[at] for at in columns] for row in [head, *lines]]


def common_basis(record: Record) -> str:
    """What several rows say of their runs, if they all say the same."""
    bases = [row.of for row in record.rows if row.of]
    return bases[0] if len(bases) > 1 and len(set(bases)) == 1 else ""


def about_numbers(record: Record) -> str:
    """What holds for all numbers of a table."""
    once = common_basis(record)
    return f"All numbers: {record.unit}.{f' Each run of ours: {once}.' if once else ''}"


def plain(record: Record) -> str:
    """The table for a terminal."""
    lines = [[first_and_rest(cell) for cell in row] for row in cells_of(record)]
    below = [about_numbers(record), *record.differences, describe_run(record)]
    return "\n".join([record.title, "", terminal.columns(lines), "", *below])


def first_and_rest(cell: list[str]) -> str:
    """A cell in one line."""
    return f"{cell[0]} ({'; '.join(cell[1:])})" if len(cell) > 1 else "".join(cell)


def markdown(content: bytes, works: Mapping[str, Mapping[str, Any]]) -> str:
    """What a page folds below its own heading: setting, table, differences and sources.

    Args:
        content: of docs/data/reproductions/NAME.json.
        works: the bibliography.
    """
    record = parse(content)
    summary = f"{record.title}: {len(record.rows)} rows"
    return "\n".join(markdown_table.fold(summary, section(record, works)))


def section(record: Record, works: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Its lines."""
    yield from (record.about, "")
    yield from markdown_table.responsive(cells_of(record))
    yield from ("", about_numbers(record), "")
    if record.differences:
        yield from ("**Where they disagree**", "")
        yield from (*(f"- {difference}" for difference in record.differences), "")
    yield from (f"Sources: {', '.join(cite_work(key, works) for key in record.sources)}.", "")
    yield f"*{describe_run(record)}*"


def cite_work(key: str, works: Mapping[str, Mapping[str, Any]]) -> str:
    """A work's key, as a link where the bibliography knows it."""
    return f"[{key}]({works[key]['url']})" if key in works else key


def describe_run(record: Record) -> str:
    """One sentence on how the numbers were made."""
    run = record.run
    count = f"{run.jobs} jobs" if run.jobs != 1 else "one job"
    about = f"{run.machine}, {provenance.join_versions(run.versions)}"
    took = "" if run.seconds is None else f", {run.seconds:,.0f} s of one core"
    return f"Run on {run.date} with `{run.command}`: {count}{took}; {about}."
