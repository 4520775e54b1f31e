"""A scenario as an item of QTI: phrases to mark, a label, and a sentence that nobody grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from grader.exercise import ClassifyExercise, Item
from grader.kinds.classify import (
    EVERY_PHRASE,
    FIRST_CHOICE,
    NO_PHRASE,
    OTHER_PHRASE,
    WRONG_PHRASE,
)
from tools.course.kinds import ClassifyFolder, phrases
from tools.export.qti3 import scoring
from tools.export.qti3.elements import Child, element

MARK = "Mark the phrases that decide the label, and no other."
CHOOSE = "Choose the label."
SENTENCE = "Because … (one sentence, optional; it is not graded)"
LABEL_OPEN = "Choose a label."
# as the page of the exercise calls the results
RIGHT, HALF, WRONG = "Right", "Label right, evidence not yet", "Wrong label"
MODEL = "Model sentence: {}"
MOST = 500  # letters of a sentence


def parts(folder: ClassifyFolder, number: int) -> list[ET.Element]:
    """What is in the item of a scenario.

    Args:
        number: of the scenario among those of its exercise, from 0.
    """
    exercise, item = folder.exercise, folder.exercise.items[number]
    return [
        *scoring.declarations(item, exercise.labels),
        _body(folder.meta.item[number].text, exercise.labels),
        scoring.response_processing(item, exercise.labels),
        *(modal(name, *texts) for name, texts in _feedbacks(exercise, item)),
    ]


def _body(text: str, labels: Sequence[str]) -> ET.Element:
    words: list[Child] = [
        element("qti-hottext", words, identifier=scoring.phrase_name(name)) if name else words
        for words, name in phrases(text)
    ]
    choices = [
        element("qti-simple-choice", label, identifier=scoring.label_name(labels, label))
        for label in labels
    ]
    marking = {"response_identifier": scoring.EVIDENCE, "max_choices": "0"}  # as many as one likes
    choosing = {"response_identifier": scoring.LABEL, "max_choices": "1", "min_choices": "1"}
    writing = {"response_identifier": scoring.BECAUSE, "expected_length": str(MOST)}
    return element(
        "qti-item-body",
        element("p", MARK),  # as a prompt of what follows, some players would not show it
        element("qti-hottext-interaction", element("p", *words), **marking),
        element("qti-choice-interaction", prompt(CHOOSE), *choices, **choosing),
        element("qti-extended-text-interaction", prompt(SENTENCE), **writing),
    )


def prompt(text: str) -> ET.Element:
    """What an interaction asks for."""
    return element("qti-prompt", text)


def _feedbacks(exercise: ClassifyExercise, item: Item) -> Iterator[tuple[str, list[str]]]:
    """The paragraphs of each feedback, the first of which says in a word how it went."""
    model = [MODEL.format(item.model)] if item.model else []
    yield scoring.OPEN, [LABEL_OPEN]
    yield scoring.RIGHT, [RIGHT, *model]
    for label, remark in item.defensible.items():
        text = FIRST_CHOICE.format(remark=remark, label=item.label)
        yield scoring.label_name(exercise.labels, label), [RIGHT, text, *model]
    for label in exercise.labels:
        if label != item.label and label not in item.defensible:
            reason = [item.why[label]] if label in item.why else []
            yield scoring.label_name(exercise.labels, label), [WRONG, *reason]
    for phrase in item.misleading:
        text = WRONG_PHRASE.format(phrase=item.phrases[phrase])
        yield scoring.phrase_name(phrase), [HALF, text]
    if item.misleading:
        yield scoring.EVERY, [HALF, EVERY_PHRASE]
    if scoring.neutral(item):
        yield scoring.OTHER, [HALF, OTHER_PHRASE]
    yield scoring.NONE, [HALF, NO_PHRASE]


def modal(name: str, title: str, *texts: str) -> ET.Element:
    """A feedback that is shown over the item: a word in bold, and paragraphs."""
    parts = [element("p", element("strong", title)), *(element("p", text) for text in texts)]
    return feedback(name, *parts)


def feedback(name: str, *blocks: ET.Element) -> ET.Element:
    """A feedback that is shown over the item."""
    attributes = {"outcome_identifier": scoring.FEEDBACK, "show_hide": "show", "identifier": name}
    return element("qti-modal-feedback", element("qti-content-body", *blocks), **attributes)
