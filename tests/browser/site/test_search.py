"""What the search finds, asked as the theme asks it: terms first, then pages that explain them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tools.common.paths import ROOT

TERM = re.compile(r"^- \*\*(.+?)\*\*\{ #([\w-]+) \}", re.MULTILINE)
TERMS = TERM.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))
FIRST = 2  # pages of which a term's explanation is among the results
# The theme's worker is sent the index, and then each text that somebody types.
ASK = """async (texts) => {
    const { search } = JSON.parse(document.querySelector("#__config").textContent);
    const at = (path) => new URL(`../${path}`, location.href);
    const index = await (await fetch(at("search/search_index.json"))).json();
    const worker = new Worker(at(search.slice(search.indexOf("assets/"))));
    const ask = (type, data) => new Promise((resolve) => {
        worker.onmessage = (event) => resolve(event.data.data);
        worker.postMessage({ type, data });
    });
    await ask(0, { ...index, options: { suggest: true } });
    const found = [];
    for (const text of texts) found.push((await ask(2, text)).items);
    worker.terminate();
    return found;
}"""


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit("notation/")


def test_each_term_is_explained_first_and_no_result_shows_tex(page: Page) -> None:
    assert len(TERMS) > 70
    answers: list[Any] = page.evaluate(ASK, [term for term, _ in TERMS])
    lost, late = [], []
    for (term, anchor), pages in zip(TERMS, answers, strict=True):
        places = [[entry["location"] for entry in entries] for entries in pages]
        if not any(f"glossary/#{anchor}" in entries for entries in places[:FIRST]):
            lost.append(term)
        kinds = [entries[0].partition("/")[0] for entries in places]
        ways = [kind for kind in kinds if kind in ("concepts", "reproductions")]
        if "concepts" in ways[1:] and ways[0] == "reproductions":
            late.append(term)
        for entry in (entry for entries in pages for entry in entries):
            assert "\\" not in entry["title"] + entry.get("text", ""), entry
    assert (lost, late) == ([], [])
