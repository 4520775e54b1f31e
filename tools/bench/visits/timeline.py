"""``startup --trace``: what runs where from opening a page until the first verdict is possible.

The browser writes a trace of each opening, which takes some of its time; so this is measured apart
from how long openings take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from playwright.sync_api import BrowserContext, BrowserType

from tools.bench.gzip_host import BenchHost
from tools.bench.visits.after_start import plan
from tools.bench.visits.chromium_visits import READY, SETTLE_MS, profile, ready_at
from tools.bench.visits.stages import Profile, profile_of
from tools.bench.visits.trace import CATEGORIES, read_trace
from tools.common.process import SetupError
from tools.results.bench import Run
from tools.results.timeline import Row, Span, Timeline, Visit

DIGITS = 1
Profiles = dict[Visit, list[Profile]]


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Timeline:
    """The timeline of both visits, each in so many fresh browsers."""
    url = f"{host.url}{plan()[0][1]}"
    profiles: Profiles = {"first": [], "second": []}
    for trial in range(run.trials):
        on_progress(f"trace {trial + 1} of {run.trials}")
        with profile(engine, READY) as context:
            for opened in profiles.values():
                opened.append(traced_opening(context, url))
    return timeline_from_profiles(profiles, run)


def traced_opening(context: BrowserContext, url: str) -> Profile:
    """Open a page in a new tab, and read from the trace what it did.

    Raises:
        SetupError: if the page does not become ready.
    """
    page = context.new_page()
    browser = context.browser
    if browser is None:
        raise SetupError("this Playwright cannot trace a browser that keeps its profile")
    browser.start_tracing(page=page, categories=list(CATEGORIES))
    page.goto(url, wait_until="commit")
    try:
        ready = ready_at(page)
    finally:
        content = browser.stop_tracing()
    page.wait_for_timeout(SETTLE_MS)
    page.close()
    return profile_of(read_trace(content, url, ready))


def timeline_from_profiles(profiles: Profiles, run: Run) -> Timeline:
    """The medians of all openings; a stage's are of the openings that had it."""
    stages = {stage for opened in profiles.values() for trace in opened for stage in trace.stages}
    rows = [
        Row(
            stage.what,
            stage.where,
            {
                visit: median_span(spans)
                for visit, opened in profiles.items()
                if (spans := [trace.stages[stage] for trace in opened if stage in trace.stages])
            },
        )
        for stage in stages
    ]
    threads = {
        where for opened in profiles.values() for trace in opened for where in trace.processor
    }
    return Timeline(
        run,
        {visit: rounded(trace.ready for trace in opened) for visit, opened in profiles.items()},
        sorted(rows, key=lambda row: min(span.begin for span in row.spans.values())),
        {
            where: {
                visit: rounded(trace.processor.get(where, 0.0) for trace in opened)
                for visit, opened in profiles.items()
            }
            for where in sorted(threads)
        },
    )


def median_span(spans: Sequence[Span]) -> Span:
    """Each number's median."""
    worked = [span.processor for span in spans if span.processor is not None]
    return Span(
        rounded(span.begin for span in spans),
        rounded(span.takes for span in spans),
        rounded(worked) if worked else None,
    )


def rounded(values: Iterable[float]) -> float:
    """The median, in so many digits as mean something."""
    return round(median(values), DIGITS)
