"""The clauses of a sentence: what is negated in them, and what is only supposed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.judge.english import (
    AUXILIARIES,
    BECAUSE,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    MARKS,
    NEGATED_SUBJECTS,
    NO_OBJECT,
    OF_MEANING,
    OF_OBJECT,
    OPENING,
    PREPOSITIONS,
    REALITY,
    RELATIVE,
    SUPPOSED,
    WOULD,
    Phrases,
)
from grader.judge.negation import OF_VERB, flips_of


@dataclass
class Clause:
    """A stretch ``start … end`` of the sentence's stems.

    Attributes:
        flips: for each stem of the clause, where in it the negations begin that reach it.
        negated: the clause as a whole is denied.
        supposed: what it says is only supposed, and by that denied.
        set_aside: it says what the writer would do then, and claims nothing.
    """

    start: int
    end: int
    flips: list[list[int]]
    negated: bool
    supposed: bool = False
    set_aside: bool = False

    def denies(self, place: int, but: Collection[int] = ()) -> bool:
        """Whether what the stem at a place of the sentence says is denied in the end.

        Args:
            but: places whose negations do not count, for they are part of what is said.
        """
        at = min(place, self.end - 1) - self.start
        reaching = [negation for negation in self.flips[at] if negation + self.start not in but]
        return (len(reaching) + self.supposed) % 2 == 1


def clauses_of(stems: Sequence[str], denials: Phrases) -> list[Clause]:
    """Split a sentence into clauses and find what is negated and what is only supposed.

    Args:
        denials: expressions of the exercise that deny their clause.
    """
    clauses = [
        Clause(start, end, *flips_of(stems[start:end], denials))
        for start, end in pairwise([*_beginnings(stems), len(stems)])
        if any(word not in MARKS for word in stems[start:end])
    ]
    _suppose(stems, clauses)
    return clauses


def _beginnings(stems: Sequence[str]) -> list[int]:
    """Where clauses begin, in ascending order."""
    begins = [0]
    contrast = False  # after "unlike", a comma with a relative clause does not end its reach
    for at, word in enumerate(stems):
        contrast = contrast or word == "unlik"
        if word in MARKS:
            if contrast and set(stems[at + 1 : at + 2]) & RELATIVE:
                continue
            contrast = False
            begins.append(at + 1)
        elif at > begins[-1] and _begins(stems, at, begins[-1]):
            begins.append(at)
    return begins


def _begins(stems: Sequence[str], at: int, start: int) -> bool:
    """Whether a word begins a new clause after the one from ``start``."""
    word, before = stems[at], stems[at - 1]
    after = stems[at + 1] if at + 1 < len(stems) else ""
    if word in CONJUNCTIONS:
        # "nothing but" and, unless its verb is left out, "not because"
        denied = word in BECAUSE and before == "not" and stems[at - 2] not in AUXILIARIES - {"be"}
        return before not in ("anything", "nothing") and not denied
    if word == "mean":  # "which means that …", not "the mean of …"
        return after in DETERMINERS | OF_MEANING
    if word == "and":
        return _joins_clauses(stems, at, start)
    if word == "i":
        return after in WOULD
    return word in ("rather", "instead") and after in ("than", "of")


def _joins_clauses(stems: Sequence[str], at: int, start: int) -> bool:
    """Whether “and” at a place joins clauses, rather than two words of one clause."""
    rest: list[str] = []
    for word in stems[at + 1 :]:
        if word in MARKS:
            break
        rest.append(word)
    if OPENING & set(rest[:2]):
        return True
    if len(rest) < 2 or rest[0] in PREPOSITIONS:
        return False
    if rest[-1] in NEGATED_SUBJECTS | set(OF_VERB):
        return True  # "and the other takes none": what ends with a negation has its own verb
    if rest[0] in DETERMINERS or rest[0].isdigit():
        # "and the arm adapts …", not "and the list of them"
        has_verb = rest[2:] and rest[2] not in PREPOSITIONS | {"and", "or"}
        return bool(has_verb or FINITE & set(rest[2:]))
    if NO_OBJECT & set(stems[start + 1 : at]):  # "is told nothing and works out which"
        return stems[at - 1] in NO_OBJECT or rest[1] in OF_OBJECT | DETERMINERS
    # "is not trained for it and adapts to it": the second verb is not denied
    return bool(set(stems[start:at]) & set(OF_VERB))


def _suppose(stems: Sequence[str], clauses: Sequence[Clause]) -> None:
    """Mark “if …, I would …” up to the word that returns to how things are."""
    if not WOULD & set(stems):
        return
    supposing = False
    for number, clause in enumerate(clauses):
        words = stems[clause.start : clause.end]
        # "Had the list been open, …"
        opens = _opens_supposition(words) or (number == 0 and words[0] in ("have", "be"))
        if opens:
            supposing = True
        elif words[0] in REALITY or stems[clause.start - 1] in ";.":
            supposing = False
        would = bool(WOULD & set(words))
        clause.set_aside = would and (words[0] == "i" or (supposing and not opens))
        clause.supposed = supposing and words[0] != "i"
    # "I'd say X" without an "if" is a hedge and claims X.
    if not any(clause.supposed for clause in clauses):
        for clause in clauses:
            clause.set_aside = False


def _opens_supposition(words: Sequence[str]) -> bool:
    return bool(SUPPOSED & set(words[:3])) and "even" not in words[:2]
