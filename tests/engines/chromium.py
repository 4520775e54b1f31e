"""Chromium, driven by Playwright."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import sync_playwright

from tests.engines.driver import Driver
from tools.setup import chromium


class Chromium(Driver):
    """The Chromium that the other tests of the pages use."""

    def __init__(self) -> None:
        self._playwright = sync_playwright().start()
        launch = self._playwright.chromium.launch
        self._browser = launch(executable_path=chromium.ensure(), args=chromium.FLAGS)
        self._page = self._browser.new_page()

    def goto(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"(all) => ({function})(...all)", list(arguments))

    def press(self, selector: str) -> None:
        self._page.click(selector)

    def type(self, selector: str, text: str) -> None:
        self._page.focus(selector)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.type(text)

    def close(self) -> None:
        self._browser.close()
        self._playwright.stop()
