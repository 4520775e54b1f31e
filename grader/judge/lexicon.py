"""An exercise's lexicon: which words express which idea, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.judge.english import FUNCTION, Phrases, phrases_of
from grader.judge.spelled import SPELLED
from grader.judge.words import near, stem, tokens

# Small words that may stand between the words of an expression.
_SMALL = """
    a an the of to it its be been any some this that these those their his her our my your own
    very just such all each every from for by on in at with has have do really ever already
    still so more only one's s l quite rather even much exactly precisely
"""
SMALL = frozenset(map(stem, _SMALL.split()))
SKIP = 2
# Between subject and verb of an expression, these count as no more than its tense: "weights
# change" is found in "the weights cannot change".
_OF_VERB = "be do have can could will would may might must should need not never"
OF_VERB = frozenset(map(stem, _OF_VERB.split()))

NEVER_MENDED = FUNCTION | SPELLED


@dataclass(frozen=True)
class Mention:
    """A place where an idea is expressed.

    Attributes:
        kind: axis, thing, aside, context or name.
        start, end: the stems that express it.
        denied_at: the place of the stem whose negations are those of the idea.
        own: the places of the expression's own words: “proves nothing” does not deny itself.
    """

    kind: str
    idea: str
    sign: int
    start: int
    end: int
    denied_at: int
    own: range


@dataclass
class Lexicon:
    """Expressions by their first stem.

    Attributes:
        denials: expressions that deny the clause in which they stand.
    """

    table: dict[str, list[tuple[tuple[str, ...], str, str, int]]] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    denials: Phrases = field(default_factory=dict)

    def add(self, kind: str, idea: str, sign: int, expressions: Iterable[str]) -> None:
        """Have each of the expressions stand for an idea."""
        for expression in expressions:
            stems = self._learn(expression)
            self.table.setdefault(stems[0], []).append((stems, kind, idea, sign))

    def add_denials(self, expressions: Sequence[str]) -> None:
        """Have each of the expressions deny its clause."""
        for expression in expressions:
            self._learn(expression)
        self.denials = phrases_of(expressions)

    def _learn(self, expression: str) -> tuple[str, ...]:
        """The stems of an expression, whose words are known from now on."""
        words = tokens(expression)
        self.spellings.update(word for word in words if len(word) > 4)
        stems = tuple(stem(word) for word in words)
        self.stems.update(stems)
        return stems

    def stems_of(self, text: str, is_known: Callable[[str], bool]) -> list[str]:
        """The stems of a text's words, with slips of the pen in the lexicon's words mended."""
        stems = []
        for word in tokens(text):
            root = stem(word)
            if not (root in self.stems or root in NEVER_MENDED or is_known(root)):
                root = stem(near(word, self.spellings) or word)
            stems.append(root)
        return stems

    def mentions(self, stems: Sequence[str]) -> list[Mention]:
        """What a sentence mentions, from left to right and without overlaps."""
        mentions: list[Mention] = []
        start = 0
        while start < len(stems):
            matches = list(self._matches(stems, start))
            longest = max((mention.end for mention in matches), default=start + 1)
            mentions += dict.fromkeys(mention for mention in matches if mention.end == longest)
            start = longest
        return mentions

    def _matches(self, stems: Sequence[str], start: int) -> Iterator[Mention]:
        """What may be mentioned at a place."""
        for words, kind, idea, sign in self.table.get(stems[start], ()):
            end = _match(stems, start, words)
            if end:
                negated_inside = set(stems[start:end]) & {"not", "never"} - set(words)
                denied_at, own_end = (end - 1, start) if negated_inside else (start, end)
                own = range(start, own_end)
                yield Mention(kind, idea, sign, start, end, denied_at, own)


def lexicon_of(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon in an exercise's ``judge`` table."""
    lexicon = Lexicon()
    for name, poles in data.get("axes", {}).items():
        lexicon.add("axis", name, 1, poles.get("yes", ()))
        lexicon.add("axis", name, -1, poles.get("no", ()))
    for kind in ("things", "asides", "contexts", "names"):
        for name, expressions in data.get(kind, {}).items():
            lexicon.add(kind.removesuffix("s"), name, 1, expressions)
    lexicon.add_denials(data.get("denials", ()))
    return lexicon


def _match(stems: Sequence[str], start: int, words: Sequence[str]) -> int:
    """The end of an expression that begins at ``start``; 0 if it is not there."""
    at = start + 1
    for word in words[1:]:
        skipped = 0
        while at < len(stems) and stems[at] != word and skipped < SKIP:
            if stems[at] not in SMALL | OF_VERB:
                return 0
            skipped += stems[at] not in OF_VERB
            at += 1
        if at >= len(stems) or stems[at] != word:
            return 0
        at += 1
    return at
