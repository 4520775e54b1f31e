"""The glossary's terms, explained where the prose of a page first uses them.

Python-Markdown's own abbreviations would mark a term each time, in headings and links too. Here the
first mention becomes an ``<abbr>`` that keys can reach as well; its ``title`` is the explanation,
and the theme shows it on hover, on focus and on a tap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from tools.course.text import read_text

FOLDER = "concepts"
PAGE = Path("docs") / "glossary.md"
ENTRY = re.compile(
    r"^- \*\*\[?(?P<names>.+?)(?:\]\((?P<target>\S+)\))?\*\*\{ #[\w-]+ \}(?: \\\(.+?\\\))?:\s"
    r"(?P<says>.+?)(?=\n- |\n\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
NAMES = re.compile(r", | and | \((.+)\)$")  # TD(0) is one
# Words that pages use in other senses as well: a gradient step is no step of an agent.
AMBIGUOUS = frozenset({"step", "return", "context", "clone", "precision", "greedy"})
UNTOUCHED = frozenset({"a", "abbr", "button", "code", "h1", "h2", "h3", "h4", "pre", "th"})


@cache
def explanations(glossary: str) -> dict[str, str]:
    """What each term means, by all its names in lower case.

    Args:
        glossary: the text of the page.
    """
    terms = {}
    for entry in ENTRY.finditer(glossary):
        says = " ".join(f"{entry['names']}: {entry['says'].replace('*', '')}".split())
        for name in filter(None, NAMES.split(entry["names"])):  # what is in brackets as well
            terms[name.lower()] = says
    return {name: says for name, says in terms.items() if name not in AMBIGUOUS}


@cache
def _pattern(glossary: str) -> re.Pattern[str]:
    """Matches the terms in singular and plural, the longest first."""
    names = sorted(explanations(glossary), key=len, reverse=True)
    plurals = (re.sub("y$", "(?:y|ie)", re.escape(name)) + "s?" for name in names)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(plurals)})(?![\w-])", re.IGNORECASE)


def explanation(glossary: str, mention: str) -> str:
    """What a term means that stands in a text in singular or plural."""
    word = mention.lower()
    singulars = (word, word.removesuffix("s"), re.sub("ies$", "y", word))
    return next(says for name in singulars if (says := explanations(glossary).get(name)))


class GlossaryTreeprocessor(Treeprocessor):
    """Marks the first mention of each term above a concept page's exercises."""

    def __init__(self, md: Markdown, root: Path, page: Callable[[], Path]) -> None:
        """As all of its kind.

        Args:
            root: the folder of docs/.
            page: gives the path of the page that is being made.
        """
        super().__init__(md)
        self.path = root / PAGE
        self.page = page
        self.glossary = ""

    def run(self, root: Element) -> None:
        """Change the tree of a page in place."""
        if self.page().parent.name != FOLDER or not self.path.is_file():
            return
        self.glossary = read_text(self.path)
        left = set(explanations(self.glossary).values())
        for block in self.above_the_exercises(root):
            self.mark(block, left)

    def above_the_exercises(self, root: Element) -> Iterator[Element]:
        """The blocks of a page up to its first exercise."""
        for block in list(root):
            stashed = HTML_PLACEHOLDER_RE.search(block.text or "")
            if stashed and "<rl-exercise" in str(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]):
                return
            yield block

    def mark(self, element: Element, left: set[str]) -> None:
        """Wrap the first mentions in an element, in the order of reading.

        Args:
            left: the explanations that the page has not given yet; changed in place.
        """
        if element.tag in UNTOUCHED or isinstance(element.text, AtomicString):
            return
        children = list(element)
        element.text, marked = self.split(element.text, left)
        place = self.insert(element, 0, marked)
        for child in children:
            self.mark(child, left)
            child.tail, marked = self.split(child.tail, left)
            place = self.insert(element, place + 1, marked)

    def insert(self, element: Element, place: int, marked: list[Element]) -> int:
        """Put elements in a row; returns the place behind them."""
        for offset, mention in enumerate(marked):
            element.insert(place + offset, mention)
        return place + len(marked)

    def split(self, text: str | None, left: set[str]) -> tuple[str | None, list[Element]]:
        """A text up to its first mention, and the mentions with what follows each."""
        if not text or isinstance(text, AtomicString):
            return text, []
        first, end, mentions = text, 0, list[Element]()
        for match in _pattern(self.glossary).finditer(text):
            says = explanation(self.glossary, match[0])
            if says not in left:
                continue
            left.remove(says)
            if mentions:
                mentions[-1].tail = text[end : match.start()]
            else:
                first = text[: match.start()]
            mentions.append(Element("abbr", title=says, tabindex="0"))
            mentions[-1].text = AtomicString(match[0])
            mentions[-1].tail = text[(end := match.end()) :]
        return first, mentions
