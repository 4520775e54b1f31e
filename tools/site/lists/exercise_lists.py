"""The line ``::: list NAME`` of a page becomes a table of exercises, by level: of all, of those of
a kind, or of a course that mkdocs.yml names; ``::: next NAME`` becomes the next step
in that list, ``::: graph NAME`` its drawing, ``::: mix NAME`` what the page's script draws five
things from, another five each day, ``::: review NAME`` what it has learners see again in time, and
``::: regrade NAME`` what instructors can have graded in their browser.

So an exercise is in it from the day on which a page embeds it. Links lead from the top of
``docs/``, where a page with such a list has to be. The page's script fills in what the learner has
done (``docs/assets/js/course/``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from tools.common.spelling import suggestion
from tools.course.embeds import embeds
from tools.course.folder import load_one
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder
from tools.course.schema import Common
from tools.course.site_config import LISTS, read_config
from tools.course.text import read_text
from tools.site.lists.exercise_graph import Node, fill_graph
from tools.site.search_index import plain

ALL = "all"
FORMS = ("list", "next", "graph", "mix", "review", "regrade")
HEAD = ("Exercise", "Minutes", "Importance", "Role", "State")
# no text that an author can write: Markdown takes these two characters out of every page
MARK = re.compile(f"\x02wb-({'|'.join(FORMS)}) ([^ ]+)\x03")


@dataclass(frozen=True)
class Shown:
    """An exercise that a page shows."""

    exercise: ExerciseFolder
    page: str

    @property
    def id(self) -> str:
        return self.exercise.id

    @property
    def meta(self) -> Common:
        return self.exercise.meta

    @property
    def link(self) -> str:
        """Where it is, from the top of ``docs/``."""
        return f"{self.page}#{self.id.replace('/', '-')}"


class ListPreprocessor(Preprocessor):
    """Marks the place of each list."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a list.

        Raises:
            LookupError: if there is no such list.
        """
        places = [(*place, form) for form in FORMS for place in embeds(lines, form)]
        for index, name, form in sorted(places, reverse=True):
            if name not in (list_ids := list_names(self.root)):
                raise LookupError(f"no list {name!r} for a page. {suggestion(name, list_ids)}")
            lines[index : index + 1] = ["", f"\x02wb-{form} {name}\x03", ""]
        return lines


class ListTreeprocessor(Treeprocessor):
    """Puts the lists in their places, before links are resolved and titles read as Markdown."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, root: Element) -> None:
        """Make tables of the marks."""
        places = [(element, MARK.fullmatch(element.text or "")) for element in root.iter("p")]
        asked_for = [(element, match[1], match[2]) for element, match in places if match]
        shown = list(every_shown(self.root)) if asked_for else []
        for place, form, name in asked_for:
            place.clear()
            place.tag = "wb-course"
            place.set("data-search-exclude", "")
            if form == "list":
                fill_list(place, self.root, name, shown)
            elif form == "next":
                fill_step(place, self.root, name, choose_exercises(self.root, name, shown))
            elif form in ("mix", "review"):
                place.tag = f"wb-{form}"
                fill_pool(place, choose_exercises(self.root, name, shown))
            elif form == "regrade":
                place.tag = "wb-regrade"
                fill_known(place, choose_exercises(self.root, name, shown))
            else:
                fill_graph(place, name, nodes(self.root, choose_exercises(self.root, name, shown)))


def list_names(root: Path) -> list[str]:
    """What can be listed."""
    return [*LISTS, *read_config(root).courses]


def every_shown(root: Path) -> Iterator[Shown]:
    """Each exercise of the site, in the order of the navigation."""
    config = read_config(root)
    for page in config.pages:
        path = root / "docs" / page
        lines = read_text(path).splitlines() if path.is_file() else []
        for _, id_ in embeds(lines):
            exercise = load_one(root, id_, to_show=True).exercises.get(id_)
            if exercise and config.shows(id_):
                yield Shown(exercise, page)


def choose_exercises(root: Path, name: str, shown: Iterable[Shown]) -> list[Shown]:
    """The exercises of a list in its order.

    A course has its own. Otherwise they follow the levels, and within a level the navigation, after
    the warm-up and before the capstone.
    """
    if course := read_config(root).courses.get(name):
        by_id = {entry.id: entry for entry in shown}
        return [by_id[id_] for id_ in course.exercises if id_ in by_id]
    of_kind = (entry for entry in shown if name in (ALL, entry.exercise.kind))
    return sorted(of_kind, key=lambda entry: _place(entry.meta))


def _place(meta: Common) -> tuple[int, int]:
    return meta.level, {"warm-up": 0, "capstone": 2}.get(meta.role or "", 1)


def fill_list(place: Element, root: Path, name: str, shown: list[Shown]) -> None:
    """Put a list's sentence, if it has one, and its table into an element."""
    config = read_config(root)
    course = config.courses.get(name)
    if course:
        SubElement(place, "p").text = course.says
    listed = choose_exercises(root, name, shown)
    _begin(place, listed)
    table = SubElement(place, "table", {"class": "wb-list"})
    if course:
        table.set("aria-label", course.name)
    head = SubElement(SubElement(table, "thead"), "tr")
    for title in HEAD:
        cell = SubElement(head, "th", {"scope": "col", "class": f"wb-{title.lower()}"})
        cell.text = title
    for level, items in groupby(listed, key=lambda entry: entry.meta.level):
        body = SubElement(table, "tbody")
        words = {"colspan": str(len(HEAD)), "scope": "rowgroup"}
        group = SubElement(SubElement(body, "tr", {"class": "wb-level"}), "th", words)
        group.text = config.level(level)
        for entry in items:
            _row(body, entry, listed, {} if course else {earlier.id: earlier for earlier in shown})


