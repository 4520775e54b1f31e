"""The built site on a host of its own, and a Chromium that may speak to no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.serving import StaticHost
from tools import chromium
from tools.child import GraderProcess, grader_process
from tools.steps import ROOT

# Generous, for machines with more to do; nothing waits longer than it must.
PATIENCE_MS = 40_000
LOCAL = {"127.0.0.1"}
SCHEMES = {"data", "blob", "about"}

OpenPage = Callable[..., Page]


@dataclass
class Watch:
    """What the pages of one test asked for, and what went wrong in them.

    Attributes:
        expected: parts of messages that this test provokes.
    """

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, *parts: str) -> None:
        """Name parts of error messages that are not a failure of this test."""
        self.expected += parts

    def asked_for(self, part: str) -> list[str]:
        """The requests whose address contains a text."""
        return [url for url in self.requests if part in url]

    def foreign(self) -> list[str]:
        """The requests that left this machine."""
        parts = [urlsplit(url) for url in self.requests]
        return [
            one.geturl() for one in parts if one.scheme not in SCHEMES and one.hostname not in LOCAL
        ]

    def unexpected(self) -> list[str]:
        """The error messages that nobody expected."""
        return [one for one in self.errors if not any(part in one for part in self.expected)]

    def attach(self, page: Page) -> None:
        """Watch a page, its frames and its workers."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")


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


@pytest.fixture
def open_page(
    browser: Browser, serve: Callable[..., StaticHost], watch: Watch
) -> Iterator[OpenPage]:
    """``open_page(path, host=None, before=None, **options)``: a page in a context of its own.

    ``before`` gets the page before it goes to its address; options go to the context.
    Afterwards the test fails if a request left this machine or an unexpected error was reported.
    """
    contexts = []

    def open_one(
        path: str,
        *,
        host: StaticHost | None = None,
        before: Callable[[Page], object] | None = None,
        **options: Any,
    ) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", lambda request: watch.requests.append(request.url))
        page = context.new_page()
        watch.attach(page)
        if before:
            before(page)
        page.goto(f"{(host or serve()).url}{path}")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch.foreign() == []
    assert watch.unexpected() == []


@pytest.fixture(scope="session")
def native() -> Iterator[GraderProcess]:
    """The grader under this Python, in a process of its own."""
    with grader_process() as process:
        yield process
