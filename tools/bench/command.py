"""`bench`: measures the finished site against its targets, and keeps all results in one file.

With `startup --trace` it looks at what the start consists of instead, and keeps a timeline.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

from tools.bench import (
    author,
    build_time,
    depth,
    figures,
    judge,
    regrade,
    sizes,
)
from tools.bench.gzip_host import BenchHost
from tools.bench.racing import races
from tools.bench.visits import bare_pyodide, long_session, startup, timeline
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.results import bench as results
from tools.results import bench_table, timeline_table
from tools.results import timeline as timelines
from tools.results.bench import Results, Run
from tools.setup import chromium
from tools.setup.pyodide_runtime import RUNTIME
from tools.site import build

Benchmark = Callable[[BrowserType, BenchHost, Run, Callable[[str], None]], Results]
BENCHMARKS: dict[str, Benchmark] = {
    "startup": startup.measure,
    "session": long_session.measure,
    "sizes": sizes.measure,
    "figures": figures.measure,
    "judge": judge.measure,
    "depth": depth.measure,
    "build": build_time.measure,
    "author": author.measure,
    "regrade": regrade.measure,
    "regrade-floor": regrade.measure_floor,
    "regrade-most": regrade.measure_most,
    "races": races.measure,
}
ON_REQUEST = ("regrade-most",)  # it takes longer than all others
TRIALS = 10


def main(arguments: list[str]) -> int:
    """Build the site, run the benchmarks, write and print their results.

    Returns:
        0 even if a target is missed, which is a result; see the table.

    Raises:
        SetupError: if the site cannot be built, or does not do what is to be measured.
    """
    options = parse(arguments)
    chromium.ensure()
    build.prepare()
    if build.site([]):
        raise SetupError("the site could not be built: see above")
    typed = f"make bench ARGS='{' '.join(arguments)}'" if arguments else "make bench"
    with served() as (engine, host):
        run = results.this_run(typed, options.trials, versions(engine))
        if options.trace:
            print(trace(engine, host, run, options.output or timelines.FILE))
        else:
            names = options.names or [name for name in BENCHMARKS if name not in ON_REQUEST]
            print(measure(names, engine, host, run, options.output or results.FILE))
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Which benchmarks, how often, and where to."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}")
    parser.add_argument("--trials", type=int, default=TRIALS, help="values behind each median")
    parser.add_argument("--trace", action="store_true", help="of startup: what runs where instead")
    parser.add_argument("--output", type=Path, help="instead of the site's file")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown or options.trials < 1:
        parser.error(f"no benchmark {unknown[0]!r}" if unknown else "--trials needs one or more")
    if options.trace and options.names != ["startup"]:
        parser.error("--trace is for startup alone: startup --trace")
    return options


@contextmanager
def served() -> Iterator[tuple[BrowserType, BenchHost]]:
    """The browser, and the host of the finished site and of the page to compare it with."""
    site = ROOT / "site"
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    with (
        closing(BenchHost({**files, **bare_pyodide.files()})) as host,
        sync_playwright() as playwright,
    ):
        yield playwright.chromium, host


def measure(names: list[str], engine: BrowserType, host: BenchHost, run: Run, output: Path) -> str:
    """Run benchmarks, one after the other, and keep their results; returns their table.

    Args:
        names: of BENCHMARKS.
    """
    entries: Results = {}
    for name in names:
        entries |= BENCHMARKS[name](engine, host, run, partial(show_progress, name))
    show_progress("", "")
    results.write(entries, output)
    return bench_table.plain(entries)


def trace(engine: BrowserType, host: BenchHost, run: Run, output: Path) -> str:
    """Take the start apart, and keep what it consists of; returns its table."""
    measured = timeline.measure(engine, host, run, partial(show_progress, "startup"))
    show_progress("", "")
    timelines.write(measured, output)
    return timeline_table.plain(measured)


def versions(engine: BrowserType) -> dict[str, str]:
    """What was measured, and in what."""
    browser = engine.launch(executable_path=chromium.ensure(), args=chromium.FLAGS)
    version = browser.version
    browser.close()
    pyodide = json.loads((RUNTIME / "runtime.json").read_text("utf-8"))["pyodide"]
    return {"Python": platform.python_version(), "Chromium": version, "Pyodide": pyodide}


def show_progress(name: str, words: str) -> None:
    """Say on one line how far it is; say it below each other where nobody watches."""
    line = f"· {name}: {words}" if name else ""
    if sys.stdout.isatty():
        print(f"\r{line:<70}", end="" if name else "\r", flush=True)
    elif line:
        print(line, flush=True)
