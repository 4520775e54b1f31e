"""The snapshot: the memory of a browser's Python in which NumPy and the grader are imported.

``snapshot.mjs`` makes it in Node, from the very bytes that the page runs, and proves there that it
can be restored. It spares every visitor the start of Python.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tools.common.files import digest, is_done, mark_done, pack_zip
from tools.common.paths import ROOT, WORK
from tools.common.process import run
from tools.setup import node

MAKER = ROOT / "tools" / "setup" / "snapshot.mjs"
RESTORER = ROOT / "docs" / "assets" / "js" / "runtime" / "sandbox" / "python.js"
IMPORTS = ROOT / "tools" / "setup" / "snapshot_imports.py"
SOURCES = (Path(__file__), MAKER, IMPORTS, RESTORER)
# Kept, for it takes a minute to make: an edit in another package of the wheel is no reason to.
FOLDER = WORK / "snapshot"
IMAGE, LIBRARIES, TABLE = "image.bin", "libraries.bin", "snapshot.json"
IMPORTED = "imported.json"
REST = "rest.zip"
SITE = "/lib/python3.14/site-packages/"


def ensure(core: Path, numpy: Path, own: Path, *inputs: str) -> dict[str, bytes]:
    """Make it, unless the one that is kept is of the same grader and the same Python.

    Args:
        core: folder of Pyodide's own files.
        numpy: NumPy's wheel.
        own: the wheel of the grader.
        inputs: what else decides about its content.

    Returns:
        The files that restore it, and a zip of the modules that it does not hold.

    Raises:
        SetupError: if it cannot be made or restored.
    """
    names = (IMAGE, LIBRARIES, TABLE, IMPORTED)
    key = digest([*SOURCES, *(ROOT / "grader").rglob("*.py")], numpy.name, *inputs)
    if not is_done(FOLDER / ".stamp", key):
        FOLDER.mkdir(parents=True, exist_ok=True)
        program = node.ensure()
        run("snapshot", [program.node, MAKER, core, numpy, own, FOLDER], env=program.env())
        mark_done(FOLDER / ".stamp", key, [FOLDER / name for name in names])
    files = {name: (FOLDER / name).read_bytes() for name in names}
    imported = set(json.loads(files.pop(IMPORTED)))
    return {**files, REST: rest_of((numpy, own), imported)}


def rest_of(wheels: tuple[Path, ...], imported: set[str]) -> bytes:
    """A zip of the modules that the snapshot does not hold, for whoever imports them later.

    Args:
        imported: the compiled files that are in the snapshot.
    """
    files: dict[str, bytes] = {}
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            names = filter(is_wanted, sorted(wheel.namelist()))
            files |= {name: wheel.read(name) for name in names if f"{SITE}{name}c" not in imported}
    return pack_zip(files.items())


def is_wanted(name: str) -> bool:
    """Whether a page may import it."""
    return name.endswith(".py") and "/tests/" not in name
