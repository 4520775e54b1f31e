"""The offline copy: made when asked for, with progress; then everything works without the host."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

from playwright.sync_api import expect

from tests.browser import regrade
from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, all_right, page_of
from tests.browser.copying import KEPT, Offline, Publish, entries, follow, listed
from tests.browser.learner import Classify, Code
from tests.browser.watching import Watch
from tests.shares import share


def test_nothing_is_fetched_or_registered_unless_the_learner_asks(
    publish: Publish, open_page: OpenPage
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
    publish: Publish, open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    host = publish(runtime=True, knows_types=False)
    page = open_page("glossary/", host=host)
    Offline(page).make()
    host.close()
    page.reload()
    # pages do not start Python by themselves until an exercise is to be checked
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})
    pages = [path for path in listed(host)["files"] if path.endswith("/index.html")]
    for path in share(pages, 10):
        page.goto(f"{host.url}{path.removesuffix('index.html')}?from=a-link#here")
        expect(page.locator("h1")).to_have_count(1)
    devtools.send("Emulation.setDataSaverOverride")
    page.goto(host.url)
    page.keyboard.press("/")
    page.keyboard.type("posterior sampling")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.goto(f"{host.url}{page_of(ADAPT.id)}")
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    page.goto(f"{host.url}{regrade.PAGE}")
    regrade.grade_a_zip(page, tmp_path, ADAPT.id, ADAPT.solution)
    page.goto(f"{host.url}practice")  # as people type it
    expect(page).to_have_url(f"{host.url}practice/")
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")


def test_the_page_that_made_the_copy_uses_it_at_once(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED", "404", "ERR_FAILED")
    host = publish()
    page = open_page("glossary/", host=host)
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
    # its links lead to the copy, wherever the site lies
    follow(page, "glossary/")
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_progress_is_shown_and_a_closed_page_does_not_lose_it(
    publish: Publish, open_page: OpenPage
) -> None:
    host = publish()
    host.held["sitemap.xml"] = Event()
    page = open_page("glossary/", host=host)
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
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("503")
    host = publish()
    host.refused.add("vendor/katex.js")
    page = open_page("glossary/", host=host)
    offline = Offline(page)
    offline.open()
    offline.button("Make available offline").click()
    offline.is_in("failed")
    expect(offline.root).to_contain_text("katex.js could not be fetched: the site answered 503")
    host.refused.clear()
    offline.button("Try again").click()
    offline.is_in("ready")
    assert len([path for path in host.asked if "vendor/codemirror.js" in path]) == 1


def test_a_full_disk_is_told_in_words(publish: Publish, open_page: OpenPage) -> None:
    host = publish()
    page = open_page("glossary/", host=host)
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


def test_a_disk_that_fills_up_on_the_way_is_told_too(publish: Publish, open_page: OpenPage) -> None:
    full = """{
        const put = Cache.prototype.put;
        let left = 20;
        Cache.prototype.put = function (...args) {
            if (left-- <= 0) return Promise.reject(new DOMException("full", "QuotaExceededError"));
            return put.apply(this, args);
        };
    }"""
    page = open_page("glossary/", host=publish(), before=lambda page: page.add_init_script(full))
    offline = Offline(page)
    offline.open()
    offline.button("Make available offline").click()
    offline.is_in("failed")
    expect(offline.root).to_contain_text("There is not enough room")
    assert entries(page, "offline.json") == 0


def test_the_copy_can_be_removed(publish: Publish, open_page: OpenPage) -> None:
    page = open_page("glossary/", host=publish())
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


def test_a_download_can_be_called_off(publish: Publish, open_page: OpenPage) -> None:
    host = publish()
    host.held["sitemap.xml"] = Event()
    page = open_page("glossary/", host=host)
    offline = Offline(page)
    offline.open()
    with page.expect_request("**/sitemap.xml"):
        offline.button("Make available offline").click()
    offline.button("Cancel").click()
    offline.is_in("none")
    assert page.evaluate(KEPT) == [0, 0]
