"""A learner's work as a file: out of one browser, into another, and never lost on the way."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of
from tests.browser.learner import Classify, Code
from tests.browser.progress import (
    PAGE,
    attempt,
    backup,
    choose,
    dialog,
    download,
    event,
    file,
    status,
    take_in,
)
from tests.browser.watching import CLOCK_MOVED, Watch

FULL = """
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (...parameters) {
    if (this.name === "exercises") throw new DOMException("full", "QuotaExceededError");
    return Reflect.apply(put, this, parameters);
};
"""
SAFARI = """
Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
"""
AT_HOME = """
const { matchMedia } = globalThis;
globalThis.matchMedia = (query) => {
    const matches = query.includes("standalone");
    return matches ? Object.assign(new EventTarget(), { matches }) : matchMedia(query);
};
"""
ASKED = """
let kept = false;
StorageManager.prototype.persisted = async () => kept;
StorageManager.prototype.persist = async () => (kept = answer);
"""


def flush(code: Code | Classify) -> None:
    """Wait until what was entered is stored."""
    code.root.evaluate("(element) => element.store.flush()")


def go(page: Page, to: str) -> None:
    """Open a page of the same site."""
    page.goto(re.sub(r"(//[^/]+/).*", rf"\1{to}", page.url))


def test_what_one_browser_has_comes_into_another_whole(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id)
    code = Code(page, ADAPT.id)
    code.submit(f"{ADAPT.starter}\nx = 1", ADAPT.solution)
    code.write("# for later")
    flush(code)
    go(page, PAGE)
    expect(backup(page)).to_contain_text("2 graded submissions and 1 draft")
    row = page.locator(f'tr[data-id="{ADAPT.id}"]')
    expect(row).to_have_attribute("data-progress", "passed")
    taken = download(page)
    expect(backup(page)).to_contain_text("less than a day ago")
    with zipfile.ZipFile(download(page, "Download my programs")) as archive:
        assert archive.namelist() == ["README.md", f"{ADAPT.id}.py"]
        assert archive.read(f"{ADAPT.id}.py").decode().strip() == ADAPT.solution.strip()
        assert f"- [x] [{ADAPT.id}]({ADAPT.id}.py)" in archive.read("README.md").decode()

    other = open_page(PAGE)
    expect(backup(other)).to_contain_text("holds nothing of you yet")
    choose(other, taken)
    expect(dialog(other)).to_contain_text("adds 2 graded submissions")
    dialog(other).get_by_role("button", name="Change nothing").click()
    expect(backup(other)).to_contain_text("holds nothing of you yet")
    take_in(other, taken)
    expect(other.locator(f'tr[data-id="{ADAPT.id}"]')).to_have_attribute("data-progress", "passed")
    again = json.loads(download(other).read_text("utf-8"))
    assert {**again, "exported": ""} == {**json.loads(taken.read_text("utf-8")), "exported": ""}
    choose(other, taken)
    expect(status(other)).to_contain_text("here already")
    go(other, page_of(ADAPT.id))
    Code(other, ADAPT.id).holds("# for later")


# What the bar said, and whether the page had a moment for something else each time.
FOLLOWED = """() => {
    const bar = document.querySelector("wb-backup progress");
    globalThis.steps = [];
    const follow = () => globalThis.steps.push(bar.value);
    new MutationObserver(follow).observe(bar, { attributes: true, attributeFilter: ["value"] });
}"""


def test_ten_megabytes_are_taken_in_by_portions(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    text = "# a long program\n" * 200
    tries = [attempt(day, ADAPT.id, "fail", submission=text) for day in range(3000)]
    whole = json.dumps(file(*tries))
    assert len(whole) > 10_000_000
    page.evaluate(FOLLOWED)
    choose(page, whole)
    expect(dialog(page)).to_contain_text("adds 3000 graded submissions")
    portions = [500, 1000, 1500, 2000, 2500, 3000]
    assert page.evaluate("steps.splice(0)") == portions
    dialog(page).get_by_role("button", name="Import", exact=True).click()
    expect(status(page)).to_have_text("The file is imported.")
    assert page.evaluate("steps") == portions
    expect(backup(page).get_by_role("progressbar")).to_be_hidden()
    expect(backup(page)).to_contain_text("3000 graded submissions")


def test_two_devices_hold_the_same_whichever_takes_in_the_other(open_page: OpenPage) -> None:
    here, there = open_page(PAGE), open_page(PAGE)
    both = attempt(3, ADAPT.id, "fail")
    drafts = [
        {"draft": {"submission": f"# {name}"}, "at": f"2026-11-{day}T10:00:00.000Z"}
        for name, day in (("phone", 20), ("desk", 21))
    ]
    take_in(here, file(both, attempt(2, ADAPT.id, "pass"), drafts={ADAPT.id: drafts[:1]}))
    card = {"card": RECALL.meta.card[0].id, "grade": "good"}
    take_in(there, file(both, event(1, "grade", RECALL.id, **card), drafts={ADAPT.id: drafts[1:]}))
    mine, theirs = download(here), download(there)
    take_in(here, theirs)
    take_in(there, mine)
    together = [json.loads(download(page).read_text("utf-8")) for page in (here, there)]
    assert {**together[0], "exported": ""} == {**together[1], "exported": ""}
    assert len(together[0]["events"]) == 3
    assert together[0]["drafts"] == {ADAPT.id: drafts[::-1]}


def test_a_draft_from_elsewhere_stands_beside_ones_own(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id)
    code = Code(page, ADAPT.id)
    code.write("# mine")
    flush(code)
    go(page, PAGE)
    taken = json.loads(download(page).read_text("utf-8"))
    theirs = {"draft": {"submission": "# theirs"}, "at": "2100-01-01T00:00:00.000Z"}
    taken["drafts"][ADAPT.id] = [theirs]
    choose(page, taken)
    expect(dialog(page)).to_contain_text("the other stays beside it")
    dialog(page).get_by_role("button", name="Import", exact=True).click()
    expect(status(page)).to_have_text("The file is imported.")
    go(page, page_of(ADAPT.id))
    code = Code(page, ADAPT.id)
    code.holds("# theirs")
    code.press("Switch to it")
    code.holds("# mine")


NEWER = json.dumps(file(attempt(1, ADAPT.id, "pass"), version=2))
HALF = json.dumps(file(attempt(1, ADAPT.id, "pass")))[:-30]
MARKUP = json.dumps(file(drafts={"<img src=x onerror=alert(1)>/a": []}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HALF, "cut off"),
        ('{"format": "x"}', "not a file"),
        ("<script>alert(1)</script>", "no JSON"),
        (NEWER, "newer version"),
        (MARKUP, "its draft of <img src=x"),
    ],
    ids=["half", "foreign", "no JSON", "newer", "markup"],
)
def test_a_file_that_is_refused_changes_nothing(
    text: str, reason: str, open_page: OpenPage
) -> None:
    page = open_page(PAGE)
    choose(page, text)
    expect(status(page)).to_contain_text(reason)
    expect(status(page)).to_contain_text("Nothing was changed.")
    expect(backup(page)).to_contain_text("holds nothing of you yet")


def test_nothing_in_a_file_becomes_part_of_a_page(open_page: OpenPage) -> None:
    """Wherever a text of a file is shown, it is shown as text."""
    page = open_page(PAGE)
    evil = "<img src=x onerror='document.title=1'><b>bold</b>"
    fail = attempt(3, ADAPT.id, "fail", checks={"one": evil}, feedback=evil)
    strange = attempt(2, "no-such/exercise", "fail", checks={"one": "x"}, feedback=evil)
    take_in(
        page,
        file(fail, strange, drafts={ADAPT.id: [{"draft": {"submission": evil}, "at": fail["at"]}]}),
    )
    mistakes = page.get_by_role("table", name="Mistakes that the grader knew")
    expect(mistakes).to_contain_text(evil)
    go(page, "review/")
    expect(page.locator("wb-review .wb-question")).to_contain_text(evil)
    assert page.locator("wb-review :is(img, b)").count() == 0
    go(page, page_of(ADAPT.id))
    Code(page, ADAPT.id).holds(evil)
    assert page.title() != "1"


def test_where_it_does_not_fit_nothing_of_it_is_stored(open_page: OpenPage) -> None:
    page = open_page(PAGE, before=lambda page: page.add_init_script(FULL))
    draft = {"draft": {"submission": "# x"}, "at": "2026-11-30T10:00:00.000Z"}
    choose(page, file(attempt(1, ADAPT.id, "pass"), drafts={ADAPT.id: [draft]}))
    dialog(page).get_by_role("button", name="Import", exact=True).click()
    expect(status(page)).to_have_text("This browser cannot store it. Nothing was changed.")
    page.reload()
    expect(backup(page)).to_contain_text("holds nothing of you yet")


def test_where_nothing_is_kept_the_page_says_so_and_imports_nothing(open_page: OpenPage) -> None:
    refused = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"
    page = open_page(PAGE, before=lambda page: page.add_init_script(refused))
    expect(backup(page)).to_contain_text("This browser keeps nothing for this site")
    choose(page, file(attempt(1, ADAPT.id, "pass")))
    expect(status(page)).to_contain_text("nowhere to put it")


def test_scenarios_and_their_sentences_travel_too(open_page: OpenPage) -> None:
    page = open_page("practice/")
    exercise = Classify(page, FRAMING.id)
    exercise.answer(all_right(FRAMING))
    exercise.check()
    flush(exercise)
    go(page, PAGE)
    taken = download(page)
    other = open_page(PAGE)
    take_in(other, taken)
    go(other, "practice/")
    expect(Classify(other, FRAMING.id).root.get_by_text("Solved")).to_be_visible()


def test_the_last_backup_is_remembered_and_counted_in_days(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOCK_MOVED)
    page = open_page(PAGE, timezone_id="UTC")
    expect(backup(page)).to_contain_text("You have not downloaded it from here yet.")
    download(page)
    page.clock.set_fixed_time(datetime.now() + timedelta(12))
    page.reload()
    expect(backup(page)).to_contain_text("You last downloaded it 12 days ago.")


@pytest.mark.parametrize(("answer", "words"), [(True, "has promised"), (False, "did not promise")])
def test_the_browser_is_asked_to_keep_it_and_its_answer_told(
    answer: bool, words: str, open_page: OpenPage
) -> None:
    script = f"const answer = {json.dumps(answer)};{ASKED}"
    page = open_page(PAGE, before=lambda page: page.add_init_script(script))
    expect(backup(page)).to_contain_text("has promised nothing")
    ask = backup(page).get_by_role("button", name="Ask the browser to keep it")
    ask.click()
    expect(status(page)).to_contain_text(words)
    expect(ask).to_be_hidden() if answer else expect(ask).to_be_visible()


def test_safari_is_spoken_of_unless_the_site_is_on_the_home_screen(open_page: OpenPage) -> None:
    page = open_page(PAGE, before=lambda page: page.add_init_script(SAFARI))
    expect(backup(page)).to_contain_text("after seven days")
    for way in ("home screen", "download", "calendar"):
        expect(backup(page)).to_contain_text(way)
    home = open_page(PAGE, before=lambda page: page.add_init_script(f"{SAFARI}{AT_HOME}"))
    expect(backup(home)).to_contain_text("You have not downloaded it")
    expect(backup(home)).not_to_contain_text("seven days")


# Two pictures on the ground of the first: its width, its most transparent dot, and how far the
# dots are from those of the other on the average, of 255.
COMPARED = """async (addresses) => {
    const [one, other] = await Promise.all(addresses.map(async (src) => {
        const image = Object.assign(new Image(), { src });
        await image.decode();
        return image;
    }));
    const size = one.naturalWidth;
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const dots = () => pen.getImageData(0, 0, size, size).data;
    pen.drawImage(one, 0, 0, size, size);
    const first = dots();
    pen.fillStyle = `rgb(${first.slice(0, 3).join(" ")})`;
    pen.fillRect(0, 0, size, size);
    pen.drawImage(other, 0, 0, size, size);
    const second = dots();
    const gaps = first.map((value, at) => Math.abs(value - second[at]));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    return [size, Math.min(...first.filter((_, at) => at % 4 === 3)), mean];
}"""


def test_the_site_can_be_put_on_a_home_screen(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id)
    link = page.locator('link[rel="manifest"]')
    address = link.evaluate("(element) => element.href")
    manifest: dict[str, Any] = page.request.get(address).json()
    assert manifest["display"] == "standalone"
    start = page.evaluate(
        "([path, base]) => new URL(path, base).href", [manifest["start_url"], address]
    )
    assert page.request.get(start).ok
    photo, drawing = (f"{start}{icon['src']}" for icon in manifest["icons"])
    touch = page.locator('link[rel="apple-touch-icon"]')
    assert touch.evaluate("(element) => element.href") == photo  # for iOS, which draws none
    size, least, difference = page.evaluate(COMPARED, [photo, drawing])
    assert [size, least] == [192, 255]  # opaque, or iOS has black corners
    assert difference < 2
    devtools = page.context.new_cdp_session(page)
    told = devtools.send("Page.getAppManifest")
    assert told["url"] == address
    assert told["errors"] == []
