"""Items of a QTI 3.0 package in Chromium, in the player of Citolab."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from grader.kinds.classify import NO_PHRASE, OTHER_PHRASE, grade_classify
from tests.browser.conftest import OpenPage
from tests.browser.content import FRAMING, RECALL
from tests.browser.serving import StaticHost
from tests.shares import share
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.export.qti3.card import RECALL as RECALL_PROMPT
from tools.export.qti3.package import item_document, questions_of
from tools.export.qti3.scenario import CHOOSE, MARK, SENTENCE
from tools.export.qti3.scoring import label_name, phrase_name

PLAYER = ROOT / "node_modules" / "@citolab" / "qti-components" / "cdn" / "index.js"

CITIES = "framing_multitask-or-meta_framing-5"
# A platform: it shows the item that the address names, and lets it be handed in.
PLATFORM = """<!doctype html><html lang="en"><head><title>Platform</title>
<link rel="icon" href="data:,">
<script type="module" src="player.js"></script><script type="module">
const asked = new URLSearchParams(location.search).get("item");
document.querySelector("item-container").setAttribute("item-url", `items/${asked}.xml`);
const shown = () => document.querySelector("item-container").shadowRoot;
const item = () => shown().querySelector("qti-assessment-item");
const value = (name) => item().variables.find(({ identifier }) => identifier === name)?.value;
window.handIn = () => {
  item().processResponse();
  return { score: value("SCORE"), feedback: value("FEEDBACK") };
};
window.handInAll = (answers) => answers.map(([label, evidence]) => {
  item().updateResponseVariable("LABEL", label);
  item().updateResponseVariable("EVIDENCE", evidence);
  return handIn();
});
window.ready = () => item()?.variables.some(({ identifier }) => identifier === "FEEDBACK");
</script></head><body><qti-item><item-container></item-container></qti-item></body></html>"""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A host of the player, with the items of the course."""
    folder = tmp_path_factory.mktemp("platform")
    for question in questions_of(COURSE.exercises.values()):
        file = folder / "items" / f"{question.name}.xml"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(item_document(question, "Workbook"))
    shutil.copyfile(PLAYER, folder / "player.js")
    (folder / "platform.html").write_text(PLATFORM)
    host = StaticHost(folder)
    yield host
    host.close()


@pytest.fixture
def play(platform: StaticHost, open_page: OpenPage) -> Callable[[str], Page]:
    """``play(name)``: a page that shows an item, ready for an answer."""

    def show(name: str) -> Page:
        page = open_page(f"platform.html?item={name}", host=platform)
        page.wait_for_function("() => window.ready?.()")
        return page

    return show


def hand_in(page: Page) -> tuple[float, str]:
    """The score and the feedback that an answer gets."""
    outcome = page.evaluate("handIn()")
    return float(outcome["score"] or 0), outcome["feedback"]


def shown(page: Page, name: str) -> Any:
    """A feedback, once it is the one that is open."""
    body = page.locator(f'qti-modal-feedback[identifier="{name}"] qti-content-body')
    expect(body).to_be_visible()
    expect(page.locator("qti-content-body:visible")).to_have_count(1)
    return body


def close(page: Page) -> None:
    page.get_by_role("button", name="Close").locator("visible=true").click()
    expect(page.locator("qti-content-body:visible")).to_have_count(0)


def test_a_scenario_is_answered_by_label_and_phrases(play: Callable[[str], Page]) -> None:
    (item,) = [found for found in FRAMING.exercise.items if found.id == "framing-5"]
    page = play(CITIES)
    expect(page.locator("qti-hottext")).to_have_count(len(item.phrases))
    for instruction in (MARK, CHOOSE, SENTENCE):
        expect(page.get_by_text(instruction)).to_be_visible()

    says(page, 0, "open", "Choose a label.")
    choose(page, "meta-RL")
    says(page, 0, "label-2", item.why["meta-RL"])
    choose(page, "multi-task RL")
    says(page, 0, "none", NO_PHRASE)
    mark(page, "train")
    says(page, 0, "other", OTHER_PHRASE)
    mark(page, "id", "traffic")
    says(page, 0, "phrase-traffic", item.phrases["traffic"])
    # a sentence changes nothing
    mark(page, "traffic")
    page.locator("qti-extended-text-interaction textarea").press_sequentially("They are the same.")
    says(page, 1, "right", item.model)
    mark(page, "train", "id")
    says(page, 0, "none", NO_PHRASE)


def says(page: Page, score: float, feedback: str, words: str) -> None:
    """What an answer gets, and is told."""
    assert hand_in(page) == (score, feedback)
    expect(shown(page, feedback)).to_contain_text(words)
    close(page)


def choose(page: Page, label: str) -> None:
    page.locator("qti-simple-choice", has_text=label).click()


def mark(page: Page, *phrases: str) -> None:
    """Mark phrases, or take their marks away."""
    for phrase in phrases:
        page.locator(f'qti-hottext[identifier="{phrase_name(phrase)}"]').click()


def test_a_card_shows_its_answer_and_has_no_score(play: Callable[[str], Page]) -> None:
    card = RECALL.meta.card[0]
    page = play(f"recall_foundations_{card.id}")
    for words in (card.question, RECALL_PROMPT):
        expect(page.get_by_text(words)).to_be_visible()
    page.locator("textarea").press_sequentially("One is told the task.")
    assert hand_in(page) == (0, "answer")
    expect(shown(page, "answer")).to_contain_text("trains one policy with shared parameters")
    assert page.evaluate("handIn().score") is None


SCENARIOS = {
    "_".join([*folder.id.split("/"), item.id]): (folder.exercise, item)
    for folder in COURSE.classify.values()
    for item in folder.exercise.items
}
DEFENDED = next(name for name, (_, item) in SCENARIOS.items() if item.defensible)


@pytest.mark.parametrize("name", dict.fromkeys([DEFENDED, *share(SCENARIOS, 8)]))
def test_every_answer_gets_the_verdict_of_the_grader(
    name: str, play: Callable[[str], Page]
) -> None:
    exercise, item = SCENARIOS[name]
    names = list(item.phrases)
    marked = [
        list(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)
    ]
    answers = [(label, chosen) for label in exercise.labels for chosen in marked]
    alone = replace(exercise, items=(item,), draw=None)
    reports = [
        grade_classify(alone, {item.id: {"label": label, "evidence": chosen}})
        for label, chosen in answers
    ]
    verdicts = [report.verdict for report in reports]
    assert set(verdicts) == {"pass", "fail"}

    page = play(name)
    given = [
        (label_name(exercise.labels, label), list(map(phrase_name, chosen)) or None)
        for label, chosen in answers
    ]
    outcomes = page.evaluate("(answers) => handInAll(answers)", given)
    assert [float(outcome["score"]) for outcome in outcomes] == [
        float(verdict == "pass") for verdict in verdicts
    ]
    feedbacks = {outcome["feedback"] for outcome in outcomes}
    assert feedbacks == {*names_of_feedbacks(page)} - {"open"}


def names_of_feedbacks(page: Page) -> list[str]:
    found: list[str] = page.locator("qti-modal-feedback").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('identifier'))"
    )
    return found
