"""The line ``::: list KIND`` of a page becomes the list of all exercises of that kind.

So an exercise is on it from the day on which a page embeds it. Links lead from the top of
``docs/``, where a page with such a list has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.course.embeds import embeds
from tools.course.folder import load_one
from tools.course.schema import KINDS
from tools.course.site_config import read_config
from tools.course.text import read_text


class ListPreprocessor(Preprocessor):
    """Puts each list in the place of its line."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a list.

        Raises: LookupError if there is no such kind.
        """
        for index, kind in reversed(list(embeds(lines, "list"))):
            if kind not in KINDS:
                raise LookupError(f"no list {kind!r} for a page; there are: {', '.join(KINDS)}")
            lines[index : index + 1] = ["", *entries(self.root, kind), ""]
        return lines


def entries(root: Path, kind: str) -> Iterator[str]:
    """An item for each exercise of a kind that pages show, in the order of the navigation."""
    config = read_config(root)
    for title, page in config.titled_pages:
        path = root / "docs" / page
        lines = read_text(path).splitlines() if path.is_file() else []
        for _, id_ in embeds(lines):
            exercise = load_one(root, id_, to_show=True).exercises.get(id_)
            if exercise and exercise.kind == kind and config.shows(id_):
                link = f"[{exercise.meta.title}]({page}#{id_.replace('/', '-')})"
                place = f", on the page {title}" if title else ""
                yield f"- {link}{place}: about {exercise.meta.minutes} minutes"
