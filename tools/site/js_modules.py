"""What the built pages load of ours: few files, and asked for early.

Our modules name each other, one file at a time, and each costs a request; the site holds them
joined. Pages with an exercise start Python before the rest of the page has come.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

from tools.common.paths import ROOT
from tools.setup import npm
from tools.site import offline_manifest
from tools.site.csp import Pages, read

MAIN, EARLY = "main.js", "runtime/early_start.js"
LOADER = "runtime/download_worker.js"
WORKER = "offline/service_worker.js"
# What the runtime reads first; docs/assets/js/runtime/{download,sandbox}.js fetch these.
FIRST = (
    "runtime/runtime.json",
    "js/runtime/sandbox/frame.js",
    "js/runtime/sandbox/parts.js",
    "js/runtime/sandbox/worker.js",
    "js/runtime/sandbox/python.js",
)
WHOLE = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=error")
CLASSIC = (*WHOLE[:2], "--format=iife", *WHOLE[3:])
JOINED = (
    *WHOLE,
    "--splitting",  # what both entries need, above all the one runtime, is in a file of its own
    # no cache can mix two versions
    "--entry-names=[name].[hash]",
    "--chunk-names=[hash]",
)
# At once, for all other scripts wait for one another; not with the browser's data saver on. One
# whose script did not come would never answer. A frame without an origin may start none.
LOADS = (
    "<script>try{{navigator.connection?.saveData||"
    '((self.wbLoader??=new Worker({},{{type:"module"}})).onerror=()=>self.wbLoader=void 0)'
    "}}catch{{}}</script>"
)
# Inline in the head, for they have to run where no file of ours does, in browsers of any age.
HEAD = ROOT / "tools" / "site" / "head"
RESCUE, FINDER, SEARCH = HEAD / "rescue.js", HEAD / "lost.js", HEAD / "search.js"
THEME = HEAD / "theme.js"
INLINE = ("--bundle", "--minify", "--format=iife", "--target=es2018", "--log-level=error")
EXERCISE = "<rl-exercise"
# Hosts show it at any address, from which no relative link leads anywhere.
LOST = "404.html"
IMPORT = re.compile(r'\b(?:from|import)\s*"(\.\.?/[^"]+)"')
# Before all else that the page asks for.
PLACE = re.compile(r"<head>\s*(<meta charset[^>]*>)?", re.IGNORECASE)


def name_modules(folder: Path, name: str) -> Pages:
    """Join the modules, and name them in the head of every page.

    Args:
        folder: a freshly built site.
        name: under which it keeps its things in the browser.

    Returns:
        The texts of the pages, which whoever changes them next is to write.

    Raises:
        SetupError: if the modules cannot be joined.
    """
    main, early = join(folder, name)
    return _named(folder, read(folder), main, early)


def _named(folder: Path, pages: Pages, main: Path, early: Path) -> Pages:
    modules = modules_reached([early, main])
    rescue, finder, search, theme = map(inline, (RESCUE, FINDER, SEARCH, THEME))
    heads: dict[tuple[int, bool], list[str]] = {}
    for path in pages:
        text = pages[path].replace(f"assets/js/{MAIN}", f"assets/js/{main.name}")
        place = PLACE.search(text)
        if place:
            # pages that lie equally deep name the same files in the same way
            kind = len(path.parts), EXERCISE in text
            if kind not in heads:
                heads[kind] = links(modules, folder / "assets", path.parent, with_exercise=kind[1])
            head = [finder] if path == folder / LOST else heads[kind]
            text = "\n".join([text[: place.end()], *head, rescue, search, text[place.end() :]])
            if path != folder / LOST:  # its links are led to the site first
                text = text.replace("</head>", f"{theme}</head>", 1)
        pages[path] = text  # in place, for all texts of a large site twice would fill memory
    return pages


def links(modules: list[Path], assets: Path, start: Path, *, with_exercise: bool) -> list[str]:
    """The elements for the head of a page that lies in the folder ``start``.

    Args:
        modules: the one that starts Python first.
    """

    def link(path: Path) -> str:
        return Path(os.path.relpath(path, start)).as_posix()

    preloads = [f'<link rel="modulepreload" href="{link(path)}">' for path in modules]
    if not with_exercise:
        return preloads[1:]
    starts = f'<script type="module" async src="{link(modules[0])}"></script>'
    loads = LOADS.format(json.dumps(link(assets / "js" / LOADER)))
    fetched = (link(assets / name) for name in FIRST)
    reads = [f'<link rel="preload" as="fetch" crossorigin href="{name}">' for name in fetched]
    return [loads, starts, *preloads[1:], *reads]


def join(folder: Path, name: str) -> tuple[Path, Path]:
    """Put joined modules in the place of those that they are made of.

    Returns:
        The files of the two entries.
    """
    scripts = folder / "assets" / "js"
    entries = [scripts / MAIN, scripts / EARLY]
    loader, worker, version = scripts / LOADER, scripts / WORKER, folder / offline_manifest.VERSION
    parts = [
        path
        for path in modules_reached([*entries, loader, worker])
        if path not in (loader, version)
    ]
    # a worker gets a copy of its own of all that it imports
    npm.esbuild(loader, *WHOLE, f"--outfile={loader}", "--allow-overwrite")
    # a service worker reaches no higher than its own folder
    npm.esbuild(worker, *CLASSIC, constant(name), f"--outfile={folder / offline_manifest.WORKER}")
    npm.esbuild(*entries, *JOINED, constant(name), f"--external:{version}", f"--outdir={scripts}")
    for path in parts:
        path.unlink()
    (main,), (early,) = (scripts.glob(f"{path.stem}.*.js") for path in entries)
    return main, early


def inline(script: Path) -> str:
    """A script of ours as an element of the head."""
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / script.name
        npm.esbuild(script, *INLINE, f"--outfile={short}")
        return f"<script>{short.read_text('utf-8').strip()}</script>"


def shrink_styles(folder: Path) -> None:
    """Take comments and spaces out of our style sheets, in place.

    Raises:
        SetupError: if one cannot be read.
    """
    styles = sorted((folder / "assets" / "css").glob("*.css"))
    place = f"--outdir={folder / 'assets' / 'css'}"
    npm.esbuild(*styles, "--minify", "--log-level=error", "--allow-overwrite", place)


def constant(name: str) -> str:
    """The option by which the site's name gets into docs/assets/js/base/name.js."""
    return f"--define:globalThis.WB_NAME={json.dumps(name)}"


def modules_reached(entries: list[Path]) -> list[Path]:
    """The modules' files, and those of all that they import, directly or not."""
    paths = list(entries)
    for path in paths:  # grows on the way
        for name in IMPORT.findall(path.read_text("utf-8")):
            imported = Path(os.path.normpath(path.parent / name))
            if imported.is_file() and imported not in paths:
                paths.append(imported)
    return paths
