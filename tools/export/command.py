"""``python -m tools export FORMAT [ID …]``: exercises as a package for a learning platform."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.terminal import say
from tools.course.embeds import page_addresses
from tools.course.folder import Course, load_course
from tools.course.ids import page_ids, trim_id
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder
from tools.course.site_config import read_config
from tools.course.text import read_text
from tools.export.manifest import Unit
from tools.export.qti3 import package
from tools.export.scorm12 import unit_of, write_package

HEADING = re.compile(r"^# +(.+?)(?: *\{[^}]*\})?$", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Write a package; 0, or 2 if there is no such exercise or page, or none for this format."""
    options = _parser().parse_args(arguments)
    course = load_course(ROOT)
    units, unknown = units_of(course, options.ids)
    if unknown or not units:
        what = f"no exercise or page with exercises is called {unknown}" if unknown else "no page"
        return _refuse(f"{what}; ids are like topic/exercise or concepts/page")
    config = read_config(ROOT)
    site_name = str(config.keys.get("site_name") or config.short_name)
    name = config.short_name
    if options.ids:
        slugs = "-".join(trim_id(id_).replace("/", "-") for id_ in options.ids)
        name = f"{name}-{slugs[:80]}"
    file = f"{name}-{options.format}.zip"
    target = options.out or ROOT / "dist" / file
    if target.is_dir():
        return _refuse(f"{target} is a folder; name a file, such as {target / file}")
    if options.format == "qti3":
        exercises = [course.exercises[unit.exercise] for unit in units]
        return write_questions(target, name, site_name, exercises)
    size = write_package(target, name, _title_of(site_name, options.ids, units), units)
    say(f"{target}: {len(units)} exercises, {size / 1e6:.1f} MB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools export",
        description="Write exercises as a package for a learning platform.",
    )
    parser.add_argument(
        "format",
        choices=["scorm12", "qti3"],
        help="scorm12: SCORM 1.2, the exercises as they are; qti3: QTI 3.0, scenarios and cards",
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="exercises and pages; all exercises without any"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="of the package")
    return parser


def write_questions(
    target: Path, name: str, site_name: str, exercises: Sequence[ExerciseFolder]
) -> int:
    """Write the scenarios and cards of some exercises, and say which have none."""
    programs = ", ".join(exercise.id for exercise in exercises if isinstance(exercise, CodeFolder))
    reason = "QTI has no question that runs a program; export scorm12 takes them"
    questions = package.questions_of(exercises)
    if not questions:
        return _refuse(f"nothing is left of {programs}: {reason}")
    size = package.write_package(target, name, site_name, questions)
    if programs:
        say(f"left out: {programs}; {reason}")
    scenarios = sum(
        len(exercise.meta.item) for exercise in exercises if isinstance(exercise, ClassifyFolder)
    )
    say(f"{target}: scenarios {scenarios}, cards {len(questions) - scenarios}; {size / 1e3:.0f} kB")
    return 0


def _refuse(why: str) -> int:
    print(f"error: {why}", file=sys.stderr)
    return 2


def _title_of(site_name: str, ids: Sequence[str], units: Sequence[Unit]) -> str:
    if not ids:
        return site_name
    groups = list(dict.fromkeys(unit.group for unit in units))
    return units[0].title if len(units) == 1 else f"{site_name}: {', '.join(groups)}"


def units_of(course: Course, typed: Sequence[str]) -> tuple[list[Unit], str]:
    """The exercises that some ids of exercises and pages name, each once, page by page.

    Exercises that the site leaves out are none of its pages'.

    Returns:
        The units, and an id that names none; empty if all do.
    """
    pages = page_addresses(course.root)
    there = filter(read_config(course.root).shows, course.exercises)
    shown = {id_: pages[id_] for id_ in there if id_ in pages}
    chosen: set[str] = set()
    for id_ in map(trim_id, typed):
        here = {name for name, page in shown.items() if id_ in (name, page.removesuffix("/"))}
        if not here:
            return [], id_
        chosen |= here
    titles = {page: _title(course.root, page) for page in shown.values()}
    units = [
        unit_of(id_, course.exercises[id_].meta.title, page, titles[page])
        for id_, page in sorted(shown.items(), key=lambda pair: pair[1])
        if id_ in chosen or not typed
    ]
    return units, ""


def _title(root: Path, page: str) -> str:
    """What a page is called, from its heading."""
    (id_,) = [id_ for id_ in page_ids(root) if f"{id_}/".removesuffix("index/") == page]
    heading = HEADING.search(read_text(root / "docs" / f"{id_}.md"))
    return heading[1] if heading else id_
