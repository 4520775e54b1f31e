"""What a screen reader finds: names, roles and order, for each kind of exercise and a figure."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FRAMING, RECALL, page_of, right, stored, wrong
from tests.browser.content import others as other_labels
from tests.browser.learner import Classify, Code, Exercise
from tests.browser.watching import hold_python
from tools.course.kinds import phrases


def spoken(locator: Locator) -> str:
    """What is read out, one thing after the other, with spaces only."""
    lines = [line.strip().removeprefix("- ") for line in locator.aria_snapshot().splitlines()]
    return " ".join(line.replace('"', "") for line in lines if not line.startswith("/"))


def in_order(text: str, *parts: str) -> None:
    """Expect these parts, one after the other."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is not said after {text[max(0, at - 80) : at]!r}: {text}"
        at = found + len(part)


def test_code_is_spoken(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id)), ADAPT.id)
    title = ADAPT.meta.title
    code.write(stored(ADAPT, "fail")["no_alpha"])
    in_order(
        spoken(code.root),
        f"heading {title}",
        "Difficulty",
        "columnheader name columnheader type columnheader meaning",
        "button Copy link",
        "button Smaller code",
        f"textbox Your code for “{title}”",
        "group: Scratch area",
        "button Check button Run",
        "button Hint button Solution button Start over status",
    )
    code.check()
    said = spoken(code.root)
    report = code.root.locator(".wb-report")
    for check in code.submit(stored(ADAPT, "fail")["no_alpha"])[0]["checks"]:
        # colour and sign are not all that tells a check that failed from one that holds
        words = {"pass": "passed", "fail": "failed", "skip": "skipped"}
        row = report.locator(f'[data-check="{check["name"]}"]')
        expect(row.first).to_contain_text(check["title"])
        assert re.search(words[check["verdict"]], spoken(row.first), re.IGNORECASE), spoken(
            row.first
        )
    in_order(said, "button Start over", "Not yet")
    code.write("x = (")
    code.page.keyboard.press("ArrowLeft")
    expect(code.editor.locator(".wb-lint")).to_contain_text("never closed")
    # it is found behind the editor, and is what describes it
    in_order(
        spoken(code.root), "textbox Your code", "button Line 1", "The bracket ( is never closed"
    )
    expect(code.editor.get_by_role("textbox")).to_have_accessible_description(re.compile("^Line 1"))


def test_a_scenario_is_spoken(visit: Visit) -> None:
    exercise = Classify(visit(page_of(FRAMING.id)), FRAMING.id)
    item = FRAMING.meta.item[0]
    scenario = exercise.scenario(item.id)
    words = [text for text, phrase in phrases(item.text) if phrase]
    in_order(
        spoken(scenario),
        *(f"button {text}" for text in words),
        "group Label for scenario 1",
        *(f"radio {label}" for label in FRAMING.meta.labels),
        "textbox Because …",
        "button Check this one, scenario 1",
    )
    exercise.answer({item.id: wrong(item, other_labels(FRAMING, item)[0])})
    pressed = [text for text, phrase in phrases(item.text) if phrase in item.accept.deciding]
    in_order(spoken(scenario), *(f"button {text} [pressed]" for text in pressed), "[checked]")
    exercise.press("Check this one, scenario 1")
    expect(exercise.status).to_contain_text("Scenario 1:")
    in_order(spoken(scenario), "button Check this one, scenario 1", "Wrong label")
    exercise.answer({item.id: right(item)})
    exercise.press("Check this one, scenario 1")
    expect(scenario).to_have_attribute("data-verdict", "pass")
    in_order(spoken(scenario), "Label for scenario 1", "Right")


def test_a_card_is_spoken(open_page: OpenPage) -> None:
    exercise = Exercise(open_page(page_of(RECALL.id), before=hold_python), RECALL.id)
    card = exercise.root.locator(".wb-card").first
    question = RECALL.meta.card[0].question.replace("*", "")
    assert spoken(card) == f"paragraph: {question} button Show answer"
    card.get_by_role("button").click()
    in_order(
        spoken(card),
        question,
        "button Hide answer [expanded]",
        "paragraph: ",
        "group How well did you know it?",
        "button Again button Hard button Good button Easy",
    )
    card.get_by_role("button", name="Good").click()
    in_order(spoken(card), "button Good [pressed]")
    in_order(spoken(exercise.root), "1 of 5 cards rated.")


def test_a_figure_is_spoken(open_page: OpenPage) -> None:
    page = open_page("concepts/maml/", before=hold_python)
    figure = page.locator("wb-figure").first
    expect(figure.get_by_role("group").first).to_be_visible()
    title = figure.locator("figcaption, .wb-figure-title").first.inner_text()
    in_order(
        spoken(figure), f"figure {title}", "Predict first.", "group", "button", "Show it anyway"
    )
    figure.get_by_role("button", name="Show it anyway").click()
    slider = figure.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "0.2")  # and not that it is the third
    # the drawing is not read out mark by mark: a sentence and a table say what it shows
    in_order(
        spoken(figure),
        f"figure {title}",
        "slider Step size α",
        "group Method",
        "[checked]",
        "button Reset",
        "With α = 0.2, joint training comes to rest",
        "group: Table",
    )
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(figure).to_contain_text("With α = 0.25")
    expect(slider).to_have_attribute("aria-valuetext", "0.25")
