"""What the judge says of labelled sentences that it was not fitted on, and the rates of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.judge import Judge
from grader.judge.model import VERDICTS, Model
from tools.common.spelling import suggestion
from tools.course.folder import Course
from tools.course.kinds import ClassifyFolder, Sentence
from tools.judge.fit import Fit
from tools.judge.from_exercise import examples_of, fit_of, sentences_of, unfitted_judge

ANSWERS = (*VERDICTS, "unsure")
Answered = list[tuple[Sentence, str]]
Key = tuple[str, str, tuple[Sentence, ...]]  # an exercise, its version, and what is learned from
_FITS: dict[Key, Fit] = {}
_MODELS: dict[tuple[Key, str, bool], Model | None] = {}


def read(file: Path, course: Course) -> list[Sentence]:
    """The labelled sentences of a file.

    Raises:
        OSError, ValueError: which say what is wrong with it.
    """
    items = owners(course)
    sentences = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            sentence = msgspec.json.decode(line, type=Sentence)
        except msgspec.MsgspecError as error:
            raise ValueError(f"line {number}: {error}") from None
        if sentence.item not in items:
            raise ValueError(
                f"line {number}: no scenario {sentence.item!r}. {suggestion(sentence.item, items)}"
            )
        if not sentence.label:
            raise ValueError(f"line {number}: the sentence has no label")
        sentences.append(sentence)
    if not sentences:
        raise ValueError("it holds no sentence")
    return sentences


def owners(course: Course) -> dict[str, ClassifyFolder]:
    """The exercise that each scenario belongs to."""
    return {
        scenario.id: folder for folder in course.classify.values() for scenario in folder.meta.item
    }


def answers(
    course: Course, sentences: Sequence[Sentence], cross_validate: bool, withhold: bool = False
) -> Answered:
    """What the judge says of each sentence.

    Args:
        cross_validate: of a scenario, it knows no more sentences than the examples.
        withhold: nor these.
    """
    items = owners(course)
    answered: Answered = []
    for folder in {
        items[sentence.item].id: items[sentence.item] for sentence in sentences
    }.values():
        own = [sentence for sentence in sentences if items[sentence.item] is folder]
        answered += _of_exercise(folder, own, cross_validate or withhold, withhold)
    return answered


def _of_exercise(
    folder: ClassifyFolder, sentences: Sequence[Sentence], cross_validate: bool, withhold: bool
) -> Iterator[tuple[Sentence, str]]:
    judged = {plain(sentence) for sentence in sentences}
    training = tuple(sentence for sentence in sentences_of(folder) if plain(sentence) not in judged)
    for left_out in sorted({sentence.item for sentence in sentences}) if cross_validate else [""]:
        judge = _fit(folder, training, left_out, withhold)
        for sentence in sentences:
            if not left_out or sentence.item == left_out:
                yield sentence, judge.judge(sentence.item, sentence.text).verdict


def _fit(
    folder: ClassifyFolder, sentences: tuple[Sentence, ...], left_out: str, withhold: bool
) -> Judge:
    """The judge fitted on some sentences, of one scenario on no more than its examples or on none;
    made once, for sets of other sentences ask for the same one."""
    exercise = folder.exercise
    judge, key = unfitted_judge(exercise), (exercise.id, exercise.version, sentences)
    if key not in _FITS:
        _FITS[key] = fit_of(folder, sentences)
    if (key, left_out, withhold) not in _MODELS:
        examples = set() if withhold else set(examples_of(folder))
        numbers = [
            number
            for number, sentence in enumerate(sentences)
            if sentence.item != left_out or sentence in examples
        ]
        _MODELS[key, left_out, withhold] = _FITS[key].model(numbers)
    model = _MODELS[key, left_out, withhold]
    return Judge(judge.data, judge.scenarios, model.data() if model else None)


def plain(sentence: Sentence) -> tuple[str, str]:
    """A sentence for comparison with others: its scenario and its letters."""
    return sentence.item, "".join(filter(str.isalnum, sentence.text.lower()))


def figures(pairs: Answered) -> dict[str, Any]:
    """Counts and rates; a rate of nothing is 0.

    Returns:
        ``coverage``: share that got another answer than ``unsure``; ``accuracy`` and ``kappa``
        (Cohen's) on these; ``wrong_called_sound``: share of all ``wrong`` sentences; ``confusion``:
        counts by label, then by answer.
    """
    confusion = {
        label: {
            answer: sum(
                sentence.label == label and verdict == answer for sentence, verdict in pairs
            )
            for answer in ANSWERS
        }
        for label in VERDICTS
    }
    answered = sum(confusion[a][b] for a in VERDICTS for b in VERDICTS)
    right = _rate(sum(confusion[label][label] for label in VERDICTS), answered)
    by_chance = sum(
        _rate(sum(confusion[label][b] for b in VERDICTS), answered)
        * _rate(sum(confusion[a][label] for a in VERDICTS), answered)
        for label in VERDICTS
    )
    return {
        "sentences": len(pairs),
        "coverage": _rate(answered, len(pairs)),
        "accuracy": right,
        "kappa": _rate(right - by_chance, 1 - by_chance),
        "wrong_called_sound": _rate(confusion["wrong"]["sound"], sum(confusion["wrong"].values())),
        "confusion": confusion,
    }


def _rate(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
