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
    """A grading process whose passes are made sure of.

    A submission that shares a process with its checks can find what it is compared with, or answer
    in their stead. So code that passes is run once more, at a seed that nobody knew, in a process
    which holds nothing but itself; the checks run in another one, to which it only returns values.
    """

    def __init__(self, answers: str = "grader.json_requests") -> None:
        super().__init__(answers)
        self._apart = ApartProcess()

    def examine(self, exercise: Exercise, submission: Any, seed: int, second_seed: int) -> Examined:
        """Grade a submission, and if it passes once more.

        Args:
            seed: of the random inputs that the learner had.
            second_seed: of those that nobody has seen.
        """
        report = self.grade(exercise, submission, seed)
        isolation = SANDBOX if sandbox.bubblewrap() else WITHOUT_SANDBOX
        if report["verdict"] != "pass" or not isinstance(exercise, CodeExercise) or not FORKS:
            return Examined(report, isolation)
        why = self._apart.confirm(exercise, submission, second_seed)
        return Examined(report, f"{isolation}, {APART}", DOUBT.format(why) if why else "")

    def close(self) -> None:
        """Stop all of it."""
        super().close()
        self._apart.close()
