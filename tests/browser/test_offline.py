"""The offline copy: everything works without the host, versions never mix, and trouble is told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, all_right, page_of
from tests.browser.learner import Classify, Code
from tests.browser.serving import StaticHost
from tests.browser.watching import Watch
from tools import precache

Publish = Callable[..., StaticHost]
# Paths below the cache's name, so that tests can look at a copy and damage it.
IN_COPY = """async ([path, remove]) => {
    const address = new URL(path, document.baseURI).href;
    let count = 0;
    for (const name of (await caches.keys()).filter((name) => name.includes("@"))) {
        const cache = await caches.open(name);
        if (await cache.match(address)) count += 1;
        if (remove) await cache.delete(address);
    }
    return count;
}"""
KEPT = """async () => [
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


class Offline:
    """The control in the footer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("rl-offline")

    def open(self) -> None:
        """Unfold it, by keyboard."""
        self.root.locator("summary").focus()
        self.page.keyboard.press("Enter")

    def button(self, name: str) -> Locator:
        """A button by the beginning of the words on it."""
        return self.root.get_by_role("button", name=re.compile(f"^{name}"))

    def is_in(self, phase: str) -> None:
        """Wait for a phase."""
        expect(self.root).to_have_attribute("data-phase", phase)

    def make(self) -> None:
        """Ask for a copy, and wait until it is whole."""
        self.open()
        self.button("Make available offline").click()
        self.is_in("ready")


def change(folder: Path, host: StaticHost, words: str = "") -> str:
    """Make a version of the site: say something on the glossary's page, and list the files."""
    sitemap = folder / "sitemap.xml"
    text = sitemap.read_text("utf-8")
    sitemap.write_text(text.replace(text.split("<loc>")[1].split("</loc>")[0], host.url), "utf-8")
    page = folder / "glossary" / "index.html"
    page.write_text(page.read_text("utf-8").replace("<h1", f"<p>{words}</p><h1", 1), "utf-8")
    return precache.write(folder)


@pytest.fixture
def publish(site: Path, tmp_path: Path) -> Iterator[Publish]:
    """``publish(runtime=False, knows_types=True)``: a host of its own with a copy of the site."""
    hosts = []

    def start(*, runtime: bool = False, knows_types: bool = True) -> StaticHost:
        folder = tmp_path / f"site-{len(hosts)}"
        left_out = None if runtime else shutil.ignore_patterns("runtime")
        shutil.copytree(site, folder, ignore=left_out)
        host = StaticHost(folder, "/sub/folder/", knows_types=knows_types)
        hosts.append(host)
        change(folder, host)
        return host

    yield start
    for host in hosts:
        for event in host.held.values():
            event.set()
        host.close()


def update(host: StaticHost, words: str) -> str:
    """Publish another version: a sentence more on the glossary's page."""
    newer = host.folder.with_name(f"{host.folder.name}-newer")
    shutil.copytree(host.folder, newer)
    version = change(newer, host, words)
    host.folder = newer
    return version


def follow(page: Page, path: str) -> None:
    """Follow a link of the navigation."""
    page.locator(f'.md-nav--primary a.md-nav__link[href$="{path}"]').first.click()


def entries(page: Page, path: str, *, remove: bool = False) -> int:
    """In how many versions of the copy a file is; a page's path is relative to this page."""
    count: int = page.evaluate(IN_COPY, [path, remove])
    return count


def listed(host: StaticHost) -> dict[str, Any]:
    """The list that the host publishes."""
    content: dict[str, Any] = json.loads((host.folder / precache.LIST).read_text("utf-8"))
    return content


def test_nothing_is_fetched_or_registered_unless_the_learner_asks(
    open_page: OpenPage, publish: Publish
) -> None:
    host = publish()
    page = open_page("glossary/", host=host)
    expect(Offline(page).root.locator("summary")).to_have_text("Use offline")
    assert page.evaluate(KEPT) == [0, 0]
    Offline(page).open()
    size = listed(host)["size"]
    shown = f"{size / 1e6:.1f} MB" if size < 1e7 else f"{round(size / 1e6)} MB"
    expect(Offline(page).button("Make available offline")).to_contain_text(shown)
    assert page.evaluate(KEPT) == [0, 0]
    assert [path for path in host.asked if "sw.js" in path] == []


def test_without_its_host_the_whole_site_works(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    host = publish(runtime=True, knows_types=False)
    page = open_page("", host=host)
    Offline(page).make()
    host.close()
    page.reload()
    for path in [path for path in listed(host)["files"] if path.endswith("/index.html")]:
        page.goto(f"{host.url}{path.removesuffix('index.html')}?from=a-link#here")
        expect(page.locator("h1")).to_have_count(1)
    page.goto(host.url)
    page.keyboard.press("/")
    page.keyboard.type("posterior sampling")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.goto(f"{host.url}{page_of(ADAPT.id)}")
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    page.goto(f"{host.url}practice")  # as people type it
    expect(page).to_have_url(f"{host.url}practice/")
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")


def test_the_page_that_made_the_copy_uses_it_at_once(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED", "404")
    host = publish()
    page = open_page("", host=host)
    Offline(page).make()
    host.close()
    page.evaluate("globalThis.sameDocument = true")
    follow(page, "glossary/")
    expect(page.locator("h1")).to_contain_text("Glossary")
    assert page.evaluate("globalThis.sameDocument") is True
    answer = page.goto(f"{host.url}no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_contain_text("404")


def test_progress_is_shown_and_a_closed_page_does_not_lose_it(
    open_page: OpenPage, publish: Publish
) -> None:
    host = publish()
    host.held["sitemap.xml"] = Event()
    page = open_page("", host=host)
    offline = Offline(page)
    offline.open()
    with page.expect_request("**/sitemap.xml"):  # the last file of the list
        offline.button("Make available offline").click()
    expect(offline.root.locator("p").first).to_contain_text("saved. You can go on reading.")
    expect(offline.root.locator("summary")).to_contain_text(re.compile(r"\d\d %"))
    asked = len(host.asked)
    other = page.context.new_page()
    page.close()
    host.held.pop("sitemap.xml").set()
    other.goto(f"{host.url}glossary/")
    Offline(other).is_in("ready")
    again = [path for path in host.asked[asked:] if "/vendor/fonts/" in path and "KaTeX" in path]
    assert again == []


def test_a_failed_download_says_so_and_goes_on_where_it_stopped(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    watch.expect("503")
    host = publish()
    host.refused.add("vendor/katex.js")
    page = open_page("", host=host)
    offline = Offline(page)
    offline.open()
    offline.button("Make available offline").click()
    offline.is_in("failed")
    expect(offline.root).to_contain_text("katex.js could not be fetched: the site answered 503")
    host.refused.clear()
    offline.button("Try again").click()
    offline.is_in("ready")
    assert len([path for path in host.asked if "vendor/codemirror.js" in path]) == 1


def test_an_update_is_fetched_beside_the_old_version_and_used_after_a_reload(
    open_page: OpenPage, publish: Publish
) -> None:
    host = publish()
    first = open_page("", host=host)
    Offline(first).make()
    second = first.context.new_page()
    second.goto(host.url)
    Offline(second).is_in("ready")
    update(host, "Said by the newer version")
    asked = len(host.asked)
    first.goto(f"{host.url}glossary/")
    expect(first.locator(".rl-update")).to_be_visible()
    expect(second.locator(".rl-update")).to_be_visible()
    assert [path for path in host.asked[asked:] if "/vendor/" in path] == []
    expect(first.get_by_text("Said by the newer version")).to_have_count(0)
    first.locator(".rl-update").get_by_role("button", name="Reload to use it").click()
    expect(first.get_by_text("Said by the newer version")).to_be_visible()
    expect(first.locator(".rl-update")).to_have_count(0)
    # the other tab stays with the version that it was opened with
    follow(second, "glossary/")
    expect(second.locator("h1")).to_contain_text("Glossary")
    expect(second.get_by_text("Said by the newer version")).to_have_count(0)
    second.reload()
    expect(second.get_by_text("Said by the newer version")).to_be_visible()
    # then nobody needs the old one any more
    second.reload()
    Offline(second).is_in("ready")
    assert entries(second, "../index.html") == 1


def test_lost_entries_are_fetched_again_and_verified(open_page: OpenPage, publish: Publish) -> None:
    host = publish()
    page = open_page("", host=host)
    Offline(page).make()
    assert entries(page, "glossary/index.html", remove=True) == 1
    read = "async () => (await (await fetch('glossary/')).text()).includes('<h1')"
    assert page.evaluate(read) is True
    assert entries(page, "glossary/index.html", remove=True) == 1
    assert entries(page, "practice/index.html", remove=True) == 1
    page.reload()
    Offline(page).is_in("ready")
    assert entries(page, "glossary/index.html") == 1
    assert entries(page, "practice/index.html") == 1


def test_a_lost_entry_never_comes_from_another_version(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    host = publish()
    page = open_page("", host=host)
    Offline(page).make()
    update(host, "Said by the newer version")
    assert entries(page, "glossary/index.html", remove=True) == 1
    read = "async () => await fetch('glossary/').then((r) => r.text(), () => 'refused')"
    assert page.evaluate(read) == "refused"
    # the page has noticed that its copy is damaged, and has fetched the newer version
    expect(page.locator(".rl-update")).to_be_visible()


def test_a_browser_that_forgot_the_copy_gets_it_again(
    open_page: OpenPage, publish: Publish
) -> None:
    page = open_page("", host=publish())
    Offline(page).make()
    page.evaluate(
        "async () => { for (const name of await caches.keys()) await caches.delete(name) }"
    )
    page.reload()
    Offline(page).is_in("ready")
    assert entries(page, "glossary/index.html") == 1


def test_a_full_disk_is_told_in_words(open_page: OpenPage, publish: Publish) -> None:
    host = publish()
    page = open_page("", host=host)
    devtools = page.context.new_cdp_session(page)
    origin = host.url.split("/sub")[0]
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    offline = Offline(page)
    offline.open()
    offline.button("Make available offline").click()
    offline.is_in("failed")
    expect(offline.root).to_contain_text("There is not enough room")
    expect(offline.root).to_contain_text("Free some disk space")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    offline.button("Try again").click()
    offline.is_in("ready")


def test_a_disk_that_fills_up_on_the_way_is_told_too(open_page: OpenPage, publish: Publish) -> None:
    full = """{
        const put = Cache.prototype.put;
        let left = 20;
        Cache.prototype.put = function (...args) {
            if (left-- <= 0) return Promise.reject(new DOMException("full", "QuotaExceededError"));
            return put.apply(this, args);
        };
    }"""
    page = open_page("", host=publish(), before=lambda page: page.add_init_script(full))
    offline = Offline(page)
    offline.open()
    offline.button("Make available offline").click()
    offline.is_in("failed")
    expect(offline.root).to_contain_text("There is not enough room")
    assert entries(page, "offline.json") == 0


def test_the_copy_can_be_removed(open_page: OpenPage, publish: Publish) -> None:
    page = open_page("", host=publish())
    offline = Offline(page)
    offline.make()
    other = page.context.new_page()
    other.goto(page.url)
    Offline(other).is_in("ready")
    offline.button("Remove the copy").click()
    offline.is_in("none")
    Offline(other).is_in("none")
    assert page.evaluate(KEPT) == [0, 0]
    offline.button("Make available offline").click()
    offline.is_in("ready")


def test_a_download_can_be_called_off(open_page: OpenPage, publish: Publish) -> None:
    host = publish()
    host.held["sitemap.xml"] = Event()
    page = open_page("", host=host)
    offline = Offline(page)
    offline.open()
    with page.expect_request("**/sitemap.xml"):
        offline.button("Make available offline").click()
    offline.button("Cancel").click()
    offline.is_in("none")
    assert page.evaluate(KEPT) == [0, 0]


def test_a_host_that_gives_up_the_copy_is_told_about(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    watch.expect("503")
    host = publish()
    page = open_page("", host=host)
    Offline(page).make()
    host.refused.add(precache.LIST)
    page.reload()
    Offline(page).is_in("failed")
    Offline(page).open()
    expect(Offline(page).root).to_contain_text("The copy that you have still works.")


def test_a_page_that_is_not_in_the_copy_comes_whole_from_the_host(
    open_page: OpenPage, publish: Publish, watch: Watch
) -> None:
    host = publish()
    page = open_page("", host=host)
    Offline(page).make()
    update(host, "Said by the newer version")
    shutil.copytree(host.folder / "glossary", host.folder / "new")
    precache.write(host.folder)
    page.goto(f"{host.url}new/")
    expect(page.get_by_text("Said by the newer version")).to_be_visible()
    read = "async () => (await fetch('../glossary/', { cache: 'reload' })).text()"
    assert "Said by the newer version" in page.evaluate(read)
