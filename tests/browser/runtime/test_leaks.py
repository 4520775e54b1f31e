"""Whoever reads on for hours, or tries again and again, leaves nothing behind in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, RECALL, page_of
from tests.browser.hosts.test_hosts import Serve
from tests.browser.learner import Code
from tests.browser.stuck import MORE_MS, STUCK
from tests.browser.watching import CLOCK_MOVED, FOLLOW, Watch, hold_python, know_address
from tests.whole_course import COURSE

ROUNDS = 10
CODE = ("maml/inner-adapt", "rl2/trial-loop", "pearl/product-of-gaussians", "multitask/pcgrad")
# Held by the theme's own subscriptions; of a page that is kept whole it is thousands.
NODES_OF_A_LEFT_PAGE = 200
EDITORS = "import({url}).then((library) => library.EditorView.prototype)"
ELEMENTS = "customElements.get('{name}').prototype"
DETACHED = "function () { return this.filter((one) => !(one.dom ?? one).isConnected).length; }"


class Memory:
    """What a page holds, as the browser itself counts it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools: CDPSession = page.context.new_cdp_session(page)

    def evaluate(self, expression: str) -> str:
        """The browser's id of an object."""
        options = {"expression": expression, "awaitPromise": True, "objectGroup": "counted"}
        return str(self.devtools.send("Runtime.evaluate", options)["result"]["objectId"])

    def listeners(self, target: str) -> int:
        """How many listeners an object has."""
        asked = {"objectId": self.evaluate(target)}
        return len(self.devtools.send("DOMDebugger.getEventListeners", asked)["listeners"])

    def detached(self, prototype: str) -> int:
        """How many objects with a prototype belong to no page any more, and are still held."""
        asked = {"prototypeObjectId": self.evaluate(prototype), "objectGroup": "counted"}
        found = self.devtools.send("Runtime.queryObjects", asked)["objects"]["objectId"]
        call = {"objectId": found, "functionDeclaration": DETACHED, "returnByValue": True}
        return int(self.devtools.send("Runtime.callFunctionOn", call)["result"]["value"])

    def nodes(self) -> int:
        """How many nodes there are, in the document or not."""
        self.devtools.send("HeapProfiler.collectGarbage")
        return int(self.devtools.send("Memory.getDOMCounters")["nodes"])

    def holds(self, library: str) -> dict[str, int]:
        """Everything that could grow.

        Args:
            library: the address of CodeMirror.
        """
        # The count itself collects too, but not always all: on a busy machine it went on counting
        # pages of which a snapshot of the heap, taken right after, held nothing.
        self.devtools.send("HeapProfiler.collectGarbage")
        counted = {
            "frames": len(self.page.frames),
            "workers": len(self.page.workers),
            "listeners of the window": self.listeners("window"),
            "listeners of the document": self.listeners("document"),
            "detached editors": self.detached(EDITORS.format(url=repr(library))),
            "detached exercises": self.detached(ELEMENTS.format(name="rl-exercise")),
            "detached offline controls": self.detached(ELEMENTS.format(name="wb-offline")),
        }
        # else the counting itself would hold what it has counted
        self.devtools.send("Runtime.releaseObjectGroup", {"objectGroup": "counted"})
        return counted

    def settled(self, library: str) -> dict[str, int]:
        """What it holds once the page that was left last has been let go, which takes a moment."""
        counted = self.holds(library)
        for _ in range(60):
            if not any(counted[name] for name in counted if name.startswith("detached")):
                break
            self.page.wait_for_timeout(500)
            counted = self.holds(library)
        return counted

    def more_than(self, before: dict[str, int], library: str) -> dict[str, int]:
        """What there is more of than before; a worker that was ended takes a moment to go."""
        more = before
        for _ in range(20):
            now = self.holds(library)
            more = {name: now[name] for name in before if now[name] > before[name]}
            if not more:
                break
            self.page.wait_for_timeout(500)
        return more


def read(page: Page, url: str, name: str) -> None:
    """Follow a link to an exercise, and use it."""
    page.evaluate(FOLLOW, url + page_of(name))
    expect(page.locator("h1:not([data-left])")).to_be_visible()
    if COURSE.exercises[name].kind == "code":
        code = Code(page, name)
        code.editor.locator("textarea").click()
        expect(code.editor.locator(".cm-content")).to_be_focused()
        page.keyboard.type("#")
        code.is_in("ready")
    else:
        page.get_by_role("button", name="Show answer").first.click()


def test_fifty_pages_with_used_editors_leave_nothing_behind(
    open_page: OpenPage, serve: Serve
) -> None:
    host = serve()
    page = open_page("", host=host, before=know_address)
    library = f"{host.url}assets/vendor/codemirror.js"
    memory = Memory(page)
    for name in (*CODE, RECALL.id):
        read(page, host.url, name)
    first, nodes = memory.settled(library), memory.nodes()
    assert [first[name] for name in first if name.startswith("detached")] == [0, 0, 0]
    for _ in range(ROUNDS - 1):
        for name in (*CODE, RECALL.id):
            read(page, host.url, name)
    assert memory.more_than(first, library) == {}
    left = (ROUNDS - 1) * (len(CODE) + 1)
    assert memory.nodes() - nodes < left * NODES_OF_A_LEFT_PAGE


def test_an_editor_that_comes_back_later_has_its_text_and_can_be_used(
    open_page: OpenPage,
) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python), ADAPT.id)
    code.write("before")
    # moved within one task: the very same editor stays
    page = code.page
    page.evaluate("""() => {
        const exercise = document.querySelector('[data-id="maml/inner-adapt"]');
        exercise.querySelector(".cm-editor").dataset.mine = "";
        exercise.parentElement.append(exercise);
        globalThis.exercise = exercise;
    }""")
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 50))")
    expect(code.editor.locator(".cm-editor[data-mine]")).to_be_visible()
    page.evaluate("""() => new Promise((resolve) => {
        const { parentElement } = exercise;
        exercise.remove();
        setTimeout(() => resolve(parentElement.append(exercise)), 50);
    })""")
    expect(code.editor.locator(".cm-editor")).to_have_count(0)
    code.holds("before")
    code.write("after")
    code.holds("after")


@pytest.mark.parametrize(
    ("script", "text", "status"),
    [("frame", "", "Loading Python"), ("python", STUCK, "Starting Python")],
)
def test_a_start_that_fails_again_and_again_leaves_nothing_behind(
    open_page: OpenPage, watch: Watch, script: str, text: str, status: str
) -> None:
    watch.expect(CLOCK_MOVED)

    def prepare(page: Page) -> None:
        page.clock.install()
        page.route(f"**/sandbox/{script}.js", lambda route: route.fulfill(body=text))

    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=prepare), ADAPT.id)
    page = code.page
    library = page.evaluate("new URL('../../assets/vendor/codemirror.js', location).href")
    memory = Memory(page)
    first: dict[str, int] = {}
    for attempt in range(6):
        code.press("Retry" if attempt else "Check")
        code.is_in("loading")
        expect(code.status).to_contain_text(status)
        expect(page.locator("iframe[title='Python runtime']")).to_have_count(1)
        page.clock.fast_forward(MORE_MS)
        code.is_in("failed")
        expect(code.status).to_contain_text("Python has not started within 20 seconds")
        first = first or memory.holds(library)
    assert memory.more_than(first, library) == {}
