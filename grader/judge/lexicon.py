"""An exercise's lexicon: which words express which idea, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.judge.grammar import FUNCTION
from grader.judge.words import near, stem, tokens

# Small words that may stand between the words of an expression.
_SMALL = """
    a an the of to it its be been any some this that these those their his her our my your own
    very just such all each every from for by on in at with has have do really ever already
    still so more only one's s l quite rather even much
"""
SMALL = frozenset(map(stem, _SMALL.split()))
SKIP = 2


@dataclass(frozen=True)
class Mention:
    """A place where an idea is expressed: ``kind`` is axis, thing, aside, context or name."""

    kind: str
    idea: str
    sign: int
    start: int
    end: int


@dataclass
class Lexicon:
    """Expressions by their first stem."""

    table: dict[str, list[tuple[tuple[str, ...], str, str, int]]] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)

    def add(self, kind: str, idea: str, sign: int, expressions: Iterable[str]) -> None:
        """Have each of the expressions stand for an idea."""
        for expression in expressions:
            words = tokens(expression)
            self.spellings.update(word for word in words if len(word) > 4)
            stems = tuple(stem(word) for word in words)
            self.stems.update(stems)
            self.table.setdefault(stems[0], []).append((stems, kind, idea, sign))

    def stems_of(self, text: str, known: Callable[[str], bool]) -> list[str]:
        """The stems of a text's words, with slips of the pen in the lexicon's words mended."""
        stems = []
        for word in tokens(text):
            root = stem(word)
            if root not in self.stems and root not in FUNCTION and not known(root):
                root = stem(near(word, self.spellings) or word)
            stems.append(root)
        return stems

    def mentions(self, stems: Sequence[str]) -> list[Mention]:
        """What a sentence mentions, from left to right and without overlaps."""
        found = []
        start = 0
        while start < len(stems):
            matches = [
                Mention(kind, idea, sign, start, end)
                for words, kind, idea, sign in self.table.get(stems[start], ())
                if (end := _match(stems, start, words))
            ]
            longest = max((one.end for one in matches), default=start + 1)
            kept = [one for one in matches if one.end == longest]
            found += list(dict.fromkeys(kept))
            start = longest
        return found


def lexicon_of(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon in an exercise's ``judge`` table."""
    lexicon = Lexicon()
    for name, poles in data.get("axes", {}).items():
        lexicon.add("axis", name, 1, poles.get("yes", ()))
        lexicon.add("axis", name, -1, poles.get("no", ()))
    for kind in ("things", "asides", "contexts", "names"):
        for name, expressions in data.get(kind, {}).items():
            lexicon.add(kind.removesuffix("s"), name, 1, expressions)
    return lexicon


def _match(stems: Sequence[str], start: int, words: Sequence[str]) -> int:
    """The end of an expression that begins at ``start``; 0 if it is not there."""
    at = start + 1
    for word in words[1:]:
        skipped = 0
        while at < len(stems) and stems[at] != word and stems[at] in SMALL and skipped < SKIP:
            at, skipped = at + 1, skipped + 1
        if at >= len(stems) or stems[at] != word:
            return 0
        at += 1
    return at
