"""``python -m tools export scorm12 [ID …]``: exercises as a package for a learning platform."""

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
from tools.course.site_config import read_config
from tools.course.text import read_text
from tools.export.manifest import Unit
from tools.export.scorm12 import unit_of, write_package

HEADING = re.compile(r"^# +(.+?)(?: *\{[^}]*\})?$", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Write a package; 0, or 2 if there is no such exercise or page."""
    options = _parser().parse_args(arguments)
    course = load_course(ROOT)
    units, unknown = units_of(course, options.ids)
    if unknown or not units:
        what = f"no exercise or page with exercises is called {unknown}" if unknown else "no page"
        print(f"error: {what}; ids are like topic/exercise or concepts/page", file=sys.stderr)
        return 2
    config = read_config(ROOT)
    site_name = str(config.keys.get("site_name") or config.short_name)
    name, title = config.short_name, site_name
    if options.ids:
        slugs = "-".join(trim_id(id_).replace("/", "-") for id_ in options.ids)
        name = f"{name}-{slugs[:80]}"
        groups = list(dict.fromkeys(unit.group for unit in units))
        title = units[0].title if len(units) == 1 else f"{site_name}: {', '.join(groups)}"
    target = options.out or ROOT / "dist" / f"{name}-scorm12.zip"
    size = write_package(target, name, title, units)
    say(f"{target}: {len(units)} exercises, {size / 1e6:.1f} MB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools export",
        description="Write exercises as a package for a learning platform.",
    )
    parser.add_argument("format", choices=["scorm12"], help="scorm12: SCORM 1.2")
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="exercises and pages; all exercises without any"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="of the package")
    return parser


def units_of(course: Course, typed: Sequence[str]) -> tuple[list[Unit], str]:
    """The exercises that some ids of exercises and pages name, each once, page by page.

    Returns:
        The units, and an id that names none; empty if all do.
    """
    pages = page_addresses(course.root)
    shown = {id_: page for id_, page in pages.items() if id_ in course.exercises}
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
