"""The site works wherever it is published, and asks nobody else for anything."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FRAMING, all_right, page_of, stored
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.serving import StaticHost
from tests.browser.watching import Tab, Watch, know_address

Serve = Callable[..., StaticHost]
# What a learner's code might try in order to get out; each line may fail, none may succeed.
ESCAPES = """
import js
from pyodide.code import run_js

for attempt in (
    "fetch('{url}stolen-by-fetch')",
    "importScripts('{url}stolen-by-script')",
    "new WebSocket('{url}stolen-by-socket'.replace('http', 'ws'))",
    "(() => {{ const r = new XMLHttpRequest(); r.open('GET', '{url}stolen'); r.send() }})()",
    "indexedDB.open('meta-rl-workbook /')",
    "navigator.sendBeacon('{url}stolen-by-beacon')",
):
    try:
        run_js(attempt)
    except BaseException as error:
        print(type(error).__name__)
print("origin", js.location.origin)
"""


def follow(page: Page, path: str) -> None:
    """Follow a link of the page, wherever on it, as a click does."""
    page.locator(f'.md-content a[href*="{path}"]:visible').first.click()


def test_the_runtime_is_kept_from_page_to_page(
    open_page: OpenPage, serve: Serve, watch: Watch
) -> None:
    page = open_page("practice/", host=serve("/sub/folder/"), before=know_address)
    Exercise(page, FRAMING.id).submit(all_right(FRAMING))
    page.evaluate("globalThis.sameDocument = true")
    follow(page, page_of(ADAPT.id))
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    page.go_back()
    expect(Exercise(page, FRAMING.id).root.get_by_text("Solved")).to_be_visible()
    assert page.evaluate("globalThis.sameDocument") is True
    assert len(watch.asked_for("/runtime/image.")) == 1


def test_a_whole_walk_on_a_plain_host_asks_for_files_of_the_site_only(
    open_page: OpenPage, serve: Serve, watch: Watch
) -> None:
    host = serve("/sub/folder/", knows_types=False)
    page = open_page("", host=host)
    for path in ("concepts/pearl/", "glossary/", "licences/", "practice/", page_of(ADAPT.id)):
        page.goto(f"{host.url}{path}")
        expect(page.locator("h1")).to_have_count(1)
    code = Code(page, ADAPT.id)
    code.write(stored(ADAPT, "fail")["uphill"])
    code.check()
    code.has("fail")
    outside = [url for url in watch.requests if not url.startswith((host.url, "blob:", "data:"))]
    assert [url for url in outside if url != "about:srcdoc"] == []


def test_learners_code_gets_neither_to_the_network_nor_to_storage(
    visit: Visit, serve: Serve, tab: Tab
) -> None:
    tab.watch.expect("Content Security Policy", "violates")
    host = serve()
    code = Code(visit(page_of(ADAPT.id)), ADAPT.id)
    code.try_out(ESCAPES.format(url=host.url))
    expect(code.result.get_by_role("region", name="Output")).to_be_visible()
    code.submit(ADAPT.solution)
    assert [path for path in host.asked if "stolen" in path] == []


def test_two_pages_of_one_browser_keep_each_others_work(visit: Visit) -> None:
    second = Classify(visit("practice/"), FRAMING.id)
    theirs, ours, *_ = FRAMING.meta.item
    first_page = second.page.context.new_page()
    first_page.goto(second.page.url)
    first = Classify(first_page, FRAMING.id)
    second.submit(all_right(FRAMING))
    first.scenario(theirs.id).get_by_role("textbox").fill("from the first page")
    first.page.reload()
    expect(first.root.get_by_text("Solved")).to_be_visible()
    expect(first.scenario(theirs.id).get_by_role("textbox")).to_have_value("from the first page")
    assert ours.id in first.marks()
    first_page.close()


def test_what_another_page_has_put_aside_stays_until_it_is_shown(visit: Visit) -> None:
    own = Classify(visit("practice/"), FRAMING.id)
    sentence = own.scenario(FRAMING.meta.item[0].id).get_by_role("textbox")
    place = f"meta-rl-workbook / {FRAMING.id}"
    other = json.dumps(f"{place} other")

    def aside(count: int) -> list[dict[str, object]]:
        """What is put aside, as soon as so many pages have done so."""
        starts = f"([key]) => key.startsWith('{place} ')"
        script = f"Object.entries(localStorage).filter({starts}).sort()"
        for _ in range(200):
            stores: list[tuple[str, str]] = own.page.evaluate(script)
            if len(stores) == count:
                return [json.loads(text) for _, text in stores]
            own.page.wait_for_timeout(100)
        raise AssertionError(f"{count} entries expected, found {stores}")

    # by then the page has taken over what was aside when it was opened
    own.root.evaluate("element => element.store.load()")
    own.page.evaluate(f"localStorage[{other}] = JSON.stringify({{ scratch: 'of another page' }})")
    own.page.evaluate("dispatchEvent(new Event('pagehide'))")
    sentence.fill("not in the database yet")
    assert {"scratch": "of another page"} in aside(2)
    own.page.evaluate("dispatchEvent(new Event('pageshow'))")
    sentence.fill("in the database a moment later")
    assert aside(1) == [{"scratch": "of another page"}]
    own.page.reload()
    aside(0)
    draft = "(element) => element.store.record.draft"
    assert own.root.evaluate(draft)["scratch"] == "of another page"
    expect(sentence).to_have_value("in the database a moment later")
