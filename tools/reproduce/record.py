"""Puts the record of a reproduction together from its finished jobs."""

from __future__ import annotations

from collections.abc import Mapping

from tools.common.process import SetupError
from tools.reproduce.cache import Done
from tools.reproduce.recipes import Recipe
from tools.results import provenance
from tools.results.reproductions import Record, Row, Run, row_from


def record_of(
    name: str, recipe: Recipe, done: Mapping[str, Done], *, quick: bool = False
) -> Record:
    """The record of a reproduction.

    Args:
        done: its finished jobs by their names.
        quick: whether these are the jobs of the quick variant.

    Raises:
        SetupError: if its rows cannot be made, or hold what no table can show.
    """
    try:
        rows = _rows(recipe, done)
    except Exception as error:
        raise SetupError(f"{name}: no table: {type(error).__name__}: {error}") from error
    return Record(
        title=recipe.title,
        about=recipe.about.strip(),
        unit=recipe.unit,
        sources=list(recipe.sources),
        digits=recipe.digits,
        rows=rows,
        differences=list(recipe.differences),
        run=_run(name, done, quick),
    )


def _rows(recipe: Recipe, done: Mapping[str, Done]) -> list[Row]:
    rows = []
    for line in recipe.rows({name: job.result for name, job in done.items()}):
        try:
            rows.append(row_from(line))
        except ValueError as error:
            raise ValueError(f"row {line.what!r}: {error}") from error
    if not rows or len({row.what for row in rows}) < len(rows):
        raise ValueError("a table needs rows, and each its own `what`")
    return rows


def _run(name: str, done: Mapping[str, Done], quick: bool) -> Run:
    return Run(
        date=max((job.date for job in done.values()), default=""),
        command=f"python -m tools reproduce {name}{' --quick' if quick else ''}",
        machine=provenance.machine(),
        versions=provenance.versions(),
        jobs=len(done),
        seconds=round(sum(job.seconds for job in done.values()), 1),
    )
