"""A changed page in a site that is built already: only what the change touches is made again.

MkDocs can leave out pages whose source is older than what it made of it (``--dirty``). What it gets
wrong then is put right here: its search index would lose all other pages, and a page depends on the
exercises that it shows as well. Where more may depend on a change, the whole site is built.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tools.common.files import write_whole
from tools.course.embeds import embeds
from tools.course.ids import exercise_of
from tools.course.site_config import read_config
from tools.site import csp, js_modules, offline_manifest

INDEX = Path("search") / "search_index.json"
# What is not as MkDocs made it in the finished site; see tools/site/js_modules.py.
FINISHED = (".html", ".js")


def touched(course: Path, made: Path, changed: Iterable[Path]) -> set[Path] | None:
    """The pages that a change touches, as paths below docs/.

    Args:
        made: the site as MkDocs made it.
        changed: files, relative to the course.
    Returns: None if more than pages depends on it.
    """
    docs = course / "docs"
    pages, exercises = set(), set()
    for path in changed:
        if exercise := exercise_of(path):
            exercises.add(exercise)
        elif path.parts[0] == "docs" and path.suffix == ".md" and (course / path).is_file():
            pages.add(path.relative_to("docs"))
        else:
            return None
    if exercises:
        pages |= {path.relative_to(docs) for path in docs.rglob("*.md") if shows(path, exercises)}
    known = all((made / target(page)).is_file() for page in pages)
    return pages if known and read_config(course).all_titled else None


def shows(page: Path, exercises: set[str]) -> bool:
    """Whether a page embeds one of the exercises."""
    return any(name in exercises for _, name in embeds(page.read_text("utf-8").splitlines()))


def target(page: Path) -> Path:
    """Where MkDocs writes a page."""
    own = page.with_suffix("")
    return page.with_suffix(".html") if page.stem == "index" else own / "index.html"


def remake(made: Path, pages: set[Path], mkdocs: Callable[[], int]) -> int:
    """Have MkDocs make some pages again.

    Args:
        mkdocs: runs it, and leaves out what is younger than its source; returns its exit code.
    """
    before = json.loads((made / INDEX).read_bytes())
    for page in pages:
        (made / target(page)).unlink()
    code = mkdocs()
    if code == 0:
        now = json.loads((made / INDEX).read_bytes())
        merged = {**now, "docs": merged_index(before["docs"], now["docs"], pages)}
        text = json.dumps(merged, separators=(",", ":"))
        write_whole(made / INDEX, text.encode())
    return code


def merged_index(
    before: list[dict[str, Any]], now: list[dict[str, Any]], pages: set[Path]
) -> list[dict[str, Any]]:
    """The entries of all pages, with those of some pages replaced."""
    addresses = {target(page).as_posix().removesuffix("index.html") for page in pages}
    kept = [one for one in before if one["location"].partition("#")[0] not in addresses]
    return [*kept, *now]


def linked(earlier: Path, folder: Path) -> None:
    """Give the files of a finished site second names, which takes less time than copies.

    From then on a file is replaced and never written into.
    """

    def place(source: str, other: str) -> str:
        try:
            os.link(source, other)
        except OSError:  # no second names here
            shutil.copy2(source, other)
        return other

    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(earlier, folder, copy_function=place)


def finish(made: Path, earlier: Path, folder: Path, pages: set[Path]) -> bool:
    """Make the finished site from the earlier one and from what MkDocs has made again.

    Args:
        made: the site as MkDocs made it.
        earlier: the finished site before the change.
        folder: where the new one goes.
    Returns: False if the pages hold something that no page held, so that all have to be finished.
    """
    linked(earlier, folder)
    for path in made.rglob("*"):
        name = path.relative_to(made)
        known = folder / name
        if name.suffix in FINISHED or not path.is_file():
            continue
        state = path.stat()
        if not known.is_file() or state.st_mtime_ns != known.stat().st_mtime_ns:
            write_whole(known, path.read_bytes())
            os.utime(known, ns=(state.st_atime_ns, state.st_mtime_ns))
    bundles = folder / "assets" / "exercises"
    for path in bundles.rglob("*.json") if bundles.is_dir() else ():
        if not (made / path.relative_to(folder)).is_file():
            path.unlink()
    targets = [target(page) for page in pages]
    texts = {folder / name: (made / name).read_bytes().decode("utf-8") for name in targets}
    if not csp.write_again(js_modules.named_again(folder, texts), earlier / "index.html"):
        return False
    offline_manifest.write(folder)
    return True
