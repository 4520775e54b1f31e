"""What a batch asks about a pass: does it hold where the submission sees no expected value?"""

from __future__ import annotations

import sys
from typing import Any

from grader.exercise import Exercise
from tools.regrade import sandbox
from tools.regrade.apart.judge import MOST
from tools.regrade.lines import LineProcess

JUDGE = "tools.regrade.apart.judge"
END_SECONDS = 5.0


class ApartProcess:
    """A process with the checks, which has another one with the submission; starts when asked."""

    def __init__(self) -> None:
        self._judge: LineProcess | None = None
        self._told: Exercise | None = None

    def judge(
        self, exercise: Exercise, submission: str, seed: int
    ) -> tuple[dict[str, Any] | None, str]:
        """The Report of a submission that passes when it is judged from outside, else None, and
        why it does not."""
        is_fresh = False
        while not is_fresh:  # else another submission may have damaged it
            is_fresh = self._judge is None
            try:
                answer = self._ask(exercise, submission, seed)
            except OSError:
                self._end(0.0)
                continue
            return answer["report"], answer["why"]
        return None, "it did not answer"

    def _ask(self, exercise: Exercise, submission: str, seed: int) -> dict[str, Any]:
        program = sandbox.bubblewrap()
        command = [sys.executable, "-m", JUDGE, *([str(program)] if program else [])]
        judge = self._judge = self._judge or LineProcess(command, sandbox.START_SECONDS)
        request = {"submission": submission, "seed": seed, "seconds": exercise.seconds}
        more = {} if self._told is exercise else {"exercise": exercise.data()}
        answer = judge.ask({**request, **more}, MOST * exercise.seconds + sandbox.MORE_SECONDS)
        self._told = exercise
        return answer

    def close(self) -> None:
        """Stop it, with the submission's process."""
        self._end(END_SECONDS)

    def _end(self, seconds: float) -> None:
        if self._judge:
            self._judge.close(seconds)
        self._judge = self._told = None
