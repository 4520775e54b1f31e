"""A learner's way through the practice page: scenarios, reasons, cards, and what is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.content import (
    FRAMING,
    METHOD,
    RECALL,
    all_right,
    others,
    right,
    wrong,
)
from tests.browser.learner import Classify, Exercise
from tools.course.kinds import ClassifyFolder

PAGE = "practice/"
BOTH = pytest.mark.parametrize("loaded", [FRAMING, METHOD], ids=lambda loaded: loaded.id)


@BOTH
def test_wrong_labels_get_their_reason_and_right_ones_pass(
    loaded: ClassifyFolder, visit: Visit
) -> None:
    exercise = Classify(visit(PAGE), loaded.id)
    for turn in range(len(loaded.meta.labels) - 1):
        labels = {item.id: others(loaded, item)[turn] for item in loaded.meta.item}
        exercise.answer({item.id: wrong(item, labels[item.id]) for item in loaded.meta.item})
        exercise.check()
        exercise.has("fail")
        assert set(exercise.marks().values()) == {"fail"}
        for item in loaded.meta.item:
            expect(exercise.scenario(item.id)).to_contain_text(item.why[labels[item.id]])
    exercise.answer(all_right(loaded))
    exercise.check()
    exercise.has("pass")
    assert set(exercise.marks().values()) == {"pass"}
    expect(exercise.root.get_by_text("Solved")).to_be_visible()


def test_open_and_wrong_scenarios_are_named_and_only_they_need_another_try(
    visit: Visit,
) -> None:
    exercise = Classify(visit(PAGE), FRAMING.id)
    first, second, *rest = FRAMING.meta.item
    misled = {**right(second), "evidence": [*second.accept.deciding, *second.accept.misleading]}
    exercise.answer({second.id: misled, **{item.id: right(item) for item in rest}})
    exercise.check()
    exercise.has("invalid")
    expect(exercise.result).to_contain_text("3 of 5 right so far")
    expect(exercise.result).to_contain_text("still open: scenario 1.")
    expect(exercise.scenario(first.id)).to_contain_text("Choose a label")
    assert exercise.marks()[rest[0].id] == "pass"
    exercise.answer({first.id: wrong(first, others(FRAMING, first)[0])})
    exercise.check()
    exercise.has("fail")
    kept = {item.id: "pass" for item in rest}
    assert exercise.marks() == {first.id: "fail", second.id: "fail", **kept}
    expect(exercise.scenario(second.id)).to_contain_text("points the other way")
    expect(exercise.scenario(first.id)).not_to_contain_text(first.model)
    expect(exercise.scenario(rest[0].id)).to_contain_text(rest[0].model)
    exercise.check()
    expect(exercise.scenario(first.id)).to_contain_text(first.model)
    exercise.answer({first.id: right(first), second.id: right(second)})
    exercise.check()
    exercise.has("pass")


def test_answers_sentences_and_the_pass_survive_a_reload(visit: Visit) -> None:
    exercise = Classify(visit(PAGE), FRAMING.id)
    exercise.submit(all_right(FRAMING))
    first = FRAMING.meta.item[0]
    exercise.answer({first.id: right(first)})
    sentence = exercise.scenario(first.id).get_by_role("textbox")
    sentence.fill("θ < 50 & “known”")
    exercise.page.reload()
    expect(exercise.root.get_by_text("Solved")).to_be_visible()
    expect(sentence).to_have_value("θ < 50 & “known”")
    expect(exercise.root.get_by_role("radio", checked=True)).to_have_count(1)
    marked = exercise.scenario(first.id).locator('[aria-pressed="true"]')
    expect(marked).to_have_count(len(first.accept.deciding))


def test_starting_over_clears_the_answers_once_it_is_confirmed(visit: Visit) -> None:
    exercise = Classify(visit(PAGE), FRAMING.id)
    chosen = exercise.root.get_by_role("radio", checked=True)
    exercise.answer(all_right(FRAMING))
    exercise.press("Start over")
    exercise.press("Keep my work")
    expect(chosen).to_have_count(len(FRAMING.meta.item))
    exercise.press("Start over")
    exercise.root.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(chosen).to_have_count(0)
    expect(exercise.root.locator('[aria-pressed="true"]')).to_have_count(0)


def test_what_is_said_of_a_card_that_comes_again_goes_with_the_next(visit: Visit) -> None:
    exercise = Exercise(visit(PAGE), RECALL.id)
    for rating, said in (("Again", "This card comes again below, after the others."), ("Good", "")):
        card = exercise.root.locator(".wb-card").first
        card.get_by_role("button", name="Show answer").click()
        card.get_by_role("button", name=rating).click()
        expect(exercise.status).to_have_text(said)


def test_a_card_rated_again_comes_back_and_all_must_be_recalled(visit: Visit) -> None:
    exercise = Exercise(visit(PAGE), RECALL.id)
    cards = exercise.root.locator(".wb-card")
    shown = exercise.root.get_by_role("button", name="Show answer")

    def rate(rating: str) -> None:
        card = cards.filter(has=exercise.page.locator(":focus"))
        expect(card.locator(".wb-answer")).to_be_hidden()
        exercise.page.keyboard.press("Enter")
        expect(card.locator(".wb-answer")).to_be_visible()
        card.get_by_role("button", name=rating).click()

    shown.first.focus()
    first = RECALL.meta.card[0].id
    rate("Again")
    expect(cards.last).to_have_attribute("data-card", first)
    expect(cards.last.locator(".wb-answer")).to_be_hidden()
    expect(shown.first).to_be_focused()
    for rating in ("Hard", "Good", "Easy", "Good"):
        rate(rating)
        shown.first.focus()
    expect(exercise.root.get_by_text("5 of 5 cards rated. One comes again.")).to_be_visible()
    assert exercise.root.get_attribute("data-verdict") is None
    rate("Hard")
    exercise.is_in("done")
    exercise.has("pass")
    expect(exercise.result).to_contain_text("All recalled")
    exercise.page.reload()
    expect(exercise.root.get_by_text("5 of 5 cards rated.")).to_be_visible()
    expect(exercise.root.get_by_text("Solved")).to_be_visible()
    shown.first.click()
    exercise.press("Start over")
    exercise.root.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(exercise.root.locator(".wb-answer:visible")).to_have_count(0)
