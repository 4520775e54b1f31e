"""``startup``: opening a page, checking, stopping and going on, each compared with bare Pyodide.

Everything alternates in one run: each trial visits the bare page and the exercise page, in changing
order, so that whatever else the machine does strikes both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import BrowserType

from tools.bench.gzip_host import BenchHost
from tools.bench.visits import after_start
from tools.bench.visits.bare_pyodide import FOLDER
from tools.bench.visits.chromium_visits import (
    SETTLE_MS,
    check_slowness,
    open_page,
    profile,
    until_ready,
)
from tools.results.bench import Quantity, Results, Run, entry_from_samples

Samples = dict[str, list[float]]
Progress = Callable[[str], None]
# The name of each result with what it says, and the samples of the bare page to compare with.
RESULTS: dict[str, tuple[Quantity, str]] = {
    "first_verdict_cold": (
        Quantity("Page opened → first NumPy verdict possible, fresh profile", "s", 0.35),
        "bare_cold",
    ),
    "first_verdict_warm": (
        Quantity("The same, second visit", "s", 0.30),
        "bare_warm",
    ),
    "first_verdict_slow": (
        Quantity("The same, fresh profile, at 20 Mbit/s and 40 ms", "s", 1.0),
        "bare_slow",
    ),
    "check_to_verdict": (
        Quantity("Check → verdict, median over all solutions of code exercises", "s", 0.10),
        "bare_cold",
    ),
    "stop_with_spare": (Quantity("Stop → ready again, with a spare", "s", 0.03), "bare_cold"),
    "stop_without_spare": (
        Quantity("Stop → ready again, on a small device, without", "s", 0.20),
        "bare_cold",
    ),
    "page_to_page": (
        Quantity("From page to page → verdict possible, Python in use", "s", 0.05),
        "bare_cold",
    ),
    "longest_task": (
        Quantity("Longest task of the main thread while Python starts", "ms", 100),
        "",
    ),
    "longest_gap": (Quantity("The same, as a timer of the page sees it", "ms"), ""),
}
BARE = {
    "bare_cold": "bare Pyodide, fresh profile",
    "bare_warm": "bare Pyodide, second visit",
    "bare_slow": "bare Pyodide, same line",
}


def measure(engine: BrowserType, host: BenchHost, run: Run, on_progress: Progress) -> Results:
    """All results of this benchmark."""
    samples: Samples = defaultdict(list)
    plan = after_start.plan()
    bare, ours = f"{host.url}{FOLDER}", f"{host.url}{plan[0][1]}"
    for trial in range(run.trials):
        parts: list[Callable[[], None]] = [
            lambda: visits(engine, bare, "bare", samples),
            lambda: visits(engine, ours, "ours", samples),
            lambda: slow_visit(engine, bare, "bare_slow", samples),
            lambda: slow_visit(engine, ours, "ours_slow", samples),
            lambda: after_start.session(engine, host.url, plan, samples),
            lambda: after_start.small_session(engine, host.url, plan, samples),
        ]
        order = parts if trial % 2 == 0 else parts[::-1]
        for number, part in enumerate(order, 1):
            on_progress(f"trial {trial + 1} of {run.trials}, part {number} of {len(parts)}")
            part()
    for kind in ("cold", "warm", "slow"):
        samples[f"first_verdict_{kind}"] = samples[f"ours_{kind}"]
    return {
        name: entry_from_samples(
            quantity, samples[name], run, (BARE[base], samples[base]) if base else None
        )
        for name, (quantity, base) in RESULTS.items()
    }


def visits(engine: BrowserType, url: str, name: str, samples: Samples) -> None:
    """Open a page with a fresh profile, and a second time."""
    with profile(engine) as context:
        with open_page(context, url) as page:
            cold = until_ready(page)
            page.wait_for_timeout(SETTLE_MS)
        with open_page(context, url) as page:
            warm = until_ready(page)
    samples[f"{name}_cold"].append(cold.seconds)
    samples[f"{name}_warm"].append(warm.seconds)
    if name == "ours":
        samples["longest_task"].append(cold.task)
        samples["longest_gap"].append(cold.gap)


def slow_visit(engine: BrowserType, url: str, name: str, samples: Samples) -> None:
    """Open a page with a fresh profile over a slow line."""
    with profile(engine) as context, open_page(context, url, slow=True) as page:
        opening = until_ready(page)
    check_slowness(opening.files)
    samples[name].append(opening.seconds)
