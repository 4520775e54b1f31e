"""``build``: the finished site in site/, ready for any static host."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.course.site_config import read_config
from tools.figures import bundles as figures
from tools.setup import command
from tools.site import (
    csp,
    exercise_bundles,
    js_modules,
    offline_manifest,
    search_index,
)
from tools.site.lists import anki_decks, review_cards

# Material's start page of warnings about the next MkDocs, which this project does not use.
ENV = {"NO_MKDOCS_2_WARNING": "1"}


def prepare(course: Path = ROOT, *, browser: bool = False) -> None:
    """Everything that the pages load, short of the pages themselves.

    Args:
        course: the folder of exercises/, docs/ and mkdocs.yml.

    Raises:
        SetupError: as set-up does; whatever the exercises' own errors are.
    """
    command.ensure(browser=browser)
    exercise_bundles.write(course)


def site(arguments: list[str], course: Path = ROOT) -> int:
    """Build and finish the pages; any warning is an error.

    Args:
        course: as above; the site goes to its site/ where the arguments say nothing else.
        arguments: passed on to ``mkdocs build``.

    Returns:
        MkDocs' exit code.

    Raises:
        PolicyError: if a page holds what the policy forbids.
    """
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("-d", "--site-dir", type=Path, default=course / "site")
    folder = ROOT / options.parse_known_args(arguments)[0].site_dir
    figures.write(course)  # an edited figure needs no other preparation; pages say what is wrong
    code = mkdocs(course, arguments)
    if code == 0:
        finish(folder, course)
    return code


def mkdocs(course: Path, arguments: list[str]) -> int:
    """Have MkDocs build the pages; returns its exit code.

    It runs in this process: in one of its own it would have to import again what both need.
    """
    os.environ.update(ENV)
    command = importlib.import_module("mkdocs.__main__").cli
    log = logging.getLogger("mkdocs")
    handlers = log.handlers[:]
    try:
        command.main(["build", "-f", str(course / "mkdocs.yml"), "--strict", *arguments], "mkdocs")
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        log.handlers[:] = handlers  # it adds one each time
    return 0


def finish(folder: Path, course: Path) -> None:
    """Make of MkDocs' pages what a host needs.

    Raises:
        PolicyError: as above.
    """
    search_index.write(folder)
    js_modules.shrink_styles(folder)
    config = read_config(course)
    pages = js_modules.name_modules(folder, config.short_name)
    anki_decks.write(folder, review_cards.write(folder, pages), config)
    csp.write(folder, pages)
    offline_manifest.write(folder)  # last, for it hashes the finished files


def main(arguments: list[str]) -> int:
    """Prepare and build; arguments go to ``mkdocs build``, but for this command's own.

    Args:
        arguments: ``--only-pages`` leaves out the preparation, which was done before; ``--course``
            names another folder of exercises/, docs/ and mkdocs.yml than this repository.
    """
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--only-pages", action="store_true")
    options.add_argument("--course", type=Path, default=ROOT)
    own, others = options.parse_known_args(arguments)
    course = own.course.resolve()
    if not (course / "mkdocs.yml").is_file():
        raise SetupError(f"{course} has no mkdocs.yml: name the folder of a course")
    if not own.only_pages:
        prepare(course)
    return site(others, course)


if __name__ == "__main__":
    # how `serve` builds, in the environment that it runs in itself
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"error: {error}")
