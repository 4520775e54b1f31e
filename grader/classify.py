"""Grading a classify exercise: a label and the phrase that decides it, per scenario."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from grader.describe import describe
from grader.exercise import ClassifyExercise, Item
from grader.report import CheckResult, Report, report_for
from grader.submission import Invalid

WRONG_PHRASE = "The label is right. A phrase you marked points the other way: “{phrase}”."
NO_PHRASE = "The label is right. Now mark the phrase in the text that decides it."
OTHER_PHRASE = (
    "The label is right, but what you marked does not decide it: another label would fit too."
)


def grade_classify(exercise: ClassifyExercise, submission: Any, seed: int = 0) -> Report:
    """Grade ``{item: {"label", "evidence": [phrase ids], "because"}}``.

    ``pass`` when label and evidence are right on every item shown; the sentence never matters.
    """
    items = {item.id: item for item in exercise.items}
    shown = drawn(exercise, seed)
    try:
        answers = _read(exercise, submission, items, shown)
    except Invalid as invalid:
        return report_for(exercise, seed, "invalid", invalid.feedback)
    checks = [_judge(items[name], answers[name]) for name in shown]
    wrong = [one for one in checks if one.verdict == "fail"]
    if wrong:
        right = len(checks) - len(wrong)
        share = f"{right} of {len(checks)} scenarios are right."
        feedback = f"{share} Read the reasons, then try the others again."
        return report_for(exercise, seed, "fail", feedback, checks=checks)
    feedback = f"All {len(checks)} scenarios are right, each with the phrase that decides it."
    return report_for(exercise, seed, "pass", feedback, checks=checks)


def drawn(exercise: ClassifyExercise, seed: int = 0) -> tuple[str, ...]:
    """The ids of the items that a seed shows: all of them, or ``draw`` of them in file order."""
    ids = [item.id for item in exercise.items]
    if exercise.draw is None or exercise.draw >= len(ids):
        return tuple(ids)
    chosen = set(random.Random(seed).sample(ids, exercise.draw))
    return tuple(name for name in ids if name in chosen)


def _read(
    exercise: ClassifyExercise, submission: Any, items: Mapping[str, Item], shown: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    if not isinstance(submission, dict):
        raise Invalid("A submission maps each scenario to a label and evidence.")
    for name in submission:
        if name not in shown:
            words = f"There is no scenario {describe(name)} here"
            raise Invalid(f"{words}; the scenarios are {_names(shown)}.")
    unanswered = [name for name in shown if not _label(submission.get(name))]
    if unanswered:
        raise Invalid(f"Choose a label for every scenario; still open: {_names(unanswered)}.")
    for name in shown:
        _read_answer(exercise, items[name], submission[name])
    return {name: submission[name] for name in shown}


def _read_answer(exercise: ClassifyExercise, item: Item, answer: Mapping[str, Any]) -> None:
    if answer["label"] not in exercise.labels:
        words = f"{item.id}: {describe(answer['label'])} is no label"
        raise Invalid(f"{words}; the labels are {_names(exercise.labels)}.")
    evidence = answer.get("evidence", [])
    if not isinstance(evidence, list):
        raise Invalid(f"{item.id}: evidence must be a list of phrase ids.")
    for phrase in evidence:
        if not isinstance(phrase, str) or phrase not in item.phrases:
            words = f"{item.id}: {describe(phrase)} is no phrase"
            raise Invalid(f"{words}; the phrases are {_names(item.phrases)}.")
    if not isinstance(answer.get("because", ""), str):
        raise Invalid(f"{item.id}: because must be a sentence.")


def _label(answer: Any) -> Any:
    return answer.get("label") if isinstance(answer, dict) else None


def _judge(item: Item, answer: Mapping[str, Any]) -> CheckResult:
    label, evidence = answer["label"], answer.get("evidence", [])
    result = CheckResult(item.id, item.text, found=label)
    if label != item.label and label not in item.defensible:
        result.verdict, result.misconception = "fail", label
        result.feedback = item.why.get(label, "")
        return result
    result.feedback = item.defensible.get(label, "")
    misleading = [item.phrases[phrase] for phrase in evidence if phrase in item.misleading]
    if label in item.defensible or (not misleading and set(evidence) & set(item.deciding)):
        return result
    result.verdict = "fail"
    if misleading:
        result.feedback = WRONG_PHRASE.format(phrase=misleading[0])
    else:
        result.feedback = OTHER_PHRASE if evidence else NO_PHRASE
    return result


def _names(names: Any) -> str:
    return ", ".join(names)
