"""The files that pages load of figures, and their first states, drawn: made once and cached."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from tools.common.cache import Cache
from tools.common.files import digest, write_whole
from tools.common.paths import PACKAGES, ROOT
from tools.common.process import SetupError
from tools.common.sources import files_reached, imports_in
from tools.figures import encoding
from tools.figures.computing import moments
from tools.figures.figure import FOLDER, FigureError, failure, load, names
from tools.setup import node, npm

FILES = Path("docs") / "assets" / "figures"
CACHE = Cache(ROOT / ".cache" / "figures", days=30)
SCRIPTS = ROOT / "docs" / "assets" / "js"
DRAW = ROOT / "tools" / "figures" / "draw.mjs"
VIEW, STATES = SCRIPTS / "figure" / "moment_view.js", SCRIPTS / "figure" / "states.js"
# what the drawing depends on besides the bundle
DRAWING, DOM = SCRIPTS / "figure" / "drawing.js", SCRIPTS / "base" / "dom.js"
DRAWERS = (DRAW, VIEW, STATES, DRAWING, DOM, npm.LOCK)
# tools.setup makes nothing of a figure
MAKERS = "tools.figures"
OURS = (*PACKAGES, MAKERS)
DATA = Path("docs") / "data"


def write(root: Path) -> dict[str, FigureError]:
    """Write ``docs/assets/figures/NAME.json`` for every figure below ``root``.

    Returns:
        What is wrong with those that have no file now, by name.
    """
    figures = names(root)
    contents, broken = contents_of(root, figures)
    folder = root / FILES
    for path in folder.glob("*.json"):
        if path.stem not in contents:
            path.unlink()
    for name, content in contents.items():
        path = folder / f"{name}.json"
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)
    return broken


def contents_of(
    root: Path, figures: Sequence[str]
) -> tuple[dict[str, bytes], dict[str, FigureError]]:
    """The bundles of figures, computed on all cores if they are not cached, and what is wrong."""
    keys = {name: key_of(root, name) for name in figures}
    contents = {name: content for name, key in keys.items() if (content := CACHE.read(key))}
    broken: dict[str, FigureError] = {}
    stale = [name for name in figures if name not in contents]
    if not stale:
        return contents, broken
    with ProcessPoolExecutor(min(len(stale), os.cpu_count() or 1)) as pool:
        results = pool.map(compute_bundle, [root] * len(stale), stale)
        for name, result in zip(stale, results, strict=True):
            if isinstance(result, FigureError):
                broken[name] = result
            else:
                contents[name] = result
                CACHE.write(keys[name], result)
    CACHE.tidy()
    return contents, broken


def compute_bundle(root: Path, name: str) -> bytes | FigureError:
    """The bundle of a figure, or what is wrong with it."""
    path = root / FOLDER / f"{name}.py"
    try:
        figure = load(root, name)
        bundle = encoding.encode_figure(figure, moments(figure, path), path.read_text("utf-8"))
    except FigureError as error:
        return error
    except Exception as error:  # an author's file may do anything
        return failure(error, path, "the figure cannot be computed")
    return json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(root: Path, name: str) -> str:
    """The cache's key of a bundle: SHA-256 of all that it depends on.

    A figure depends on its file, on what that imports of ours, on what makes bundles, and on the
    files of docs/data that it names.
    """
    path = root / FOLDER / f"{name}.py"
    source = path.read_text("utf-8", "replace")
    try:
        imported = imports_in(path)
    except (SyntaxError, ValueError):
        imported = ()
    files = files_reached([*imported, f"{MAKERS}.bundles"], lambda module: module.startswith(OURS))
    data = [file for file in (ROOT / DATA).rglob("*") if file.is_file() and file.name in source]
    return digest([*files.values(), *data], source, name, np.__version__)


def drawings_of(bundles: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """For each figure by name, the HTML of the first state's ``drawing`` and of its ``table``.

    Raises:
        SetupError: if Node cannot draw it.
    """
    drawers = digest(DRAWERS)
    keys = {
        name: f"drawn-{digest([], drawers, content.decode())}" for name, content in bundles.items()
    }
    drawings = {name: content for name, key in keys.items() if (content := CACHE.read(key))}
    stale = [name for name in bundles if name not in drawings]
    if stale:
        for name, html in zip(stale, draw([bundles[name] for name in stale]), strict=True):
            drawings[name] = json.dumps(html).encode()
            CACHE.write(keys[name], drawings[name])
    return {name: json.loads(content) for name, content in drawings.items()}


def draw(bundles: Iterable[bytes]) -> Any:
    """Have Node draw the first state of each: HTML of its ``drawing`` and of its ``table``.

    Raises:
        SetupError: as above.
    """
    command = [node.ensure().node, DRAW, VIEW, npm.VENDOR / "plot.js", STATES]
    text = b"[" + b",".join(bundles) + b"]"
    process = subprocess.run(command, input=text, capture_output=True, cwd=ROOT, check=False)
    if process.returncode:
        raise SetupError(f"figures cannot be drawn: {process.stderr.decode('utf-8', 'replace')}")
    return json.loads(process.stdout)


def kilobytes(content: bytes) -> float:
    """What a bundle weighs on its way, compressed: kB."""
    return len(gzip.compress(content, 9)) / 1000
