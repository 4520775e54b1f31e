"""A problem with content: what the author of a page or an exercise is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tools.common.terminal import Ink, indent_lines


@dataclass(frozen=True)
class Finding:
    """What a rule has to say; whoever calls the rules adds its name and the exercise.

    Attributes:
        message: what is wrong.
        remedy: what to do.
        file: where, if it is not the file that the rule is about.
        line: line in the file.
        diff: what is expected and what is found, or right and wrong, line by line.
        words: in place of a line, the words in the file that lead to it, each after the one before.
    """

    message: str
    remedy: str
    file: str = ""
    line: int | None = None
    diff: str = ""
    words: tuple[str, ...] = ()

    def within(self, file: str) -> Finding:
        """The same in a file, unless it names one."""
        return self if self.file else replace(self, file=file)


MOST_NAMES = 6  # that a line lists


def merge_findings(findings: Iterable[tuple[str, Finding]]) -> Iterator[Finding]:
    """The findings, those that say the same of several as one: one slip breaks many things.

    Args:
        findings: each with the name of what it is about, which makes no difference.
    """
    groups: dict[str, list[tuple[str, Finding]]] = {}
    for name, finding in findings:
        groups.setdefault(finding.message.replace(name, ""), []).append((name, finding))
    for (name, finding), *others in groups.values():
        names = list(dict.fromkeys(other for other, _ in others if other != name))
        also = f"\nThe same is true of {join_names(names)}." if names else ""
        yield replace(finding, remedy=finding.remedy + also)


def join_names(names: Sequence[str]) -> str:
    """Names as a sentence lists them; of many the first, and how many there are besides."""
    more = len(names) - MOST_NAMES
    shown = [*names[:MOST_NAMES], f"{more} more"] if more > 1 else list(names)
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what to do about it.

    Attributes:
        rule: name of the rule of the contract that is broken.
        exercise: id of the exercise; empty if it concerns none.
        file: path from the repository's root, with forward slashes.
        message: what is wrong.
        remedy: what to do.
        line: line in the file, where there is one.
        diff: what is expected and what is found, or right and wrong, line by line.
    """

    rule: str
    exercise: str
    file: str
    message: str
    remedy: str
    line: int | None = None
    diff: str = ""

    def __str__(self) -> str:
        return self.text(Ink(False))

    def text(self, ink: Ink) -> str:
        """Place and message, the diff if there is one, and the remedy."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        parts = [f"{ink('place', where)}: {ink('bad', self.message)}"]
        parts += [indent_lines(ink.diff(self.diff), 8)] if self.diff else []
        return "\n".join([*parts, indent_lines(self.remedy, 4)])
