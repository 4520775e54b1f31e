"""The benchmarks still measure what they say; how long things take is no matter here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from tests.shares import share
from tools.bench import browser_speed, figures, sizes
from tools.bench.gzip_host import BenchHost
from tools.bench.racing import races
from tools.bench.visits import after_start, long_session, stages, timeline
from tools.bench.visits.bare_pyodide import FOLDER, PAGE
from tools.bench.visits.chromium_visits import (
    READY,
    check_slowness,
    open_page,
    profile,
    until_ready,
)
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.course.embeds import page_addresses

WORKER = """await (await fetch("large.bin")).arrayBuffer();
postMessage("ready");
"""


@pytest.fixture(scope="module")
def bench_host(site: Path) -> Iterator[BenchHost]:
    """The site, and a page that looks like the bare one and whose worker fetches a large file."""
    paths = [path for path in site.rglob("*") if path.is_file()]
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    files[f"{FOLDER}index.html"] = PAGE.encode()
    files[f"{FOLDER}worker.mjs"] = WORKER.encode()
    files[f"{FOLDER}large.bin"] = Random(0).randbytes(2_000_000)
    host = BenchHost(files)
    yield host
    host.close()


@pytest.mark.parametrize("path", [FOLDER, after_start.plan()[0][1]], ids=["worker", "page"])
def test_a_slow_line_is_slow_in_pages_and_in_workers(
    browser: Browser, bench_host: BenchHost, path: str
) -> None:
    url = f"{bench_host.url}{path}"
    engine = browser.browser_type
    with profile(engine) as context:
        with open_page(context, url, slow=True) as page:
            slow = until_ready(page)
        with open_page(context, url, first=True) as page:
            quick = until_ready(page)
    check_slowness(slow.files)
    with pytest.raises(SetupError):
        check_slowness(quick.files)


def test_a_touched_control_is_timed_until_the_figure_shows_it(
    browser: Browser, bench_host: BenchHost
) -> None:
    url = f"{bench_host.url}{page_addresses(ROOT, 'figure')['conflict']}"
    first, later = figures.moves(browser.browser_type, url, "conflict")
    assert min(first, later) > 0


def test_a_session_checks_goes_on_and_stops(browser: Browser, bench_host: BenchHost) -> None:
    samples: dict[str, list[float]] = defaultdict(list)
    whole = after_start.plan()
    plan = [whole[0], whole[-1]]  # on two pages
    after_start.session(browser.browser_type, bench_host.url, plan, samples)
    after_start.small_session(browser.browser_type, bench_host.url, plan, samples)
    names = ["check_to_verdict", "page_to_page", "stop_with_spare", "stop_without_spare"]
    assert [name for name in names if len(samples[name]) == 1 and samples[name][0] > 0] == names


def test_a_long_session_is_measured_and_takes_no_more_memory_than_it_began_with(
    browser: Browser, bench_host: BenchHost
) -> None:
    whole = after_start.plan()
    plan = [whole[0], whole[-1]]
    length = long_session.Length(rounds=2, stops=1, moves=2, checks=2)
    messages: list[str] = []
    course = long_session.hold(browser.browser_type, bench_host.url, plan, length, messages.append)
    assert len(course.worked) == len(course.checks)
    counts = [len(course.checks), len(course.memory), len(course.stops), len(course.moves)]
    assert counts == [14, 3, 2, 4]
    assert course.memory[0] > 100  # two Pythons alone have as much
    assert course.memory[-1] <= long_session.MOST_GROWTH * course.memory[0]
    assert min(*course.checks, *course.worked, *course.stops, *course.moves) > 0
    assert messages == ["round 1 of 2", "round 2 of 2"]


def test_the_start_is_taken_apart_on_both_visits(browser: Browser, bench_host: BenchHost) -> None:
    url = f"{bench_host.url}{after_start.plan()[0][1]}"
    with profile(browser.browser_type, READY) as context:
        both = [timeline.traced_opening(context, url) for _ in range(2)]
    for opening in both:
        assert {*stages.MARKED.values(), *stages.NAMES.values()} <= {
            stage.what for stage in opening.stages
        } | {stages.CLEANING}
        for stage, span in opening.stages.items():
            assert 0 <= span.begin <= span.begin + span.takes <= opening.ready + 1, stage
        assert opening.processor.keys() == {
            *stages.WORKERS,
            stages.PAGE,
            stages.POOL,
            stages.SEARCH,
        }
        marked = {stage.what: span for stage, span in opening.stages.items()}
        created, copied = marked["The interpreter created"], marked["The memory copied into it"]
        assert created.processor
        assert created.begin + created.takes <= copied.begin + 1


@pytest.fixture(scope="module")
def race_page(browser: Browser, bench_host: BenchHost) -> Iterator[Page]:
    """A page in which one race after the other can be run."""
    with browser_speed.for_races(browser.browser_type, bench_host) as page:
        yield page


@pytest.mark.parametrize("entrant", races.entrants(), ids=lambda entrant: entrant.name)
def test_a_race_marked_for_the_browser_runs_in_the_page(
    race_page: Page, entrant: races.Entrant
) -> None:
    if entrant.race.browser:
        inside, outside = browser_speed.measure(race_page, entrant.module, trials=1)
        assert 0 < inside[0] < outside[0]


def test_pages_without_exercises_are_light_and_load_no_byte_of_the_runtime(
    browser: Browser, bench_host: BenchHost
) -> None:
    pages = sizes.without_exercises(bench_host)
    assert "glossary/" in pages
    pages = share(pages, 8)
    with profile(browser.browser_type) as context:
        weights = {path: sizes.weight(context, bench_host, path) for path in pages}
    assert sizes.PAGE.target
    assert {path: size for path, size in weights.items() if size > sizes.PAGE.target * 1e3} == {}
