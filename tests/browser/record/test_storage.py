"""What a browser keeps of the learner's work: damaged, silent, of two windows, or cut short."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, all_right, page_of
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.progress import take_in
from tests.browser.watching import hold_python

DATABASE = "meta-rl-workbook /"
SILENT = """
IDBFactory.prototype.open = () => ({});
for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, { get() { throw new DOMException("no"); } });
}
"""
FULL = """
globalThis.full = true;
for (const method of ["put", "add"]) {
    const work = IDBObjectStore.prototype[method];
    IDBObjectStore.prototype[method] = function (...parameters) {
        if (full) throw new DOMException("full", "QuotaExceededError");
        return Reflect.apply(work, this, parameters);
    };
}
"""
BEGUN = """async (element) => {
    element.dispatchEvent(new Event("input"));
    await element.bundle();
    await new Promise((done) => setTimeout(done));
    await element.store.flush();
}"""
BEGUN_EARLIER = (
    "(element) => element.store.saveDraft({ exercise_version: 'older', starter: '# old' })"
)
# It answers once somebody lets it.
LATE = """
const { open } = IDBFactory.prototype;
const answers = [];
globalThis.answerAll = () => answers.splice(0).forEach((answer) => answer());
IDBFactory.prototype.open = function (...parameters) {
    const request = Reflect.apply(open, this, parameters);
    const set = (f) => request.addEventListener("success", (event) => answers.push(() => f(event)));
    Object.defineProperty(request, "onsuccess", { set });
    return request;
};
"""
# A database of the right name, with the record of one exercise, or without its table.
MADE = """([name, table, id, record]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => table && opening.result.createObjectStore(table);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const database = opening.result;
        const done = () => resolve(database.close());
        if (!table) return done();
        const change = database.transaction(table, "readwrite");
        change.objectStore(table).put(record, id);
        change.oncomplete = done;
    };
})"""
# Two windows side by side: neither hears that the learner has gone from one to the other.
UNNOTICED = (
    "addEventListener('focus', (event) => event.isTrusted && event.stopImmediatePropagation())"
)
NONSENSE: dict[str, object] = {
    "format": "1",
    "draft": {"submission": None, "scratch": 7, "tries": None},
    "attempts": [None, 5, {}],
    "passed": "yes",
    "ratings": None,
    "compared": [],
    "hints": "three",
}


def notice(exercise: Exercise, words: str) -> Locator:
    return exercise.root.locator(".wb-notice").filter(has_text=words)


def look(page: Page) -> None:
    """Come back to a window, as its system tells it."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def loaded(code: Code) -> None:
    """Wait until the page has read the record."""
    code.page.wait_for_function("(element) => element.store.loaded", arg=code.root.element_handle())


def saved(code: Code) -> None:
    """Wait until the record holds what the page shows."""
    code.root.evaluate("(element) => element.store.flush()")


def test_a_database_that_never_answers_is_passed_by(open_page: OpenPage) -> None:
    page = open_page("practice/", before=lambda page: page.add_init_script(SILENT))
    exercise = Classify(page, FRAMING.id)
    exercise.answer(all_right(FRAMING))
    exercise.check()
    exercise.has("pass")
    expect(notice(exercise, "keeps nothing")).to_be_visible()


def test_a_database_that_answers_late_tells_of_no_other_window(open_page: OpenPage) -> None:
    page = open_page("practice/", before=lambda page: page.add_init_script(LATE))
    exercise = Classify(page, FRAMING.id)
    exercise.answer(all_right(FRAMING))
    exercise.check()
    exercise.has("pass")
    expect(notice(exercise, "keeps nothing")).to_be_visible()
    page.evaluate("answerAll()")
    expect(page.get_by_text("keeps nothing")).to_have_count(0)
    page.wait_for_timeout(500)  # for what is still to be said
    expect(page.get_by_text(re.compile("another window|was left"))).to_have_count(0)


