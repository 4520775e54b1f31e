"""Grading a classify exercise: a label and the phrase that decides it, per scenario."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from grader.exercise import ClassifyExercise, Item
from grader.isolation.source_text import Invalid
from grader.judge import Judge, scenario_of
from grader.report import CheckResult, Report, report_for
from grader.values.describe import describe

WRONG_PHRASE = "The label is right. A phrase you marked points the other way: “{phrase}”."
NO_PHRASE = "The label is right. Now mark the phrase in the text that decides it."
OTHER_PHRASE = (
    "The label is right, but what you marked does not decide it: another label would fit too."
)
EVERY_PHRASE = (
    "The label is right. You marked every phrase: mark only those that decide, without which "
    "another label would fit too."
)

LABEL, EVIDENCE = "label", "evidence"  # stages at which a scenario's answer can fail
RESULTS = {
    "": "Right: {}.",
    LABEL: "A different label fits: {}.",
    EVIDENCE: "Right label, but not yet the right phrase: {}.",
}
OPEN = "Choose a label for every scenario; still open: {}."
TRY_AGAIN = "Read the reasons, then try these again."
DECIDING, MISLEADING, NEUTRAL = "deciding", "misleading", "neutral"
MISSED = "What decides it: {phrases}."
FIRST_CHOICE = "{remark} Our first choice is “{label}”."


def grade_classify(exercise: ClassifyExercise, submission: Any, seed: int = 0, *_: Any) -> Report:
    """Grade ``{item: {"label", "evidence": [phrase ids], "because"}}``.

    ``pass`` when label and evidence are right on every item shown; the sentence never matters.
    ``invalid`` while any has no label, with the results of those that have one.
    """
    items = {item.id: item for item in exercise.items}
    shown = drawn(exercise, seed)
    try:
        answers = _read(exercise, submission, items, shown)
    except Invalid as invalid:
        return report_for(exercise, seed, "invalid", invalid.feedback)
    checks = [_check(items[name], answers.get(name)) for name in shown]
    _judge_sentences(exercise, checks, answers)
    verdicts = {check.verdict for check in checks}
    if "skip" in verdicts:
        return report_for(exercise, seed, "invalid", _results(checks), checks=checks)
    if "fail" in verdicts:
        return report_for(exercise, seed, "fail", _results(checks), checks=checks)
    all_of_them = (
        f"All {len(checks)} scenarios are right, each" if len(checks) > 1 else "It is right,"
    )
    feedback = f"{all_of_them} with the phrase that decides it."
    return report_for(exercise, seed, "pass", feedback, checks=checks)


def judge_of(exercise: ClassifyExercise) -> Judge:
    """The judge of an exercise's justifications; unsure of everything if there is no model."""
    scenarios = {
        item.id: scenario_of(exercise.lexicon, item.id, item.label, item.rubric, item.judge)
        for item in exercise.items
    }
    return Judge(exercise.lexicon, scenarios, exercise.model)


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
    answered = [name for name in shown if _label(submission.get(name))]
    for name in answered:
        _read_answer(exercise, items[name], submission[name])
    return {name: submission[name] for name in answered}


def _read_answer(exercise: ClassifyExercise, item: Item, answer: Mapping[str, Any]) -> None:
    if answer["label"] not in exercise.labels:
        words = f"{item.id}: {describe(answer['label'])} is not a label"
        raise Invalid(f"{words}; the labels are {_names(exercise.labels)}.")
    evidence = answer.get("evidence", [])
    if not isinstance(evidence, list):
        raise Invalid(f"{item.id}: evidence must be a list of phrase ids.")
    for phrase in evidence:
        if not isinstance(phrase, str) or phrase not in item.phrases:
            words = f"{item.id}: {describe(phrase)} is not a phrase"
            raise Invalid(f"{words}; the phrases are {_names(item.phrases)}.")
    if not isinstance(answer.get("because", ""), str):
        raise Invalid(f"{item.id}: because must be a sentence.")


def _label(answer: Any) -> Any:
    return answer.get("label") if isinstance(answer, dict) else None


def _judge_sentences(
    exercise: ClassifyExercise, checks: Sequence[CheckResult], answers: Mapping[str, Any]
) -> None:
    """Add an opinion on each sentence that is not empty."""
    sentences = {name: answer.get("because", "").strip() for name, answer in answers.items()}
    if not any(sentences.values()):
        return
    judge = judge_of(exercise)
    for check in checks:
        if sentences.get(check.name):
            opinion = judge.judge(check.name, sentences[check.name])
            check.because = {"verdict": opinion.verdict, "reason": opinion.reason}


def _results(checks: Sequence[CheckResult]) -> str:
    """What became of each scenario, by its number on the page."""
    numbers: dict[str, list[str]] = {}
    for number, check in enumerate(checks, 1):
        result = OPEN if check.verdict == "skip" else RESULTS[check.stage]
        numbers.setdefault(result, []).append(str(number))
    order = [*RESULTS.values(), OPEN]
    sentences = [
        sentence.format(_numbered(numbers[sentence])) for sentence in order if sentence in numbers
    ]
    if any(check.verdict == "fail" for check in checks):
        sentences.insert(len(sentences) - (OPEN in numbers), TRY_AGAIN)
    return " ".join(sentences)


def _numbered(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"scenario {numbers[0]}"
    return f"scenarios {', '.join(numbers[:-1])} and {numbers[-1]}"


def _cues(item: Item) -> dict[str, str]:
    """What each phrase of a scenario is worth."""
    kinds = {**dict.fromkeys(item.deciding, DECIDING), **dict.fromkeys(item.misleading, MISLEADING)}
    return {phrase: kinds.get(phrase, NEUTRAL) for phrase in item.phrases}


def _missed(item: Item, evidence: Sequence[str]) -> str:
    """One line that says which cue was missed, if none that decides was marked."""
    if set(evidence) & set(item.deciding):
        return ""
    quoted = " and ".join(f"“{item.phrases[phrase]}”" for phrase in item.deciding)
    return MISSED.format(phrases=quoted)


def _check(item: Item, answer: Mapping[str, Any] | None) -> CheckResult:
    if answer is None:
        return CheckResult(item.id, item.text, verdict="skip")
    label, evidence = answer["label"], answer.get("evidence", [])
    result = CheckResult(item.id, item.text, found=label)
    if label in item.defensible:  # what the phrases are worth is said of the first choice alone
        remark = item.defensible[label]
        result.feedback = FIRST_CHOICE.format(remark=remark, label=item.label)
        return result
    if not _marks_all(item, evidence):  # or one click on each would buy the worth of all
        result.cues, result.missed = _cues(item), _missed(item, evidence)
    if label != item.label:
        result.verdict, result.stage = "fail", LABEL
        result.feedback = item.why.get(label, "")
    elif problem := _evidence_problem(item, evidence):
        result.verdict, result.stage, result.feedback = "fail", EVIDENCE, problem
    return result


def _evidence_problem(item: Item, evidence: Sequence[str]) -> str:
    """What is wrong with the marked phrases, beside a right label; empty if nothing is."""
    if _marks_all(item, evidence):
        return EVERY_PHRASE
    for phrase in evidence:
        if phrase in item.misleading:
            return WRONG_PHRASE.format(phrase=item.phrases[phrase])
    if set(evidence) & set(item.deciding):
        return ""
    return OTHER_PHRASE if evidence else NO_PHRASE


def _marks_all(item: Item, evidence: Sequence[str]) -> bool:
    return bool(item.misleading) and set(evidence) == set(item.phrases)


def _names(names: Any) -> str:
    return ", ".join(names)
