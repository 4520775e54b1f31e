"""The site works under its own policy, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, all_right, page_of
from tests.browser.learner import Classify, Code
from tests.browser.serving import StaticHost
from tests.browser.watching import FOLLOW, Watch, hold_python, know_address
from tests.shares import share
from tools.common.paths import ROOT
from tools.course.ids import page_ids

Serve = Callable[..., StaticHost]
LISTEN = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""
PATHS = share(sorted(f"{page}/".removesuffix("index/") for page in page_ids(ROOT)), 10)


def listening(page: Page) -> None:
    know_address(page)
    page.add_init_script(LISTEN)


def violations(page: Page) -> list[str]:
    refused: list[str] = page.evaluate("violations")
    return refused


def test_no_page_violates_the_policy_loaded_or_come_to_by_a_link(
    open_page: OpenPage, serve: Serve
) -> None:
    host = serve("/sub/folder/")
    page = open_page("", host=host, before=listening)
    hold_python(page)
    for path in PATHS:
        page.goto(f"{host.url}{path}")
        expect(page.locator(".arithmatex:not([data-set])")).to_have_count(0)
        assert violations(page) == [], path
    page.evaluate("globalThis.sameDocument = true")
    for path in PATHS:
        page.evaluate(FOLLOW, f"{host.url}{path}")
        expect(page.locator("h1:not([data-left])")).to_be_visible()
        expect(page.locator(".arithmatex:not([data-set])")).to_have_count(0)
    assert page.evaluate("sameDocument")
    assert violations(page) == []
    tags = page.locator('meta[http-equiv="Content-Security-Policy"]')
    expect(tags).to_have_count(1)


def test_whatever_a_learner_does_keeps_to_the_policy(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), before=listening)
    code = Code(page, ADAPT.id)
    code.write(f"# two lines\n{ADAPT.solution}")
    expect(code.editor.locator(".cm-content")).to_have_css("white-space", "break-spaces")
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    code.press("Hint")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("posterior")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.locator("label[for^=__palette]:visible").click()
    page.evaluate(FOLLOW, page.url.replace(page_of(ADAPT.id), page_of(FRAMING.id)))
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")
    assert violations(page) == []


# What somebody might get into a page; each leaves a mark if the browser carries it out.
INTRUDERS = {
    "an inline script": """() => {
        const script = document.createElement("script");
        script.textContent = "mark()";
        document.body.append(script);
    }""",
    "an attribute": """() => {
        document.body.insertAdjacentHTML("beforeend", "<img src='/' onerror='mark()'>");
    }""",
    "a javascript: address": """() => {
        document.body.insertAdjacentHTML("beforeend", "<a href='javascript:mark()'>x</a>");
        document.body.lastChild.click();
    }""",
    # a test's own call may use eval; what the page does later may not
    "eval": "() => { setTimeout(() => { try { (0, eval)('mark()'); } catch {} }); }",
    "Function": "() => { setTimeout(() => { try { Function('mark()')(); } catch {} }); }",
    "a text in a timer": "() => { setTimeout(() => { setTimeout('mark()'); }); }",
    "a data: module": "() => import('data:text/javascript,mark()').catch(() => {})",
    "another host's script": """(host) => new Promise((settled) => {
        const script = document.createElement("script");
        Object.assign(script, { src: `${host}intruder.js`, onload: settled, onerror: settled });
        document.body.append(script);
    })""",
    "another host's image": """(host) => new Promise((settled) => {
        const image = new Image();
        Object.assign(image, { src: `${host}intruder.png`, onload: settled, onerror: settled });
    })""",
    "a request to another host": "(host) => fetch(`${host}intruder`).catch(() => {})",
    "a beacon": "(host) => { navigator.sendBeacon(`${host}intruder`); }",
    "a socket": """(host) => new Promise((settled) => {
        new WebSocket(`${host}intruder`.replace("http", "ws")).onerror = settled;
    })""",
    "a frame": """(host) => new Promise((settled) => {
        const frame = document.createElement("iframe");
        Object.assign(frame, { src: `${host}intruder`, onload: settled, onerror: settled });
        document.body.append(frame);
    })""",
    "a form": """(host) => {
        const form = document.createElement("form");
        Object.assign(form, { action: `${host}intruder`, method: "post" });
        document.body.append(form);
        form.submit();
    }""",
    "a base address": """(host) => {
        const base = document.createElement("base");
        base.href = `${host}intruder/`;
        document.head.append(base);
        if (document.baseURI.includes("intruder")) mark();
    }""",
}


def test_what_gets_into_a_page_neither_runs_nor_asks_another_host(
    open_page: OpenPage, serve: Serve, watch: Watch
) -> None:
    watch.expect("Content Security Policy", "violates")
    other = serve("/other/")
    page = open_page("glossary/", before=listening)
    page.evaluate("() => { globalThis.marks = 0; globalThis.mark = () => marks++; }")
    for name, script in INTRUDERS.items():
        before = len(violations(page))
        result: Any = page.evaluate(script, other.url)
        page.wait_for_function("(before) => violations.length > before", arg=before)
        assert page.evaluate("marks") == 0, (name, result)
    assert [path for path in other.asked if "intruder" in path] == []
