"""A recall card as an item of QTI: the learner writes what it asks, then reads its answer.

No platform can rate what somebody remembers, and a rating of one's own is no grade. So there is
no score; the answer is a feedback, shown to whoever has handed in something or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from tools.export.qti3 import scoring
from tools.export.qti3.elements import Child, element
from tools.export.qti3.scenario import feedback, prompt

RESPONSE, ANSWER = "RESPONSE", "answer"
RECALL = "Answer from memory. Hand it in to read the answer, and compare; nothing is graded."


def parts(question: Sequence[Child], answer: Sequence[Child]) -> list[ET.Element]:
    """What is in the item of a card.

    Args:
        question, answer: as ``markup`` gives them.
    """
    types = {"identifier": RESPONSE, "cardinality": "single", "base-type": "string"}
    writing = {"response_identifier": RESPONSE, "expected_lines": "6"}
    return [
        element("qti-response-declaration", **types),
        scoring.outcome(scoring.FEEDBACK, "identifier"),
        element(
            "qti-item-body",
            element("div", *question),
            element("qti-extended-text-interaction", prompt(RECALL), **writing),
        ),
        element("qti-response-processing", scoring.names(ANSWER)),
        feedback(ANSWER, element("div", *answer)),
    ]
