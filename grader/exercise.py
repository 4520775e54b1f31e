"""What the grader knows of an exercise, and its JSON form (the "exercise" object of a bundle)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """The part that every kind shares.

    Attributes:
        id: ``<topic>/<slug>``.
        version: SHA-256 of the graded files, in hexadecimal.
        seconds: time limit of one grading run; keeping it is the caller's job.
    """

    kind: ClassVar[str]
    id: str
    version: str
    seconds: float

    def data(self) -> dict[str, Any]:
        """The exercise as JSON values; ``exercise_from_data`` is the inverse."""
        return {"kind": self.kind, **asdict(self)}


# What came of a check: its verdict, and what it recorded as ``[label, encoded value]`` pairs.
Finding = tuple[str, list[list[Any]]]


@dataclass(frozen=True)
class Behaviour:
    """How a submission behaves: what came of each check, as a place in a list of findings.

    Attributes:
        first: by check, at seed 0.
        second: by check or probe, at a seed that is never shown, with no check skipped.
    """

    first: dict[str, int]
    second: dict[str, int]


@dataclass(frozen=True)
class RecognisedSubmission:
    """A stored submission, or one of its forms, whose behaviour is recognised in a learner's.

    Attributes:
        name: file stem of the stored submission.
        verdict: ``fail`` for a misconception, ``pass`` for a remark on a right answer.
        check: name of the check that carries the feedback.
        feedback: text for the learner; ``{found}``, ``{expected}`` and ``{label}`` are filled in.
    """

    name: str
    verdict: str
    check: str
    feedback: str
    behaviour: Behaviour


@dataclass(frozen=True)
class Known:
    """What an exercise recognises.

    Attributes:
        findings: each of which occurs in some behaviour.
        right: how the solution behaves.
    """

    findings: list[Finding]
    right: Behaviour
    submissions: tuple[RecognisedSubmission, ...]


@dataclass(frozen=True, kw_only=True)
class CodeExercise(Exercise):
    """The learner writes Python that defines the names in ``defines``.

    Attributes:
        changed_lines: how many lines of the starter may be changed, if that is to be mended; None
            if the learner is to write what is missing.
    """

    kind: ClassVar[str] = "code"
    defines: tuple[str, ...]
    starter: str
    solution: str
    grader: str
    changed_lines: int | None = None
    known: Known | None = None


@dataclass(frozen=True)
class Item:
    """One scenario.

    Attributes:
        phrases: the words of its selectable phrases, by their ids.
        model: a good justification.
        rubric: the deciding fact, a sentence.
        judge: what the sentence of a learner may claim (``agrees``, ``opposes``, ``true``,
            ``asks``).
    """

    id: str
    text: str
    phrases: dict[str, str]
    label: str
    deciding: tuple[str, ...]
    misleading: tuple[str, ...] = ()
    defensible: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    model: str = ""
    rubric: str = ""
    judge: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ClassifyExercise(Exercise):
    """The learner gives each scenario a label and the phrase that decides it.

    Attributes:
        lexicon: the ``judge`` table of exercise.toml; if it is empty, sentences are judged by their
            words alone.
        model: the judge's fitted numbers; None before they are fitted (``tools.judge``).
    """

    kind: ClassVar[str] = "classify"
    labels: tuple[str, ...]
    items: tuple[Item, ...]
    draw: int | None = None
    lexicon: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class RecallExercise(Exercise):
    """The learner recalls an answer, compares, and rates each card."""

    kind: ClassVar[str] = "recall"
    cards: tuple[str, ...]


def exercise_from_data(data: Mapping[str, Any]) -> Exercise:
    """Build an exercise from its JSON form.

    Raises:
        KeyError: if ``kind`` is not one of ``code``, ``classify`` and ``recall``.
        TypeError: if a key is missing or unknown.
    """
    values = dict(data)
    kind = values.pop("kind")
    if kind == "code":
        values["known"] = _known(values.get("known"))
        values["defines"] = tuple(values["defines"])
        return CodeExercise(**values)
    if kind == "classify":
        values["labels"] = tuple(values["labels"])
        values["items"] = tuple(_item(item) for item in values["items"])
        return ClassifyExercise(**values)
    if kind == "recall":
        values["cards"] = tuple(values["cards"])
        return RecallExercise(**values)
    raise KeyError(f"kind must be code, classify or recall, found {kind!r}")


def _known(data: Mapping[str, Any] | None) -> Known | None:
    if data is None:
        return None
    findings = [(verdict, trace) for verdict, trace in data["findings"]]
    submissions = [
        RecognisedSubmission(**{**stored, "behaviour": Behaviour(**stored["behaviour"])})
        for stored in data["submissions"]
    ]
    return Known(findings, Behaviour(**data["right"]), tuple(submissions))


def _item(data: Mapping[str, Any]) -> Item:
    listed = {key: tuple(data.get(key, ())) for key in ("deciding", "misleading")}
    return Item(**{**data, **listed})
