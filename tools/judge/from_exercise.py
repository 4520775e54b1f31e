"""From an exercise folder to the judge of its justifications."""

from __future__ import annotations

from dataclasses import replace

from grader.exercise import ClassifyExercise
from grader.judge import Judge
from grader.kinds.classify import judge_of
from tools.course.kinds import ClassifyFolder, Sentence
from tools.judge.fit import Fit

GROUPS = 6  # the examples are left out of the fit a sixth at a time
_FITTED: dict[tuple[str, str], ClassifyExercise] = {}


def with_judge(folder: ClassifyFolder) -> ClassifyExercise:
    """The exercise with the judge fitted on all of its labelled sentences.

    Without a ``judge`` table in exercise.toml there is no judge: each sentence is ``unsure``.
    """
    exercise = folder.exercise
    if exercise.lexicon is None:
        return exercise
    name = (exercise.id, exercise.version)
    if name not in _FITTED:
        model = Fit(unfitted(exercise), sentences_of(folder)).model()
        _FITTED[name] = replace(exercise, model=model.data() if model else None)
    return _FITTED[name]


def unfitted(exercise: ClassifyExercise) -> Judge:
    """The exercise's judge before any fit: it reads, and is unsure of everything."""
    return judge_of(replace(exercise, model=None))


def sentences_of(folder: ClassifyFolder) -> list[Sentence]:
    """All labelled sentences of an exercise: the examples, then those of justifications.jsonl."""
    return [*examples_of(folder), *folder.sentences]


def examples_of(folder: ClassifyFolder) -> list[Sentence]:
    """The examples in exercise.toml."""
    return [
        Sentence(scenario.id, example.text, example.label)
        for scenario in folder.meta.item
        for example in scenario.examples
    ]


def misjudged(folder: ClassifyFolder) -> list[tuple[Sentence, str]]:
    """The examples in exercise.toml that the judge, fitted without them, turns upside down.

    Returns: each ``wrong`` example called sound and each ``sound`` one called wrong, with what it
    was called.
    """
    exercise = folder.exercise
    if exercise.lexicon is None:
        return []
    judge = unfitted(exercise)
    sentences = sentences_of(folder)
    fit = Fit(judge, sentences)
    count = len(examples_of(folder))
    reversed_: list[tuple[Sentence, str]] = []
    for group in range(GROUPS):
        used = [at for at in range(len(sentences)) if at >= count or at % GROUPS != group]
        model = fit.model(used)
        fitted = Judge(judge.data, judge.scenarios, model.data() if model else None)
        for sentence in sentences[group:count:GROUPS]:
            opinion = fitted.judge(sentence.item, sentence.text).verdict
            if {sentence.label, opinion} == {"sound", "wrong"}:
                reversed_.append((sentence, opinion))
    return reversed_
