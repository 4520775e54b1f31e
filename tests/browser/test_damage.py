"""When a file does not arrive whole, the learner reads what happened, and can try again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.watching import Watch

Damage = Callable[[Route], None]
RUNTIME_FAILURES = ("Failed to load resource", "net::ERR_")


def truncate(route: Route) -> None:
    route.fulfill(body=route.fetch().body()[:1000])


def flip(route: Route) -> None:
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 1
    route.fulfill(body=bytes(body))


def lose(route: Route) -> None:
    route.fulfill(status=404, body="nothing here")


def hang_up(route: Route) -> None:
    route.abort("connectionreset")


@pytest.mark.parametrize(
    ("files", "damage", "message"),
    [
        ("**/runtime/pyodide.asm.*.wasm", truncate, "is damaged: expected"),
        ("**/runtime/numpy-*.zip", flip, "is damaged: expected"),
        ("**/runtime/runtime.json", lose, "the site answered 404"),
        ("**/runtime/python_stdlib.*", hang_up, "broke off|cannot be reached"),
        ("**/exercises/maml/*.json", lose, "the site answered 404"),
    ],
    ids=["truncated core", "changed NumPy", "missing list", "lost connection", "missing exercise"],
)
def test_a_damaged_file_is_named_and_retry_works(
    files: str, damage: Damage, message: str, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(*RUNTIME_FAILURES)
    page = open_page(page_of(ADAPT.id), before=lambda page: page.route(files, damage))
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.press("Check")
    code.is_in("failed")
    expect(code.status).to_have_text(re.compile(message))
    code.holds(ADAPT.solution)
    page.unroute(files)
    code.press("Retry")
    code.is_in("ready")
    code.check()
    code.has("pass")


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
    expect(exercise.root.locator(".rl-notice")).to_contain_text("keeps nothing")
    exercise.answer(all_right(FRAMING))
    exercise.check()
    exercise.has("pass")


def test_a_page_that_went_offline_keeps_what_was_entered(open_page: OpenPage, watch: Watch) -> None:
    watch.expect(*RUNTIME_FAILURES)
    page = open_page("practice/")
    exercise = Exercise(page, RECALL.id)
    page.context.set_offline(True)
    for card in exercise.root.locator(".rl-card").all():
        card.get_by_role("button", name="Show answer").click()
        card.get_by_role("button", name="Good").click()
    exercise.is_in("failed")
    page.context.set_offline(False)
    exercise.press("Retry")
    page.reload()
    expect(exercise.root.get_by_text("5 of 5 cards rated.")).to_be_visible()
