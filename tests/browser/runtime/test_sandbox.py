"""Hostile code gets out by no way, in Python or in JavaScript, and forges no Report."""

from __future__ import annotations

import json
from collections.abc import Callable
from textwrap import dedent, indent
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Frame, Page, Route, Worker, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, page_of
from tests.browser.hostile import FORGE, FRAME, HARNESS, MARK, PYTHON, WORKER
from tests.browser.hosts.test_hosts import Serve
from tests.browser.learner import Code
from tests.browser.unrestored import break_snapshot
from tests.browser.watching import Watch
from tests.shares import share
from tools.common.paths import ROOT

WRONG = "def inner_adapt(theta, grad_fn, alpha, steps):\n    return theta\n"
# What the harness would see of a way out.
CONTROL = """
    class JsProxy: pass
    found += [[], JsProxy()]
"""
# What browser and runtime say about attempts.
COMPLAINTS = (
    *("Content Security Policy", "violates", "Blocked", "Unsafe attempt", "Failed to"),
    *("Pyodide", "fatal error", "EvalError", "RuntimeError", "WebSocket", "WebTransport"),
)
LISTEN = """
globalThis.heard = [];
new BroadcastChannel("hostile").onmessage = ({ data }) => heard.push(data);
addEventListener("message", ({ data }) => heard.push(data));
"""
# For machines on which Python does not start within the page's patience.
PATIENT = """{
    const { setTimeout } = globalThis;
    const longer = (ms) => (ms < 10_000 ? ms : 10 * ms);
    globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, longer(ms ?? 0), ...rest);
}"""
STATE = """async () => {
    const databases = await indexedDB.databases();
    const parts = [document.documentElement.outerHTML, document.cookie, { ...localStorage }];
    parts.push({ ...sessionStorage }, databases, await caches.keys(), location.href, heard);
    return JSON.stringify(parts);
}"""


def hostile(attempt: str, url: str) -> str:
    """A submission that makes an attempt, uses what it gets, and is wrong."""
    address = urlsplit(url)
    body = indent(dedent(attempt), "    ")
    return HARNESS.format(host=address.hostname, port=address.port, attempt=body)


def got_out(place: Worker | Frame, attempt: str, url: str) -> bool:
    """Whether JavaScript got out, called where hostile code might run."""
    try:
        return bool(place.evaluate(attempt, f"{url}{MARK}"))
    except Error:  # what the attempt threw
        return False


def python_worker(page: Page) -> Worker:
    """The worker that has answered; another one unpacks files, and the spare comes after it."""
    awake = "performance.getEntriesByName('wake').length > 0"
    ours = (worker for worker in page.workers if worker.url.startswith("blob:null"))
    return next(worker for worker in ours if worker.evaluate(awake))


def listen(page: Page) -> None:
    page.add_init_script(LISTEN)


def with_time(page: Page) -> None:
    """Give Python the time to start, and submissions to look everywhere, on a slow machine too."""

    def answer(route: Route) -> None:
        bundle = route.fetch().json()
        bundle["exercise"]["seconds"] = 60
        route.fulfill(json=bundle)

    listen(page)
    page.add_init_script(PATIENT)
    page.route(f"**/exercises/{ADAPT.id}.json", answer)


def without_snapshot(page: Page) -> None:
    """Let the ordinary start take over, in which Pyodide keeps more of its own."""
    with_time(page)
    break_snapshot(page)


def with_sources(page: Page) -> None:
    """Offer our modules one by one; the site holds them joined."""

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.removeprefix("/sources/js/")
        route.fulfill(path=ROOT / "docs/assets/js" / name, content_type="text/javascript")

    page.route("**/sources/js/**", answer)


def opened(open_page: OpenPage, watch: Watch, before: Callable[[Page], object] = listen) -> Code:
    """An exercise with a running Python, on a page that listens."""
    watch.expect(*COMPLAINTS)
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=before)
    code = Code(page, ADAPT.id)
    assert code.submit(ADAPT.solution)[0]["verdict"] == "pass"
    return code


