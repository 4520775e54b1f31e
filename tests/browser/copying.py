"""The offline copy as a test handles it: the control in the footer, other versions, lost files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import StaticHost
from tools.site import offline_manifest

Publish = Callable[..., StaticHost]
# Paths below the cache's name, so that tests can look at a copy and damage it.
IN_COPY = """async ([path, remove]) => {
    const address = new URL(path, document.baseURI).href;
    let count = 0;
    for (const name of (await caches.keys()).filter((name) => name.includes("@"))) {
        const cache = await caches.open(name);
        if (await cache.match(address)) count += 1;
        if (remove) await cache.delete(address);
    }
    return count;
}"""
KEPT = """async () => [
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


class Offline:
    """The control in the footer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("wb-offline")

    def open(self) -> None:
        """Unfold it, by keyboard."""
        self.root.locator("summary").focus()
        self.page.keyboard.press("Enter")

    def button(self, name: str) -> Locator:
        """A button by the beginning of the words on it."""
        return self.root.get_by_role("button", name=re.compile(f"^{name}"))

    def is_in(self, phase: str) -> None:
        """Wait for a phase."""
        expect(self.root).to_have_attribute("data-phase", phase)

    def make(self) -> None:
        """Ask for a copy, and wait until it is whole."""
        self.open()
        self.button("Make available offline").click()
        self.is_in("ready")


def without_python(folder: str, names: list[str]) -> set[str]:
    """What a copy of the site leaves out that has no Python: cards are graded without it."""
    if Path(folder).name == "exercises":
        return {*names} - {"recall"}
    return {"runtime"} & {*names}


def change(folder: Path, host: StaticHost, words: str = "") -> str:
    """Make a version of the site: say something on the glossary's page, and list the files."""
    sitemap = folder / "sitemap.xml"
    text = sitemap.read_text("utf-8")
    sitemap.write_text(text.replace(text.split("<loc>")[1].split("</loc>")[0], host.url), "utf-8")
    page = folder / "glossary" / "index.html"
    page.write_text(page.read_text("utf-8").replace("<h1", f"<p>{words}</p><h1", 1), "utf-8")
    return offline_manifest.write(folder)


def update(host: StaticHost, words: str) -> str:
    """Publish another version: a sentence more on the glossary's page."""
    newer = host.folder.with_name(f"{host.folder.name}-newer")
    shutil.copytree(host.folder, newer)
    version = change(newer, host, words)
    host.folder = newer
    return version


def follow(page: Page, path: str) -> None:
    """Follow a link of the navigation."""
    page.locator(f'.md-nav--primary a.md-nav__link[href$="{path}"]').first.click()


def entries(page: Page, path: str, *, remove: bool = False) -> int:
    """In how many versions of the copy a file is; a page's path is relative to this page."""
    count: int = page.evaluate(IN_COPY, [path, remove])
    return count


def listed(host: StaticHost) -> dict[str, Any]:
    """The list that the host publishes."""
    content: dict[str, Any] = json.loads((host.folder / offline_manifest.LIST).read_text("utf-8"))
    return content
