"""From a sentence to words: spelling, contractions, signs and endings made alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

LONGEST_SENTENCE = 600  # characters; whoever writes more did not write a sentence
SIGNS = {
    "∈": " in ",
    "∉": " not in ",
    "⊂": " in ",
    "⊆": " in ",
    "∩": " intersect ",
    "∅": " empty ",
    "≠": " not equal ",
    "=": " equal ",
    "≈": " equal ",
    "≪": " less ",
    "≫": " more ",
    "∇": " nabla ",
    "θ": " theta ",
    "φ": " phi ",
    "π": " pi ",
    "τ": " tau ",
    "α": " alpha ",
    "→": " , ",
    "->": " , ",
    "<-": " equal ",
    "←": " equal ",
    "’": "'",
    "‘": "'",
    "w/o": " without ",
    "n't": " not",
    "cannot": "can not",
}
# Contractions written without their apostrophe.
_BARE = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should|need)nt\b"
)
# The arguments of a function in a formula are not words between brackets.
_CALL = re.compile(r"\b([a-z]{1,2}\d?)\s*\(([^()]{0,60})\)")
_TOKEN = re.compile(r"[a-z]+\d*|\d+(?:[.,]\d+)*|[,;:.!?()—–]")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED, 1)}
_IRREGULAR = """
    be is are was were been being am; have has had having; do does did done doing; see saw seen;
    meet met; know knew; known; training trainings; take took taken; give gave given; teach;
    taught; drive drove driven; keep kept; hold held; learned learnt; come came; go went gone
    goes; show shown; leave left; tell told; get got gotten; find found; bring brought; make made;
    think thought; say said; draw drew drawn; hide hid hidden; freeze froze frozen; fall fell
    fallen; begin began begun; write wrote written; read; run ran; send sent; build built; will
    wo; choose chose chosen; become became; grow grew grown; stick stuck; feed fed; forbid forbade
    forbidden; withhold withheld; stand stood; understand understood; let; buy bought; catch
    caught; pay paid; lie lay lain; move; rewrite rewrote rewritten; weigh; drop; shape; use;
    update; tune; name; hope; time; state; rule; type; same; case; price; place; rate;
    range; size; face; base; note; code; store; score; these this; those that; series; can ca;
    class; loss; less; pass; guess; process; across; bias; focus; plus; thus; always; news; yes;
    basis; analysis; doubt; during; anything; everything; nothing; something; thing; string;
    evening; morning; king; ring; wing; bring; hundred; need; seed; speed; feed; bed; red; indeed;
    exceed; proceed; untouched; fixed fix; few; only; early; any; many; hardly; barely; scarcely;
    meaning
"""


def _irregular() -> dict[str, str]:
    groups = (group.split() for group in _IRREGULAR.replace("\n", " ").split(";"))
    table: dict[str, str] = {}
    for group in groups:
        for word in group:
            table.setdefault(word, group[0])
    return table


IRREGULAR = _irregular()


def tokens(text: str) -> list[str]:
    """Words, numbers and punctuation of a sentence, in lower case."""
    text = text[:LONGEST_SENTENCE].lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).lower()
    for sign, words in SIGNS.items():
        if sign in text:
            text = text.replace(sign, words)
    if "(" in text:
        text = _CALL.sub(lambda call: f"{call[1]} {re.sub('[,|;]', ' ', call[2])} ", text)
    if "nt" in text:
        text = _BARE.sub(r"\1 not", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return [NUMBERS.get(token, token) for token in _TOKEN.findall(text)]


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A word without its ending; forms of one word mostly share their stem.

    >>> {stem(one) for one in ("adapt", "adapts", "adapted", "adapting")}
    {'adapt'}
    """
    if irregular := _irregular_of(word):
        return irregular
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ations", "ation", "ings", "ing", "ed", "es", "ly", "s", "e"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and _sounds(base):
            if ending == "s" and word.endswith("ss"):
                return word
            if ending in ("ing", "ed", "ings") and base[-1] == base[-2] and base[-1] not in "lsz":
                return base[:-1]
            return base[:-1] if ending not in ("e",) and len(base) > 3 and base[-1] == "e" else base
    return word


def _irregular_of(word: str) -> str | None:
    """What the table of irregular words has for a word, or for what is left of it without an
    ending: “shapes” is a form of “shape” like “shaping”."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, instead in (("s", ""), ("d", ""), ("ing", "e")):
        base = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(base) > 3 and base in IRREGULAR:
            return IRREGULAR[base]
    return None


def _sounds(base: str) -> bool:
    return any(letter in "aeiouy" for letter in base)


def near(word: str, spellings: Collection[str]) -> str | None:
    """The known word that differs by a slip of the pen: one letter left out, added, mistaken or
    swapped with the next; two of these in a word of eight letters or more."""
    if len(word) < 5 or word.isdigit():
        return None
    allowed = 1 if len(word) < 8 else 2
    letters = set(word)
    slips_away = []
    for spelling in spellings:
        # hardly anybody mistakes the first letter; a slip adds and removes one letter at most
        if (
            spelling[0] == word[0]
            and abs(len(spelling) - len(word)) <= allowed
            and len(letters.symmetric_difference(spelling)) <= 2 * allowed
        ):
            apart = slips(word, spelling)
            if apart <= allowed:
                slips_away.append((apart, spelling))
    return min(slips_away)[1] if slips_away else None


def slips(word: str, other_word: str, most: int = LONGEST_SENTENCE) -> int:
    """How many slips of the pen lie between two words (Damerau and Levenshtein's distance).

    Returns: more than ``most`` as soon as it is known that there are more.
    """
    before: list[int] = []
    row = list(range(len(other_word) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, other_letter in enumerate(other_word, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other_word[j - 2] and word[i - 2] == other_letter:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
