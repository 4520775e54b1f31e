"""The line ``::: list KIND`` of a page becomes the list of all exercises of that kind.

So an exercise is on it from the day on which a page embeds it. Links lead from the top of
``docs/``, where a page with such a list has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.course.embeds import embeds
from tools.course.folder import load_one
from tools.course.kinds import ExerciseFolder
from tools.course.schema import KINDS, Common
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
    """An item for each exercise of a kind that pages show, by level, under its name.

    Within a level they follow the navigation, after the warm-up and before the capstone.
    """
    shown = sorted(_shown(root, kind), key=lambda each: _place(each[0].meta))
    for level, items in groupby(shown, key=lambda each: each[0].meta.level):
        yield from ("", f"**{read_config(root).level(level)}**", "")
        for exercise, title, page in items:
            meta = exercise.meta
            link = f"[{meta.title}]({page}#{exercise.id.replace('/', '-')})"
            place = f", on the page {title}" if title else ""
            role = f" ({meta.role})" if meta.role else ""
            yield f"- {link}{role}{place}: about {meta.minutes} minutes"


def _shown(root: Path, kind: str) -> Iterator[tuple[ExerciseFolder, str, str]]:
    """Each exercise of a kind, with the title and the path of the page that shows it."""
    config = read_config(root)
    for title, page in config.titled_pages:
        path = root / "docs" / page
        lines = read_text(path).splitlines() if path.is_file() else []
        for _, id_ in embeds(lines):
            exercise = load_one(root, id_, to_show=True).exercises.get(id_)
            if exercise and exercise.kind == kind and config.shows(id_):
                yield exercise, title, page


def _place(meta: Common) -> tuple[int, int]:
    return meta.level, {"warm-up": 0, "capstone": 2}.get(meta.role or "", 1)
