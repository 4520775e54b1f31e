"""A learner's way through a code exercise: Run, Check, help, and what is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, PREDICTED, page_of, stored
from tests.browser.learner import Code
from tests.faults.table import ENDING as ENDS

FAIL = stored(ADAPT, "fail")
ENDLESS = next(iter(stored(ADAPT, "timeout").values()))
ENDING = ENDS["os._exit"].text
HINTS = ADAPT.hints
KNOWN = {stored.name: stored for stored in ADAPT.stored}


@pytest.fixture
def code(visit: Visit) -> Code:
    """The exercise, untouched."""
    return Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)


def test_a_listed_mistake_gets_its_own_message_and_a_pass_opens_the_solution(code: Code) -> None:
    code.write(FAIL["no_alpha"])
    code.check()
    code.has("fail")
    expect(code.result).to_contain_text(KNOWN["no_alpha"].feedback)
    expect(code.result.locator('[data-check="zero_steps"]')).to_have_attribute(
        "data-verdict", "pass"
    )
    expect(code.result.locator('[data-check="one_step"]')).to_have_attribute("data-verdict", "fail")
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    expect(code.root.get_by_text("Solved")).to_be_visible()
    code.press("Solution")
    expect(code.root.locator(".wb-solution")).to_be_visible()


def test_code_that_ends_its_python_is_told_so_and_kept_and_the_page_goes_on(code: Code) -> None:
    code.write(ENDING)
    code.check()
    code.has("invalid")
    expect(code.result).to_contain_text("Your code ended the Python process it ran in.")
    code.holds(ENDING)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")


def test_a_prediction_waits_for_the_pass_which_also_offers_other_ways_and_what_to_read(
    visit: Visit,
) -> None:
    asked = PREDICTED.meta.predict
    assert asked
    code = Code(visit(page_of(PREDICTED.id)), PREDICTED.id)
    question = code.root.locator(".wb-prediction")
    expect(question).to_contain_text(asked.question)
    code.button(asked.choices[0]).focus()
    code.page.keyboard.press("Enter")
    waiting = f"You predicted: {asked.choices[0]}. When your code passes"
    expect(question).to_contain_text(waiting)
    expect(question.get_by_role("button")).to_have_count(0)
    code.page.reload()
    expect(question).to_contain_text(waiting)
    code.write(PREDICTED.starter)
    code.check()
    code.has("fail")
    expect(code.result).not_to_contain_text(asked.answer)
    code.write(PREDICTED.solution)
    code.check()
    code.has("pass")
    compared = f"{asked.choices[0]}, and your code shows: {asked.answer}. {asked.after}"
    expect(code.result).to_contain_text(compared)
    expect(question).to_contain_text(compared)
    expect(code.result.get_by_text("Other right ways")).to_be_visible()
    code.result.locator(".wb-ways summary").first.click()
    expect(code.result.locator(".wb-ways .wb-tok-keyword").first).to_be_visible()
    expect(code.result.locator(".wb-next").first).to_have_text(
        re.compile("^Read on: Worked example")
    )
    expect(code.result.locator(".wb-next")).to_have_count(2)
    code.page.reload()
    expect(question).to_contain_text(compared)


# Keeps the database busy, so that what is written comes after all else.
HOLD_DATABASE = """async () => {
    const [{ name }] = await indexedDB.databases();
    const opening = indexedDB.open(name);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const table = opening.result.transaction("events", "readwrite").objectStore("events");
    const again = () => (table.get("").onsuccess = again);
    again();
}"""


def test_an_answer_in_the_moment_of_leaving_is_kept(visit: Visit) -> None:
    asked = PREDICTED.meta.predict
    assert asked
    code = Code(visit(page_of(PREDICTED.id), alone=PREDICTED.id), PREDICTED.id)
    question = code.root.locator(".wb-prediction")
    code.page.evaluate(HOLD_DATABASE)
    code.press(asked.choices[1])
    code.page.reload()
    expect(question).to_contain_text(f"You predicted: {asked.choices[1]}.")
    aside = "Object.keys(localStorage).filter((key) => key.includes(' events ')).length"
    code.page.wait_for_function(f"() => {aside} === 0")


def test_draft_scratch_and_pass_survive_a_reload(code: Code) -> None:
    code.submit(ADAPT.solution)
    code.write("# θ\nx = 1")
    code.try_out("print(x)")
    code.page.reload()
    code.holds("# θ\nx = 1")
    code.holds("print(x)", code.scratch)
    expect(code.root.get_by_text("Solved")).to_be_visible()


def test_hints_open_one_at_a_time(code: Code) -> None:
    shown = code.root.locator(".wb-hint")
    button = (
        code.root.locator(".wb-actions")
        .get_by_role("button")
        .filter(has_text=re.compile("hint", re.IGNORECASE))
    )
    for count, hint in enumerate(HINTS, 1):
        button.click()
        expect(shown).to_have_count(count)
        expect(shown.last).to_contain_text(hint.title)
    expect(button).to_have_text("No more hints")


def test_the_solution_opens_at_once_after_a_confirmation_that_is_remembered(code: Code) -> None:
    solution = code.root.locator(".wb-solution")
    code.press("Solution")
    code.press("Keep trying")
    expect(solution).to_have_count(0)
    code.press("Solution")
    code.press("Show it")
    expect(solution).to_contain_text(ADAPT.solution.strip().splitlines()[-1].strip())
    code.page.reload()
    code.press("Solution")
    expect(solution).to_be_visible()


def test_the_solution_opens_after_five_different_attempts(code: Code) -> None:
    first, *four = list(FAIL.values())[:5]
    same_again = f"# the same but for a remark\n{first}\n\n"
    invalid = "def inner_adapt(:"
    code.submit(first, same_again, ADAPT.starter, ADAPT.starter + "\n", invalid, *four[:3])
    code.press("Solution")
    expect(code.root.get_by_role("dialog")).to_contain_text("4 attempts")
    code.press("Keep trying")
    code.submit(four[3])
    code.press("Solution")
    expect(code.root.locator(".wb-solution")).to_be_visible()


def test_starting_over_brings_the_starter_back_and_keeps_the_attempts(code: Code) -> None:
    code.submit(FAIL["no_alpha"])
    code.write("x = 1")
    code.press("Start over")
    code.root.get_by_role("dialog").get_by_role("button", name="Start over").click()
    code.holds(ADAPT.starter)
    code.press("Solution")
    expect(code.root.get_by_role("dialog")).to_contain_text("one attempt")


def test_run_prints_and_plots_and_is_never_an_attempt(code: Code) -> None:
    code.write(FAIL["no_alpha"])
    plots = (
        "show([0, 1, 2], [1, 4, 9], title='Squares', x_label='n')\nshow.heatmap([[1, 2], [3, 4]])"
    )
    code.try_out(f"print('theta', 6 * 7)\n{plots}")
    expect(code.result.locator(".wb-stdout")).to_have_text("theta 42\n")
    line, cells = (code.result.get_by_role("img").nth(index) for index in range(2))
    words = "Squares; n from 0 to 2, y from 0 to 9; line 1: 3 points, from 1 to 9"
    expect(line).to_have_accessible_name(words)
    expect(line.locator(".wb-wide [aria-label=line] path")).to_have_count(1)
    expect(line.locator(".wb-wide text", has_text="n")).to_have_count(1)
    expect(cells.locator(".wb-wide [aria-label=rect] rect")).to_have_count(4)
    expect(code.result).to_contain_text("Squares")
    assert code.root.get_attribute("data-verdict") is None
    code.press("Solution")
    expect(code.root.get_by_role("dialog")).to_contain_text("0 attempts")


def test_whole_numbers_wrap_round_as_the_page_on_grading_says(code: Code) -> None:
    code.try_out("import numpy as np\nprint((np.arange(100_000) ** 2)[-1])")
    expect(code.result.locator(".wb-stdout")).to_have_text("1409865409\n")


def test_whatever_is_printed_is_text_and_leaves_the_page_alone(code: Code) -> None:
    printed = "<img src='none' onerror='marks = 1'>\x1b[31m red \u202e backwards"
    code.try_out(f"print({printed!r})\nprint('x' * 10**6)")
    output = code.result.locator(".wb-stdout")
    expect(output).to_contain_text("<img src='none' onerror='marks = 1'>")
    expect(output.locator("*")).to_have_count(0)
    assert code.page.evaluate("typeof marks") == "undefined"
    assert len(output.inner_text()) < 10**5
    # one line of a million letters does not widen the page either
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert code.page.evaluate(wider) <= 0
    code.write(FAIL["no_alpha"])
    code.check()
    code.has("fail")


def test_errors_lead_to_their_line_in_the_code_and_in_the_scratch_area(code: Code) -> None:
    code.write("import numpy as np\n\ndef inner_adapt(theta:\n    return theta")
    code.check()
    code.has("invalid")
    code.press("Go to line 3")
    expect(code.editor.locator(".wb-error-line")).to_contain_text("def inner_adapt(theta:")
    code.write(ADAPT.solution)
    code.try_out("x = 1\nunknown_name")
    code.press("Go to line 2 of the scratch area")
    expect(code.result).to_contain_text("unknown_name")
    expect(code.scratch.locator(".cm-content")).to_be_focused()


def test_endless_code_is_stopped_by_the_clock_or_by_hand_and_the_page_goes_on(code: Code) -> None:
    code.limit(2)
    code.write(ENDLESS)
    code.check()
    code.has("timeout")
    code.holds(ENDLESS)
    code.limit(ADAPT.exercise.seconds)
    code.write("while True: pass")
    code.press("Run")
    code.is_in("running")
    code.root.get_by_text("Scratch area", exact=True).click()
    code.replace(code.scratch, "print(1)")
    code.holds("print(1)", code.scratch)
    assert code.root.get_attribute("data-state") == "running"
    code.press("Stop")
    expect(code.status).to_contain_text("Stopped")
    code.holds("while True: pass")
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")


def test_the_states_and_the_verdict_can_be_followed_from_outside(code: Code) -> None:
    code.is_in("ready")
    assert code.root.get_attribute("data-verdict") is None
    states = code.root.evaluate(
        """async (element, solution) => {
            const states = [];
            const note = () => {
                const { state } = element.dataset;
                if (states.at(-1) !== state) states.push(state);
            };
            const observer = new MutationObserver(note);
            observer.observe(element, { attributes: true, attributeFilter: ["data-state"] });
            const report = await element.submit(solution);
            await new Promise((resolve) => requestAnimationFrame(resolve));
            observer.disconnect();
            return [...states, report.verdict, element.dataset.verdict];
        }""",
        ADAPT.solution,
    )
    assert states == ["loading", "checking", "done", "pass", "pass"]
