"""The runtime arrives over lines that are slow, silent for a while, or lost on the way."""

from __future__ import annotations

from threading import Event, Timer

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, page_of
from tests.browser.copying import Publish, update
from tests.browser.learner import Code
from tests.browser.watching import Watch

# The downloads' clock runs ten times as fast: half a minute of silence takes three seconds.
HASTE = """{
    const [start, now, later] = [Date.now(), Date.now, setTimeout];
    Date.now = () => start + 10 * (now() - start);
    globalThis.setTimeout = (work, ms, ...rest) => later(work, ms / 10, ...rest);
}
"""
SILENT_SECONDS = 4


def in_haste(page: Page) -> None:
    def answer(route: Route) -> None:
        route.fulfill(response=(found := route.fetch()), body=HASTE + found.text())

    page.route("**/download_worker.js", answer)


def test_a_first_byte_that_is_held_back_and_a_lost_connection_cost_nothing(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_CONTENT_LENGTH_MISMATCH")
    host = publish(runtime=True)
    host.withheld["/runtime/libraries."] = Event()
    host.cut.add("/runtime/image.")
    page = open_page(page_of(ADAPT.id), host=host, before=in_haste)
    code = Code(page, ADAPT.id)
    # the editor waits for nothing, and whoever does not want to wait can stop
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("loading")
    code.press("Stop")
    expect(code.status).to_contain_text("Stopped")
    Timer(SILENT_SECONDS, host.withheld["/runtime/libraries."].set).start()
    code.check()
    code.has("pass")
    assert ["/runtime/image." in path for path in host.resumed] == [True]


def test_after_a_failure_only_what_is_missing_is_asked_for_again(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("503")
    host = publish(runtime=True)
    host.refused.add("/runtime/libraries.")
    code = Code(open_page(page_of(ADAPT.id), host=host), ADAPT.id)
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("failed")
    host.refused.clear()
    asked = len(host.asked)
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")
    again = [path for path in host.asked[asked:] if "/runtime/image." in path]
    assert again == []


def test_a_page_from_before_a_deployment_says_that_it_has_to_be_reloaded(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("404", "503")
    host = publish(runtime=True)
    host.refused.add("/runtime/")
    code = Code(open_page(page_of(ADAPT.id), host=host), ADAPT.id)
    code.write(ADAPT.solution)
    update(host, "Said by the newer version")
    host.refused.clear()
    for path in (host.folder / "assets" / "runtime").glob("image.*"):
        path.rename(path.with_name(f"renamed-{path.name}"))
    code.press("Check")
    code.is_in("failed")
    expect(code.status).to_contain_text("reload the page")
    for path in (host.folder / "assets" / "runtime").glob("renamed-*"):
        path.rename(path.with_name(path.name.removeprefix("renamed-")))
    code.press("Reload")
    code.holds(ADAPT.solution)
    code.check()
    code.has("pass")
