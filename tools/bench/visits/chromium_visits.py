"""Visits in Chromium, with fresh profiles and, where wanted, a slow line."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, BrowserType, Page

from tools.common.process import SetupError
from tools.setup import chromium

PATIENCE_MS = 180_000
LOOK_EVERY_MS = 50
# Gives the browser the time to put into its caches what a second visit finds there.
SETTLE_MS = 1500
# 20 Mbit/s both ways, 40 ms from a request to its answer
BYTES_PER_SECOND = 20e6 / 8
SLOW_LINE = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}
# So much faster than the line a file may seem to come, for clocks are not exact.
TOLERANCE = 1.1
# Small files come in one piece, whatever the line.
LARGE = 500_000
SMALL_DEVICE = "Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 });"
# What a page or a worker has fetched.
FILES = """performance.getEntriesByType("resource").map(
    ({ requestStart, responseEnd, encodedBodySize }) =>
        [(responseEnd - requestStart) / 1000, encodedBodySize])"""
# These run before any script of a page. The page counts as opened when its clock starts.
READY = """(() => {
    if (window !== top) return;
    const look = () => {
        const state = document.querySelector("rl-exercise")?.dataset.state;
        if (state === "ready") globalThis.benchReady ??= performance.now();
    };
    const attributes = { attributes: true, attributeFilter: ["data-state"] };
    new MutationObserver(look).observe(document, { ...attributes, childList: true, subtree: true });
})();"""
# A timer without a pause takes time itself, which a trace would show.
NOTES = """(() => {
    if (window !== top) return;
    const notes = (globalThis.benchNotes = { tasks: [], gaps: [] });
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) notes.tasks.push([task.startTime, task.duration]);
    }).observe({ type: "longtask", buffered: true });
    let last = performance.now();
    const tick = () => {
        const now = performance.now();
        if (now - last > 20) notes.gaps.push([last, now - last]);
        last = now;
        if (!globalThis.benchReady) setTimeout(tick);
    };
    tick();
})();"""


class Opening(NamedTuple):
    """From the moment a page is opened until its NumPy is there.

    Attributes:
        files: what was fetched, each as [seconds, bytes].
        task: the longest task of the main thread meanwhile, in ms.
        gap: the longest time in which a timer of the page could not run, in ms.
    """

    seconds: float
    files: list[list[float]]
    task: float
    gap: float


@contextmanager
def profile(engine: BrowserType, *scripts: str) -> Iterator[BrowserContext]:
    """A browser that has seen nothing yet.

    Args:
        scripts: what pages run first; by default all that ``until_ready`` reads.
    """
    with tempfile.TemporaryDirectory() as folder:
        context = engine.launch_persistent_context(
            folder, executable_path=chromium.ensure(), args=chromium.FLAGS
        )
        context.set_default_timeout(PATIENCE_MS)
        for script in scripts or (READY, NOTES):
            context.add_init_script(script)
        try:
            yield context
        finally:
            context.close()


@contextmanager
def open_page(
    context: BrowserContext,
    url: str,
    *,
    slow: bool = False,
    small: bool = False,
    first: bool = False,
) -> Iterator[Page]:
    """A page in a tab of its own, on its way.

    Args:
        slow: over a slow line.
        small: on a device with little memory.
        first: with no file kept of the pages before it.
    """
    page = context.new_page()
    if first:
        context.new_cdp_session(page).send("Network.clearBrowserCache")
    if slow:
        slow_down(page)
    if small:
        page.add_init_script(SMALL_DEVICE)
    page.goto(url, wait_until="commit")
    yield page
    page.close()


def slow_down(page: Page) -> None:
    """Emulate a slow line for a page and for the workers that it starts."""
    session = page.context.new_cdp_session(page)

    def slow_down_worker(event: dict[str, Any]) -> None:
        commands: list[tuple[str, dict[str, Any]]] = [
            ("Network.enable", {}),
            ("Network.emulateNetworkConditions", SLOW_LINE),
            ("Runtime.runIfWaitingForDebugger", {}),
        ]
        for number, (method, params) in enumerate(commands):
            message = json.dumps({"id": number, "method": method, "params": params})
            address = {"sessionId": event["sessionId"], "message": message}
            session.send("Target.sendMessageToTarget", address)

    session.on("Target.attachedToTarget", slow_down_worker)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    attach = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
    session.send("Target.setAutoAttach", attach)


def until_ready(page: Page) -> Opening:
    """Wait until the page's NumPy is there.

    Raises:
        SetupError: if that takes minutes.
    """
    ready = ready_at(page)
    return opening_from(ready, page.evaluate("globalThis.benchNotes"), fetched_files(page))


def ready_at(page: Page) -> float:
    """Wait until the page's NumPy is there, which is told in ms from opening the page.

    Raises:
        SetupError: if that takes minutes.
    """
    for _ in range(PATIENCE_MS // LOOK_EVERY_MS):
        ready: float = page.evaluate("globalThis.benchReady ?? 0")
        if ready:
            return ready
        page.wait_for_timeout(LOOK_EVERY_MS)
    raise SetupError(f"{page.url} has not become ready")


def fetched_files(page: Page) -> list[list[float]]:
    """What a page and its own workers have fetched, each as [seconds, bytes]."""
    workers = [worker for worker in page.workers if worker.url.startswith("http")]
    own: list[list[float]] = page.evaluate(FILES)
    return own + [file for worker in workers for file in worker.evaluate(FILES)]


def opening_from(ready: float, notes: dict[str, Any], files: list[list[float]]) -> Opening:
    """What a page has noted.

    Args:
        ready: ms from opening the page.
        files: each as [seconds, bytes].
        notes: ``tasks`` and ``gaps``, each as [begin, length] in ms.
    """

    def longest(parts: list[list[float]]) -> float:
        return max((length for begin, length in parts if begin < ready), default=0.0)

    return Opening(ready / 1000, files, longest(notes["tasks"]), longest(notes["gaps"]))


def check_slowness(files: list[list[float]]) -> None:
    """Make sure that a slow line was slow, in workers too.

    Raises:
        SetupError: if a large file came faster than it can, or none came at all.
    """
    large = [(seconds, size) for seconds, size in files if size > LARGE]
    fast = [pair for pair in large if pair[1] > TOLERANCE * BYTES_PER_SECOND * pair[0]]
    if fast or not large:
        raise SetupError(f"the slow line was not slow; [seconds, bytes] of large files: {large}")
