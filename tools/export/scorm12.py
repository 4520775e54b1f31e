"""SCORM 1.2 packages: the site's files, a page for each exercise that is reported, the manifest."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from tools.common.files import write_whole
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError, step
from tools.course.site_config import read_config
from tools.export.archive import MANIFEST, write_archive
from tools.export.manifest import Unit, manifest
from tools.setup import npm
from tools.site import build as site
from tools.site import js_modules, offline_manifest

SOURCES = ROOT / "tools" / "export" / "unit"
SCRIPT, STYLE = "assets/js/unit.js", "assets/css/unit.css"
# of the site's own address, or for what a platform does not let a site do
LEFT_OUT = ("404.html", "manifest.webmanifest", "sitemap.xml")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{root}{style}">
<script type="module" src="{root}{script}"></script>
</head>
<body data-exercise="{exercise}" data-page="{root}{page}">
<header><p><b>{title}</b></p><p role="status"></p><p class="actions"></p></header>
<iframe title="{title}"></iframe>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
"""


def write_package(target: Path, name: str, title: str, units: Sequence[Unit]) -> int:
    """Build the site and pack it with its units.

    Pages are files with names of their own, for platforms serve no folder's index.

    Returns:
        Bytes of the package.

    Raises:
        SetupError: as a build does.
    """
    site.prepare()
    WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as parent:
        folder = Path(parent) / "package"
        if site.site(["--quiet", "-d", str(folder), "--no-directory-urls"]):
            raise SetupError("the pages cannot be built; see above")
        with step("the package"):
            add_units(folder, units, read_config(ROOT).short_name)
            pack(folder, target, name, title, units)
    return target.stat().st_size


def add_units(folder: Path, units: Iterable[Unit], name: str) -> None:
    """Put the pages of units, and their script, beside the site's.

    Args:
        folder: of the built site.
        name: under which the site keeps its things in the browser.
    """
    npm.esbuild(
        SOURCES / "unit.js",
        *js_modules.WHOLE,
        js_modules.constant(name),
        f"--outfile={folder / SCRIPT}",
    )
    shutil.copyfile(SOURCES / "unit.css", folder / STYLE)
    for unit in units:
        write_whole(folder / unit.file, unit_page(unit).encode())


def unit_page(unit: Unit) -> str:
    """The page that a platform opens."""
    texts = {"title": unit.title, "exercise": unit.exercise, "page": unit.page}
    return PAGE.format(
        **{key: escape(text) for key, text in texts.items()},
        root="../" * unit.file.count("/"),
        script=SCRIPT,
        style=STYLE,
    )


def pack(folder: Path, target: Path, name: str, title: str, units: Sequence[Unit]) -> None:
    """Pack a folder with the manifest of its units."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    files = [file for file in named if is_packed(file)]
    shared = set(files) - {unit.file for unit in units}
    contents = ((file, named[file].read_bytes()) for file in files)
    write_archive(target, [(MANIFEST, manifest(name, title, units, shared)), *contents])


def is_packed(file: str) -> bool:
    """Whether a file of the site belongs into a package."""
    return offline_manifest.is_offline(file) and file not in LEFT_OUT


def unit_of(exercise: str, title: str, page: str, page_title: str) -> Unit:
    """The unit of an exercise on a page, as ``folder/page/``; the start page is empty."""
    file = f"{page.removesuffix('/') or 'index'}.html"
    anchor = re.sub("/", "-", exercise)
    return Unit(exercise, title, page_title, f"units/{exercise}.html", f"{file}#{anchor}")
