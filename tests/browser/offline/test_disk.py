"""The zip: unzipped and opened by a double click, with no server and no network."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.content import ADAPT, FRAMING, all_right, page_of, stored
from tests.browser.learner import Classify, Code
from tests.browser.regrade import PAGE, grade_a_zip
from tests.browser.watching import Watch, Window
from tools.site import offline_zip

OpenFile = Callable[[str], Page]
ENDLESS = stored(ADAPT, "timeout")["counter_stands_still"]


@pytest.fixture(scope="session")
def unzipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a learner has unzipped, in a folder with a name that addresses have to escape."""
    folder = tmp_path_factory.mktemp("disk")
    offline_zip.write(folder / offline_zip.NAME)
    offline_zip.pack(folder / offline_zip.NAME, folder / "dist" / "site.zip")
    target = folder / "Maß 50 % #1 – ученье"
    with zipfile.ZipFile(folder / "dist" / "site.zip") as archive:
        archive.extractall(target)
    return target / offline_zip.NAME


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Window:
    """A window without a network."""
    return Window(browser, offline=True)


@pytest.fixture
def open_file(offline: Window, unzipped: Path, watch: Watch) -> Iterator[OpenFile]:
    """``open_file(name)``: a page from disk without a network, with nothing kept of others."""
    with offline.lent(watch) as context:

        def open_one(name: str) -> Page:
            page = context.new_page()
            page.goto((unzipped / name).as_uri())
            return page

        yield open_one
    inside = unzipped.as_uri()
    watch.requests = [url for url in watch.requests if not url.startswith(inside)]
    watch.finish()


def file_of(name: str) -> str:
    """The file that shows an exercise."""
    return f"{page_of(name).removesuffix('/')}.html"


def test_pages_lead_to_each_other_and_the_search_finds_them(open_file: OpenFile) -> None:
    page = open_file("index.html")
    page.locator('.md-nav--primary a.md-nav__link[href$="glossary.html"]').first.click()
    expect(page.locator("h1")).to_contain_text("Glossary")
    page.locator(".md-search__input").click()
    page.keyboard.type("posterior sampling")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.locator('.md-search-result__link[href*="pearl.html"]').first.click()
    expect(page.locator("h1")).to_contain_text("PEARL")
    expect(page.locator(".arithmatex .katex").first).to_be_visible()


def test_a_scenario_and_a_code_exercise_are_graded(open_file: OpenFile) -> None:
    page = open_file(file_of(FRAMING.id))
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")
    page.goto(page.url.replace(file_of(FRAMING.id), file_of(ADAPT.id)))
    code = Code(page, ADAPT.id)
    code.write(stored(ADAPT, "fail")["uphill"])
    code.check()
    code.has("fail")
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")


def test_an_endless_loop_can_be_stopped_and_the_draft_is_kept(open_file: OpenFile) -> None:
    page = open_file(file_of(ADAPT.id))
    code = Code(page, ADAPT.id)
    code.write(ENDLESS)
    code.press("Check")
    code.is_in("checking")
    code.press("Stop")
    expect(code.status).to_contain_text("Stopped. Your text is kept")
    page.reload()
    again = Code(page, ADAPT.id)
    again.holds(ENDLESS)
    assert [check["verdict"] for check in again.submit(ADAPT.solution)] == ["pass"]


def test_a_class_s_files_are_graded(open_file: OpenFile, tmp_path: Path) -> None:
    page = open_file(f"{PAGE.removesuffix('/')}.html")
    grade_a_zip(page, tmp_path, ADAPT.id, ADAPT.solution)


def test_the_footer_offers_no_copy_of_what_is_on_the_disk_already(open_file: OpenFile) -> None:
    page = open_file("index.html")
    expect(page.locator("wb-offline")).to_have_count(1)
    expect(page.locator("wb-offline")).to_be_empty()


def test_a_folder_with_a_file_missing_says_so(
    open_file: OpenFile, unzipped: Path, watch: Watch
) -> None:
    watch.expect("ERR_FILE_NOT_FOUND")
    gone = unzipped / "assets" / "disk" / "exercises" / f"{ADAPT.id}.json.0.js"
    aside = gone.rename(gone.with_suffix(".aside"))
    try:
        code = Code(open_file(file_of(ADAPT.id)), ADAPT.id)
        code.press("Check")
        expect(code.root).to_contain_text("is missing in this folder. Unzip all of it again.")
    finally:
        aside.rename(gone)


def test_the_zip_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "site" / "assets").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("start", "utf-8")
    copies = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for target in copies:
        offline_zip.pack(tmp_path / "site", target)
    assert copies[0].read_bytes() == copies[1].read_bytes()
