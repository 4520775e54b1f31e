"""The quick variants of the reproductions, each run once for all tests of a process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from metarl.progress import silent
from metarl.reproductions import Row
from tools.reproduce import job_process, recipes
from tools.results.reproductions import FOLDER, parse
from tools.results.reproductions import Row as ShownRow


@cache
def results(name: str) -> dict[str, Any]:
    """What the jobs return by their names, as JSON has it, for what is kept of them is JSON."""
    returned = {
        job.name: job.run(*job.arguments, on_progress=silent)
        for job in recipes.jobs(name, quick=True)
    }
    read: dict[str, Any] = json.loads(json.dumps(returned, default=job_process.plain))
    return read


def known[Value](value: Value | None) -> Value:
    """The value of a row that has to have one."""
    assert value is not None
    return value


def shown(name: str) -> list[ShownRow]:
    """The lines that the page shows."""
    return parse((FOLDER / f"{name}.json").read_bytes()).rows


@cache
def rows(name: str) -> dict[str, Row]:
    """The table's rows by what they are of: the lines that the page shows, with other numbers."""
    drawn = recipes.recipe(name).rows(results(name))
    lines = {row.what: row for row in drawn if isinstance(row, Row)}
    assert list(lines) == [row.what for row in shown(name)]
    return lines
