"""Hosts, frames and browsers that withhold something: the site works, or says beside it why not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of
from tests.browser.copying import Offline, Publish, follow
from tests.browser.hosts.test_hosts import Serve
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.watching import PATIENCE_MS, Watch, know_address
from tools.setup import chromium

NO_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.mark.parametrize(
    ("kind", "sniffing"),
    [("text/plain", {}), ("application/octet-stream", {"x-content-type-options": "nosniff"})],
    ids=["text/plain", "octet-stream, and no sniffing"],
)
def test_a_host_that_gives_scripts_another_type_is_spoken_of(
    kind: str, sniffing: dict[str, str], open_page: OpenPage, watch: Watch
) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={"content-type": kind, **sniffing})

    watch.expect("MIME", "Failed to load")
    page = open_page("practice/", before=lambda page: page.route("**/*.js", answer))
    exercises = page.locator("rl-exercise")
    assert exercises.count() > 1
    expect(page.locator("rl-exercise[data-state=failed]")).to_have_count(exercises.count())
    expect(exercises.first.get_by_role("alert")).to_contain_text("text/javascript")


def test_a_frame_that_keeps_scripts_out_is_spoken_of(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("CORS", "net::ERR_FAILED", "Network error", "favicon")
    host = publish()
    frame = '<iframe sandbox="allow-scripts" src="practice/"></iframe>'
    (host.folder / "around.html").write_text(frame, "utf-8")
    page = open_page("around.html", host=host)
    notice = page.frame_locator("iframe").locator("rl-exercise").first.get_by_role("alert")
    expect(notice).to_contain_text("a window of its own")
    expect(notice.get_by_role("link")).to_have_attribute("target", "_blank")


@pytest.fixture
def without_cookies(browser: Browser, tmp_path: Path, watch: Watch) -> Iterator[Page]:
    """A page in a browser that is set to block all cookies."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(NO_COOKIES), "utf-8")
    program = browser.browser_type
    context: BrowserContext = program.launch_persistent_context(
        tmp_path, executable_path=chromium.find(), args=chromium.FLAGS
    )
    context.set_default_timeout(PATIENCE_MS)
    watch.attach(context)
    yield context.new_page()
    context.close()
    watch.finish()


def test_where_cookies_are_blocked_all_but_keeping_works(
    without_cookies: Page, serve: Serve
) -> None:
    page = without_cookies
    know_address(page)
    page.goto(f"{serve().url}practice/")
    assert page.evaluate("localStorage.length") is None  # ours, for there is none of the browser
    Offline(page).is_in("unsupported")
    framing = Classify(page, FRAMING.id)
    expect(framing.root.locator(".wb-notice")).to_contain_text("keeps nothing")
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("/")
    page.keyboard.type("posterior")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("globalThis.sameDocument = true")
    follow(page, "glossary/")
    expect(page.locator("h1#glossary")).to_be_visible()
    assert page.evaluate("globalThis.sameDocument") is True


def test_a_browser_without_web_assembly_is_told_so(open_page: OpenPage) -> None:
    missing = "delete globalThis.WebAssembly"
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.add_init_script(missing)
    )
    code = Code(page, ADAPT.id)
    expect(code.root.locator(".wb-notice")).to_contain_text("cannot run Python")
    code.write("x = y\n")
    expect(code.status).to_contain_text("WebAssembly")
    expect(code.status).to_contain_text("settings")
    expect(code.editor.locator(".wb-lint")).to_contain_text("Nothing here is called y")
    code.press("Check")
    code.is_in("failed")
    code.press("Hint")
    expect(code.root.locator(".wb-hint")).to_be_visible()
    code.press("Solution")
    code.press("Show it")
    expect(code.root.locator(".wb-solution")).to_contain_text("def inner_adapt")
    page.goto(page.url.replace(page_of(ADAPT.id), "practice/"))
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.press("Show the model answers")
    answers = framing.root.locator(".wb-notice li")
    expect(answers).to_have_count(len(FRAMING.meta.item))
    expect(answers.first).to_contain_text(FRAMING.meta.item[0].accept.label)
    cards = Exercise(page, RECALL.id)
    for card in cards.root.locator(".wb-card").all():
        card.get_by_role("button", name="Show answer").click()
        card.get_by_role("button", name="Good").click()
    rated = f"{len(RECALL.meta.card)} of {len(RECALL.meta.card)} cards rated."
    expect(cards.root).to_contain_text(rated)
    expect(cards.root).not_to_have_attribute("data-state", "failed")


def test_the_page_for_unknown_addresses_finds_its_site(
    open_page: OpenPage, serve: Serve, watch: Watch
) -> None:
    watch.expect("404", "MIME")
    host = serve("/my%20course/")
    page = open_page("no/such/page/", host=host)
    expect(page.locator("h1")).to_contain_text("404")
    expect(page.locator(".md-header")).to_have_css("position", "sticky")
    Offline(page).is_in("none")  # our script comes after the theme's
    page.keyboard.press("/")
    page.keyboard.type("posterior")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("article").get_by_role("link", name="Glossary").click()
    expect(page).to_have_url(f"{host.url}glossary/")
