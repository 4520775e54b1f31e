"""The built site on a host of its own, and a Chromium that may speak to no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.copying import Publish, change, without_python
from tests.browser.serving import StaticHost
from tests.browser.watching import PATIENCE_MS, Tab, Watch, Window, know_address, leave_alone
from tools.common.paths import ROOT
from tools.grading.worker import GraderProcess, grader_process
from tools.setup import chromium


class Host(Protocol):
    """What has an address."""

    url: str


OpenPage = Callable[..., Page]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, so that another build does not disturb the tests."""
    built = ROOT / "site"
    if not (built / "assets" / "runtime" / "runtime.json").is_file():
        pytest.fail("there is no built site: run make test, or python -m tools build")
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture(scope="session")
def serve(site: Path) -> Iterator[Callable[..., StaticHost]]:
    """``serve(prefix, knows_types=True)``: a host of the site, one for each pair."""
    hosts: dict[tuple[str, bool], StaticHost] = {}

    def start(prefix: str = "/", *, knows_types: bool = True) -> StaticHost:
        key = (prefix, knows_types)
        if key not in hosts:
            hosts[key] = StaticHost(site, prefix, knows_types=knows_types)
        return hosts[key]

    yield start
    for host in hosts.values():
        host.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium with a fresh profile, for all tests of this process."""
    program = chromium.find()
    if program is None:
        pytest.fail(f"no Chromium: {chromium.REMEDY}")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=chromium.FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def watch() -> Watch:
    """What this test's pages ask for and complain about."""
    return Watch()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Window:
    """One window for the first page of each test, cleared between them."""
    return Window(browser)


@pytest.fixture
def open_page(
    browser: Browser, window: Window, serve: Callable[..., StaticHost], watch: Watch
) -> Iterator[OpenPage]:
    """``open_page(path, host=None, before=None, alone="", **options)``: a page with nothing kept of
    others.

    ``before`` gets the page before it goes to its address; options go to the context. Of the text
    around an exercise that is to be ``alone`` only the heading stays: long pages come late.
    Afterwards the test fails if a request left this machine or an unexpected error was reported.
    """
    contexts: list[BrowserContext] = []
    with ExitStack() as used:

        def open_one(
            path: str,
            *,
            host: Host | None = None,
            before: Callable[[Page], object] | None = None,
            alone: str = "",
            **options: Any,
        ) -> Page:
            if contexts or options:
                context = used.enter_context(browser.new_context(**options))
                context.set_default_timeout(PATIENCE_MS)
                watch.attach(context)
            else:
                context = used.enter_context(window.lent(watch))
            contexts.append(context)
            page = context.new_page()
            url = f"{(host or serve()).url}{path}"
            if alone:
                leave_alone(page, url, alone)
            if before:
                before(page)
            page.goto(url)
            return page

        yield open_one
    watch.finish()


@pytest.fixture(scope="session")
def tab(browser: Browser, serve: Callable[..., StaticHost]) -> Tab:
    """One tab for all tests of this process that do not ask for a page of their own."""
    return Tab(browser, serve())


@pytest.fixture
def visit(tab: Tab) -> Iterator[Visit]:
    """``visit(path, alone="")``: a page in that tab, with nothing kept of earlier tests but Python.

    Afterwards the test fails if a request left this machine or an error was reported.
    """
    yield tab.visit
    tab.page.unroute_all()
    know_address(tab.page)
    tab.watch.finish()


@pytest.fixture(scope="session")
def native() -> Iterator[GraderProcess]:
    """The grader under this Python, in a process of its own."""
    with grader_process() as process:
        yield process


@pytest.fixture
def publish(site: Path, tmp_path: Path) -> Iterator[Publish]:
    """``publish(runtime=False, knows_types=True)``: a host of its own with a copy of the site,
    which without its runtime lacks what only Python grades by, too: half of what it weighs.

    A test asks for it before ``open_page``, so that pages are closed before their host.
    """
    hosts: list[StaticHost] = []

    def start(*, runtime: bool = False, knows_types: bool = True) -> StaticHost:
        folder = tmp_path / f"site-{len(hosts)}"
        shutil.copytree(site, folder, ignore=None if runtime else without_python)
        host = StaticHost(folder, "/sub/folder/", knows_types=knows_types)
        hosts.append(host)
        change(folder, host)
        return host

    yield start
    for host in hosts:
        for event in (*host.held.values(), *host.withheld.values()):
            event.set()
        host.close()
