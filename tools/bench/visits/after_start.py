"""What comes after the start: verdicts on all solutions, pages in between, and Stop."""

from __future__ import annotations

from statistics import median
from typing import Any

from playwright.sync_api import BrowserType, Page

from tools.bench.visits.chromium_visits import open_page, profile, until_ready
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.course.embeds import page_addresses
from tools.course.folder import load_course
from tools.course.kinds import CodeFolder

Plan = list[tuple[CodeFolder, str]]
ENDLESS = "while True:\n    pass\n"
# Follows a link as a click does; the page has come when an exercise of it could be graded.
FOLLOW = """(url) => new Promise((resolve) => {
    for (const left of document.querySelectorAll("rl-exercise")) left.dataset.left = "";
    const look = () => {
        const found = document.querySelector("rl-exercise:not([data-left])");
        if (found?.dataset.state !== "ready") return;
        observer.disconnect();
        resolve(performance.now() - begin);
    };
    const observer = new MutationObserver(look);
    const attributes = { attributes: true, attributeFilter: ["data-state"] };
    observer.observe(document, { ...attributes, childList: true, subtree: true });
    const link = document.createElement("a");
    link.href = url;
    document.body.append(link);
    const begin = performance.now();
    link.click();
    link.remove();
})"""
# A learner who presses Check has typed something before.
CHECK = """async ([id, submission]) => {
    const element = document.querySelector(`rl-exercise[data-id="${id}"]`);
    element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begin = performance.now();
    const { verdict } = await element.submit(submission);
    return [performance.now() - begin, verdict];
}"""
# Ready again is when the next submission is being graded.
STOP = """async ([id, endless, solution]) => {
    const element = document.querySelector(`rl-exercise[data-id="${id}"]`);
    const checking = () => new Promise((resolve) => {
        const look = () => {
            if (element.dataset.state !== "checking") return;
            observer.disconnect();
            resolve(performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(element, { attributes: true, attributeFilter: ["data-state"] });
        look();
    });
    const stopped = element.submit(endless).catch(() => {});
    await checking();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const begin = performance.now();
    element.querySelector(".wb-stop").click();
    await stopped;
    const next = element.submit(solution);
    const ready = await checking();
    return [ready - begin, (await next).verdict];
}"""


def plan() -> Plan:
    """The published code exercises with their pages, relative to the start page, in their order.

    The first page is the one that is opened; its exercise is the first on it.
    """
    pages = page_addresses(ROOT)
    code = [exercise for exercise in load_course(ROOT).code.values() if exercise.id in pages]
    return sorted(((exercise, pages[exercise.id]) for exercise in code), key=lambda pair: pair[1])


def session(engine: BrowserType, url: str, plan: Plan, samples: dict[str, list[float]]) -> None:
    """Solve every code exercise, going from page to page, then stop an endless loop."""
    current, checks, moves = plan[0][1], [], []
    with profile(engine) as context, open_page(context, f"{url}{current}") as page:
        until_ready(page)
        for exercise, path in plan:
            if path != current:
                moves.append(page.evaluate(FOLLOW, f"{url}{path}") / 1000)
                current = path
            checks.append(time_script(page, CHECK, [exercise.id, exercise.solution]))
        samples["check_to_verdict"].append(median(checks))
        samples["page_to_page"].append(median(moves))
        last = plan[-1][0]
        samples["stop_with_spare"].append(
            time_script(page, STOP, [last.id, ENDLESS, last.solution])
        )


def small_session(
    engine: BrowserType, url: str, plan: Plan, samples: dict[str, list[float]]
) -> None:
    """Stop an endless loop where there is no memory for a spare."""
    first, path = plan[0]
    with profile(engine) as context, open_page(context, f"{url}{path}", small=True) as page:
        until_ready(page)
        time_script(page, CHECK, [first.id, first.solution])
        seconds = time_script(page, STOP, [first.id, ENDLESS, first.solution])
    samples["stop_without_spare"].append(seconds)


def time_script(page: Page, script: str, argument: list[Any]) -> float:
    """Seconds that a script of this module measured.

    Raises:
        SetupError: if the solution did not pass, which is nothing to measure.
    """
    milliseconds, verdict = page.evaluate(script, argument)
    if verdict != "pass":
        raise SetupError(f"{argument[0]}: the solution got the verdict {verdict!r} in the browser")
    return float(milliseconds) / 1000
