"""A fork in the browser: its name, its colour, and what it keeps are its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import forking
from tests.browser.conftest import OpenPage
from tests.browser.serving import StaticHost
from tools.site import build


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a fork that has kept few pages, whose links to others lead nowhere."""
    folder = forking.make_fork(tmp_path_factory.mktemp("fork"))
    forking.keep_pages(folder / "docs", {"index", "practice"})
    assert build.site(["-q", "--no-strict"], folder) == 0
    return folder / "site"


def test_a_fork_looks_and_keeps_its_own_way(fork: Path, open_page: OpenPage) -> None:
    host = StaticHost(fork)
    try:
        page = open_page("practice/", host=host)
        expect(page.locator("header .md-header__topic").first).to_contain_text(forking.NAME)
        red, green, blue = (int(forking.ACCENT[at : at + 2], 16) for at in (1, 3, 5))
        link = page.locator(".md-content a[href*='concepts/']").first
        expect(link).to_have_css("color", f"rgb({red}, {green}, {blue})")
        expect(page.locator("rl-exercise")).to_have_count(1)
        expect(page.locator("rl-exercise")).to_have_attribute("data-state", "idle")
        stores = "async () => (await indexedDB.databases()).map((one) => one.name)"
        for _ in range(100):
            kept = page.evaluate(stores)
            if kept:
                break
            page.wait_for_timeout(100)
        assert kept == [f"{forking.SHORT_NAME} /"]
    finally:
        host.close()
