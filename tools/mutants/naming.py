"""How much of what goes wrong has a name: the mutants whose learner is told what the mistake is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.course.kinds import CodeFolder
from tools.grading.traces import is_recognised
from tools.mutants.grading import Result
from tools.mutants.look_alikes import NamedMutant, codes_of
from tools.mutants.make import Mutant

# The kinds of change, those that people make most easily first.
LIKELIEST = (
    "operator", "axis", "off by one", "left out", "sign", "comparison", "indentation",
    "mean or sum", "swapped", "transposed", "other argument", "skipped reset", "factor",
    "dropped statement", "in place", "copy", "keepdims", "shared generator", "condition",
    "whole numbers", "constant",
)  # fmt: skip
LESS_LIKELY = 5  # kinds that come before the next thing that an operator makes of the same code


@dataclass(frozen=True)
class Slip:
    """A mutant that fails a check.

    Attributes:
        number: its place among all mutants of the solution, from 1.
        check: the first that it fails.
    """

    number: int
    mutant: Mutant
    check: str

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller for what people write more easily."""
        place = LIKELIEST.index(self.mutant.operator) + LESS_LIKELY * self.mutant.place
        return place, self.number


@dataclass(frozen=True)
class Naming:
    """How much of what goes wrong has a name.

    Attributes:
        names: of the mistakes that are stored.
        slips: how many mutants fail a check.
        unnamed: those of them of which no mistake is named, the likeliest first.
    """

    names: list[str]
    slips: int
    unnamed: list[Slip]

    def __str__(self) -> str:
        named = f"{len(self.names)} named mistake{'s' * (len(self.names) != 1)}"
        return f"{named}; {len(self.unnamed)} of {self.slips} mutants would get a generic text"


def naming_of(
    folder: CodeFolder, results: Sequence[Result], named_mutants: Iterable[NamedMutant]
) -> Naming:
    """Set what became of the solution's mutants beside the names that their learners are told.

    Args:
        named_mutants: of the solution, and of any wrong submission.
    """
    stored = [each for each in folder.stored if is_recognised(each) and each.verdict == "fail"]
    named = {mutant.code for mutant in named_mutants if not mutant.of}
    named |= codes_of(text for each in stored for text in each.texts)
    slips = [
        Slip(number, result.mutant, result.by)
        for number, result in enumerate(results, 1)
        if result.verdict == "rejected" and result.ran
    ]
    unnamed = sorted(
        (slip for slip in slips if slip.mutant.code not in named), key=lambda slip: slip.rank
    )
    return Naming(sorted({each.name for each in stored}), len(slips), unnamed)
