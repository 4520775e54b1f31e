"""When a file does not arrive whole, the learner reads what happened, and can try again."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of, stored
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.serving import StaticHost
from tests.browser.stuck import MORE_MS, STUCK, hand_on_nothing
from tests.browser.unrestored import break_snapshot
from tests.browser.watching import CLOCK_MOVED, Tab, Watch

Damage = Callable[[Route], None]
TOO_SLOW = "Python has not started within 20 seconds."
ATTEMPTS = 3
PYTHON = 1  # behind the worker that unpacks, the first to be started
COUNT_GRADED = """() => {
    globalThis.graded = [];
    document.addEventListener("rl-graded", ({ detail }) => graded.push(detail.report.verdict));
}"""
RUNTIME_FAILURES = ("Failed to load resource", "net::ERR_")


def truncate(route: Route) -> None:
    with urlopen(route.request.url) as answer:
        route.fulfill(body=answer.read(1000))


def lose(route: Route) -> None:
    route.fulfill(status=404, body="nothing here")


def hang_up(route: Route) -> None:
    route.abort("connectionreset")


@pytest.mark.parametrize(
    ("files", "damage", "message"),
    [
        ("**/runtime/pyodide.asm.*.bin", truncate, "is not the one that was published: expected"),
        ("**/runtime/runtime.json", lose, "the site answered 404"),
        ("**/runtime/libraries.*", hang_up, "broke off|cannot be reached"),
    ],
    ids=[
        "truncated core",
        "missing list",
        "lost connection",
    ],
)
def test_a_damaged_file_is_named_and_retry_works(
    files: str, damage: Damage, message: str, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(*RUNTIME_FAILURES)
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.route(files, damage)
    )
    recovers(Code(page, ADAPT.id), message, lambda: page.unroute_all(behavior="wait"))


def test_a_changed_file_is_named_and_retry_works(
    serve: Callable[..., StaticHost], open_page: OpenPage
) -> None:
    host = serve("/altered/")
    host.altered.add("/runtime/image.")
    code = Code(open_page(page_of(ADAPT.id), host=host), ADAPT.id)
    recovers(code, "is not the one that was published: expected", host.altered.clear)


def test_a_missing_exercise_is_named_and_retry_works(visit: Visit, tab: Tab) -> None:
    tab.watch.expect(*RUNTIME_FAILURES)
    files = "**/exercises/maml/*.json"
    tab.page.route(files, lose)
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    recovers(code, "the site answered 404", lambda: tab.page.unroute(files))


def recovers(code: Code, message: str, mend: Callable[[], object]) -> None:
    """See what is said of a damaged file, mend it and try again."""
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("failed")
    expect(code.status).to_have_text(re.compile(message))
    code.holds(ADAPT.solution)
    mend()
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")


def put_in_place_of(path: str, body: str) -> Callable[[Page], object]:
    return lambda page: page.route(path, lambda route: route.fulfill(body=body))


def test_a_snapshot_that_cannot_be_restored_gives_way_to_the_ordinary_start(
    open_page: OpenPage, watch: Watch
) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=break_snapshot)
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    check_on_any_machine(code)
    code.has("pass")
    assert watch.asked_for("/runtime/numpy-")
    [endless] = code.submit("import unittest\nwhile True:\n    pass")
    assert (endless["verdict"], endless["line"]) == ("timeout", 2)
    code.check()
    code.has("pass")


def test_a_python_that_the_browser_has_ended_meanwhile_costs_no_attempt(visit: Visit) -> None:
    page = visit(page_of(ADAPT.id), alone=ADAPT.id)
    code = Code(page, ADAPT.id)
    code.limit(1)
    code.write(stored(ADAPT, "fail")["uphill"])
    code.check()
    code.has("fail")
    page.evaluate(COUNT_GRADED)
    in_use = [worker for worker in page.workers if worker.url.startswith("blob:")][PYTHON]
    in_use.evaluate("close()")
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    assert page.evaluate("graded") == ["pass"]


def check_on_any_machine(code: Code) -> None:
    """Press Check, and try again where the ordinary start takes longer than a page waits for it."""
    for _ in range(ATTEMPTS):
        code.press("Check")
        expect(code.root).to_have_attribute("data-state", re.compile("done|failed"))
        if code.root.get_attribute("data-state") == "done":
            return
        expect(code.status).to_contain_text(TOO_SLOW)
    code.check()


def test_a_start_that_takes_too_long_is_told_and_retry_works(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOCK_MOVED)

    def prepare(page: Page) -> None:
        page.clock.install()
        put_in_place_of("**/sandbox/python.js", STUCK)(page)

    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=prepare)
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("loading")
    expect(code.status).to_contain_text("Starting Python")
    page.clock.fast_forward(MORE_MS)
    code.is_in("failed")
    expect(code.status).to_contain_text(TOO_SLOW)
    page.unroute("**/sandbox/python.js")
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")


def test_a_sandbox_in_which_python_starts_no_more_gives_way_to_another(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOCK_MOVED)
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.clock.install())
    code = Code(page, ADAPT.id)
    code.limit(1)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    hand_on_nothing(page)
    code.write("while True:\n    pass\n")
    code.check()
    code.has("timeout")  # and takes the spare one, which had its files already
    code.check()
    code.has("timeout")
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("loading")
    expect(code.status).to_contain_text("Starting Python")
    page.clock.fast_forward(MORE_MS)
    code.has("pass")
    expect(page.locator("iframe[title='Python runtime']")).to_have_count(1)


def test_a_run_waits_for_a_module_that_comes_later(open_page: OpenPage, watch: Watch) -> None:
    watch.expect(*RUNTIME_FAILURES)
    stdlib = "**/runtime/python_stdlib.*"
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.route(stdlib, hang_up)
    )
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    code.write(f"import fractions, wave, colorsys\n{ADAPT.solution}")
    code.press("Check")
    code.is_in("failed")
    expect(code.status).to_have_text(re.compile("python_stdlib.* (broke off|cannot be reached)"))
    page.unroute(stdlib)
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")


def test_a_submission_may_import_the_reference_implementations(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(*RUNTIME_FAILURES)
    rest = "**/runtime/rest.*"
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.route(rest, hang_up)
    )
    code = Code(page, ADAPT.id)
    code.write(f"import metarl.maml\n{ADAPT.solution}")
    code.press("Check")
    code.is_in("failed")  # it is not in the snapshot: this run has waited for what comes later
    page.unroute(rest)
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")


def test_all_of_numpy_and_the_standard_library_can_be_imported(visit: Visit) -> None:
    modules = """numpy.ma.extras numpy.polynomial numpy.testing numpy.char numpy.rec numpy.strings
        numpy.typing numpy.lib.recfunctions unittest doctest asyncio pdb
        sqlite3 tomllib email.mime.text html.parser logging.handlers pickle secrets xml.dom"""
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    # one at a time, for all of them together may take a slow machine longer than the time limit
    reports = code.submit(*(f"import {name}\n{ADAPT.solution}" for name in modules.split()))
    outcomes = {(report["verdict"], report["python"]) for report in reports}
    assert outcomes == {("pass", "")}


def test_without_the_code_editor_a_plain_one_stays(open_page: OpenPage, watch: Watch) -> None:
    watch.expect(*RUNTIME_FAILURES)
    page = open_page(
        page_of(ADAPT.id),
        before=lambda page: page.route("**/vendor/codemirror.js", lambda route: route.abort()),
    )
    code = Code(page, ADAPT.id)
    code.editor.locator("textarea").fill(ADAPT.solution)
    code.check()
    code.has("pass")


def test_without_storage_exercises_work_and_say_that_nothing_is_kept(open_page: OpenPage) -> None:
    script = (
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no') } })"
    )
    page = open_page("practice/", before=lambda page: page.add_init_script(script))
    exercise = Classify(page, FRAMING.id)
    expect(exercise.root.locator(".wb-notice")).to_contain_text("keeps nothing")
    exercise.answer(all_right(FRAMING))
    exercise.check()
    exercise.has("pass")


def test_a_page_that_went_offline_keeps_what_was_entered(open_page: OpenPage, watch: Watch) -> None:
    watch.expect(*RUNTIME_FAILURES)
    page = open_page("practice/")
    exercise = Exercise(page, RECALL.id)
    page.context.set_offline(True)
    for card in exercise.root.locator(".wb-card").all():
        card.get_by_role("button", name="Show answer").click()
        card.get_by_role("button", name="Good").click()
    exercise.is_in("failed")
    page.context.set_offline(False)
    exercise.press("Retry")
    page.reload()
    expect(exercise.root.get_by_text("5 of 5 cards rated.")).to_be_visible()
