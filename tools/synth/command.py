"""`synth`: makes a synthetic course of N exercises, to see how the tools cope with many."""

from __future__ import annotations

import argparse
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tools.common.invocation import as_typed
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError
from tools.course.site_config import CONFIG, read_config
from tools.synth import course

MARK = ".synthetic"
MOST = 20_000
# Ours, as the pages need them; what a build makes for exercises is each course's own.
SHARED = ("css", "js", "runtime", "vendor")
# Without it a page names all others, and the pages of any large site weigh more with each one.
PRUNE = "navigation.prune"
EXTENSION = "tools.site.markdown_extension"


def main(arguments: list[str]) -> int:
    """Make the course, and say how it is built.

    Raises:
        SetupError: if the folder holds something else.
    """
    parser = argparse.ArgumentParser(prog="python -m tools synth", description=__doc__)
    parser.add_argument("size", type=int, metavar="N", help="how many exercises")
    parser.add_argument("--folder", type=Path, help="where to; by default .setup/synth/N")
    options = parser.parse_args(arguments)
    if not 1 <= options.size <= MOST:
        parser.error(f"N is a number from 1 to {MOST}, not {options.size}")
    folder = (options.folder or WORK / "synth" / str(options.size)).resolve()
    write(folder, options.size)
    print(f"{options.size} exercises in {folder}")
    print(f"to build the site: {as_typed('build', f'--course {folder}')}")
    return 0


def write(folder: Path, size: int) -> None:
    """Make a synthetic course, in the place of one that is there already.

    Raises:
        SetupError: if the folder holds anything else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise SetupError(f"{folder} holds something else; name an empty folder with --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    for name, text in course.files(size):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "docs" / "index.md").write_text("# A synthetic course\n", "utf-8")
    (folder / "docs" / "assets").mkdir()
    for name in SHARED:
        (folder / "docs" / "assets" / name).symlink_to(ROOT / "docs" / "assets" / name)
    text = yaml.safe_dump(configuration(folder, size), allow_unicode=True, sort_keys=False)
    (folder / CONFIG).write_text(text, "utf-8")


def configuration(folder: Path, size: int) -> dict[str, Any]:
    """The configuration of this site, with another course and its pages."""
    config = deepcopy(dict(read_config(ROOT).keys))
    config["theme"]["custom_dir"] = str(ROOT / config["theme"]["custom_dir"])
    config["theme"]["features"] = [*config["theme"]["features"], PRUNE]
    config["markdown_extensions"] = [
        {EXTENSION: {"root": str(folder)}} if name == EXTENSION else name
        for name in config["markdown_extensions"]
    ]
    config["exclude_docs"] += "concepts/\n"
    config["nav"] = navigation(size)
    config["extra"].pop("courses", None)  # they name exercises of this site
    return config


def navigation(size: int) -> list[dict[str, Any]]:
    """All pages, below their topics."""
    topics: dict[str, list[dict[str, str]]] = {}
    for page in range(course.plans(size)[-1].page + 1):
        name = course.topic(page)
        address = f"{name}/{course.slug(page)}.md"
        topics.setdefault(name, []).append({course.title(page): address})
    return [{"Home": "index.md"}, *({name: pages} for name, pages in topics.items())]
