"""``sizes``: what a learner downloads, as counted by the host."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, BrowserType, Page

from tools.bench.gzip_host import BenchHost
from tools.bench.visits.after_start import plan
from tools.bench.visits.bare_pyodide import FOLDER
from tools.bench.visits.chromium_visits import LOOK_EVERY_MS, open_page, profile, until_ready
from tools.common.process import SetupError
from tools.results.bench import Quantity, Results, Run, entry_from_samples
from tools.setup.pyodide_runtime import RUNTIME as RUNTIME_FOLDER

NAMES = ("runtime_before_verdict", "runtime_with_library", "page_without_exercises")
FIRST = Quantity("The runtime's files before the first verdict", "MB", 10.5)
ALL = Quantity("The same, with the standard library", "MB", 13.5)
PAGE = Quantity("The heaviest page without exercises, with fonts", "kB", 400)
RUNTIME = "assets/runtime/"
QUIET_LOOKS = 16


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; sizes do not vary, so one visit each is enough."""
    on_progress("the runtime")
    with profile(engine) as context:
        host.forget()
        with open_page(context, f"{host.url}{plan()[0][1]}") as page:
            until_ready(page)
            settle(page, host)
            everything = host.total(RUNTIME)
            first = everything - sum(host.total(f"{RUNTIME}{name}") for name in later())
    on_progress("the pages")
    with profile(engine) as context:
        page_bytes = max(weight(context, host, path) for path in without_exercises(host))
    amounts = ((FIRST, first / 1e6), (ALL, everything / 1e6), (PAGE, page_bytes / 1e3))
    entries = [entry_from_samples(quantity, [amount], run) for quantity, amount in amounts]
    return dict(zip(NAMES, entries, strict=True))


def later() -> list[str]:
    """The runtime's files that are fetched once a verdict is possible."""
    table = json.loads((RUNTIME_FOLDER / "runtime.json").read_text("utf-8"))
    return [table["files"][name]["url"] for name in table["stages"]["later"]]


def without_exercises(host: BenchHost) -> list[str]:
    """The pages that have none, as paths."""
    pages = [path for path in host.stored if path.endswith("/index.html") or path == "index.html"]
    paths = [
        path.removesuffix("index.html") for path in pages if not host.holds(path, b"<rl-exercise")
    ]
    return [path for path in paths if not path.startswith(FOLDER)]


def weight(context: BrowserContext, host: BenchHost, path: str) -> int:
    """Bytes that a browser that has loaded nothing yet is sent for a page; its search comes later.

    Raises:
        SetupError: if a byte of the runtime is among them.
    """
    host.forget()
    with open_page(context, f"{host.url}{path}", first=True) as page:
        page.wait_for_load_state("load")
        settle(page, host)
    if host.total(RUNTIME):
        raise SetupError(f"the page {path or 'index'} has no exercise, and yet loads the runtime")
    return host.total()


def settle(page: Page, host: BenchHost) -> None:
    """Wait until nothing has been sent for a while."""
    total, quiet = -1, 0
    while quiet < QUIET_LOOKS:
        page.wait_for_timeout(LOOK_EVERY_MS)
        quiet = quiet + 1 if host.total() == total else 0
        total = host.total()