@pytest.mark.parametrize(
    ("start", "most"),
    [(with_time, len(PYTHON)), (without_snapshot, 12)],
    ids=["snapshot", "ordinary start"],
)
def test_no_way_of_python_leads_out_or_to_another_report(
    open_page: OpenPage, serve: Serve, watch: Watch, start: Callable[[Page], object], most: int
) -> None:
    host = serve()
    code = opened(open_page, watch, start)
    true = code.submit(WRONG)[0]
    for name in share(PYTHON, most):
        tried, wrong, right = code.submit(hostile(PYTHON[name], host.url), WRONG, ADAPT.solution)
        assert "REACHED" not in tried["stdout"], f"{name}: {tried['stdout']}"
        assert tried["verdict"] in ("fail", "invalid"), f"{name}: {tried}"
        assert (wrong["verdict"], wrong["feedback"]) == ("fail", true["feedback"]), name
        assert right["verdict"] == "pass", f"{name}: {right}"
    assert "REACHED" in code.submit(hostile(CONTROL, host.url))[0]["stdout"]
    assert [path for path in host.asked if MARK in path] == []
    assert MARK not in code.page.evaluate(STATE)


def test_no_way_of_javascript_leads_out_of_the_worker_or_the_frame(
    open_page: OpenPage, serve: Serve, watch: Watch
) -> None:
    host = serve()
    code = opened(open_page, watch)
    worker = python_worker(code.page)
    assert [name for name, way in WORKER.items() if got_out(worker, way, host.url)] == []
    (frame,) = code.page.frames[1:]
    assert [name for name, way in FRAME.items() if got_out(frame, way, host.url)] == []
    assert code.submit(ADAPT.solution)[0]["verdict"] == "pass"
    # last, since the frame does not survive the attempt to go elsewhere
    got_out(frame, "(url) => { location.href = url; }", host.url)
    expect(code.page.locator("iframe[sandbox]")).to_have_count(1)
    assert [path for path in host.asked if MARK in path] == []
    assert MARK not in code.page.evaluate(STATE)


# What a worker would give away that took its messages like this.
CARELESS = """() => new Promise((settle) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => settle(data && caught);
    port2.postMessage("text");
})"""


def test_even_javascript_in_the_worker_neither_sees_nor_forges_a_report(
    open_page: OpenPage, watch: Watch
) -> None:
    code = opened(open_page, watch)
    true, forged = code.submit(WRONG, ADAPT.solution)
    worker = python_worker(code.page)
    worker.evaluate(FORGE, json.dumps(forged))
    endless = "def inner_adapt(theta, grad_fn, alpha, steps):\n    while True:\n        pass\n"
    found = code.submit(WRONG)[0]
    assert (found["verdict"], found["feedback"]) == (true["verdict"], true["feedback"])
    assert set(worker.evaluate("caught")) <= {"port"}
    assert "port" in worker.evaluate(CARELESS)
    code.limit(2)
    assert code.submit(endless)[0]["verdict"] == "timeout"


# A worker that says more than it should, each message in its turn; only the true reply counts.
LINK = """async (messages) => {
    const { Link } = await import(new URL("/sources/js/runtime/sandbox.js", location));
    const { port1, port2 } = new MessageChannel();
    const link = new Link(port1, () => {});
    const replies = [];
    const asked = [];
    const heard = () => new Promise((settle) => (port2.onmessage = ({ data }) => settle(data)));
    for (const truth of ["first", "second"]) {
        const request = heard();
        const reply = link.ask({ do: "grade" }, 10).then((one) => replies.push(one));
        const { id } = JSON.parse(await request);
        for (const message of messages) {
            port2.postMessage(message.replace("EARLIER", asked.at(-1) ?? "none"));
        }
        port2.postMessage(JSON.stringify({ id, reply: truth }));
        port2.postMessage(JSON.stringify({ id, reply: "duplicate" }));
        await reply;
        asked.push(id);
    }
    port2.postMessage(JSON.stringify({ id: asked[0], reply: "late" }));
    return { replies, asked };
}"""
MESSAGES = (
    '{"id":"EARLIER","reply":"forged"}',
    '{"id":"EARLIER","broken":"forged"}',
    '{"id":"EARLIER","line":1}',
    '{"id":"","reply":"forged"}',
    '{"id":null,"reply":"forged"}',
    '{"id":"__proto__","reply":"forged"}',
    '{"state":"ready"}',
)


def test_a_reply_with_another_id_or_too_late_or_twice_counts_for_nothing(
    open_page: OpenPage,
) -> None:
    page = open_page("glossary/", before=with_sources)
    result: dict[str, Any] = page.evaluate(LINK, MESSAGES)
    assert result["replies"] == ["first", "second"]
    assert len(set(result["asked"])) == 2
    assert all(len(address) > 20 for address in result["asked"])
