"""The search's index of a large site is made beside its pages, on another core; see hooks.py.

The theme's plugin reads each finished page once more, which takes a sixth of a large build.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from importlib import import_module
from types import SimpleNamespace
from typing import Any

PLUGIN = "material/search"
# Starting a process takes about as long as it takes to read so many pages.
FEW = 60
Entry = dict[str, Any]


def on_nav(nav: Any, *, config: Any, files: Any) -> Any:
    """Put ours in the place of the plugin's index, once the plugin has made it."""
    plugin = config.plugins.get(PLUGIN)
    if plugin is not None and plugin.config.enabled:
        plugin.search_index = Beside(plugin.search_index)
    return nav


class Beside:
    """The plugin's index, to which another process adds all pages but the first few.

    Attributes:
        entries: as the plugin reads them; complete once the index has been generated.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._few = FEW
        self._pool: ProcessPoolExecutor | None = None
        self._pages: list[Future[list[Entry]]] = []

    @property
    def entries(self) -> list[Entry]:
        found: list[Entry] = self._index.entries
        return found

    def add_entry_from_context(self, page: Any) -> None:
        """Add a page's sections, sooner or later."""
        if self._few:
            self._few -= 1
            self._index.add_entry_from_context(page)
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        needed = {name: getattr(page, name) for name in ("content", "url", "meta", "title")}
        self._pages.append(self._pool.submit(_entries, toc=list(page.toc), **needed))

    def generate_search_index(self, earlier: Any) -> str:
        """The index as JSON."""
        for one in self._pages:
            self._index.entries += one.result()
        if self._pool:
            self._pool.shutdown()
        text: str = self._index.generate_search_index(earlier)
        return text


def _entries(**page: Any) -> list[Entry]:
    index = import_module("material.plugins.search.plugin").SearchIndex()
    index.add_entry_from_context(SimpleNamespace(**page))
    found: list[Entry] = index.entries
    return found