def fill_step(place: Element, root: Path, name: str, listed: list[Shown]) -> None:
    """Put the first step of a list into an element, and out of sight what the others are."""
    course = read_config(root).courses.get(name)
    _begin(place, listed, f"{course.name}." if course else "")
    steps = SubElement(place, "ul", {"hidden": ""})
    for entry in listed:
        step = SubElement(steps, "li", _marks(entry, listed))
        SubElement(step, "a", {"href": entry.link}).text = entry.meta.title


def fill_pool(place: Element, listed: list[Shown]) -> None:
    """Put what the script chooses from into an element, out of sight."""
    SubElement(place, "p").text = "Your browser chooses them; for that it needs JavaScript."
    pool = SubElement(place, "ul", {"hidden": ""})
    for entry in listed:
        step = SubElement(pool, "li", _marks(entry, listed))
        SubElement(step, "a", {"href": entry.link}).text = entry.meta.title


def fill_known(place: Element, listed: list[Shown]) -> None:
    """Put the exercises that can be graded into an element, out of sight and without links, so
    that it may be on any page."""
    SubElement(place, "p").text = "This needs JavaScript, as the exercises do."
    known = SubElement(place, "ul", {"hidden": ""})
    for entry in listed:
        marks = {"data-id": entry.id, "data-kind": entry.exercise.kind}
        SubElement(known, "li", marks).text = entry.meta.title


def items_of(exercise: ExerciseFolder) -> list[str]:
    """The scenarios or cards that an exercise consists of; none where it is one whole."""
    if isinstance(exercise, CodeFolder):
        return []
    parts = exercise.meta.item if isinstance(exercise, ClassifyFolder) else exercise.meta.card
    return [part.id for part in parts]


def nodes(root: Path, listed: list[Shown]) -> list[Node]:
    """What a drawing shows of exercises."""
    config = read_config(root)
    ids = {entry.id for entry in listed}
    return [
        Node(
            entry.id,
            plain(entry.meta.title),
            entry.link,
            config.level(entry.meta.level),
            [id_ for id_ in entry.meta.prerequisites if id_ in ids],
        )
        for entry in sorted(listed, key=lambda entry: entry.meta.level)
    ]


def _begin(place: Element, listed: list[Shown], name: str = "") -> None:
    """The first step, which the page's script replaces by the next one."""
    for first in listed[:1]:
        line = SubElement(place, "p", {"class": "wb-next-step"})
        if name:
            SubElement(line, "b").text = name
        step = SubElement(line, "span")
        step.text = "Begin with: "
        SubElement(step, "a", {"href": first.link}).text = first.meta.title


def _marks(entry: Shown, listed: list[Shown]) -> dict[str, str]:
    """What the script knows of an exercise: what lies outside its list holds nobody up."""
    needs = [earlier.id for earlier in listed if earlier.id in entry.meta.prerequisites]
    items = " ".join(items_of(entry.exercise))
    kind = entry.exercise.kind
    return {
        "data-id": entry.id,
        "data-needs": " ".join(needs),
        "data-kind": kind,
        "data-items": items,
    }


def _row(body: Element, entry: Shown, listed: list[Shown], named: dict[str, Shown]) -> None:
    """A row of the table.

    Args:
        listed: all that the list has.
        named: the exercises by id that are named where this one builds on them.
    """
    meta = entry.meta
    row = SubElement(body, "tr", _marks(entry, listed))
    title = SubElement(row, "th", {"scope": "row"})
    SubElement(title, "a", {"href": entry.link}).text = meta.title
    if meta.status == "draft":
        SubElement(title, "span", {"class": "wb-draft"}).text = "Draft"
    _builds_on(title, [named[id_] for id_ in meta.prerequisites if id_ in named])
    _cell(row, "minutes", str(meta.minutes), after=" min")
    _cell(row, "importance", str(meta.importance), before="importance ", after=" of 5")
    _cell(row, "role", meta.role or "")
    _cell(row, "state", "")


def _builds_on(title: Element, earlier: list[Shown]) -> None:
    if earlier:
        small = SubElement(title, "small")
        small.text = "builds on "
        for number, exercise in enumerate(earlier, 1):
            link = SubElement(small, "a", {"href": exercise.link})
            link.text = exercise.meta.title
            link.tail = ", " if number < len(earlier) else ""


def _cell(row: Element, name: str, text: str, *, before: str = "", after: str = "") -> None:
    """A cell, with the words that it needs where no column is to be seen."""
    cell = SubElement(row, "td", {"class": f"wb-{name}"})
    cell.text = text
    if before:
        label = SubElement(cell, "span", {"class": "wb-label"})
        label.text, label.tail, cell.text = before, text, ""
    if after:
        SubElement(cell, "span", {"class": "wb-label"}).text = after
