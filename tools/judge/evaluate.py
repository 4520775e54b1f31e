"""What the judge says of labelled sentences that it was not fitted on, and the rates of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.exercise import ClassifyExercise
from grader.judge import Judge
from grader.judge.model import VERDICTS, Model
from tools.common.spelling import suggestion
from tools.course.folder import Course, Loaded, Sentence
from tools.judge.fit import Fit
from tools.judge.from_exercise import examples_of, sentences_of, unfitted

ANSWERS = (*VERDICTS, "unsure")
Answered = list[tuple[Sentence, str]]
Key = tuple[str, str, tuple[Sentence, ...]]  # an exercise, its version, and what is learned from
_FITS: dict[Key, Fit] = {}
_MODELS: dict[tuple[Key, str], Model | None] = {}


def read(file: Path, course: Course) -> list[Sentence]:
    """The labelled sentences of a file.

    Raises:
        OSError, ValueError: which say what is wrong with it.
    """
    items = owners(course)
    found = []
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
        found.append(sentence)
    if not found:
        raise ValueError("it holds no sentence")
    return found


def owners(course: Course) -> dict[str, Loaded]:
    """The exercise that each scenario belongs to."""
    return {
        scenario.id: loaded
        for loaded in course.exercises.values()
        if loaded.kind == "classify"
        for scenario in loaded.meta.item
    }


def answers(course: Course, sentences: Sequence[Sentence], cross_validate: bool) -> Answered:
    """What the judge says of each sentence."""
    items = owners(course)
    given: Answered = []
    for name in dict.fromkeys(items[one.item].id for one in sentences):
        mine = [one for one in sentences if items[one.item].id == name]
        given += _of_exercise(course.exercises[name], mine, cross_validate)
    return given


def _of_exercise(
    loaded: Loaded, sentences: Sequence[Sentence], cross_validate: bool
) -> Iterator[tuple[Sentence, str]]:
    exercise = loaded.exercise
    assert isinstance(exercise, ClassifyExercise)
    if exercise.lexicon is None:
        yield from ((one, "unsure") for one in sentences)
        return
    asked = {plain(one) for one in sentences}
    kept = tuple(one for one in sentences_of(loaded) if plain(one) not in asked)
    for left_out in sorted({one.item for one in sentences}) if cross_validate else [""]:
        fitted = _fitted(loaded, exercise, kept, left_out)
        for one in sentences:
            if not left_out or one.item == left_out:
                yield one, fitted.judge(one.item, one.text).verdict


def _fitted(
    loaded: Loaded, exercise: ClassifyExercise, kept: tuple[Sentence, ...], left_out: str
) -> Judge:
    """The judge fitted on some sentences, of one scenario on no more than its examples; made once,
    for sets of other sentences ask for the same one."""
    judge, key = unfitted(exercise), (exercise.id, exercise.version, kept)
    if key not in _FITS:
        _FITS[key] = Fit(judge, kept)
    if (key, left_out) not in _MODELS:
        examples = set(examples_of(loaded))
        used = [i for i, one in enumerate(kept) if one.item != left_out or one in examples]
        _MODELS[key, left_out] = _FITS[key].model(used)
    model = _MODELS[key, left_out]
    return Judge(judge.data, judge.scenarios, model.data() if model else None)


def plain(sentence: Sentence) -> tuple[str, str]:
    """A sentence for comparison with others: its scenario and its letters."""
    return sentence.item, "".join(filter(str.isalnum, sentence.text.lower()))


def figures(given: Answered) -> dict[str, Any]:
    """Counts and rates; a rate of nothing is 0.

    Returns: ``coverage``: share that got another answer than ``unsure``; ``accuracy`` and ``kappa``
    (Cohen's) on these; ``wrong_called_sound``: share of all ``wrong`` sentences; ``confusion``:
    counts by label, then by answer.
    """
    confusion = {
        label: {
            answer: sum(one.label == label and said == answer for one, said in given)
            for answer in ANSWERS
        }
        for label in VERDICTS
    }
    answered = sum(confusion[a][b] for a in VERDICTS for b in VERDICTS)
    right = _rate(sum(confusion[one][one] for one in VERDICTS), answered)
    by_chance = sum(
        _rate(sum(confusion[one][b] for b in VERDICTS), answered)
        * _rate(sum(confusion[a][one] for a in VERDICTS), answered)
        for one in VERDICTS
    )
    return {
        "sentences": len(given),
        "coverage": _rate(answered, len(given)),
        "accuracy": right,
        "kappa": _rate(right - by_chance, 1 - by_chance),
        "wrong_called_sound": _rate(confusion["wrong"]["sound"], sum(confusion["wrong"].values())),
        "confusion": confusion,
    }


def _rate(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