@pytest.mark.parametrize(
    ("table", "record"),
    [(None, None), ("exercises", NONSENSE), ("exercises", "no record")],
    ids=["without its table", "nonsense in it", "a text in it"],
)
def test_a_half_made_or_damaged_record_is_made_anew(
    table: str | None, record: object, open_page: OpenPage
) -> None:
    page = open_page("licences/")
    page.evaluate(MADE, [DATABASE, table, FRAMING.id, record])
    page.goto(page.url.replace("licences", "practice"))
    exercise = Classify(page, FRAMING.id)
    sentence = exercise.scenario(FRAMING.meta.item[0].id).get_by_role("textbox")
    sentence.fill("kept after all")
    exercise.submit(all_right(FRAMING))
    page.reload()
    expect(exercise.root.get_by_text("Solved")).to_be_visible()
    expect(sentence).to_have_value("kept after all")
    expect(exercise.root.locator(".wb-notice")).to_have_count(0)


def unnoticed(page: Page) -> None:
    hold_python(page)
    page.add_init_script(UNNOTICED)


def two_windows(open_page: OpenPage) -> tuple[Code, Code]:
    """The same exercise in two windows, which look at the record when the test says so."""
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=unnoticed)
    second = page.context.new_page()
    unnoticed(second)
    second.goto(page.url)
    windows = Code(page, ADAPT.id), Code(second, ADAPT.id)
    for window in windows:
        # a window that reads the record later is not behind, and may write over what it has read
        loaded(window)
    return windows


def test_a_window_that_was_opened_earlier_takes_over_what_is_newer(open_page: OpenPage) -> None:
    mine, theirs = two_windows(open_page)
    theirs.write("# an hour of work")
    saved(theirs)
    look(mine.page)
    mine.holds("# an hour of work")
    expect(mine.status).to_contain_text("another window")
    expect(mine.root.locator(".wb-notice")).to_have_count(0)


def test_of_two_windows_that_write_at_the_same_time_both_texts_are_kept(
    open_page: OpenPage,
) -> None:
    mine, theirs = two_windows(open_page)
    mine.root.evaluate(BEGUN)  # or what is noted then may bring the other's text before one's own
    theirs.write("# theirs")
    saved(theirs)
    mine.write("# mine")
    saved(mine)
    expect(notice(mine, "Both versions are kept")).to_be_visible()
    mine.write("# mine, and more")
    mine.press("Take the other one")
    mine.holds("# theirs")
    mine.press("Switch to it")
    mine.holds("# mine, and more")
    # the other window follows, and can have its own text back
    look(theirs.page)
    theirs.holds("# mine, and more")
    theirs.press("Switch to it")
    theirs.holds("# theirs")
    mine.page.reload()
    mine.holds("# theirs")
    mine.press("Delete it")
    expect(mine.root.locator(".wb-notice")).to_have_count(0)


def test_what_a_page_put_aside_as_it_went_does_not_displace_what_was_written_since(
    open_page: OpenPage,
) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python), ADAPT.id)
    code.write("# since")
    saved(code)
    aside = json.dumps({"submission": "# aside", "base": {"submission": "# older"}})
    key = f"{DATABASE} {ADAPT.id}"
    code.page.evaluate("([key, aside]) => { localStorage[key] = aside }", [key, aside])
    code.page.reload()
    code.holds("# since")
    code.press("Switch to it")
    code.holds("# aside")


def test_a_check_that_a_reload_cuts_short_is_spoken_of(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id)
    code = Code(page, ADAPT.id)
    code.write("while True:\n    pass")
    code.press("Check")
    code.is_in("checking")
    page.reload()
    code.holds("while True:\n    pass")
    expect(notice(code, "left while your work was being checked")).to_be_visible()
    code.write(ADAPT.solution)
    code.press("Check again")
    code.has("pass")
    page.reload()
    expect(code.root.get_by_text("Solved")).to_be_visible()
    expect(code.root.locator(".wb-notice")).to_have_count(0)


