"""The keyboard's way through a page."""

from __future__ import annotations

from playwright.sync_api import Locator

# Well above what the longest page needs from its top.
MOST_TABS = 250


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus."""
    keyboard = target.page.keyboard
    element = target.element_handle()  # to look it up by its role after each Tab takes long
    for _ in range(MOST_TABS):
        if element.evaluate("element => element.contains(document.activeElement)"):
            return
        keyboard.press("Tab")
    raise AssertionError(f"Tab never leads to {target}")
