"""Counts over a class: how an exercise went, which mistakes were met, which scenarios mislead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from grader.exercise import Item
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder
from tools.overview.tries import Try, by_student

FAILED = ("fail", "timeout", "invalid", "internal_error")
Spread = tuple[float, float, float]  # the quartiles


@dataclass(frozen=True)
class Outcome:
    """How an exercise went.

    Attributes:
        tried: learners with an attempt.
        solved: those with a pass.
        attempts: attempts that have a verdict.
        to_solve: attempts up to the first pass, over those who have one; None if nobody has.
        minutes: of work up to it; None if nothing says so.
        named: failed attempts in which a mistake was recognised.
        unnamed: the other failed ones.
    """

    exercise: str
    title: str
    tried: int
    solved: int
    attempts: int
    to_solve: Spread | None
    minutes: Spread | None
    named: int
    unnamed: int


@dataclass(frozen=True)
class Mistake:
    """A mistake that was met.

    Attributes:
        name: of the stored submission that behaves alike; empty if none was recognised.
        at: the check that failed first, or else the verdict.
        students: learners who made it.
        attempts: in which it was made.
    """

    exercise: str
    name: str
    at: str
    students: int
    attempts: int


@dataclass(frozen=True)
class Misleading:
    """How a scenario was answered at first.

    Attributes:
        students: learners who gave it a label.
        right: those whose label fits.
        wrong: the label that does not fit and was given most often; empty if all fit.
        wrong_students: learners who gave that one.
        misled: learners who marked a cue that points elsewhere.
        cue: the words of the one that was marked most often; empty if none was.
        missed: learners who marked no cue that decides.
    """

    exercise: str
    item: str
    students: int
    right: int
    wrong: str
    wrong_students: int
    misled: int
    cue: str
    missed: int

    @property
    def astray(self) -> float:
        """Share of learners who gave a label that does not fit, or were misled by a cue."""
        return max(self.students - self.right, self.misled) / self.students


def outcome_of(folder: ExerciseFolder, tries: Sequence[Try]) -> Outcome:
    """How an exercise went, from the tries at it that have a verdict."""
    to_solve, minutes, solved, students = [], [], 0, list(by_student(tries))
    for own in students:
        verdicts = [attempt.verdict for attempt in own]
        if "pass" not in verdicts:
            continue
        solved += 1
        until = own[: verdicts.index("pass") + 1]
        to_solve.append(len(until))
        spent = [attempt.spent for attempt in until if attempt.spent is not None]
        if len(spent) == len(until):
            minutes.append(sum(spent) / 60)
    failed = [attempt for attempt in tries if attempt.verdict in FAILED]
    named = sum(bool(_mistake_in(attempt)) for attempt in failed)
    return Outcome(
        folder.id, folder.meta.title, len(students), solved, len(tries),
        spread(to_solve), spread(minutes), named, len(failed) - named,
    )  # fmt: skip


def spread(values: Sequence[float]) -> Spread | None:
    """The quartiles of some values; None if there are none."""
    if not values:
        return None
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def mistakes_of(folder: ExerciseFolder, tries: Iterable[Try]) -> list[Mistake]:
    """The mistakes in a program, those that most learners made first."""
    if not isinstance(folder, CodeFolder):
        return []  # what went wrong in a scenario is told with its cues
    attempts: Counter[tuple[str, str]] = Counter()
    students: dict[tuple[str, str], set[str]] = defaultdict(set)
    for attempt in tries:
        if attempt.verdict in FAILED:
            check = next((check.name for check in attempt.checks if check.verdict == "fail"), "")
            mistake = _mistake_in(attempt), check if attempt.verdict == "fail" else attempt.verdict
            attempts[mistake] += 1
            students[mistake].add(attempt.student)
    rows = [
        Mistake(folder.id, name, at, len(students[name, at]), count)
        for (name, at), count in attempts.items()
    ]
    return sorted(rows, key=lambda row: (-row.students, -row.attempts, row.name, row.at))


def _mistake_in(attempt: Try) -> str:
    """The mistake that was recognised for certain; empty if none was."""
    names = [check.misconception for check in attempt.checks if check.certain]
    return next(filter(None, names), "") if attempt.verdict == "fail" else ""


def misleading_in(folder: ExerciseFolder, tries: Sequence[Try]) -> list[Misleading]:
    """How each scenario was answered at first; where most went astray comes first."""
    if not isinstance(folder, ClassifyFolder):
        return []
    students = list(by_student(tries))
    rows = [
        _misleading(folder.id, item, answers)
        for item in folder.exercise.items
        if (answers := [answer for own in students for answer in _first_answer(item.id, own)])
    ]
    return sorted(rows, key=lambda row: (-row.astray, row.item))


def _first_answer(item: str, tries: Iterable[Try]) -> Iterator[dict[str, Any]]:
    """The first answer of one learner to a scenario, if there is one."""
    for attempt in tries:
        answer = attempt.submission.get(item)
        if isinstance(answer, dict) and isinstance(answer.get("label"), str) and answer["label"]:
            yield answer
            return


def _misleading(exercise: str, item: Item, answers: Sequence[dict[str, Any]]) -> Misleading:
    labels = Counter(answer["label"] for answer in answers)
    fitting = {item.label, *item.defensible}
    wrong = Counter({label: count for label, count in labels.items() if label not in fitting})
    marked = [_evidence(answer) for answer in answers]
    cues = Counter(cue for phrases in marked for cue in phrases & set(item.misleading))
    (label, by), (cue, _) = (next(iter(counts.most_common(1)), ("", 0)) for counts in (wrong, cues))
    return Misleading(
        exercise, item.id, len(answers), len(answers) - wrong.total(), label, by,
        sum(bool(phrases & set(item.misleading)) for phrases in marked),
        item.phrases.get(cue, ""),
        sum(not phrases & set(item.deciding) for phrases in marked),
    )  # fmt: skip


def _evidence(answer: dict[str, Any]) -> set[str]:
    evidence = answer.get("evidence")
    return (
        {cue for cue in evidence if isinstance(cue, str)} if isinstance(evidence, list) else set()
    )
