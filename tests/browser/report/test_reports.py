"""Submissions get the same Report through the built page in Chromium as under CPython."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from grader.exercise import exercise_from_data
from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, all_right, all_wrong, others, page_of, right, wrong
from tests.browser.learner import Exercise
from tests.browser.watching import Tab
from tests.shares import share
from tests.whole_course import COURSE
from tools.contract.exercise_reports import ExerciseReports
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, RecallFolder
from tools.grading.pool import Pool, process_pool
from tools.grading.worker import GraderProcess

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# words of the interpreter, output that may hold them, and time
OUTSIDE = ("python", "stdout", "stdout_cut", "seconds")


def code_submissions(loaded: CodeFolder) -> dict[str, Any]:
    stored = {f"{one.verdict}/{one.name}": one.text for one in loaded.stored}
    return {"starter": loaded.starter, "solution": loaded.solution, **stored}


def selected(submissions: dict[str, Any]) -> dict[str, Any]:
    """The starter, the solution and a share of the stored submissions."""
    always = [name for name in submissions if "/" not in name]
    stored = share(sorted(submissions.keys() - always), STORED_OF_EACH)
    return {name: submissions[name] for name in (*always, *stored)}


def classify_submissions(loaded: ClassifyFolder) -> dict[str, Any]:
    items, whole = loaded.meta.item, all_right(loaded)
    first = items[0]
    several = {
        "all right": whole,
        "all wrong": all_wrong(loaded),
        "nothing answered": {},
        "one unanswered": {name: answer for name, answer in whole.items() if name != first.id},
        "unknown label": {**whole, first.id: wrong(first, "supervised")},
        "unknown phrase": {**whole, first.id: {**right(first), "evidence": ["nowhere"]}},
        "unknown scenario": {**whole, "nowhere": right(first)},
        "a sentence too": {**whole, first.id: {**right(first), "because": "θ – „so“"}},
        "text": "multi-task RL",
        "list": [whole],
    }
    labels = {
        f"{item.id} is {label}": {**whole, item.id: wrong(item, label)}
        for item in items
        for label in others(loaded, item)
    }
    evidence = {
        f"{item.id} because of {chosen}": {**whole, item.id: {**right(item), "evidence": chosen}}
        for item in items
        for chosen in ([], *([phrase] for phrase in loaded_phrases(loaded, item.id)))
    }
    return {**several, **labels, **evidence}


def loaded_phrases(loaded: ClassifyFolder, name: str) -> list[str]:
    return next(list(item.phrases) for item in vars(loaded.exercise)["items"] if item.id == name)


def recall_submissions(loaded: RecallFolder) -> dict[str, Any]:
    cards = [card.id for card in loaded.meta.card]
    ratings = ["again", "hard", "good", "easy"]
    whole = {card: ratings[index % 4] for index, card in enumerate(cards)}
    return {
        "all rated": whole,
        "nothing rated": {},
        "one unrated": dict.fromkeys(cards[1:], "good"),
        "unknown rating": {**whole, cards[0]: "perfect"},
        "unknown card": {**whole, "nowhere": "good"},
        "text": "good",
    }


SUBMISSIONS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "code": code_submissions,
    "classify": classify_submissions,
    "recall": recall_submissions,
}

BODY = "def inner_adapt(theta, grad_fn, alpha, steps):\n    "
# Nothing here is a serious answer; each must still get a Report, and the same one.
ODD = {
    "empty": "",
    "blank": " \n\t\n",
    "prose": "I do not know.",
    "zero byte": "x = '\0'",
    "mixed indentation": "def f():\n\treturn 1\n        return 2\n",
    "open string": 'x = """never closed',
    "a megabyte": "x = 1\n" * 180_000,
    "other letters": "θ = 'Ж' + '中' + '🙂'\n",
    "a generator": BODY + "yield theta",
    "a coroutine": "async " + BODY + "return theta",
    "a number": "inner_adapt = 3",
    "endless recursion": BODY + "return inner_adapt(theta, grad_fn, alpha, steps)",
    "all memory": BODY + "return [0] * 10**9",
    "exit": BODY + "raise SystemExit(0)",
    "exit at once": "import sys\nsys.exit()",
    "interrupt": BODY + "raise KeyboardInterrupt",
    "replaces a function": "import numpy as np\nnp.sum = lambda x: 0\n" + BODY + "return theta",
    "replaces a builtin": "import builtins\nbuiltins.len = lambda x: 0\n" + BODY + "return theta",
    "unknown module": "import torch\n" + BODY + "return theta",
    "returns an object": BODY + "return object()",
    "returns a text": BODY + "return 'theta'",
    "returns nan": BODY + "return theta * float('nan')",
    "a thread": "import threading\n" + BODY + "threading.Thread(target=print).start()",
}
# What never ends is stopped sooner than elsewhere: this is enough to get to where it never ends.
ENDLESS = "timeout/"
ENDLESS_SECONDS = 2.0
# All others get more: whether there is time to run one again is not for a busy machine to decide.
PATIENT_SECONDS = 60.0
# Of how many exercises of a kind one run compares the Reports, and of how many stored submissions
# of each: a page takes seconds to open and half a second for each submission.
EXERCISES = {"code": 4, "classify": 3, "recall": 2}
STORED_OF_EACH = 5
# Puts an exercise of another page in the place of this one's, as that page opens with it.
BORROW = """async ([address, name]) => {
    const answer = await fetch(address);
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const own of document.querySelectorAll("rl-exercise")) own.remove();
    const exercise = other.querySelector(`rl-exercise[data-id="${name}"]`);
    document.querySelector("article").append(document.adoptNode(exercise)); // it goes with the page
}"""
# too deep for the parser in WebAssembly, whose interpreter cannot go on after it
BREAKS_DOWN = "(" * 5000


