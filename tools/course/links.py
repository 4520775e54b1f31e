"""The links of a page, and the places in it that links can lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown.extensions.toc import slugify, unique

from tools.course.embeds import embeds, prose, without_code

_LINK = re.compile(r"(?<!\\)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)|^\[[^\]]+\]:\s*(\S+)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$")
_OWN = re.compile(r"\s*\{[^}]*?#([\w-]+)[^}]*\}$")
_ID = re.compile(r"""\bid=["']([\w-]+)["']|\{:?[^{}]*#([\w-]+)[^{}]*\}""")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def links(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every ``(index of the line, target)`` within the site, code left out."""
    for index, line in enumerate(without_code(lines)):
        for match in _LINK.finditer(line):
            target = match[1] or match[2]
            if not _ELSEWHERE.match(target):
                yield index, target


def anchors(lines: Sequence[str]) -> set[str]:
    """The names that links to a page may end with: headings, exercises, and ids."""
    names = {id_.replace("/", "-") for _, id_ in embeds(lines)}
    for _, line in prose(lines):
        names.update(first or second for first, second in _ID.findall(line))
    return names | headings(lines).keys()


def headings(lines: Sequence[str]) -> dict[str, str]:
    """The words of a page's headings, by the names that links to them end with."""
    titles: dict[str, str] = {}
    anchors_taken: set[str] = set()
    for _, line in prose(lines):
        if heading := _HEADING.match(line):
            own = _OWN.search(heading[1])
            title = _MARKS.sub(lambda match: match[1] or "", _OWN.sub("", heading[1]))
            titles[own[1] if own else unique(slugify(title, "-"), anchors_taken)] = title
    return titles


def titles(lines: Sequence[str]) -> list[str]:
    """The headings of a page's sections."""
    return [line[3:].strip() for _, line in prose(lines) if line.startswith("## ")]
