"""What the search finds, asked as the theme asks it: terms first, then pages that explain them;
exercises and figures by their names and by their subjects."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.content import page_of
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.figures.figure import load, names

TERM = re.compile(r"^- \*\*\[?([^*\]]+)(?:\]\(.*?\))?\*\*\{ #([\w-]+) \}", re.MULTILINE)
TERMS = TERM.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))
FIRST = 2  # pages of which a term's explanation is among the results
NAMED = 4  # pages of which one has the exercise or the figure whose name was typed
SUBJECTS = ["sine wave", "conflicting gradients", "belief", "in-context learning", "reward scale"]
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


def test_exercises_and_figures_are_found_by_name(page: Page) -> None:
    shown = {
        id_: exercise for id_, exercise in COURSE.exercises.items() if page_of(id_)
    }  # not at home
    places = {exercise.meta.title: id_.replace("/", "-") for id_, exercise in shown.items()}
    places |= {title_of(name): name for name in names(ROOT)}
    assert len(places) == len(shown) + len(names(ROOT))
    answers: list[Any] = page.evaluate(ASK, list(places))
    lost = [
        name
        for (name, anchor), pages in zip(places.items(), answers, strict=True)
        if f"#{anchor}" not in anchors_of(pages[:NAMED])
    ]
    assert lost == []


def test_a_subject_leads_to_an_exercise_and_a_figure(page: Page) -> None:
    answers: list[Any] = page.evaluate(ASK, SUBJECTS)
    exercises = {"#" + id_.replace("/", "-") for id_ in COURSE.exercises}
    figures = {f"#{name}" for name in names(ROOT)}
    for subject, pages in zip(SUBJECTS, answers, strict=True):
        anchors = anchors_of(pages)
        assert anchors & exercises, subject
        assert anchors & figures, subject


def title_of(name: str) -> str:
    return load(ROOT, name).title


def anchors_of(pages: list[list[dict[str, Any]]]) -> set[str]:
    places = (entry["location"] for entries in pages for entry in entries)
    return {"#" + place.partition("#")[2] for place in places}