def differences(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Fields in which a Report differs from the native one, each with both values."""
    pairs = {
        key: (found.get(key), expected.get(key))
        for key in expected.keys() | found.keys()
        if key not in (*OUTSIDE, "checks")
    }
    checks = found["checks"], expected["checks"]
    pairs["number of checks"] = (len(checks[0]), len(checks[1]))
    for here, there in zip(*checks, strict=False):
        for key in there:
            pairs[f"{there['name']}.{key}"] = (here[key], there[key])
    return {key: pair for key, pair in pairs.items() if not equal(*pair)}


def equal(found: Any, expected: Any) -> bool:
    """Whether two values are equal; numbers within a text to 1e-6, zeros to the grader's 1e-9."""
    if not (isinstance(found, str) and isinstance(expected, str)):
        return bool(found == expected)
    if NUMBER.sub("#", found) != NUMBER.sub("#", expected):
        return False
    pairs = zip(NUMBER.findall(found), NUMBER.findall(expected), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-9) for a, b in pairs)


def compare(
    page: Page,
    loaded: ExerciseFolder,
    submissions: dict[str, Any],
    report: Callable[[Any], dict[str, Any]],
    seconds: float = PATIENT_SECONDS,
) -> str:
    """The differences, one a line; empty where all Reports are equal.

    Args:
        report: the native Report on a submission.
    """
    shown, answers = Exercise(page, loaded.id), list(submissions.values())
    shown.limit(seconds)
    with ThreadPoolExecutor(1) as pool:
        reports = pool.submit(lambda: list(map(report, answers)))
        found = shown.submit(*answers)
    expected = reports.result()
    stale = found[0]["exercise_version"] != expected[0]["exercise_version"]
    assert not stale, f"the site is older than {loaded.id}: run make test, or python -m tools build"
    lines = [
        f"{loaded.id}, {name}: {field} is {here!r}, natively {there!r}"
        for name, *pair in zip(submissions, found, expected, strict=True)
        for field, (here, there) in differences(*pair).items()
    ]
    return "\n".join(lines)


def native_report(
    page: Page, loaded: ExerciseFolder, native: GraderProcess
) -> Callable[[Any], dict[str, Any]]:
    """What gives the native Report on a submission, by what the page knows of the exercise."""
    exercise = exercise_from_data(Exercise(page, loaded.id).data())
    patient = replace(exercise, seconds=PATIENT_SECONDS)
    return lambda submission: native.grade(patient, submission)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with process_pool() as processes:
        yield processes


# by kind, for one of code takes other ways than a scenario
OF_KIND = {
    kind: [name for name, one in COURSE.exercises.items() if one.kind == kind] for kind in EXERCISES
}
COMPARED = [name for kind, most in EXERCISES.items() for name in share(OF_KIND[kind], most)]


@pytest.mark.parametrize("path", sorted({page_of(name) for name in COMPARED}))
def test_reports_in_the_browser_equal_the_native_ones(
    path: str, visit: Visit, native: GraderProcess, pool: Pool
) -> None:
    page = visit(path)
    for loaded in (COURSE.exercises[name] for name in sorted(COMPARED) if page_of(name) == path):
        submissions: dict[str, Any] = SUBMISSIONS[loaded.kind](loaded)
        if isinstance(loaded, CodeFolder):
            submissions = selected(submissions)
        endless = {key: text for key, text in submissions.items() if key.startswith(ENDLESS)}
        ending = {key: text for key, text in submissions.items() if key not in endless}
        report = native_report(page, loaded, native)
        if isinstance(loaded, CodeFolder):  # those that the contract looks at, and that are kept
            report = ExerciseReports(loaded, pool, thorough=False).report
        differing = compare(page, loaded, ending, report)
        assert not differing, differing
        if endless:
            differing = compare(page, loaded, endless, report, ENDLESS_SECONDS)
            assert not differing, differing


def test_no_untouched_starter_is_anybody_else_s_fault(visit: Visit, native: GraderProcess) -> None:
    """What a learner reads who presses Check at once, in every exercise of the course."""
    page = visit(page_of(ADAPT.id))

    for name, loaded in COURSE.code.items():
        page.evaluate(BORROW, [urljoin(page.url, f"/{page_of(name)}"), name])
        report = native_report(page, loaded, native)
        differing = compare(page, loaded, {"starter": loaded.starter}, report)
        assert not differing, differing
        assert Exercise(page, name).root.get_attribute("data-verdict") in ("fail", "invalid"), name


def test_odd_submissions_get_the_same_report_and_a_breakdown_harms_no_later_one(
    visit: Visit, tab: Tab, native: GraderProcess
) -> None:
    tab.watch.expect("Pyodide", "fatal error", "RangeError", "RuntimeError")
    page = visit(page_of(ADAPT.id), alone=ADAPT.id)
    broken = Exercise(page, ADAPT.id).submit(BREAKS_DOWN)[0]
    assert broken["verdict"] == "invalid"
    differing = compare(page, ADAPT, ODD, native_report(page, ADAPT, native))
    assert not differing, differing
