"""What the judge says of each of its own labelled sentences when it is fitted without it.

That is how it will do on sentences of learners, as far as those who labelled these write alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from grader.judge import Judge
from tools.course.kinds import ClassifyFolder, Sentence
from tools.judge.from_exercise import examples_of, fit_of, sentences_of, unfitted_judge

FEW = 20  # labelled sentences of a scenario; of fewer, each is left out by itself
GROUPS = 6  # of more, or where others are borrowed, a sixth at a time
_ANSWERED: dict[tuple[str, str], list[tuple[Sentence, str]]] = {}


@dataclass(frozen=True)
class Outlook:
    """What is to be expected of the judge, from what it said of sentences that it did not know."""

    sentences: int
    unsure: int
    wrong: int

    def __str__(self) -> str:
        unsure, wrong = (round(10 * n / self.sentences) for n in (self.unsure, self.wrong))
        return (
            f"of 10 unseen sentences, the judge is unsure of about {unsure} and mistaken in about "
            f"{wrong} (measured on {self.sentences} labelled ones, left out of the fit in turn)"
        )


def answers_left_out(folder: ClassifyFolder) -> list[tuple[Sentence, str]]:
    """Each labelled sentence, with what the judge says of it."""
    exercise = folder.exercise
    name = (exercise.id, exercise.version)
    if name not in _ANSWERED:
        judge, sentences = unfitted_judge(exercise), sentences_of(folder)
        fit = fit_of(folder, sentences)
        turns = _turns(sentences, 0 if folder.lender else FEW)
        answered = {}
        for turn in sorted(set(turns)):
            model = fit.model([at for at, other in enumerate(turns) if other != turn])
            fitted = Judge(judge.data, judge.scenarios, model.data() if model else None)
            for at, sentence in enumerate(sentences):
                if turns[at] == turn:
                    answered[at] = sentence, fitted.judge(sentence.item, sentence.text).verdict
        _ANSWERED[name] = [answered[at] for at in range(len(sentences))]
    return _ANSWERED[name]


def _turns(sentences: list[Sentence], few: int) -> list[int]:
    """When each sentence is left out; scenarios take their turns side by side.

    Args:
        few: of fewer sentences of a scenario, each has a turn of its own.
    """
    counts = Counter(sentence.item for sentence in sentences)
    counted: Counter[str] = Counter()
    turns = []
    for sentence in sentences:
        turns.append(
            counted[sentence.item]
            % (counts[sentence.item] if counts[sentence.item] < few else GROUPS)
        )
        counted[sentence.item] += 1
    return turns


def outlook_of(folder: ClassifyFolder, items: Collection[str]) -> Outlook | None:
    """What is to be expected of the judge for some scenarios; None if they have no sentences."""
    pairs = [
        (sentence.label, answer)
        for sentence, answer in answers_left_out(folder)
        if sentence.item in items
    ]
    unsure = sum(answer == "unsure" for _, answer in pairs)
    right = sum(answer == label for label, answer in pairs)
    return Outlook(len(pairs), unsure, len(pairs) - unsure - right) if pairs else None


def few_labelled(folder: ClassifyFolder) -> list[str]:
    """The scenarios with fewer labelled sentences than a judge needs."""
    counts = Counter(sentence.item for sentence in sentences_of(folder))
    return [item.id for item in folder.meta.item if counts[item.id] < FEW]


def misjudged_examples(folder: ClassifyFolder) -> list[tuple[Sentence, str]]:
    """The examples in exercise.toml that the judge, fitted without them, turns upside down.

    Returns:
        Each ``wrong`` example called sound and each ``sound`` one called wrong, with what it was
        called.
    """
    examples = set(examples_of(folder))
    return [
        (sentence, answer)
        for sentence, answer in answers_left_out(folder)
        if sentence in examples and {sentence.label, answer} == {"sound", "wrong"}
    ]
