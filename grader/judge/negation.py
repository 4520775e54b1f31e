"""How far the negations of a clause reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.judge.english import (
    DENIALS,
    FINITE,
    FUNCTION,
    HARMLESS,
    HELPING,
    HOLDING,
    MARKS,
    MODAL,
    NEGATORS,
    PARTICIPLES,
    SPEAKERS,
    THAT,
    UNABLE,
    Phrases,
    phrase_length,
)

# Negations of a verb, which may stand behind what they deny.
OF_VERB = ("not", "never")
OF_ATTRIBUTE = ("not", "never", "without", "unlik")
NO_DOUBT = ["no", "doubt"]
LONGEST_EXCESS = 4  # words from "too" to its "for" or "to": "too short a time to"


@dataclass(frozen=True)
class Negation:
    """The words ``start … end`` of a clause, which deny what follows or their whole clause."""

    start: int
    end: int
    whole: bool


def negations(words: Sequence[str], denials: Phrases) -> Iterator[Negation]:
    """The negations of a clause, from left to right.

    Args:
        denials: expressions of the exercise that deny their clause.
    """
    at = 0
    while at < len(words):
        harmless = phrase_length(HARMLESS, words, at)
        if harmless and not _is_meant(words, at, at + harmless):
            at += harmless
            continue
        whole = max(phrase_length(DENIALS, words, at), phrase_length(denials, words, at))
        length = whole or phrase_length(NEGATORS, words, at) or _excess_length(words, at)
        if length:
            yield Negation(at, at + length, bool(whole))
        at += max(1, length)


def _is_meant(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a turn of phrase that is harmless elsewhere is a negation here."""
    before = words[start - 1] if start else ""
    if before in UNABLE:
        return True
    of_others = before in HOLDING and not SPEAKERS & set(words[start - 2 : start - 1])
    is_sure = THAT & set(words[end : end + 1])  # "it has no doubt that …"
    return list(words[start:end]) == NO_DOUBT and of_others and not is_sure


def _excess_length(words: Sequence[str], at: int) -> int:
    """How many words “too small for” takes, which denies what follows; 0 if it is not there.

    What stands in between is not denied: “too new to be on the list”.
    """
    between = words[at + 1 : at + 1 + LONGEST_EXCESS]
    if words[at] != "too" or not between or between[0] in MARKS | FUNCTION:
        return 0
    for length, word in enumerate(between, 2):
        if word in MARKS:
            return 0
        if word in ("for", "to"):
            return length
    return 0


def flips_of(words: Sequence[str], denials: Phrases) -> tuple[list[list[int]], bool]:
    """Where the negations begin that reach each word of a clause, and whether it is denied."""
    flips: list[list[int]] = [[] for _ in words]
    denied = False
    for negation in negations(words, denials):
        for at in _reach(words, negation, flips):
            flips[at].append(negation.start)
        denied = not denied
    return flips, denied


def _reach(words: Sequence[str], negation: Negation, flips: Sequence[Sequence[int]]) -> list[int]:
    """The places of the words that a negation denies."""
    start, end = negation.start, negation.end
    if negation.whole:
        # "not ruled out" leaves what stands before as it is
        before = [] if len(flips[start]) % 2 else list(range(start))
        return [*before, *range(end, len(words))]
    after = list(range(end, _last_denied(words, start)))
    if _is_last(words, end) or _is_of_passive(words, start):
        return [*range(start), *after]
    # "can not change" denies "can" as well
    return [start - 1, *after] if start and words[start - 1] in MODAL else after


def _is_last(words: Sequence[str], end: int) -> bool:
    """Whether nothing follows, so that what stands before is denied: “…, the state does not”."""
    return end >= len(words) - (words[-1] in MARKS)


def _is_of_passive(words: Sequence[str], at: int) -> bool:
    """Whether the negation at a place denies the subject too: “steps are not allowed”."""
    around = words[max(0, at - 1) : at + 3]
    return (
        words[at] in OF_VERB and "be" in around and bool(PARTICIPLES & set(words[at + 1 : at + 4]))
    )


def _last_denied(words: Sequence[str], at: int) -> int:
    """Where a negation's reach ends: with the clause, or, in “a task never trained on is …”, before
    the verb of the clause."""
    if words[at] in OF_ATTRIBUTE and at and words[at - 1] not in HELPING:
        for place in range(at + 2, len(words)):
            if words[place] in FINITE:
                return place
    return len(words)
