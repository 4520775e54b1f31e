"""Rules for scenarios: labels, phrases, labelled sentences, and the judge fitted on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.common.spelling import suggestion
from tools.course.kinds import ClassifyFolder, phrases
from tools.judge.left_out import misjudged_examples

SCENARIO_RULES = Registry[Callable[[ClassifyFolder], Iterator[Finding]]]()
LEAST_EXAMPLES = 2  # of each label
_NEGATION = re.compile(r"\b(not|no|never|nothing|none|without|cannot|nor)\b|n['’]t\b", re.I)


@SCENARIO_RULES.add("labels")
def labels(exercise: ClassifyFolder) -> Iterator[Finding]:
    """Accepted and defensible labels exist, every other label has its ``why``, and each label is
    accepted by some scenario, as far as there are enough of them."""
    existing = set(exercise.meta.labels)
    for item in exercise.meta.item:
        right = {item.accept.label, *item.defensible}
        for label in sorted((right | set(item.why)) - existing):
            message = f"{item.id}: {label!r} is not among the labels"
            yield Finding(message, suggestion(label, existing))
        for label in sorted(existing - right - set(item.why)):
            remedy = f'Add why."{label}" = "…": one sentence about this scenario.'
            yield Finding(f"{item.id}: no reason why {label!r} is wrong", remedy)
    items = exercise.meta.item
    accepted = {label for item in items for label in (item.accept.label, *item.defensible)}
    for label in sorted(existing - accepted) if len(items) >= len(existing) else ():
        remedy = "Add a scenario that it fits, or take it out of labels."
        yield Finding(f"no scenario accepts the label {label!r}", remedy)


@SCENARIO_RULES.add("draw")
def draw(exercise: ClassifyFolder) -> Iterator[Finding]:
    """As many scenarios are there as ``draw`` shows."""
    count, drawn = len(exercise.meta.item), exercise.meta.draw
    if drawn is not None and drawn > count:
        message = f"draw = {drawn} shows more scenarios than the {count} that there are"
        yield Finding(message, f"Set draw to {count} at most, or leave it out to show all.")


@SCENARIO_RULES.add("phrases")
def phrase_ids(exercise: ClassifyFolder) -> Iterator[Finding]:
    """Deciding and misleading phrases are marked in the text, and ids of items are unique."""
    counts = Counter(item.id for item in exercise.meta.item)
    for id_ in sorted(id_ for id_, count in counts.items() if count > 1):
        yield Finding(f"two items are called {id_!r}", "Rename one.")
    for item in exercise.meta.item:
        marked = {id_ for _, id_ in phrases(item.text) if id_}
        for id_ in [*item.accept.deciding, *item.accept.misleading]:
            if id_ not in marked:
                remedy = f"Mark it as [words of the text]{{{id_}}}. {suggestion(id_, marked)}"
                yield Finding(f"{item.id}: the text marks no phrase {id_!r}", remedy)


@SCENARIO_RULES.add("examples")
def examples(exercise: ClassifyFolder) -> Iterator[Finding]:
    """Each scenario has two sound, two vague and two wrong sentences, one with a negation."""
    for item in exercise.meta.item:
        counts = Counter(example.label for example in item.examples)
        for label in ("sound", "vague", "wrong"):
            count = counts[label]
            if count < LEAST_EXAMPLES:
                plural = "s" * (count != 1)
                message = f"{item.id}: {count} {label} example{plural}; at least 2 are needed"
                remedy = f'Add {{ text = "…", label = "{label}" }} to examples.'
                yield Finding(message, remedy)
        if not any(_NEGATION.search(example.text) for example in item.examples):
            remedy = "Add an example with not, no, never or without."
            yield Finding(f"{item.id}: no example contains a negation", remedy)


@SCENARIO_RULES.add("judge")
def judge(exercise: ClassifyFolder) -> Iterator[Finding]:
    """The judge of justifications knows its axes, and calls no ``wrong`` example sound and no
    ``sound`` one wrong."""
    if exercise.borrows and not exercise.lender:
        return  # the rule "borrows" says why
    axes: dict[str, dict[str, Any]] = exercise.exercise.lexicon.get("axes", {})
    for axis in sorted(name for name, sides in axes.items() if not sides["yes"]):
        remedy = f'Add yes = ["…"] to [judge.axes.{axis}]. {suggestion(axis, {*axes} - {axis})}'
        yield Finding(f"the axis {axis!r} has no expression for “yes”", remedy)
    unknown = [
        (item.id, axis.removeprefix("!"))
        for item in exercise.meta.item
        if item.judge
        for axis in (*item.judge.agrees, *item.judge.opposes, *item.judge.true)
        if axis.removeprefix("!") not in axes
    ]
    for id_, axis in unknown:
        remedy = f"Add a table [judge.axes.{axis}] with its expressions. {suggestion(axis, axes)}"
        yield Finding(f"{id_}: the judge has no axis {axis!r}", remedy)
    if unknown:
        return
    for sentence, opinion in misjudged_examples(exercise):
        message = (
            f"{sentence.item}: the judge calls a {sentence.label} example {opinion}: "
            f"“{sentence.text}”"
        )
        remedy = (
            "Correct its label, or add what it says to the expressions of [judge], or sentences "
            "that say the same in other words to justifications.jsonl."
        )
        yield Finding(message, remedy)
