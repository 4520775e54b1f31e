"""Recognition: which stored mistakes explain all that came of a submission.

A mistake is named only if nothing speaks against it: every check has to find what it finds in the
stored submission, or, where two mistakes come together, in one of them. Where only the
first check that fails agrees, and half or more of what the mistake changes, the text is offered as
what it is: of several mistakes that of the one for which most speaks. One check alone says little,
for ever so many mistakes give a 1, or True, or the place where one started; and what fails later
mostly has the cause of what failed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from grader.exercise import Behaviour, Finding, Known, RecognisedSubmission
from grader.expectations.checks import Outcome
from grader.values.trace import encode_trace, fields_of, fill, same_trace

SECOND_SEED = 20_260_117  # that no check shows a learner
LEAST_SHARE = 0.5  # of what a mistake changes, found in a submission to which it is offered
OFFER = "{feedback} A known mistake gives the same numbers, but it need not be yours: {text}"
Findings = dict[str, Finding]  # by check or probe
Parts = tuple[RecognisedSubmission, ...]


def findings_of(outcomes: Iterable[Outcome]) -> Findings:
    """What came of each check."""
    return {
        outcome.result.name: (outcome.result.verdict, encode_trace(outcome.trace))
        for outcome in outcomes
    }


def recognise(
    outcomes: list[Outcome], known: Known, run_again: Callable[[], Findings | None]
) -> None:
    """Put the feedback of recognised mistakes into the results of the checks.

    Args:
        run_again: what comes of the checks and probes at the second seed; None if there is no time.
    """
    findings = findings_of(outcomes)
    first = _Comparison(known, findings, lambda behaviour: behaviour.first)
    candidates = list(first.explanations(known.submissions))
    headline = next((one for one in outcomes if one.result.verdict == "fail"), None)
    fitting = [
        stored for stored in known.submissions if headline and _fits(first, headline, stored)
    ]
    findings_again = run_again() if candidates or fitting else None
    if findings_again is None:
        return
    second = _Comparison(known, findings_again, lambda behaviour: behaviour.second)
    confirmed = [parts for parts in candidates if second.explain(parts)]
    if confirmed:
        _name(outcomes, _common(confirmed))
        return
    # Where a check was skipped, a further mistake may show that the first had hidden.
    checks_run = {check for check, (verdict, _) in findings.items() if verdict != "skip"}
    refuted = {
        part.name for parts in candidates if not second.explain(parts, checks_run) for part in parts
    }
    if headline:
        _offer(headline, [stored for stored in fitting if stored.name not in refuted], second)


def candidates_for(known: Known, first: Findings) -> list[Parts]:
    """The stored submissions, or pairs of them, that explain all of a first run."""
    comparison = _Comparison(known, first, lambda behaviour: behaviour.first)
    return list(comparison.explanations(known.submissions))


def explained_by(known: Known, first: Findings, second: Findings) -> list[RecognisedSubmission]:
    """The stored submissions of which a learner is told with certainty, from both runs."""
    comparison = _Comparison(known, second, lambda behaviour: behaviour.second)
    confirmed = [parts for parts in candidates_for(known, first) if comparison.explain(parts)]
    return _common(confirmed) if confirmed else []


class Shortlist:
    """The stored submissions that a run may still turn out to be, from check to check.

    Args:
        own: name of one that does not count, for the run is one of its own. Where there is none, a
            run may also turn out to be several mistakes that come together.

    Attributes:
        findings: what came of the checks so far.
    """

    def __init__(self, known: Known, own: str = "") -> None:
        self._known = known
        self._left = [stored for stored in known.submissions if stored.name != own]
        self._may_be_several = not own
        self.findings: Findings = {}

    def is_empty_after(self, outcome: Outcome) -> bool:
        """Leave out those of which a check found something else; returns whether none is left."""
        findings, check = findings_of([outcome]), outcome.result.name
        comparison = _Comparison(self._known, findings, lambda behaviour: behaviour.first)
        self.findings |= findings
        self._left = comparison.agreeing_at(check, self._left)
        self._may_be_several = self._may_be_several and comparison.has_been_found(check)
        return not (self._left or self._may_be_several)

    @property
    def is_of_several(self) -> bool:
        """Whether no stored submission is left by itself."""
        return not self._left

    def confirmed(self, findings: Iterable[tuple[str, Finding]]) -> list[str]:
        """The names of those that behave the same in the second run as well.

        Args:
            findings: of the second run, of which no more is run than is needed.
        """
        if self.is_of_several:
            if not candidates_for(self._known, self.findings):
                return []
            parts = explained_by(self._known, self.findings, dict(findings))
            return [part.name for part in parts]
        left = self._left
        for check, finding in findings:
            comparison = _Comparison(
                self._known, {check: finding}, lambda behaviour: behaviour.second
            )
            left = comparison.agreeing_at(check, left)
            if not left:
                break
        return sorted({stored.name for stored in left})


class _Comparison:
    """What came of one run beside what is stored."""

    def __init__(
        self, known: Known, findings: Findings, run: Callable[[Behaviour], dict[str, int]]
    ) -> None:
        self._known, self._findings, self._run = known, findings, run
        self._right = run(known.right)
        self._same: dict[tuple[str, int], bool] = {}

    def agrees(self, check: str, place: int) -> bool:
        """Whether a check found what is stored at a place."""
        if (check, place) not in self._same:
            verdict, trace = self._findings[check]
            stored, stored_trace = self._known.findings[place]
            self._same[check, place] = verdict == stored and same_trace(trace, stored_trace)
        return self._same[check, place]

    def agreeing_at(
        self, check: str, submissions: Iterable[RecognisedSubmission]
    ) -> list[RecognisedSubmission]:
        """Those of which a check found the same."""
        placed = [(stored, self._run(stored.behaviour)[check]) for stored in submissions]
        agreeing = {place for place in {place for _, place in placed} if self.agrees(check, place)}
        return [stored for stored, place in placed if place in agreeing]

    def has_been_found(self, check: str) -> bool:
        """Whether a check found what it finds in the solution, or in something that is stored."""
        places = {self._run(stored.behaviour)[check] for stored in self._known.submissions}
        return any(self.agrees(check, place) for place in {self._right[check], *places})

    def explanations(self, submissions: Iterable[RecognisedSubmission]) -> Iterator[Parts]:
        """Single mistakes that explain everything, or else pairs."""
        contributing = [stored for stored in submissions if any(self._shown(stored))]
        singles = [(stored,) for stored in contributing if self.explain((stored,))]
        yield from singles
        if not singles:
            yield from (
                pair
                for pair in combinations(contributing, 2)
                if pair[0].name != pair[1].name and self.explain(pair)
            )

    def explain(self, parts: Parts, checks: Iterable[str] | None = None) -> bool:
        """Whether some mistakes together give what every check found, or what these found."""
        runs = [self._run(part.behaviour) for part in parts]
        return bool(self._findings) and all(
            place is not None and self.agrees(check, place)
            for check in (self._findings if checks is None else checks)
            for place in [self._expected(check, [run[check] for run in runs])]
        )

    def agreeing(self, stored: RecognisedSubmission) -> set[str]:
        """The checks that found the same as in a stored submission."""
        run = self._run(stored.behaviour)
        return {check for check in self._findings if self.agrees(check, run[check])}

    def share(self, stored: RecognisedSubmission) -> float:
        """The share of the checks that a stored submission changes which found the same."""
        changed = [check for check in self._findings if self.differs(stored, check)]
        same = self.agreeing(stored).intersection(changed)
        return len(same) / len(changed) if changed else 0.0

    def differs(self, stored: RecognisedSubmission, check: str) -> bool:
        """Whether a stored submission makes a check find something else than the solution."""
        return self._run(stored.behaviour)[check] != self._right[check]

    def contradicts(self, stored: RecognisedSubmission) -> bool:
        """Whether a check finds everything right where the stored submission would fail."""
        run = self._run(stored.behaviour)
        return any(
            self._known.findings[run[check]][0] == "fail" and verdict == "pass"
            for check, (verdict, _) in self._findings.items()
        )

    def _shown(self, stored: RecognisedSubmission) -> Iterator[bool]:
        run = self._run(stored.behaviour)
        for check, (verdict, _) in self._findings.items():
            differs = verdict != "skip" and self.differs(stored, check)
            yield differs and self.agrees(check, run[check])

    def _expected(self, check: str, places: list[int]) -> int | None:
        """What a check finds if several mistakes meet; None if that cannot be told."""
        other = {place for place in places if place != self._right[check]}
        if len(other) < 2:
            return other.pop() if other else self._right[check]
        skipped = [place for place in other if self._known.findings[place][0] == "skip"]
        return skipped[0] if skipped else None


def _common(explanations: list[Parts]) -> list[RecognisedSubmission]:
    """The mistakes that are part of every explanation.

    Single mistakes that behave the same are a fault of the exercise, which the contract reports.
    """
    if len(explanations[0]) == 1:
        return list(explanations[0])
    names = [{part.name for part in parts} for parts in explanations]
    shared = set.intersection(*names)
    return [part for part in explanations[0] if part.name in shared]


def _name(outcomes: list[Outcome], parts: list[RecognisedSubmission]) -> None:
    for part in parts:
        for outcome in outcomes:
            if (outcome.result.name, outcome.result.verdict) == (part.check, part.verdict):
                _put_feedback(outcome, part, "{text}", certain=True)


def _fits(first: _Comparison, outcome: Outcome, stored: RecognisedSubmission) -> bool:
    """Whether a failed check found what it finds in a stored submission, and none speaks against.

    What is said of an exception is right, and says more than what may be.
    """
    result = outcome.result
    return (
        (result.verdict, stored.verdict) == ("fail", "fail")
        and result.stage != "raised"
        and stored.check == result.name
        and first.agrees(stored.check, stored.behaviour.first[stored.check])
        and not first.contradicts(stored)
    )


def _offer(outcome: Outcome, fitting: list[RecognisedSubmission], second: _Comparison) -> None:
    near = [stored for stored in fitting if second.share(stored) >= LEAST_SHARE]
    nearest = _nearest(near, second)
    if len({stored.name for stored in nearest}) == 1:
        _put_feedback(outcome, nearest[0], OFFER, certain=False)


def _nearest(
    fitting: list[RecognisedSubmission], second: _Comparison
) -> list[RecognisedSubmission]:
    """Those that agree with the second run in all in which any of the others does."""
    agreeing = [second.agreeing(stored) for stored in fitting]
    most = set[str]().union(*agreeing)
    return [stored for stored, same in zip(fitting, agreeing, strict=True) if same == most]


def _put_feedback(
    outcome: Outcome, stored: RecognisedSubmission, template: str, certain: bool
) -> None:
    result = outcome.result
    fields = fields_of(outcome.trace, result.expected, result.found)
    text = fill(stored.feedback, fields)
    result.feedback = template.format(feedback=result.feedback, text=text)
    result.misconception, result.certain = stored.name, certain
