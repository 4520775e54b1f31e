"""The table of benchmarks, for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.common import terminal
from tools.results import markdown_table, provenance
from tools.results.bench import Entry, Results, Run, parse
from tools.results.markdown_table import Cells

HEAD = ("What", "Measured", "Compared with", "Ratio", "Target", "Met")
PAGE_HEAD = ("What", "Measured", "Compared with", "Ratio", "Target")
# the unit of training steps, which have a table of their own
PER_SECOND = "steps/s"
# keeps a number and its unit in one line
SPACE = "\u00a0"


def amount(value: float, unit: str) -> str:
    """A value with three digits and its unit."""
    digits = max(0, 3 - len(str(int(abs(value))))) if abs(value) >= 1 else 3
    return f"{value:.{digits}f}{SPACE}{unit}"


def cells(entry: Entry) -> tuple[str, ...]:
    """One row."""
    base = "" if entry.baseline is None else amount(entry.baseline, entry.unit)
    sign = "≤" if entry.bound == "at most" else "≥"
    target = ""
    if entry.target is not None:
        goal = (
            f"{entry.target:g}{SPACE}{entry.unit}"
            if entry.ratio is None or entry.target_of == "value"
            else f"{entry.target:.2f}"
        )
        target = f"{sign}{SPACE}{goal}"
    return (
        entry.title,
        amount(entry.value, entry.unit),
        f"{entry.compared_with}: {base}" if base else "",
        "" if entry.ratio is None else f"{entry.ratio:.3f}",
        target,
        {True: "yes", False: "no", None: ""}[entry.met],
    )


def plain(results: Results) -> str:
    """The table for a terminal."""
    return terminal.columns([HEAD, *map(cells, results.values())])


def markdown(content: bytes) -> str:
    """The table of the site as Markdown, from docs/data/bench.json, and how it was measured."""
    entries = {name: entry for name, entry in parse(content).items() if entry.unit != PER_SECOND}
    return page_table([([entry.title], entry) for entry in entries.values()], entries)


def races(content: bytes) -> str:
    """The same of training steps; what one of them is stands in its first row."""
    steps = {name: entry for name, entry in parse(content).items() if entry.unit == PER_SECOND}
    listed: set[str] = set()
    rows: list[tuple[list[str], Entry]] = []
    for step in steps.values():
        name, _, details = step.title.partition(": ")
        rows.append(([name] if details in listed else [name, details], step))
        listed.add(details)
    return page_table(rows, steps)


def page_table(rows: list[tuple[list[str], Entry]], results: Results) -> str:
    """Rows with their titles, and a fold with the runs that they come from."""
    lines = [[[title] for title in PAGE_HEAD], *(page_row(*row) for row in rows)]
    return "\n".join([*markdown_table.responsive(lines), "", *folded(runs(results))])


def folded(paragraphs: Iterable[str]) -> Iterator[str]:
    """The fold that says where numbers come from."""
    return markdown_table.fold("When and on which machine", ["\n\n".join(paragraphs)])


def page_row(title: list[str], entry: Entry) -> Cells:
    """One row of it."""
    ours, base, ratio, target, met = cells(entry)[1:]
    name, _, amount_ = base.rpartition(": ")
    small = {"yes": ["met"], "no": ["missed"]}.get(met, [])
    return [
        title,
        [ours],
        [amount_, name] if base else [],
        [ratio] if ratio else [],
        [target, *small] if target else [],
    ]


def runs(results: Results) -> Iterator[str]:
    """One paragraph for each run that the results come from."""
    listed_runs: list[Run] = []
    for entry in results.values():
        if entry.run in listed_runs:
            continue
        listed_runs.append(entry.run)
        run = entry.run
        titles = [entry.title for entry in results.values() if entry.run == run]
        scope = "" if len(titles) == len(results) else f" ({'; '.join(titles)})"
        yield told(run, scope)


def told(run: Run, scope: str = "") -> str:
    """How something was measured.

    Args:
        scope: of which results it is told, where there are others.
    """
    about = f"{run.machine}, {provenance.join_versions(run.versions)}"
    how = f"medians of {run.trials}" if run.trials > 1 else "one value each"
    busy = "" if run.load is None else f"; load before it {run.load:g}"
    return f"Measured on {run.date} with `{run.command}`{scope}: {how}; {about}{busy}."
