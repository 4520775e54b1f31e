"""From an exercise folder to the judge of its justifications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.exercise import ClassifyExercise
from grader.judge import Judge
from grader.kinds.classify import judge_of
from tools.course.kinds import ClassifyFolder, Sentence
from tools.judge.fit import Fit
from tools.judge.scenario_text import undecided

_FITTED: dict[tuple[str, str], ClassifyExercise] = {}


def with_judge(folder: ClassifyFolder) -> ClassifyExercise:
    """The exercise with the judge fitted on all of its labelled sentences."""
    exercise = folder.exercise
    name = (exercise.id, exercise.version)
    if name not in _FITTED:
        model = fit_of(folder, sentences_of(folder)).model()
        _FITTED[name] = replace(exercise, model=model.data() if model else None)
    return _FITTED[name]


def fit_of(folder: ClassifyFolder, sentences: Sequence[Sentence]) -> Fit:
    """Sentences of an exercise, ready to be fitted together with what its scenarios say themselves
    and with those that its judge borrows.

    What is borrowed is read in the words of both exercises, against the lender's scenarios.
    """
    judge, lender = unfitted_judge(folder.exercise), folder.lender
    if not judge.data.get("axes"):
        return Fit(judge, sentences)
    also = [(judge, piece) for piece in undecided(folder)]
    if lender is not None:
        reader = unfitted_judge(replace(lender.exercise, lexicon=folder.exercise.lexicon))
        also += [(reader, one) for one in [*sentences_of(lender), *undecided(lender)]]
    return Fit(judge, sentences, also)


def unfitted_judge(exercise: ClassifyExercise) -> Judge:
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
