"""The line ``::: works TOPIC`` of a page becomes the works of docs/sources.toml with this topic:
why one reads each, and the pages that cite it.

Links lead from the top of ``docs/``, where a page with such a list has to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.common.paths import PACKAGES
from tools.common.spelling import suggestion
from tools.course.embeds import embeds, prose
from tools.course.links import headings
from tools.course.site_config import read_config
from tools.course.text import read_text, read_toml

WORKS = Path("docs", "sources.toml")
# of what a page embeds, by the word of the line: the file that may name works
PARTS = {
    "exercise": "exercises/{}/exercise.toml",
    "figure": "docs/figures/{}.py",
    "table": "docs/data/{}.json",
}
_KEY = re.compile(r"[\w-]+")


class WorksPreprocessor(Preprocessor):
    """Puts each list in the place of its line."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for works.

        Raises:
            LookupError: if no work has this topic.
        """
        places = list(embeds(lines, "works"))
        works = read_toml(self.root / WORKS) if places else {}
        cited = citing_pages(self.root, works) if places else {}
        for index, topic in reversed(places):
            listed = {key: work for key, work in works.items() if work.get("topic") == topic}
            if not listed:
                known = {str(work.get("topic")) for work in works.values()}
                advice = suggestion(topic, known)
                raise LookupError(
                    f"no work in {WORKS.as_posix()} has the topic {topic!r}. {advice}"
                )
            entries = (entry(key, listed[key], cited.get(key, {}), self.root) for key in listed)
            lines[index : index + 1] = ["", *entries, ""]
        return lines


def citing_pages(root: Path, works: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Of each work the pages that name it, or embed what names it: their titles, by path."""
    pages: dict[str, dict[str, str]] = {}
    for title, page in read_config(root).titled_pages:
        texts = [*page_texts(root, page)]
        first = next(iter(headings(texts[0].splitlines()).values()), page)
        for key in {word for text in texts for word in _KEY.findall(text)} & works.keys():
            pages.setdefault(key, {})[page] = title or first
    return pages


def page_texts(root: Path, page: str) -> Iterator[str]:
    """A page, and the files of what it embeds."""
    path = root / "docs" / page
    lines = read_text(path).splitlines() if path.is_file() else []
    yield "\n".join(line for _, line in prose(lines))  # code may quote a citation
    for kind, pattern in PARTS.items():
        for _, name in embeds(lines, kind):
            file = root / pattern.format(name)
            if file.is_file():
                yield read_text(file)


def citing_packages(root: Path, key: str) -> list[str]:
    """The packages whose code names a work."""
    files = (path for package in PACKAGES for path in sorted((root / package).rglob("*.py")))
    naming = (path for path in files if key in _KEY.findall(read_text(path)))
    return sorted({".".join(path.relative_to(root).parent.parts) for path in naming})


def entry(key: str, work: dict[str, Any], pages: dict[str, str], root: Path) -> str:
    """A work as an item of a list, in Markdown.

    Args:
        pages: titles of the pages that cite it, by path; the code is named where there is none.
    """
    cited = ", ".join(f"[{title}]({page})" for page, title in pages.items())
    if not cited:
        cited = ", ".join(f"the code of `{name}`" for name in citing_packages(root, key))
    return (
        f"- [**{work['title']}**]({work['url']}){{ #{key} }}, {work['author']}, {work['venue']}."
        f" {work['why']} Cited in {cited}."
    )
