"""Checks that take seconds show how far they are, and now and then say it; quick ones do not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code
from tests.whole_course import COURSE

TRAINS = COURSE.code["maml/train-on-waves"]
LAST = len(TRAINS.check_titles)
# Its training sleeps, so that it is as slow on every machine, and learns nothing.
SLOW = TRAINS.solution.replace("import numpy", "import time\n\nimport numpy").replace(
    "        g = meta",
    "        if iterations > 100:\n            time.sleep(0.025)\n            draw()\n"
    "            continue\n        g = meta",
)
LISTEN = """(element) => {
    const [status, strip] = [".wb-status", ".wb-progress"].map((one) => element.querySelector(one));
    const bar = strip.querySelector("progress");
    window.said = [];
    window.shown = [];
    const note = () => window.said.push([performance.now(), status.textContent]);
    const look = () => window.shown.push([
        performance.now(), strip.hidden ? "" : strip.textContent, bar.value,
    ]);
    new MutationObserver(note).observe(status, {childList: true});
    new MutationObserver(look).observe(strip, {attributes: true, childList: true, subtree: true});
}"""
FORGED = f"""{ADAPT.solution}

import time
from grader.expectations import progress

progress.begin_check(900)
time.sleep(0.7)
progress.begin_check(1)
progress._kept[0][1] = 7000
time.sleep(0.7)
end = time.time() + 2
while time.time() < end:
    progress.begin_check(2)
    progress.show_share(end - time.time())
"""


def listening(visit: Visit, name: str) -> Code:
    code = Code(visit(page_of(name)), name)
    code.root.evaluate(LISTEN)
    return code


def shown(code: Code) -> list[tuple[float, str, float]]:
    """When, what, and how full the bar was, at each change that can be seen."""
    changes: list[Any] = code.page.evaluate("window.shown")
    return [(at, text, share) for at, text, share in changes if text]


def test_training_shows_its_check_and_how_much_is_done_until_the_verdict(visit: Visit) -> None:
    code = listening(visit, TRAINS.id)
    strip = code.root.locator(".wb-progress")
    code.write(SLOW)
    code.press("Check")
    title = f"Check {LAST} of {LAST}: {TRAINS.check_titles[-1]}"
    expect(strip).to_contain_text(title)
    expect(strip).to_contain_text(re.compile(r"\d+ %, \d+ s$"))
    expect(code.root.get_by_role("progressbar", name="Checking")).to_be_visible()
    expect(code.button("Stop")).to_be_visible()
    code.is_in("done")
    code.has("fail")
    expect(strip).to_be_hidden()

    shares = [share for _, text, share in shown(code) if text.startswith(title)]
    assert len(set(shares)) >= 5
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1
    said = [(at, text) for at, text in code.page.evaluate("window.said") if "Check " in text]
    assert said
    assert said[0][1].startswith(title)
    times = [at for at, _ in said]
    assert all(later - sooner >= 4900 for sooner, later in pairwise(times))


def test_stop_takes_it_away_and_the_next_check_begins_anew(visit: Visit) -> None:
    code = listening(visit, TRAINS.id)
    strip = code.root.locator(".wb-progress")
    code.write(SLOW)
    code.press("Check")
    expect(strip).to_contain_text(f"Check {LAST} of {LAST}")
    code.press("Stop")
    expect(strip).to_be_hidden()
    expect(code.status).to_be_visible()
    expect(code.status).to_contain_text("Stopped. Your text is kept")
    code.page.wait_for_timeout(1500)  # longer than the clock takes to its next second
    expect(strip).to_be_hidden()
    code.write(TRAINS.starter)
    code.check()
    code.has("fail")
    expect(strip).to_be_hidden()


def test_a_quick_check_shows_nothing(visit: Visit) -> None:
    code = listening(visit, ADAPT.id)
    for _ in range(10):
        code.page.evaluate("window.shown = []")
        (report,) = code.submit(ADAPT.solution)
        assert report["verdict"] == "pass"
        if report["seconds"] < 0.4:  # else the machine has a lot to do
            assert shown(code) == []
            return
    pytest.fail("no check was quick")


def test_a_submission_can_neither_forge_words_nor_flood_the_page(visit: Visit) -> None:
    code = listening(visit, ADAPT.id)
    (report,) = code.submit(FORGED)
    assert report["verdict"] == "pass"
    texts = {text for _, text, _ in shown(code)}
    assert texts
    assert not any("900" in text for text in texts)
    last = len(ADAPT.check_titles)
    real = ("All checks", *(f"Check {number} of {last}: " for number in range(1, last + 1)))
    assert all(text.startswith(real) for text in texts), texts
    assert all(0 <= share <= 1 for _, _, share in shown(code))
    # one change of the page has several observed parts: the title, the bar, the words
    moments = [at for at, _, _ in shown(code)]
    assert sum(later - sooner > 50 for sooner, later in pairwise(moments)) <= 20
    assert len(code.page.evaluate("window.said")) <= 4
