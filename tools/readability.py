"""How pages read: the length of their sentences, and a grade; nothing here is enforced.

The grade is the automated readability index (Smith and Senter, 1967): years of school that a text
asks for, from letters a word and words a sentence. Other indices count syllables, for which a
library needs a dictionary of pronunciations; this one says as much about a page beside another.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tools.common import terminal
from tools.common.paths import ROOT
from tools.course.embeds import prose
from tools.course.ids import page_ids
from tools.course.origins import hide_origins
from tools.course.text import read_text

LONG = 30  # words
SHOWN = 15  # sentences
HEAD = ("Page", "Sentences", "Median", f"Over {LONG}", "Grade")
_NOT_READ = re.compile(r"^(?:[|#<]|:::|---|!\[|\[\^)")  # tables, headings, tags, embeds
_ITEM = re.compile(r"^ *(?:[-*+]|\d+\.) +|^ *> ?")
_END = re.compile(r"(?<=[.!?])[”\"')*]*\s+(?=[\"“'(*]*[A-Z0-9\\`\[])|\n")
_MARKS: tuple[tuple[str, str], ...] = (
    (r"\\\(.+?\\\)|`[^`]+`", "X"),  # each is read as one word
    (r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?", r"\1"),
    (r"\{[:#][^}]*\}|<[^>]+>|\*+", ""),
)


class Sentence(NamedTuple):
    """A sentence of a page.

    Attributes:
        line: of the page's file, on which its paragraph begins.
    """

    text: str
    line: int

    @property
    def words(self) -> list[str]:
        """Its words: whatever has a letter or a digit between two spaces."""
        return [word for word in self.text.split() if any(map(str.isalnum, word))]


def sentences(text: str) -> list[Sentence]:
    """The sentences of a page's Markdown, without headings, tables, code and formulas by
    themselves."""
    return [
        Sentence(part.strip(), line)
        for line, paragraph in _paragraphs(text)
        for part in _END.split(_plain(paragraph))
        if len(Sentence(part, line).words) > 1
    ]


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    def blank(part: re.Match[str]) -> str:
        return re.sub(r"[^\n]+", "", part[0])

    text = hide_origins(text, keep_lines=True)
    for left_out in (r"\A---\n.*?\n---\n", r"<!--.*?-->", r"\\\[.*?\\\]"):
        text = re.sub(left_out, blank, text, flags=re.DOTALL)
    start, words = 0, ""
    for index, line in [*prose(text.splitlines()), (-1, "")]:
        ends = not line.strip() or _NOT_READ.match(line)
        if (ends or _ITEM.match(line)) and words:
            yield start, words
            words = ""
        if not ends:
            start = start if words else index + 1
            words = f"{words} {_ITEM.sub('', line).strip()}"


def _plain(paragraph: str) -> str:
    for mark, instead in _MARKS:
        paragraph = re.sub(mark, instead, paragraph)
    return paragraph


def grade(read: Sequence[Sentence]) -> float:
    """The automated readability index of sentences.

    Source: Smith and Senter 1967: 4.71 letters a word + 0.5 words a sentence - 21.43.
    """
    words = [word for sentence in read for word in sentence.words]
    letters = sum(sum(map(str.isalnum, word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(read) - 21.43


def row(page: str, read: Sequence[Sentence]) -> tuple[str, ...]:
    """What the command says of a page."""
    lengths = [len(sentence.words) for sentence in read]
    over = sum(length > LONG for length in lengths)
    return (page, str(len(read)), f"{median(lengths):g}", str(over), f"{grade(read):.1f}")


def main(arguments: list[str]) -> int:
    """Print a row for each page, and the longest sentences of all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools readability", description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as concepts/NAME; else all")
    parser.add_argument("--longest", type=int, default=SHOWN, metavar="N")
    chosen = parser.parse_args(arguments)
    known = list(page_ids(ROOT))
    for page in chosen.pages:
        if page not in known:
            parser.error(f"there is no page {page!r}")
    read = {page: sentences(read_text(_file(page))) for page in chosen.pages or known}
    rows = [row(page, found) for page, found in read.items() if found]
    print(terminal.columns([HEAD, *sorted(rows, key=lambda cells: -float(cells[-1]))]))
    every = [(page, sentence) for page, found in read.items() for sentence in found]
    every.sort(key=lambda pair: -len(pair[1].words))
    for page, sentence in every[: chosen.longest]:
        place = f"{_file(page).relative_to(ROOT).as_posix()}:{sentence.line}"
        print(f"\n{place}: {len(sentence.words)} words\n  {sentence.text}")
    return 0


def _file(page: str) -> Path:
    return ROOT / "docs" / f"{page}.md"
