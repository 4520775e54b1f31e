"""The course as the tests of the pages need it: which exercise stands where, and answers to it."""

from __future__ import annotations

from typing import Any

from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.embeds import page_addresses
from tools.course.kinds import ClassifyFolder, CodeFolder

Answers = dict[str, dict[str, Any]]


FIRST = COURSE.classify["framing/first-scenario"]
FRAMING = COURSE.classify["framing/multitask-or-meta"]
METHOD = COURSE.classify["method/maml-rl2-pearl"]
RECALL = COURSE.recall["recall/foundations"]
ADAPT = COURSE.code["maml/inner-adapt"]
PREDICTED = COURSE.code["maml/three-gradients"]  # asks something before the code
PAGES = page_addresses(ROOT)


def page_of(name: str) -> str:
    """Path of the page that embeds an exercise, relative to the start page."""
    return PAGES[name]


def exercises_on(path: str) -> list[str]:
    """Names of the exercises that a page embeds."""
    return [name for name in COURSE.exercises if page_of(name) == path]


def stored(loaded: CodeFolder, verdict: str) -> dict[str, str]:
    """The stored submissions with a verdict, by name."""
    return {
        submission.name: submission.text
        for submission in loaded.stored
        if submission.verdict == verdict
    }


def right(item: Any) -> dict[str, Any]:
    """The accepted answer to a scenario."""
    return {"label": item.accept.label, "evidence": list(item.accept.deciding), "because": ""}


def wrong(item: Any, label: str) -> dict[str, Any]:
    """The answer to a scenario with another label."""
    return {**right(item), "label": label}


def others(loaded: ClassifyFolder, item: Any) -> list[str]:
    """The labels that a scenario does not accept."""
    accepted = {item.accept.label, *item.defensible}
    return [label for label in loaded.meta.labels if label not in accepted]


def all_right(loaded: ClassifyFolder) -> Answers:
    """A passing submission of a classify exercise."""
    return {item.id: right(item) for item in loaded.meta.item}


def all_wrong(loaded: ClassifyFolder) -> Answers:
    """A submission of a classify exercise with no right label in it."""
    return {item.id: wrong(item, others(loaded, item)[0]) for item in loaded.meta.item}
