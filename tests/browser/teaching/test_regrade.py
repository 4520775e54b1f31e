"""A class's files graded in the browser: the verdicts of the terminal, and nothing leaves it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.class_files import BAD, ENDLESS, HANDED_IN, ID, PEEPING, RIGHT, WRONG
from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FRAMING, all_right
from tests.browser.keys import tab_to
from tests.browser.progress import PAGE as PROGRESS
from tests.browser.progress import attempt, backup, file
from tests.browser.regrade import DROP, PAGE, Regrade, drop_from_disk, export, rows_of
from tests.browser.site.test_access import findings
from tests.browser.watching import Tab, Watch
from tests.class_files import Files, lay_out, packed
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.site_config import read_config
from tools.regrade import command
from tools.regrade.grades import read_table
from tools.regrade.hand_ins import Unread, read_hand_ins

NAME = read_config(ROOT).short_name


def open_regrade(open_page: OpenPage) -> Regrade:
    return Regrade(open_page(PAGE))


@pytest.fixture
def regrade(visit: Visit) -> Iterator[Regrade]:
    """The page in the common tab, whose Python runs, without rows of other tests."""
    shown = Regrade(visit(PAGE))
    yield shown
    shown.clear()


def test_a_class_gets_the_verdicts_of_the_terminal(open_page: OpenPage, tmp_path: Path) -> None:
    paths = lay_out(tmp_path / "class", HANDED_IN)
    regrade = open_regrade(open_page)
    regrade.choose(*paths)
    regrade.is_done()
    table = regrade.download()
    here = rows_of(table)

    assert command.main([str(tmp_path / "class"), "--out", str(tmp_path / "out")], ROOT) == 0
    there = rows_of(tmp_path / "out" / "grades.csv")

    columns = ("student", "exercise", "claimed", "verdict", "changed", "at")
    versions = [
        f"{what}_version_{when}" for what in ("exercise", "grader") for when in ("then", "now")
    ]
    same = (*columns, *versions)
    assert [[row[name] for name in same] for row in here] == [
        [row[name] for name in same] for row in there
    ]
    assert list(here[0]) == list(there[0])
    assert {row["verdict"] for row in here} == {"pass", "fail", "timeout", "invalid", "unread"}
    assert "'=HYPERLINK(1)" in {row["student"] for row in here}
    for row, other in zip(here, there, strict=True):
        graded = row["verdict"] != "unread"
        assert row["isolation"] == ("browser sandbox" if graded else "")
        assert bool(row["note"]) == bool(other["note"]) != graded
    # the terminal takes it for a table of its own
    assert [row.student for row in read_table(table.rename(tmp_path / "grades.csv").parent)] == [
        row.student for row in read_table(tmp_path / "out")
    ]


def test_as_the_page_says_a_pass_that_is_not_deserved_is_found_out_in_the_terminal_only(
    regrade: Regrade, tmp_path: Path
) -> None:
    paths = lay_out(tmp_path / "class", {"peeping.json": export(ID, PEEPING)})
    expect(regrade.page.locator("article")).to_contain_text("looks for the solution in memory")
    regrade.choose(*paths)
    regrade.is_done()
    assert regrade.verdicts() == [["peeping", "pass", "pass"]]

    command.main([str(tmp_path / "class"), "--out", str(tmp_path / "out")], ROOT)
    (there,) = rows_of(tmp_path / "out" / "grades.csv")
    assert there["verdict"] == "unconfirmed"


def test_nothing_is_stored_and_nothing_is_loaded_before_files_come(
    open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    regrade = open_regrade(open_page)
    expect(regrade.button("Choose files")).to_be_visible()
    assert watch.asked_for("assets/runtime/") == []
    assert watch.asked_for("css/regrade.css")
    regrade.choose(*lay_out(tmp_path, {"anna.json": export(ID, RIGHT)}))
    regrade.is_done()
    regrade.download()
    regrade.page.goto(regrade.page.url.replace(PAGE, PROGRESS))
    expect(backup(regrade.page)).to_contain_text("holds nothing of you yet")


def test_other_pages_load_nothing_of_it(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("licences/")
    expect(page.locator("h1")).to_be_visible()
    texts = page.evaluate(
        "async (urls) => Promise.all(urls.map(async (url) => (await fetch(url)).text()))",
        [url for url in watch.requests if url.endswith((".js", ".css"))],
    )
    assert any("rl-exercise" in text for text in texts)
    assert not any("wb-regrade-details" in text for text in texts)


def test_what_cannot_be_read_is_a_row_with_its_reason(regrade: Regrade, tmp_path: Path) -> None:
    regrade.choose(*lay_out(tmp_path, BAD))
    regrade.is_done()
    rows = rows_of(regrade.download())
    reasons = {row["file"].partition("/")[0]: row["note"] for row in rows if row["note"]}
    for name, words in (
        ("cut.json", "cut off"),
        ("deep.json", "cannot be read"),
        ("format.json", "not a file of somebody's progress"),
        ("newer.json", "newer version"),
        ("theirs.json", "another workbook: theirs"),
        ("entry.json", "entry 1 is damaged"),
        ("no zip.zip", "no zip, or a damaged one"),
        ("empty.zip", "no zip, or a damaged one"),
        ("out.zip", "leads out of the archive"),
        ("root.zip", "leads out of the archive"),
        ("drive.zip", "leads out of the archive"),
        ("bomb.zip", "51 MB; at most 50 MB"),
        ("liar.zip", "damaged"),
        ("flipped.zip", "damaged"),
        ("nested.zip", "in an archive in an archive"),
        ("old.rar", "kind .rar are not read"),
        ("inside.zip", "kind .gz are not read"),
        ("unknown.zip", "there is no exercise gone/away"),
    ):
        assert words in reasons.pop(name), name
    assert reasons == {}
    hand_ins = read_hand_ins([tmp_path], COURSE.exercises, NAME)
    there = [(row.student, row.file, isinstance(row, Unread)) for row in hand_ins]
    here = [
        (row["student"], f"{tmp_path}/{row['file']}", row["verdict"] == "unread") for row in rows
    ]
    assert sorted(here) == sorted(there)


def test_folders_and_drops_are_taken_too(regrade: Regrade, tmp_path: Path) -> None:
    lay_out(tmp_path / "class", {f"anna/{ID}.py": RIGHT, "ben.json": export(ID, WRONG, "fail")})
    lay_out(tmp_path / "cleo", {f"{ID}.py": RIGHT})
    regrade.choose_folder(tmp_path / "class")
    regrade.is_done()
    regrade.choose_folder(tmp_path / "cleo")
    expect(regrade.rows).to_have_count(3)
    dropped = [("dora.json", export(ID, RIGHT)), ("holiday.txt", "no hand-in")]
    encoded = [(name, base64.b64encode(text.encode()).decode()) for name, text in dropped]
    regrade.page.evaluate(DROP, encoded)
    expect(regrade.rows).to_have_count(4)
    assert regrade.verdicts() == [
        ["anna", "", "pass"],
        ["ben", "fail", "fail"],
        ["cleo", "", "pass"],
        ["dora", "pass", "pass"],
    ]
    regrade.page.evaluate(DROP, encoded[1:])
    expect(regrade.status).to_contain_text("None of these is a file of progress")


def test_a_folder_is_dropped_with_all_below_it(regrade: Regrade, tmp_path: Path) -> None:
    many = {f"anna/{number}.json": "{" for number in range(120)}  # browsers list 100 at a time
    lay_out(tmp_path / "class", {**many, f"ben/{ID}.py": RIGHT, "ben/notes/holiday.txt": "no"})
    expect(regrade.button("Choose files")).to_be_visible()
    drop_from_disk(regrade.page, tmp_path / "class")
    regrade.is_done()
    rows = rows_of(regrade.download())
    assert len(rows) == 121
    assert [row["verdict"] for row in rows if row["student"] == "ben"] == ["pass"]
    expect(regrade.rows).to_have_count(100)
    more = regrade.button("Show more: 21 are left")
    tab_to(more)
    regrade.page.keyboard.press("Enter")
    expect(regrade.rows).to_have_count(121)
    expect(regrade.rows.nth(100).get_by_role("rowheader")).to_be_focused()
    expect(regrade.root.get_by_text("All 121 rows.")).to_be_visible()


def test_which_attempt_counts(regrade: Regrade, tmp_path: Path) -> None:
    tries = [(3, "fail", WRONG), (2, "pass", RIGHT), (1, "fail", f"{WRONG}# again\n")]
    whole = file(*(attempt(days, ID, claimed, submission=text) for days, claimed, text in tries))
    regrade.choose(*lay_out(tmp_path, {"anna.json": json.dumps(whole)}))
    regrade.is_done()
    assert regrade.verdicts() == [["anna", "fail", "fail"]]
    regrade.root.get_by_role("radio", name="the best one").check()
    expect(regrade.rows.locator("td").nth(2)).to_contain_text("pass")
    assert regrade.verdicts() == [["anna", "pass", "pass"]]
    regrade.root.get_by_role("radio", name="each of them").check()
    expect(regrade.rows).to_have_count(3)
    assert [row[2] for row in regrade.verdicts()] == ["fail", "pass", "fail"]


def test_stop_leaves_the_rest_for_later(regrade: Regrade, tmp_path: Path) -> None:
    files = {f"{name}.json": export(ID, f"{RIGHT}# {name}\n") for name in "abc"}
    regrade.choose(*lay_out(tmp_path, {"0.json": export(ID, ENDLESS), **files}))
    expect(regrade.root.get_by_text("0 of 4 graded")).to_be_visible()
    regrade.button("Stop").click()
    expect(regrade.status).to_have_text("Stopped: 0 of 4 are graded. “Go on” takes up the rest.")
    expect(regrade.button("Go on")).to_be_focused()
    regrade.page.keyboard.press("Enter")
    regrade.is_done()
    assert [row[2] for row in regrade.verdicts()] == ["timeout", "pass", "pass", "pass"]
    expect(regrade.status).to_contain_text("4 rows: 3 pass, 1 timeout; 1 not as the learner's")


def test_filters_by_keyboard_are_announced(regrade: Regrade, tmp_path: Path) -> None:
    files = {
        "Zoë.json": export(ID, RIGHT),
        "ben.json": export(ID, WRONG, "pass"),
        "cleo.json": export(FRAMING.id, all_right(FRAMING), "fail"),
        "dora.json": "{",
    }
    page, voice = regrade.page, regrade.page.locator("[data-wb-voice]")
    tab_to(regrade.button("Choose files"))
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(lay_out(tmp_path, files))
    regrade.is_done()
    tab_to(regrade.root.get_by_role("searchbox", name="Search"))
    page.keyboard.type("zoe")
    expect(voice).to_have_text("1 of 4 rows.")
    assert regrade.verdicts() == [["Zoë", "pass", "pass"]]
    for _ in "zoe":
        page.keyboard.press("Backspace")
    expect(voice).to_have_text("All 4 rows.")
    tab_to(regrade.root.get_by_role("combobox", name="Exercise"))
    page.keyboard.type(ADAPT.meta.title[:4])
    expect(voice).to_have_text("2 of 4 rows.")
    tab_to(regrade.root.get_by_role("combobox", name="Verdict now"))
    page.keyboard.type("unr")
    expect(voice).to_have_text("0 of 4 rows.")
    expect(regrade.root.get_by_text("No row fits these filters.")).to_be_visible()
    tab_to(regrade.button("Show all rows"))
    page.keyboard.press("Enter")
    expect(voice).to_have_text("All 4 rows.")
    tab_to(regrade.root.get_by_role("checkbox", name="only changed"))
    page.keyboard.press("Space")
    expect(voice).to_have_text("2 of 4 rows.")
    assert regrade.verdicts() == [["ben", "pass", "fail"], ["cleo", "fail", "pass"]]
    assert len(rows_of(regrade.download())) == 4


def test_a_row_opens_to_the_report_and_the_code_as_text(
    open_page: OpenPage, tmp_path: Path
) -> None:
    evil = "<img src=x onerror='document.title=1'>"
    name = "<b>x & y"
    files: Files = {
        f"{name}.json": export(ID, f"# {evil}\n{WRONG}"),
        "cleo.json": export(FRAMING.id, all_right(FRAMING), "fail"),
        f"{name}.zip": packed({f"{evil}.json": "{"}),
    }
    regrade = open_regrade(open_page)
    page = regrade.page
    regrade.choose(*lay_out(tmp_path, files))
    regrade.is_done()
    opener = regrade.rows.get_by_role("button", name=f"{name}, {ID}")
    tab_to(opener)
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    opened = regrade.rows.locator(".wb-opened")
    expect(opened.locator(".wb-report.wb-fail .wb-verdict")).to_have_text("Not yet")
    expect(opened.locator('[data-check][data-verdict="fail"]').first).to_be_visible()
    expect(opened.locator(".wb-source")).to_contain_text(evil)
    assert regrade.root.locator("img, b").count() == 0
    page.keyboard.press("Enter")
    expect(opened).to_have_count(0)
    regrade.rows.get_by_role("button", name=f"cleo, {FRAMING.id}").click()
    first = FRAMING.meta.item[0]
    expect(opened).to_contain_text(first.accept.label)
    assert findings(page) == {}
    assert page.title() != "1"
    for width in (360, 800, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_was_graded_outlasts_the_page_until_it_is_removed(
    regrade: Regrade, tmp_path: Path
) -> None:
    page = regrade.page
    regrade.choose(*lay_out(tmp_path, {"anna.json": export(ID, RIGHT)}))
    regrade.is_done()
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    regrade.download()
    assert page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    regrade.button("Remove all").click()
    expect(regrade.rows).to_have_count(0)
    expect(regrade.button("Choose files")).to_be_focused()
    expect(regrade.status).to_be_empty()


def test_other_pages_of_the_site_do_not_end_it(visit: Visit, tab: Tab, tmp_path: Path) -> None:
    regrade = Regrade(visit(PAGE))
    regrade.choose(*lay_out(tmp_path, {"anna.json": export(ID, RIGHT), "ben.json": "{"}))
    regrade.is_done()
    tab.follow("licences/")
    expect(regrade.root).to_have_count(0)
    tab.follow(PAGE)
    assert regrade.verdicts() == [["anna", "pass", "pass"], ["ben", "", "unread"]]
    regrade.button("Remove all").click()
    tab.page.get_by_role("dialog").get_by_role("button", name="Remove all").click()
    expect(regrade.rows).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_where_nothing_can_run_a_sentence_says_so(script: bool, open_page: OpenPage) -> None:
    def before(page: Page) -> None:
        page.add_init_script("delete globalThis.WebAssembly")

    page = open_page(PAGE, before=before, java_script_enabled=script)
    words = "This browser cannot run Python" if script else "This needs JavaScript"
    expect(page.locator("wb-regrade")).to_contain_text(words)
    expect(page.locator("wb-regrade button:visible")).to_have_count(0)
