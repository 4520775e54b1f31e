"""What a learner does with an exercise on a page, and what they see."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

DONE = re.compile("done")
LIST_MS = 100  # in which a list of names begins to take keys
PRESSED = "all => all.map((one) => [one.dataset.phrase, one.getAttribute('aria-pressed')])"
VERDICTS = "all => all.map((one) => [one.dataset.item, one.getAttribute('data-verdict')])"


class Exercise:
    """One exercise on a page, once its script has taken over."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.root = page.locator(f'rl-exercise[data-id="{name}"]')
        self.status = self.root.locator(".wb-status")
        self.result = self.root.locator(".wb-result")
        expect(self.root).to_have_attribute("data-state", re.compile("."))

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """A button by the words on it."""
        exact = isinstance(name, str)
        return self.root.get_by_role("button", name=name, exact=exact)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Click a button."""
        self.button(name).click()

    def is_in(self, state: str) -> None:
        """Wait for a state."""
        expect(self.root).to_have_attribute("data-state", state)

    def check(self) -> None:
        """Press Check and wait for the verdict."""
        self.press("Check")
        self.is_in("done")

    def has(self, verdict: str) -> None:
        """Expect a verdict, in the attribute and in the report."""
        expect(self.root).to_have_attribute("data-verdict", verdict)
        expect(self.result.locator(f".wb-report.wb-{verdict}")).to_be_visible()

    def submit(self, *submissions: Any) -> list[dict[str, Any]]:
        """Reports on submissions, one after the other, through the element's own method."""
        script = """async (element, submissions) => {
            const reports = [];
            for (const one of submissions) reports.push(await element.submit(one));
            return reports;
        }"""
        reports: list[dict[str, Any]] = self.root.evaluate(script, list(submissions))
        return reports

    def data(self) -> dict[str, Any]:
        """What the page grades its submissions by."""
        script = "async (element) => (await element.bundle()).exercise"
        data: dict[str, Any] = self.root.evaluate(script)
        return data

    def limit(self, seconds: float) -> None:
        """Change the time that its submissions may take, until the page is left."""
        script = "async (element, limit) => { (await element.bundle()).exercise.seconds = limit; }"
        self.root.evaluate(script, seconds)


class Code(Exercise):
    """An exercise with an editor."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page, name)
        self.editor = self.root.locator(".wb-code > .wb-editor")
        self.scratch = self.root.locator(".wb-scratch .wb-editor")

    def write(self, text: str) -> None:
        """Replace the submission."""
        self.replace(self.editor, text)

    def try_out(self, text: str) -> None:
        """Replace the scratch area's text, and run."""
        if not self.scratch.is_visible():
            self.root.get_by_text("Scratch area", exact=True).click()
        self.replace(self.scratch, text)
        self.press("Run")

    def replace(self, editor: Locator, text: str) -> None:
        """Focus, select all and put a text in its place, as pasting does."""
        content = editor.locator(".cm-content")
        if not content.count():
            editor.locator("textarea").click()
        content.focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def choose_first_name(self) -> None:
        """Choose the first of the names that the editor offers, without taking it.

        CodeMirror's list takes no key before it has stood for a moment: nobody takes one by chance.
        """
        self.page.wait_for_timeout(LIST_MS)
        self.page.keyboard.press("ArrowDown")

    def holds(self, text: str, editor: Locator | None = None) -> None:
        """Expect the editor to hold a text, whichever of its two forms it has."""
        lines = (editor or self.editor).locator(".cm-line")
        if lines.count():
            expect(lines).to_have_text(text.split("\n"))
        else:
            expect((editor or self.editor).locator("textarea")).to_have_value(text)


class Classify(Exercise):
    """An exercise with scenarios."""

    def scenario(self, item: str) -> Locator:
        """One scenario by its id."""
        return self.root.locator(f'.wb-item[data-item="{item}"]')

    def answer(self, answers: dict[str, dict[str, Any]]) -> None:
        """Choose labels and mark exactly these phrases, with the mouse."""
        for item, answer in answers.items():
            scenario = self.scenario(item)
            scenario.get_by_role("radio", name=answer["label"], exact=True).check()
            phrases = scenario.locator(".wb-phrase")
            for at, (phrase, pressed) in enumerate(phrases.evaluate_all(PRESSED)):
                if (phrase in answer["evidence"]) != (pressed == "true"):
                    phrases.nth(at).click()

    def marks(self) -> dict[str, str | None]:
        """The verdict shown at each scenario."""
        return dict(self.root.locator(".wb-item").evaluate_all(VERDICTS))
