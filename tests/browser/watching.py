"""What pages ask for and complain about, and a tab that goes from page to page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Route,
    WebError,
    expect,
)

from tests.browser.serving import StaticHost

# Generous, for machines with more to do; nothing waits longer than it must.
PATIENCE_MS = 40_000
LOCAL = {"127.0.0.1"}
BETWEEN = "licences/"  # a page without exercises, and one of the lightest
# Playwright's clock calls what a page has cancelled meanwhile, which the theme's RxJS notes.
CLOCK_MOVED = "executing a cancelled action"
SCHEMES = {"data", "blob", "about"}
KEEPING = {"http", "file"}  # whose pages can store something
FORGET = """async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) {
        const opened = indexedDB.open(name);
        await new Promise((resolve) => (opened.onsuccess = resolve));
        const all = [...opened.result.objectStoreNames];
        const change = opened.result.transaction(all, "readwrite");
        for (const store of all) change.objectStore(store).clear();
        await new Promise((resolve) => (change.oncomplete = resolve));
        opened.result.close();
    }
}"""
FOLLOW = """(path) => {
    document.querySelector("h1").dataset.left = "";
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
}"""


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
            url.geturl() for url in parts if url.scheme not in SCHEMES and url.hostname not in LOCAL
        ]

    def unexpected(self) -> list[str]:
        """The error messages that nobody expected."""
        return [
            message for message in self.errors if not any(part in message for part in self.expected)
        ]

    def attach(self, context: BrowserContext) -> None:
        """Watch every page of a context, with frames and workers."""
        context.on("request", self._note)
        context.on("console", self._hear)
        context.on("weberror", self._fail)

    def detach(self, context: BrowserContext) -> None:
        """Watch a context no longer."""
        context.remove_listener("request", self._note)
        context.remove_listener("console", self._hear)
        context.remove_listener("weberror", self._fail)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def _fail(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def finish(self) -> None:
        """Fail if a request left this machine or an unexpected error was reported."""
        requests, errors = self.foreign(), self.unexpected()
        self.requests.clear()
        self.errors.clear()
        self.expected.clear()
        assert requests == []
        assert errors == [], errors


class Window:
    """A browser window that is as good as new for each test: to open one takes a second."""

    def __init__(self, browser: Browser, *, offline: bool = False) -> None:
        self.offline = offline
        self.context = browser.new_context(offline=offline)
        self.context.set_default_timeout(PATIENCE_MS)
        self.empty = self.context.new_page()  # keeps the window open
        self.devtools = self.context.new_cdp_session(self.empty)
        self.asked: list[str] = []  # by the last test

    @contextmanager
    def lent(self, watch: Watch) -> Iterator[BrowserContext]:
        """Its pages are those of one test, and closed afterwards."""
        self.forget(self.asked)  # once more: what a page stores when it is left may come late
        watch.attach(self.context)
        yield self.context
        for page in self.context.pages:
            if page != self.empty:
                page.close()
        self.context.set_offline(self.offline)
        self.asked = [*watch.requests]
        self.forget(self.asked)
        watch.detach(self.context)

    def forget(self, urls: list[str]) -> None:
        """Keep no file, and nothing that pages of these addresses have stored."""
        parts = [urlsplit(url) for url in urls]
        for origin in {f"{url.scheme}://{url.netloc}" for url in parts if url.scheme in KEEPING}:
            data = {"origin": origin, "storageTypes": "all"}
            self.devtools.send("Storage.clearDataForOrigin", data)
        self.devtools.send("Network.clearBrowserCache")


class Tab:
    """A tab in which a learner follows links, so that Python has to start only once."""

    def __init__(self, browser: Browser, host: StaticHost) -> None:
        self.watch = Watch()
        self.host = host
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_MS)
        self.watch.attach(context)
        self.page = context.new_page()
        know_address(self.page)
        self.page.goto(host.url)

    def visit(self, path: str, alone: str = "") -> Page:
        """Go to a page, with nothing kept of what was done before but the running Python.

        Args:
            alone: the exercise that is left alone on it.
        """
        self.follow(BETWEEN)
        self.page.evaluate(FORGET)
        if alone:
            leave_alone(self.page, f"{self.host.url}{path}", alone)
        self.follow(path)
        return self.page

    def follow(self, path: str) -> None:
        """Follow a link, as a click does."""
        self.page.evaluate(FOLLOW, f"{self.host.url}{path}")
        expect(self.page.locator("h1:not([data-left])")).to_be_visible()


def hold_python(page: Page) -> None:
    """Let the page wait for its Python, which it begins to start at once wherever an exercise is:
    of what a test does without, that takes the longest."""
    page.route("**/assets/runtime/**", lambda route: None)


def leave_alone(page: Page, url: str, name: str) -> None:
    """Leave an exercise alone on its page: without formulas, figures and exercises around it the
    page comes in half the time."""

    def answer(route: Route) -> None:
        text = route.fetch().text()
        (exercise,) = re.findall(
            rf'<rl-exercise data-id="{name}".*?</rl-exercise>', text, re.DOTALL
        )
        head, rest = text.split("</h1>", 1)
        foot = rest[rest.index("</article>") :]
        route.fulfill(body=f"{head}</h1>{exercise}{foot}", content_type="text/html")

    page.route(urlsplit(url)._replace(fragment="").geturl(), answer)


def know_address(page: Page) -> None:
    """Let the site map name this host, as a build that is told the site's address writes it."""

    def answer(route: Route) -> None:
        here = route.request.url.removesuffix("sitemap.xml")
        with suppress(Error):  # the page that asked may be gone before its host has answered
            text = route.fetch().text()
            built = text.split("<loc>")[1].split("</loc>")[0]
            route.fulfill(body=text.replace(built, here), content_type="application/xml")

    page.route("**/sitemap.xml", answer)
