"""``python -m tools reproduce [NAME …]``: runs reproductions, and keeps their tables for a page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.common.cluster import add_cluster_option
from tools.common.process import SetupError
from tools.common.terminal import ink_for
from tools.reproduce import cache, jobs, recipes
from tools.reproduce.cache import Done, Work
from tools.reproduce.progress import JobProgress
from tools.reproduce.record import record_of
from tools.results import reproductions, reproductions_table

Finished = dict[str, dict[str, Done]]


def main(arguments: list[str]) -> int:
    """Run what is not kept yet, write and print the tables.

    Returns:
        0, or 1 if a job or a table failed; the others are there nevertheless.
    """
    options = parse(arguments)
    names = options.names or sorted(recipes.modules())
    works = [cache.work(name, job) for name in names for job in recipes.jobs(name, options.quick)]
    if options.list:
        list_works(names, works)
        return 0
    finished: Finished = {name: {} for name in names}
    folder = options.output or (None if options.quick else reproductions.FOLDER)
    errors = run(works, finished, options)
    for name in names:
        if len(finished[name]) == sum(work.name == name for work in works):
            errors += conclude(name, finished[name], folder, options.quick)
    ink = ink_for(sys.stderr)
    for error in errors:
        print(ink("bad", f"error: {error}"), file=sys.stderr)
    return 1 if errors else 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """What is wanted."""
    parser = argparse.ArgumentParser(
        prog="python -m tools reproduce",
        description="Reproduce published numbers, and keep the tables in docs/data/reproductions/.",
        epilog="Finished jobs are kept: after a stop, the same command continues.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="of reproductions (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="take seconds instead of minutes, and write no file"
    )
    parser.add_argument(
        "--list", action="store_true", help="list the reproductions, and run nothing"
    )
    parser.add_argument("--fresh", action="store_true", help="run again what is kept, too")
    parser.add_argument("--output", type=Path, help="a folder for the files instead of the site's")
    add_cluster_option(parser, "which runs the jobs")
    return parser.parse_args(arguments)


def list_works(names: Sequence[str], works: Sequence[Work]) -> None:
    """Say what there is, and how much of it is kept."""
    for name in names:
        own = [work for work in works if work.name == name]
        count = sum(cache.read(work) is not None for work in own)
        print(f"{name}: {recipes.recipe(name).title} ({count} of {len(own)} jobs are kept)")


def run(works: Sequence[Work], finished: Finished, options: argparse.Namespace) -> list[SetupError]:
    """Run what is not kept; returns what went wrong."""
    errors: list[SetupError] = []
    todo = []
    for work in works:
        done = None if options.fresh else cache.read(work)
        if done:
            finished[work.name][work.job.name] = done
        else:
            todo.append(work)
    with JobProgress(len(works), len(todo)) as progress:

        def ended(work: Work, outcome: Done | SetupError) -> None:
            progress.on_end(work, outcome)
            if isinstance(outcome, SetupError):
                errors.append(outcome)
            else:
                finished[work.name][work.job.name] = outcome

        if todo and options.dask:
            jobs.run_all_on(options.dask, todo, ended)
        elif todo:
            jobs.run_all(todo, min(jobs.cores(), len(todo)), progress.on_progress, ended)
    return errors


def conclude(
    name: str, done: dict[str, Done], folder: Path | None, quick: bool
) -> list[SetupError]:
    """Print a table and keep it; returns what went wrong."""
    try:
        record = record_of(name, recipes.recipe(name), done, quick=quick)
    except SetupError as error:
        return [error]
    print(f"\n{reproductions_table.plain(record)}")
    if folder:
        print(f"Kept in {reproductions.write(name, record, folder)}.")
    return []
