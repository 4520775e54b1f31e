"""Whoever is quicker than Python can write all the same, and has a way to call off what waits."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code

# Whether Stop can be pressed as soon as the page has been drawn again.
STOPPABLE = """async (element) => {
    element.querySelector(".wb-panel .wb-plain").click();
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const stop = element.querySelector(".wb-stop");
    return stop.checkVisibility() && !stop.disabled;
}"""


def test_code_can_be_written_and_a_run_called_off_before_python_is_there(
    open_page: OpenPage,
) -> None:
    def hold(page: Page) -> None:
        page.route("**/assets/runtime/**", lambda route: None)

    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold), ADAPT.id)
    code.holds(ADAPT.starter)
    code.write("x = 1")
    assert code.root.evaluate(STOPPABLE)
    code.is_in("loading")
    expect(code.status).to_contain_text("Loading Python")
    code.press("Stop")
    expect(code.status).to_contain_text("Stopped")
    code.holds("x = 1")
    code.page.unroute_all(behavior="ignoreErrors")
