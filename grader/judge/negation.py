"""How far the negations of a clause reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.judge.english import (
    AUXILIARIES,
    BEYOND,
    COMPARED,
    DENIALS,
    FINITE,
    FUNCTION,
    HARMLESS,
    HELPING,
    HOLDING,
    MARKS,
    MODAL,
    NEGATORS,
    NO_OBJECT,
    NOT_ONLY,
    ONE,
    PARTICIPLES,
    PASSIVE,
    SPEAKERS,
    THAT,
    UNABLE,
    UNTIL,
    Phrases,
    phrase_length,
)

# Negations of a verb, which may stand behind what they deny.
OF_VERB = ("not", "never")
OF_ATTRIBUTE = ("not", "never", "without", "unlik")
NO_DOUBT = ["no", "doubt"]
LONGEST_EXTENSION = 8  # words from "not only" to the "one" that it denies
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
        of_subject = 0 if _is_of_object(words, at + 1) else phrase_length(denials, words, at)
        whole = max(phrase_length(DENIALS, words, at), of_subject)
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


def _is_of_object(words: Sequence[str], at: int) -> bool:
    """Whether a negation at a place is the object of a passive: “it is told nothing”, though what
    “tells nothing” may be a denial of the exercise."""
    return at > 1 and words[at : at + 1] == ["nothing"] and words[at - 2] in PASSIVE


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
    stops = [at for at in range(len(words)) if _ends_reach(words, at)]
    for negation in negations(words, denials):
        for at in _reach(words, negation, flips, _end(words, negation, stops)):
            flips[at].append(negation.start)
        denied = not denied
    for start, at in _more_than_one(words):
        flips[at].append(start)
    return flips, denied


def _ends_reach(words: Sequence[str], at: int) -> bool:
    """Whether “when …” or “compared to …” begins at a place; “cannot be compared to” denies it."""
    is_verb = words[at] in COMPARED and words[max(0, at - 1)] == "be"
    return bool(phrase_length(UNTIL, words, at)) and not is_verb


def _end(words: Sequence[str], negation: Negation, stops: Sequence[int]) -> int:
    """Where a negation's reach ends at the latest: before “when …” or “compared to …”."""
    for stop in stops:
        # "not when" and "no time when" are one expression each
        is_apart = stop > negation.end + (words[negation.start] == "no")
        if is_apart or (stop == negation.end and words[stop] != "when"):
            return stop
    return len(words)


def _more_than_one(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where “more than one” and “not only one” begin, with the place of each word denied by them:
    of “not only trained on one city” these are “only” and “one”."""
    for start in range(len(words)):
        if length := phrase_length(BEYOND, words, start):
            if words[start - 1 : start] != ["no"]:
                yield from _ones(words, start, start + length, start + length + 2)
        elif phrase_length(NOT_ONLY, words, start) and words[start - 1] not in UNABLE:
            yield start, start + 1
            if words[start + 2 : start + 3] != ["be"]:  # "not only is there one city, …"
                yield from _ones(words, start, start + 2, start + LONGEST_EXTENSION)


def _ones(words: Sequence[str], start: int, first: int, end: int) -> Iterator[tuple[int, int]]:
    """``start`` with the place of each “one” between two places."""
    yield from ((start, at) for at in range(first, min(end, len(words))) if words[at] in ONE)


def _reach(
    words: Sequence[str], negation: Negation, flips: Sequence[Sequence[int]], most: int
) -> list[int]:
    """The places of the words that a negation denies, which, unless it is of the whole clause, lie
    before ``most``."""
    start, end = negation.start, negation.end
    if negation.whole:
        # "not ruled out" leaves what stands before as it is
        before = [] if len(flips[start]) % 2 else list(range(start))
        return [*before, *range(end, len(words))]
    after = list(range(end, min(most, _last_denied(words, start))))
    if _is_last(words, end) or _is_of_passive(words, start):
        return [*range(start), *after]
    if words[start] in NO_OBJECT and _is_object(words, start):
        return [start - 1, *after]  # "told nothing about …": the verb is denied, its subject not
    # "can not change" denies "can" as well
    return [start - 1, *after] if start and words[start - 1] in MODAL else after


def _is_object(words: Sequence[str], at: int) -> bool:
    """Whether a verb stands before a place, rather than after it."""
    is_verb = at > 0 and words[at - 1] not in FUNCTION | MARKS
    return is_verb and not AUXILIARIES & set(words[at + 1 : at + 2])


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
