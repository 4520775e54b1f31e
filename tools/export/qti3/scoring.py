"""How QTI grades a scenario: as ``grader.kinds.classify`` does, in the rules that platforms run.

An answer that is missing is NULL there, and so is what is asked of it. A rule whose condition is
NULL is passed over, so nothing here asks for the absence of a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from grader.exercise import Item
from tools.common.process import SetupError
from tools.export.qti3.elements import element

LABEL, EVIDENCE, BECAUSE = "LABEL", "EVIDENCE", "BECAUSE"  # what the learner answers
SCORE, FEEDBACK = "SCORE", "FEEDBACK"  # what comes of it
# what FEEDBACK names besides labels and misleading phrases
OPEN, RIGHT, EVERY, OTHER, NONE = "open", "right", "every", "other", "none"

type Branch = tuple[ET.Element | None, Sequence[ET.Element]]


def label_name(labels: Sequence[str], label: str) -> str:
    """By which rules know a label.

    Raises:
        SetupError: if a scenario names one that its exercise has not.
    """
    if label not in labels:
        raise SetupError(f"{label!r} is no label of its exercise: run check, which says where")
    return f"label-{labels.index(label) + 1}"


def phrase_name(phrase: str) -> str:
    """By which rules know a phrase; its id may begin with a digit."""
    return f"phrase-{phrase}"


def declarations(item: Item, labels: Sequence[str]) -> list[ET.Element]:
    """What a scenario asks for and what comes of it."""
    return [
        _response(LABEL, "single", "identifier", [label_name(labels, item.label)]),
        _response(EVIDENCE, "multiple", "identifier", map(phrase_name, item.deciding)),
        _response(BECAUSE, "single", "string", []),
        outcome(SCORE, "float", "0", normal_maximum="1"),
        outcome(FEEDBACK, "identifier"),
    ]


def outcome(name: str, base: str, default: str = "", **attributes: str) -> ET.Element:
    """The declaration of what comes of an answer."""
    value = [element("qti-default-value", element("qti-value", default))] if default else []
    types = {"identifier": name, "cardinality": "single", "base-type": base}
    return element("qti-outcome-declaration", *value, **types, **attributes)


def _response(name: str, cardinality: str, base: str, right: Iterable[str]) -> ET.Element:
    values = [element("qti-value", value) for value in right]
    correct = [element("qti-correct-response", *values)] if values else []
    types = {"identifier": name, "cardinality": cardinality, "base-type": base}
    return element("qti-response-declaration", *correct, **types)


def response_processing(item: Item, labels: Sequence[str]) -> ET.Element:
    """The score of an answer, and which feedback it gets."""
    right = element("qti-match", variable(LABEL), element("qti-correct", identifier=LABEL))
    others = [_is_label(label_name(labels, label)) for label in item.defensible]
    branches: list[Branch] = [
        (right, [_evidence(item)]),
        (element("qti-is-null", variable(LABEL)), [names(OPEN)]),
        (None, [set_outcome(FEEDBACK, variable(LABEL))]),
    ]
    if others:
        branches.insert(1, (_any(others), [_passes(), set_outcome(FEEDBACK, variable(LABEL))]))
    return element("qti-response-processing", _condition(branches))


def _evidence(item: Item) -> ET.Element:
    """What the marked phrases make of a right label."""
    branches: list[Branch] = [
        (_marks(phrase), [names(phrase_name(phrase))]) for phrase in item.misleading
    ]
    if item.misleading:
        every = element("qti-and", *map(_marks, item.phrases))
        branches.insert(0, (every, [names(EVERY)]))
    branches.append((_any(map(_marks, item.deciding)), [_passes(), names(RIGHT)]))
    if others := neutral(item):
        branches.append((_any(map(_marks, others)), [names(OTHER)]))
    return _condition([*branches, (None, [names(NONE)])])


def neutral(item: Item) -> list[str]:
    """The phrases that neither decide nor mislead."""
    return [phrase for phrase in item.phrases if phrase not in (*item.deciding, *item.misleading)]


def _condition(branches: Sequence[Branch]) -> ET.Element:
    """If, else if, else: the first branch whose condition holds; the last has none."""
    parts = []
    for number, (test, rules) in enumerate(branches):
        kind = "if" if number == 0 else "else-if" if test is not None else "else"
        tests = [] if test is None else [test]
        parts.append(element(f"qti-response-{kind}", *tests, *rules))
    return element("qti-response-condition", *parts)


def _any(tests: Iterable[ET.Element]) -> ET.Element:
    return element("qti-or", *tests)


def _is_label(name: str) -> ET.Element:
    return element("qti-match", variable(LABEL), constant("identifier", name))


def _marks(phrase: str) -> ET.Element:
    return element("qti-member", constant("identifier", phrase_name(phrase)), variable(EVIDENCE))


def _passes() -> ET.Element:
    return set_outcome(SCORE, constant("float", "1"))


def names(feedback: str) -> ET.Element:
    """The rule by which a feedback is shown."""
    return set_outcome(FEEDBACK, constant("identifier", feedback))


def set_outcome(name: str, value: ET.Element) -> ET.Element:
    """The rule by which an outcome gets a value."""
    return element("qti-set-outcome-value", value, identifier=name)


def variable(name: str) -> ET.Element:
    """The value of an answer or an outcome."""
    return element("qti-variable", identifier=name)


def constant(base: str, value: str) -> ET.Element:
    """A value."""
    return element("qti-base-value", value, base_type=base)
