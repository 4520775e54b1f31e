"""Submissions that are taken for a stored mistake, rightly or not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import numpy as np

from grader.exercise import CodeExercise, Finding
from grader.expectations.checks import run_checks
from grader.expectations.recognition import SECOND_SEED, Findings, Shortlist
from grader.expectations.step_limit import MOST_STEPS, Steps, most_steps, step_limit
from grader.feedback.exceptions import EVERYTHING
from grader.isolation.clean_state import clean_state
from grader.isolation.submission import fresh_namespace
from grader.kinds.bench import Bench, set_up, whole_run
from grader.kinds.repeats import Remains
from grader.values.show import silent
from grader.values.trace import same_trace


class LookAlikes:
    """What submissions are taken for that they are not.

    For code that harms nobody, such as mutants: they share one state, and each ends as soon as it
    behaves like no stored submission.

    Args:
        exercise: with what it recognises.
        forms: the texts of each stored submission, by its name.
        seeds: further ones, at which one that is taken for a stored submission is compared with it.
    """

    def __init__(
        self, exercise: CodeExercise, forms: Mapping[str, Sequence[str]], seeds: Sequence[int]
    ) -> None:
        self._exercise, self._forms, self._seeds = exercise, forms, seeds
        self._findings: dict[tuple[str, int], Findings] = {}  # of forms, at further seeds
        self._steps = Steps()

    def names_of(self, submissions: Iterable[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
        """For each submission the names that a learner would be told, and those that are false.

        Args:
            submissions: each after the name of the stored one that it is a mutant of, which may
                well be its own and does not count; empty if it is one of the solution.
        """
        if self._exercise.known is None:
            return [([], []) for _ in submissions]
        with clean_state(0), step_limit() as self._steps:
            most = self._most_steps()
            return [self._names(own, text, most) for own, text in submissions]

    def _most_steps(self) -> int:
        """How many steps a submission may make in its first run; with more it never ends."""
        self._steps.allow()
        with suppress(EVERYTHING):  # such as the end of its steps, in an exercise that trains
            bench = self._bench(self._exercise.solution)
            run_checks(bench.checks, bench.learner, bench.solution, 0, told=False)
        return min(MOST_STEPS, most_steps(self._steps.made))

    def _names(self, own: str, submission: str, most: int) -> tuple[list[str], list[str]]:
        assert self._exercise.known is not None
        shortlist = Shortlist(self._exercise.known, own)
        stops = shortlist.is_empty_after
        with suppress(EVERYTHING):  # that a grader fails on a mutant is said where it is graded
            self._steps.allow(most)
            bench = self._bench(submission)
            remains = bench.remains()
            outcomes = run_checks(bench.checks, bench.learner, bench.solution, 0, stops, told=False)
            if len(outcomes) == len(bench.checks):
                findings = shortlist.findings
                again = remains.coming_again(findings) if remains.are_none else {}
                names = shortlist.confirmed(self._second(submission, again))
                # several that come together are not one of them, which nobody says
                alone = [] if shortlist.is_of_several else names
                return names, [name for name in alone if not self._is(submission, name, again)]
        return [], []

    def _bench(self, submission: str) -> Bench:
        random.seed(0)
        np.random.seed(0)
        namespace = fresh_namespace(silent())
        return set_up(self._exercise, submission, _nothing_replaced, namespace)

    def _second(self, submission: str, again: Findings) -> Iterator[tuple[str, Finding]]:
        """What comes of a second run.

        Args:
            again: what comes at every seed, to which all is added that turns out to do so.
        """
        remains: list[Remains] = []
        run = self._run(
            submission, SECOND_SEED, {**again}, lambda bench: remains.append(bench.remains())
        )
        are_none = True
        for check, finding in run:
            are_none = are_none and remains[0].are_none
            if are_none:
                again |= remains[0].coming_again({check: finding})
            yield check, finding

    def _is(self, submission: str, name: str, same: Findings) -> bool:
        """Whether a submission behaves like some form of a stored one at all further seeds.

        Args:
            same: what comes of it at every seed.
        """
        return any(
            all(self._is_same(submission, form, seed, same) for seed in self._seeds)
            for form in self._forms[name]
        )

    def _is_same(self, submission: str, form: str, seed: int, same: Findings) -> bool:
        if (form, seed) not in self._findings:
            self._findings[form, seed] = dict(self._run(form, seed, {}))
        expected = self._findings[form, seed]
        return all(
            verdict == expected[check][0] and same_trace(trace, expected[check][1])
            for check, (verdict, trace) in self._run(submission, seed, same)
        )

    def _run(
        self,
        submission: str,
        seed: int,
        same: Findings,
        on_ready: Callable[[Bench], None] = lambda bench: None,
    ) -> Iterator[tuple[str, Finding]]:
        return whole_run(
            self._exercise, submission, _nothing_replaced, seed, same, self._steps, on_ready
        )


def _nothing_replaced() -> list[str]:
    return []
