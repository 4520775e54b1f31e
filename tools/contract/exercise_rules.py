"""Rules for exercises of every kind: what they refer to, and where they are embedded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.common.spelling import suggestion
from tools.contract.page_rules import Pages
from tools.course.folder import Course
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, RecallFolder
from tools.course.links import headings
from tools.course.site_config import read_config
from tools.course.text import read_text
from tools.course.todo import MARK

EXERCISE_RULES = Registry[Callable[[ExerciseFolder, Course, Pages], Iterator[Finding]]]()


@EXERCISE_RULES.add("concepts")
def concepts(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Every concept has a page."""
    for concept in exercise.meta.concepts:
        if concept not in pages.concepts:
            advice = suggestion(concept, pages.concepts)
            remedy = f"Write docs/concepts/{concept}.md, or correct the name. {advice}"
            yield Finding(f"no page for concept {concept!r}", remedy)


@EXERCISE_RULES.add("sources")
def sources(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Every source is in ``docs/sources.toml``."""
    for source in exercise.meta.sources:
        if source not in pages.works:
            advice = suggestion(source, pages.works)
            remedy = f"Add it to docs/sources.toml, or correct the name. {advice}"
            yield Finding(f"unknown source {source!r}", remedy)


@EXERCISE_RULES.add("prerequisites")
def prerequisites(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Every prerequisite exists, none leads back to the exercise, and none is of a higher level."""
    for id_ in exercise.meta.prerequisites:
        if id_ not in course.ids:  # one that cannot be read is told as such
            remedy = f"Name an exercise. {suggestion(id_, course.exercises)}"
            yield Finding(f"unknown prerequisite {id_!r}", remedy)
        elif id_ in course.exercises and course.exercises[id_].meta.level > exercise.meta.level:
            higher, level = course.exercises[id_].meta.level, exercise.meta.level
            message = f"the prerequisite {id_} is at level {higher}, the exercise at level {level}"
            remedy = "Raise the level of the exercise, or remove the prerequisite."
            yield Finding(message, remedy)
    circle = _way_back(exercise.id, course)
    if circle:
        message = f"the exercise is its own prerequisite: {' needs '.join(circle)}"
        yield Finding(message, "Remove one of the prerequisites on the way.")


def _way_back(id_: str, course: Course) -> list[str]:
    """The shortest way from an exercise over prerequisites to itself; empty if there is none."""
    ways, reached = deque([[id_]]), set[str]()
    while ways:
        way = ways.popleft()
        for next_ in course.exercises[way[-1]].meta.prerequisites:
            if next_ == id_:
                return [*way, id_]
            if next_ in course.exercises and next_ not in reached:
                reached.add(next_)
                ways.append([*way, next_])
    return []


@EXERCISE_RULES.add("uses")
def uses(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Every function in ``uses`` is written in a prerequisite, in the same form as here, and
    imported by a line of the starter, so that learners can put in their own."""
    if not isinstance(exercise, CodeFolder):
        return
    for name, id_ in exercise.meta.uses.items():
        if id_ not in exercise.meta.prerequisites:
            remedy = f"Name one. {suggestion(id_, exercise.meta.prerequisites)}"
            yield Finding(f"{name} is used from {id_!r}, which is not a prerequisite", remedy)
        elif not (form := _forms(course.exercises.get(id_)).get(name)):
            message = f"{name} is used from {id_}, which does not define it"
            yield Finding(message, "Name the exercise in which learners write it.")
        elif _forms(exercise).get(name) != form:
            remedy = f'Add "{form}", through which the grader gets the function.'
            yield Finding(f"“defines” gives {name} another form than {id_} does", remedy)
        elif (count := len(exercise.imports(name))) != 1:
            message = f"{count} lines of the starter import {name} alone; there must be one"
            remedy = f"Write one line “from … import {name}”."
            yield Finding(message, remedy, "starter.py")


def _forms(exercise: ExerciseFolder | None) -> dict[str, str]:
    """The entries of ``defines``, by the names that they define."""
    entries = exercise.meta.defines if isinstance(exercise, CodeFolder) else ()
    return {entry.partition("(")[0]: entry for entry in entries}


@EXERCISE_RULES.add("borrows")
def borrows(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """What a judge borrows from is an exercise of scenarios that borrows nothing itself."""
    if not isinstance(exercise, ClassifyFolder) or not exercise.borrows or exercise.lender:
        return
    id_ = exercise.borrows
    lender = course.exercises.get(id_)
    remedy = f"Name an exercise of scenarios. {suggestion(id_, course.classify)}"
    if id_ not in course.ids:
        yield Finding(f"unknown exercise {id_!r} to borrow from", remedy)
    elif lender is None:
        yield Finding(f"{id_} cannot be read, so nothing is borrowed", f"Correct {id_} first.")
    elif not isinstance(lender, ClassifyFolder):
        yield Finding(f"{id_} is of kind {lender.kind} and has no judge to borrow from", remedy)
    else:
        remedy = "Name an exercise that borrows nothing."
        yield Finding(f"{id_} itself borrows, from {lender.borrows}", remedy)


@EXERCISE_RULES.add("card-headings")
def card_headings(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Every recall card names a page below ``docs/`` and the heading in it that answers it."""
    for card in exercise.meta.card if isinstance(exercise, RecallFolder) else ():
        file, _, anchor = card.heading.partition("#")
        if MARK in card.heading:
            continue  # said as a to-do
        files = {f"{page}.md": path for page, path in pages.paths.items()}
        if file not in files:
            advice = suggestion(file, files)
            remedy = f"Name a page and its heading, as in page.md#heading. {advice}"
            yield Finding(f"{card.id}: there is no page {file!r} to read on", remedy)
            continue
        titles = headings(read_text(files[file]).splitlines())
        if anchor not in titles:
            remedy = f"Name one of its headings. {suggestion(anchor, titles)}"
            yield Finding(f"{card.id}: {file} has no heading {anchor!r}", remedy)


@EXERCISE_RULES.add("embedded")
def embedded(exercise: ExerciseFolder, course: Course, pages: Pages) -> Iterator[Finding]:
    """Exactly one page embeds a published exercise, unless the site leaves it out."""
    places = pages.embedded.get(exercise.id, [])
    line = f"::: exercise {exercise.id}"
    published = exercise.meta.status == "published"
    if published and read_config(course.root).shows(exercise.id) and not places:
        remedy = f"Write the line “{line}” in the page it belongs to, or set status to draft."
        yield Finding("no page embeds the exercise", remedy)
    if len(places) > 1:
        message = f"more than one page embeds the exercise: {', '.join(places)}"
        remedy = f"Keep “{line}” in one of them and link to it from the others."
        yield Finding(message, remedy)
