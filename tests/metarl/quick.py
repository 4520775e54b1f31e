"""The quick variants of the reproductions, each run once for all tests of a process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from metarl.reproductions import Row
from tools.reproduce import job_process, recipes
from tools.results.reproductions import FOLDER, parse


@cache
def results(name: str) -> dict[str, Any]:
    """What the jobs return by their names, as JSON has it, for what is kept of them is JSON."""
    made = {
        job.name: job.run(*job.arguments, tell=lambda share: None)
        for job in recipes.jobs(name, quick=True)
    }
    read: dict[str, Any] = json.loads(json.dumps(made, default=job_process.plain))
    return read


@cache
def rows(name: str) -> dict[str, Row]:
    """The table's rows by what they are of: the lines that the page shows, with other numbers."""
    made = {row.what: row for row in recipes.recipe(name).rows(results(name))}
    shown = parse((FOLDER / f"{name}.json").read_bytes())
    assert list(made) == [row.what for row in shown.rows]
    return made
