"""What a learner does with an exercise, in whichever engine."""

from __future__ import annotations

from typing import Any

from tests.engines.driver import Driver
from tools.course.kinds import ExerciseFolder

# Each in one line, so that it can be typed into an editor that indents by itself.
HEAD = "def inner_adapt(theta, grad_fn, alpha, steps):"
WRONG = f"{HEAD} return theta"
STEP = "inner_adapt(theta - alpha * grad_fn(theta), grad_fn, alpha, steps - 1)"
RIGHT = f"{HEAD} return {STEP} if steps else theta.copy()"

ATTRIBUTE = """(selector, name, wanted) => {
    const found = document.querySelector(selector)?.getAttribute(name);
    return wanted.includes(found ?? "");
}"""
MARKED = "(selector) => document.querySelector(selector).getAttribute('aria-pressed') === 'true'"
HELD = """(selector) =>
    [...document.querySelectorAll(`${selector} .cm-line`)].map((line) => line.textContent)"""
OUTCOME = """(selector) => {
    const { state, verdict } = document.querySelector(selector).dataset;
    return [state, verdict ?? ""];
}"""
AMPLE = 20.0  # seconds, which no submission needs that comes to an end, however busy the machine
TRIES = 3
LIMIT = """async (selector, seconds) => {
    (await document.querySelector(selector).bundle()).exercise.seconds = seconds;
}"""
REPORT = "(selector) => document.querySelector(`${selector} .wb-result`).innerText"


class Exercise:
    """One exercise of the page that a driver shows."""

    def __init__(self, driver: Driver, loaded: ExerciseFolder) -> None:
        self.driver = driver
        self.root = f'rl-exercise[data-id="{loaded.id}"]'
        driver.until("(selector) => document.querySelector(selector)?.dataset.state", self.root)

    def click(self, selector: str) -> None:
        """Click something within the exercise."""
        self.driver.click(f"{self.root} {selector}")

    def is_in(self, *states: str) -> None:
        """Wait for one of these states."""
        self.driver.until(ATTRIBUTE, self.root, "data-state", states)

    def check(self) -> None:
        """Press Check."""
        self.click(".wb-actions .wb-primary")

    def gets(self, verdict: str) -> None:
        """Press Check, and wait for a verdict other than a time-out.

        Three browsers at work slow a machine down until Python does not start in time, or right
        code overruns its limit. Then a learner tries again.
        """
        for _ in range(TRIES):
            self.check()
            self.is_in("done", "failed")
            state, verdict_now = self.driver.evaluate(OUTCOME, self.root)
            if state == "failed":
                self.click(".wb-failed button")
            elif verdict_now != "timeout":
                break
        self.has(verdict)

    def has(self, verdict: str) -> None:
        """Wait for a verdict, in the attribute and in the report."""
        self.is_in("done")
        self.driver.until(ATTRIBUTE, self.root, "data-verdict", [verdict])
        shown = f"{self.root} .wb-result .wb-report.wb-{verdict}"
        self.driver.until("(selector) => Boolean(document.querySelector(selector))", shown)

    def limit(self, seconds: float) -> None:
        """Change the time that its submissions may take, until the page is left."""
        self.driver.evaluate(LIMIT, self.root, seconds)

    @property
    def report(self) -> str:
        """The text of the result."""
        return str(self.driver.evaluate(REPORT, self.root))

    def write(self, line: str) -> None:
        """Type one line of code in the place of what the editor holds."""
        editor = f"{self.root} .wb-code > .wb-editor"
        if self.driver.evaluate("(s) => Boolean(document.querySelector(s))", f"{editor} textarea"):
            self.driver.click(f"{editor} textarea")
        self.driver.until("(s) => Boolean(document.querySelector(s))", f"{editor} .cm-content")
        self.driver.type(f"{editor} .cm-content", line)
        assert self.driver.evaluate(HELD, editor) == [line]

    def answer(self, answers: dict[str, dict[str, Any]]) -> None:
        """Choose labels and mark exactly these phrases."""
        for item, answer in answers.items():
            scenario = f'.wb-item[data-item="{item}"]'
            self.click(f'{scenario} input[value="{answer["label"]}"]')
            for phrase in answer["evidence"]:
                selector = f'{scenario} [data-phrase="{phrase}"]'
                if not self.driver.evaluate(MARKED, f"{self.root} {selector}"):
                    self.click(selector)