def test_where_there_is_no_room_left_work_can_be_taken_away_as_a_file(open_page: OpenPage) -> None:
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.add_init_script(FULL)
    )
    code = Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    warning = notice(code, "could not be saved")
    expect(warning).to_be_visible()
    with page.expect_download() as begun:
        warning.get_by_role("button", name="Download my work").click()
    other = open_page("progress/")
    take_in(other, Path(begun.value.path()))
    other.goto(other.url.replace("progress/", page_of(ADAPT.id)))
    there = Code(other, ADAPT.id)
    expect(there.root.get_by_text("Solved")).to_be_visible()
    there.holds(ADAPT.solution)


def without_room(page: Page) -> None:
    hold_python(page)
    page.add_init_script(FULL)


def test_what_found_no_room_is_saved_once_there_is_some(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, before=without_room)
    code = Code(page, ADAPT.id)
    loaded(code)
    code.press("Hint")
    warning = notice(code, "could not be saved")
    code.root.evaluate(BEGUN)  # else what is saved at a beginning may try again by itself
    code.press("Try again")
    expect(warning).to_contain_text("It still cannot be saved.")
    page.evaluate("full = false")
    code.press("Try again")
    expect(code.root.locator(".wb-notice")).to_have_count(0)
    page.evaluate("full = true")
    code.write("# more")
    expect(warning).to_be_visible()
    page.evaluate("full = false")
    look(page)  # or whoever comes back from making room
    expect(warning).to_have_count(0)
    second = page.context.new_page()
    second.goto(page.url)
    again = Code(second, ADAPT.id)
    again.holds("# more")
    assert again.root.evaluate("(element) => element.store.record.hints") == 1
    expect(again.root.locator(".wb-notice")).to_have_count(0)


def test_what_happens_in_two_windows_is_known_to_both(open_page: OpenPage) -> None:
    page = open_page(
        page_of(ADAPT.id), alone=ADAPT.id, before=lambda page: page.add_init_script(UNNOTICED)
    )
    second = page.context.new_page()
    second.add_init_script(UNNOTICED)
    second.goto(page.url)
    mine, theirs = Code(page, ADAPT.id), Code(second, ADAPT.id)
    mine.submit(f"{ADAPT.starter}\nx = 1")
    theirs.submit(ADAPT.solution)
    solved = mine.root.get_by_text("Solved")
    expect(solved).to_be_hidden()
    look(mine.page)
    expect(solved).to_be_visible()
    tried = "(element) => element.store.record.attempts.length"
    look(theirs.page)
    expect(theirs.root.get_by_text("Solved")).to_be_visible()
    assert [code.root.evaluate(tried) for code in (mine, theirs)] == [1, 1]


def press(code: Code, name: str) -> None:
    """Press a button without a mouse."""
    place = code.button(name)
    place.focus()
    expect(place).to_be_focused()
    code.page.keyboard.press("Enter")


def test_when_an_exercise_has_changed_one_chooses_by_keyboard_and_loses_nothing(
    open_page: OpenPage,
) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    code.write("# mine")
    code.root.evaluate(BEGUN_EARLIER)
    saved(code)
    code.page.reload()
    changed = notice(code, "This exercise has changed since you began")
    expect(changed).to_be_visible()
    code.holds("# mine")

    press(code, "Show the old beginning")
    code.holds("# old")
    expect(changed).to_have_count(0)
    press(code, "Switch to it")
    code.holds("# mine")
    # what is mine was begun with the older version, so the choice is there again
    code.page.reload()
    press(code, "Start from the new version")
    code.holds(ADAPT.starter)
    press(code, "Switch to it")
    code.holds("# mine")
    code.page.reload()
    press(code, "Keep my work")
    code.holds("# mine")
    saved(code)
    code.page.reload()
    code.holds("# mine")
    expect(changed).to_have_count(0)
