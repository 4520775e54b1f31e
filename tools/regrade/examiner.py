"""Grades a submission as a page does, and sees to it that a pass is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.exercise import CodeExercise, Exercise
from tools.grading.child import FORKS
from tools.regrade import sandbox
from tools.regrade.apart.process import ApartProcess

WITHOUT_SANDBOX = "process, limits" if FORKS else "process"
SANDBOX = f"bubblewrap, {WITHOUT_SANDBOX}"
APART = "checks apart"
DOUBT = "passes only where it shares a process with the checks: read its code ({})"


@dataclass(frozen=True)
class Examined:
    """What came of a submission.

    Attributes:
        report: what a page would show.
        isolation: what stood between the submission and all else.
        doubt: why a pass does not count.
    """

    report: dict[str, Any]
    isolation: str
    doubt: str = ""


class Examiner(sandbox.SandboxedProcess):
    """A grading process whose passes are passes.

    A submission that shares a process with its checks can find what it is compared with, or answer
    in their stead. So code passes in a process that holds nothing but itself, at a seed that nobody
    knew; the checks run in another one, to which it only returns values. What does not pass there
    is graded as on a page, where its Report says more.
    """

    def __init__(self, answers: str = "grader.json_requests") -> None:
        super().__init__(answers)
        self._apart = ApartProcess()

    def examine(
        self, exercise: Exercise, submission: Any, seed: int, second_seed: int, claimed: str = ""
    ) -> Examined:
        """Grade a submission.

        Args:
            seed: of the random inputs that the learner had.
            second_seed: of those that nobody has seen.
            claimed: the verdict that the learner's browser came to. What is no pass there is first
                graded as there: it seldom passes here.
        """
        isolation = SANDBOX if sandbox.bubblewrap() else WITHOUT_SANDBOX
        if not isinstance(exercise, CodeExercise) or not FORKS:
            return Examined(self.grade(exercise, submission, seed), isolation)
        report = None
        if claimed not in ("", "pass"):
            report = self.grade(exercise, submission, seed)
            if report["verdict"] != "pass":
                return Examined(report, isolation)
        passed, why = self._apart.judge(exercise, submission, second_seed)
        if passed and passed["seconds"] < exercise.seconds:
            return Examined(passed, f"{isolation}, {APART}")
        report = report or self.grade(exercise, submission, seed)
        if report["verdict"] != "pass":
            return Examined(report, isolation)
        return Examined(report, f"{isolation}, {APART}", "" if passed else DOUBT.format(why))

    def close(self) -> None:
        """Stop all of it."""
        super().close()
        self._apart.close()
