"""Whatever has become of what the offline copy keeps, every page stays within reach."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.copying import Offline, Publish
from tests.browser.watching import Watch

# What a write that was cut off, another program or an older version may have left.
STATES = ("", "{", "null", "7", '{"current": null, "staged": null}', '{"current": 5, "pins": 6}')
STATE = """async (text) => {
    const [own] = (await caches.keys()).filter((name) => !name.includes("@"));
    const cache = await caches.open(own);
    const [{ url }] = await cache.keys();
    if (text !== null) await cache.put(url, new Response(text));
    return (await cache.match(url)).text();
}"""
CUT_LIST = """async () => {
    const [version] = (await caches.keys()).filter((name) => name.includes("@"));
    const url = new URL("../offline.json", document.baseURI);
    await (await caches.open(version)).put(url, new Response("{"));
}"""
UPDATED = """async () => {
    const found = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener("controllerchange", resolve);
    });
    await found.update();
    await changed;
}"""
SILENT = "CacheStorage.prototype.match = () => new Promise(() => {});\n"


def restart(page: Page) -> None:
    """End the service worker, as browsers do now and then; the next request starts it again."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    devtools.detach()


def test_a_damaged_state_is_made_anew_with_and_without_a_network(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    host = publish()
    page = open_page("glossary/", host=host)
    Offline(page).make()
    whole = json.loads(page.evaluate(STATE))

    def opens() -> None:
        restart(page)
        answer = page.reload()
        assert answer is not None
        assert answer.from_service_worker
        expect(page.locator("h1")).to_contain_text("Glossary")
        Offline(page).is_in("ready")

    parts = [{name: whole[name] for name in whole if name != lost} for lost in whole]
    for text in (*STATES, *map(json.dumps, parts)):
        page.evaluate(STATE, text)
        opens()
    # a page that is opened without a list has the host's files, and the list made anew
    page.evaluate(CUT_LIST)
    opens()
    assert json.loads(page.evaluate(STATE))["current"] == whole["current"]
    host.close()
    page.evaluate(STATE, "{")
    opens()


def test_a_store_that_never_answers_is_passed_by(publish: Publish, open_page: OpenPage) -> None:
    host = publish()
    page = open_page("glossary/", host=host)
    offline = Offline(page)
    offline.make()
    worker = host.folder / "sw.js"
    worker.write_text(SILENT + worker.read_text("utf-8"), "utf-8")
    page.evaluate(UPDATED)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Glossary")
    # its scripts have come as well
    offline.is_in("none")
