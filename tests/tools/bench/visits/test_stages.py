"""What a trace tells is sorted to threads and stages, and each moment counts once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tools.bench.visits import stages
from tools.bench.visits.stages import PAGE, POOL, PYTHON, SEARCH, Stage
from tools.bench.visits.trace import Event, read_trace
from tools.common.process import SetupError
from tools.results.timeline import Span

URL = "http://127.0.0.1:1/concepts/maml/"
OPENED = 5_000_000  # microseconds
READY = 900.0
MAIN, DOWNLOADER, SEARCHER, UNPACKER, WORKER, POOLED = (
    (1, 1),
    (1, 2),
    (1, 3),
    (2, 4),
    (2, 5),
    (2, 6),
)
THEME = "http://127.0.0.1:1/assets/javascripts/bundle.js"


def event(thread: tuple[int, int], name: str, at: float, ph: str = "X", **more: Any) -> Event:
    pid, tid = thread
    where = {"pid": pid, "tid": tid, "ts": OPENED + at * 1000, "ph": ph}
    return {"name": name, "cat": "devtools.timeline", "args": {}, **where, **more}


def slice_(
    thread: tuple[int, int], name: str, at: float, ms: float, worked: float, url: str = ""
) -> Event:
    """One whose thread has worked for as many ms as have passed when it begins."""
    times: dict[str, Any] = {"dur": ms * 1000, "tdur": worked * 1000, "tts": at * 1000}
    return event(thread, name, at, args={"data": {"url": url}}, **times)


def measure(thread: tuple[int, int], name: str, begin: float, end: float) -> Iterator[Event]:
    yield event(thread, name, begin, "b", cat="blink.user_timing")
    yield event(thread, name, end, "e", cat="blink.user_timing")


def opening(url: str) -> Event:
    data = {"documentLoaderURL": url}
    return event(MAIN, "navigationStart", 0, "R", cat="blink.user_timing", args={"data": data})


def profile(*events: Event) -> stages.Profile:
    known = [
        opening(URL),
        event(POOLED, "thread_name", 0, "M", args={"name": "ThreadPoolForegroundWorker"}),
        *measure(DOWNLOADER, "fetch image.bin", 10, 50),
        *measure(UNPACKER, "inflate image.bin", 60, 160),
        *measure(WORKER, "create", 200, 500),
        *events,
    ]
    content = json.dumps({"traceEvents": known}).encode()
    return stages.profile_of(read_trace(content, URL, READY))


def test_stages_lie_on_the_threads_that_mark_them() -> None:
    spans = profile(
        *measure(WORKER, "instantiate", 250, 300), *measure(MAIN, "open frame", 20, 70)
    ).stages
    assert spans[Stage("Python's files fetched", stages.DOWNLOAD)] == Span(10, 40)
    assert spans[Stage("Python's memory inflated", stages.UNPACKER)] == Span(60, 100)
    assert spans[Stage("The interpreter created", PYTHON)] == Span(200, 300, 0)
    assert spans[Stage("Of this, instantiated", PYTHON)].begin == 250
    assert spans[Stage("The sandbox's frame opened", PAGE)] == Span(20, 50)


def test_what_runs_at_the_same_time_counts_once_and_what_comes_later_not_at_all() -> None:
    spans = profile(
        *measure(DOWNLOADER, "fetch a", 20, 70),
        *measure(DOWNLOADER, "fetch b", 100, 120),
        *measure(DOWNLOADER, "fetch later", 950, 1200),
        *measure(WORKER, "wake", 850, 2000),
    ).stages
    assert spans[Stage("Python's files fetched", stages.DOWNLOAD)] == Span(10, 80)
    assert spans[Stage("The grader woken", PYTHON)].takes == 50


def test_a_moment_of_the_page_counts_for_the_innermost_that_is_known() -> None:
    spans = profile(
        slice_(MAIN, "ParseHTML", 10, 100, 80),
        slice_(MAIN, "EvaluateScript", 30, 60, 40, THEME),
        slice_(MAIN, "RunMicrotasks", 31, 58, 38),
        slice_(MAIN, "Layout", 40, 20, 10),
        slice_(MAIN, "v8.evaluateModule", 200, 5, 5),
        slice_(MAIN, "FunctionCall", 300, 8, 8, URL),
        slice_(MAIN, "FunctionCall", 310, 8, 8),
        slice_(MAIN, "Layout", 890, 20, 20),
        slice_(MAIN, "Layout", 901, 20, 20),
    ).stages
    on_page = {stage.what: span for stage, span in spans.items() if stage.where == PAGE}
    assert on_page == {
        stages.PARSING: Span(10, 40, 40),
        stages.THEIRS: Span(30, 40, 30),
        stages.LAYOUT: Span(40, 30, 20),
        stages.OURS: Span(200, 5, 5),
        stages.INLINE: Span(300, 8, 8),
    }


def test_scripts_of_workers_are_told_apart() -> None:
    search = THEME.replace("bundle", "workers/search")
    known = profile(
        slice_(SEARCHER, "EvaluateScript", 100, 30, 20, search),
        slice_(WORKER, "v8.compileModule", 180, 15, 10),
        slice_(WORKER, "FunctionCall", 220, 15, 10),
    ).stages
    assert known[Stage(stages.THEIRS, SEARCH)] == Span(100, 30, 20)
    assert known[Stage(stages.CORE, PYTHON)] == Span(180, 15, 10)


def test_the_processors_time_is_read_from_the_threads_own_clocks() -> None:
    measured = profile(
        slice_(WORKER, "MajorGC", 100, 10, 10),
        slice_(WORKER, "MajorGC", 600, 10, 10),
        slice_(POOLED, "MajorGC", 0, 1, 1),
        slice_(POOLED, "MajorGC", 400, 100, 100),
    )
    # the clock of this thread goes on while the trace says nothing of it
    assert measured.stages[Stage("The interpreter created", PYTHON)].processor == pytest.approx(300)
    assert measured.processor[PYTHON] == pytest.approx(510)
    assert measured.processor[POOL] == pytest.approx(500)
    assert measured.processor[PAGE] == 0


def test_a_trace_of_something_else_is_no_timeline() -> None:
    content = json.dumps({"traceEvents": [opening("about:blank")]}).encode()
    with pytest.raises(SetupError, match=f"does not show that {URL} was opened"):
        read_trace(content, URL, READY)
