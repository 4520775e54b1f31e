"""What the search finds: formulas in plain characters, each term of a definition list, each figure.

MkDocs writes the index from the pages as they are before any script has set a formula, so that its
results would show TeX. A term is short and its page long: as an entry of its own it comes first,
and so does a figure or an exercise whose name is typed. Of what is to be written in code, the idea
is found: the index is fetched with every page, and names and shapes of arguments would be a quarter
of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pylatexenc.latex2text import LatexNodes2Text

from tools.common.files import write_whole
from tools.site.formulas import FORMULA

INDEX = Path("search") / "search_index.json"
# a list item that begins with its term, as on a glossary's page
TERM = re.compile(r"<li>(?:<p>)?([^<:]{2,60}): (.*?)</li>", re.DOTALL)
NAMED = re.compile(r'<strong id="([^"]+)">(.*?)</strong>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
EXERCISE = re.compile(r'<rl-exercise data-id="([^"]+)"')
FIGURE = re.compile(
    r'<wb-figure id="([^"]+)".*?id="\1-title">(.*?)</p>.*?id="\1-say">(.*?)</p>', re.DOTALL
)
CODE = re.compile(r'<rl-exercise data-id="([^"]+)" data-kind="code"')
PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
WORKS = "#sources"  # whoever looks for a paper finds the places that draw on it
BOOST = 4  # of a term, beside pages that merely use it
LAST_PAGES = 0.4  # of a figure on a page that comes after all others
NAMED_BOOST = 1.4  # of what has a name of its own, beside pages that use the words of it

_plain = LatexNodes2Text(math_mode="text", strict_latex_spaces="based-on-source")


def write(site: Path) -> None:
    """Rewrite the index of a freshly built site; nothing to do for a site without a search."""
    path = site / INDEX
    if not path.is_file():
        return
    index = json.loads(path.read_text("utf-8"))
    docs = groupby(index["docs"], lambda entry: entry["location"].partition("#")[0])
    index["docs"] = [
        entry for page, parts in docs for entry in of_page(list(parts), site / page / "index.html")
    ]
    write_whole(path, json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode())


def of_page(parts: list[dict[str, Any]], path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a page, from those that MkDocs has written."""
    html = path.read_text("utf-8") if path.is_file() else ""
    anchors = {FORMULA.sub("", TAG.sub("", name)).strip(): id_ for id_, name in NAMED.findall(html)}
    in_code = {id_.replace("/", "-") for id_ in CODE.findall(html)}
    exercises = {id_.replace("/", "-") for id_ in EXERCISE.findall(html)}
    figures = FIGURE.findall(html)
    for part in parts:
        place = part["location"].partition("#")[2]
        idea = PARAGRAPH.search(part["text"]) if place in in_code else None
        text = idea[0] if idea else without_figures(part["text"], figures)
        named = {"boost": part.get("boost", 1) * NAMED_BOOST} if place in exercises else {}
        yield from entries({**part, "text": text, **named}, anchors)
    for name, title, sentence in figures if parts else ():
        location = f"{parts[0]['location'].partition('#')[0]}#{name}"
        boost = max(parts[0].get("boost", 1), LAST_PAGES) * NAMED_BOOST
        yield {"location": location, "title": title, "text": f"<p>{sentence}</p>", "boost": boost}


def without_figures(text: str, figures: list[tuple[str, str, str]]) -> str:
    """A section without the titles and sentences of figures, which have entries of their own."""
    for words in (f"<p>{part}</p>" for _, *parts in figures for part in parts):
        text = text.replace(words, "", 1)
    return text


def entries(entry: dict[str, Any], anchors: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """An entry in plain characters, and in the place of each term that it explains one of its own.

    A term has an address if the page gives it one: ``**Term**{ #term }: what it means``.

    Args:
        anchors: these addresses, by the term.
    """
    page = entry["location"].partition("#")[0]
    text = entry["text"]
    for match in TERM.finditer(entry["text"]):
        name = FORMULA.sub("", match[1]).strip()
        if anchor := anchors.get(name):
            text = text.replace(match[0], "")
            words = {"title": name, "text": f"<p>{plain(match[2])}</p>"}
            yield {"location": f"{page}#{anchor}", **words, "boost": BOOST}
    if entry["location"].endswith(WORKS):
        return
    yield {**entry, "title": plain(entry["title"]), "text": plain(text)}


def plain(html: str) -> str:
    """A text with its formulas as one would type them."""
    return FORMULA.sub(_typed, html)


def _typed(formula: re.Match[str]) -> str:
    return _plain_text(formula[1] or formula[2])


@cache  # most of them are the name of something, over and over
def _plain_text(source: str) -> str:
    text = _plain.latex_to_text(_bare(source))
    # letters of a special shape, such as a script M, are typed as plain ones
    return escape(" ".join(normalize("NFKC", text).split()), quote=False)


def _bare(source: str) -> str:
    """TeX without what the conversion would leave in place: the index has its signs escaped."""
    unescaped = source.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", " ")
    return re.sub(r"\\(?:tfrac|dfrac)", r"\\frac", unescaped)
