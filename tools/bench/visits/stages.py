"""The stages in which a page becomes ready for a verdict, by thread, from a trace of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tools.bench.visits.trace import Event, Thread, Times, Trace, thread_of, url_of
from tools.results.timeline import Span

Threads = dict[str, Thread]
PAGE, PYTHON, POOL = "the page", "Python's worker", "threads of the engine"
DOWNLOAD, UNPACKER, SEARCH = "download worker", "unpacking worker", "the theme's search worker"
# Of each worker the beginning of a measure that no other thread has.
WORKERS = {DOWNLOAD: "fetch ", UNPACKER: "inflate ", PYTHON: "create"}
# How the names of measures begin, the longer ones first, and what the stage is called.
MARKED = {
    "fetch ": "Python's files fetched",
    "verify ": "Python's files verified",
    "open frame": "The sandbox's frame opened",
    "inflate image.bin": "Python's memory inflated",
    "inflate ": "The other files inflated",
    "compile pyodide.asm.wasm": "The interpreter compiled",
    "compile libraries.bin": "NumPy's libraries compiled",
    "create": "The interpreter created",
    "instantiate": "Of this, instantiated",
    "link libraries": "Of this, libraries linked",
    "copy": "The memory copied into it",
    "wake": "The grader woken",
}
PARSING, THEIRS, OURS = "The page's HTML parsed", "The theme's script", "Our modules"
INLINE, CLEANING = "Scripts within the page", "JavaScript's memory cleaned"
STYLES, LAYOUT, PAINTING = "Styles found", "The page laid out", "The page painted"
CORE = "The scripts of Python's core read"
NAMES = {
    "ParseHTML": PARSING,
    "UpdateLayoutTree": STYLES,
    "Layout": LAYOUT,
    **dict.fromkeys(("PrePaint", "Paint", "Layerize"), PAINTING),
    **dict.fromkeys(("MinorGC", "MajorGC"), CLEANING),
}
# Of the addresses of scripts a part, and whose they are.
SOURCES = {
    "/assets/javascripts/": THEIRS,
    "/assets/js/": OURS,
    "/assets/vendor/": OURS,
}
SCRIPTS = ("EvaluateScript", "FunctionCall", "v8.compile", "v8.compileModule", "v8.evaluateModule")
POOL_NAME = "ThreadPool"
SEARCH_SCRIPT = "/workers/search"


class Stage(NamedTuple):
    """What happens, and on which thread."""

    what: str
    where: str


class Profile(NamedTuple):
    """What one opening consisted of.

    Attributes:
        ready: when a verdict was possible, in ms.
        processor: for how many ms the processor worked for each thread until then.
    """

    ready: float
    stages: dict[Stage, Span]
    processor: dict[str, float]


def profile_of(trace: Trace) -> Profile:
    """All that is known of an opening."""
    threads = named_threads(trace)
    stages = {**marked(trace, threads), **sliced(trace, threads)}
    return Profile(trace.ready, stages, totals(trace, threads))


def named_threads(trace: Trace) -> Threads:
    """The threads that are known by what they do."""
    threads = {PAGE: trace.page}
    for where, prefix in WORKERS.items():
        threads.update(
            (where, thread) for name, thread, *_ in trace.measures if name.startswith(prefix)
        )
    for event in trace.events:
        if event["name"] == "EvaluateScript" and SEARCH_SCRIPT in url_of(event):
            threads[SEARCH] = thread_of(event)
    return threads


def marked(trace: Trace, threads: Threads) -> dict[Stage, Span]:
    """The stages that our scripts mark."""
    names = {thread: where for where, thread in threads.items()}
    times: dict[Stage, list[tuple[float, float]]] = defaultdict(list)
    for name, thread, begin, end in trace.measures:
        what = next((what for prefix, what in MARKED.items() if name.startswith(prefix)), "")
        if what and thread in names:
            times[Stage(what, names[thread])].append((begin, end))
    python = threads.get(PYTHON, trace.page)
    return {stage: span_of(trace, stage, parts, python) for stage, parts in times.items()}


def span_of(trace: Trace, stage: Stage, parts: list[tuple[float, float]], python: Thread) -> Span:
    """All times of a stage together; Python's worker alone does one thing after the other."""
    alone = stage.where == PYTHON and len(parts) == 1
    worked = trace.worked(python, *parts[0]) if alone else None
    return Span(min(parts)[0], covered(parts), worked)


def covered(parts: Iterable[tuple[float, float]]) -> float:
    """For how long at least one of them lasts."""
    total, until = 0.0, float("-inf")
    for begin, end in sorted(parts):
        total += max(0.0, end - max(begin, until))
        until = max(until, end)
    return total


def sliced(trace: Trace, threads: Threads) -> dict[Stage, Span]:
    """What the threads of scripts are busy with: each moment counts for the innermost."""
    spans: dict[Stage, Span] = {}
    for where in {PAGE, SEARCH, PYTHON} & set(threads):
        known = [
            (kind, times)
            for event, times in trace.slices(threads[where])
            if (kind := kind_of(event, where))
        ]
        spans |= {Stage(what, where): span for what, span in own_times(known).items()}
    return spans


def kind_of(event: Event, where: str) -> str:
    """What a slice is; empty if it is nothing of its own."""
    if event["name"] in SCRIPTS:
        return script_kind(event, where)
    return NAMES.get(event["name"], "") if where == PAGE else ""


def script_kind(event: Event, where: str) -> str:
    """Whose script it is that is read or run; empty if it is nobody's."""
    if where == SEARCH:
        return THEIRS
    if where == PYTHON:
        return "" if event["name"] == "FunctionCall" else CORE
    if event["name"] == "v8.evaluateModule":
        return OURS  # the theme has none
    url = url_of(event)
    known = next((whose for part, whose in SOURCES.items() if part in url), "")
    return known or (INLINE if url.startswith("http") else "")


def own_times(known: Iterable[tuple[str, Times]]) -> dict[str, Span]:
    """Of each kind how long it runs, without what runs within it and is of another.

    Args:
        known: slices of one thread with what they are.
    """
    spans: dict[str, Span] = {}
    around: list[tuple[float, str]] = []  # the slices that are open: end and kind

    def add(kind: str, begin: float, length: float, processor: float) -> None:
        before = spans.get(kind, Span(begin, 0, 0))
        worked = (before.processor or 0) + processor
        spans[kind] = Span(min(begin, before.begin), before.takes + length, worked)

    for kind, (begin, length, processor) in sorted(known, key=lambda of: (of[1][0], -of[1][1])):
        while around and around[-1][0] <= begin:
            around.pop()
        if around:
            add(around[-1][1], begin, -length, -processor)
        add(kind, begin, length, processor)
        around.append((begin + length, kind))
    return spans


def totals(trace: Trace, threads: Threads) -> dict[str, float]:
    """For how long the processor worked for each thread; those of the engine's pools together."""
    processes = {process for process, _ in threads.values()}
    pools = {
        thread_of(event)
        for event in trace.events
        if event["name"] == "thread_name" and event["args"]["name"].startswith(POOL_NAME)
    }
    groups = {where: {thread} for where, thread in threads.items()}
    groups[POOL] = {thread for thread in pools if thread[0] in processes}
    return {
        where: sum(trace.worked(thread, 0, trace.ready) for thread in group)
        for where, group in groups.items()
    }
