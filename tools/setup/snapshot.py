"""The snapshot: the memory of a browser's Python in which NumPy and the grader are imported.

`snapshot.mjs` makes it in Node, from the very bytes that the page runs, and proves there that it
can be restored. It spares every visitor the start of Python.
"""

import io
import json
import zipfile
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.process import run
from tools.setup import node

MAKER = ROOT / "tools" / "setup" / "snapshot.mjs"
RESTORER = ROOT / "docs" / "assets" / "js" / "runtime" / "sandbox" / "python.js"
SOURCES = (Path(__file__), MAKER, ROOT / "tools" / "setup" / "snapshot_imports.py", RESTORER)
IMAGE, LIBRARIES, TABLE = "image.bin", "libraries.bin", "snapshot.json"
REST = "rest.zip"
SITE = "/lib/python3.14/site-packages/"
# A zip's first possible date: equal sources give an equal file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def make(core: Path, numpy: Path, own: Path, folder: Path) -> dict[str, bytes]:
    """Make it in a folder.

    Args:
        core: folder of Pyodide's own files.
        numpy: NumPy's wheel.
        own: the wheel of the grader.
        folder: for what is made on the way.
    Returns: the files that restore it, and a zip of the modules that it does not hold.
    Raises: SetupError if it cannot be made or restored.
    """
    found = node.ensure()
    run("snapshot", [found.node, MAKER, core, numpy, own, folder], env=found.env())
    imported = set(json.loads((folder / "imported.json").read_text()))
    files = {name: (folder / name).read_bytes() for name in (IMAGE, LIBRARIES, TABLE)}
    return {**files, REST: rest_of((numpy, own), imported)}


def rest_of(wheels: tuple[Path, ...], imported: set[str]) -> bytes:
    """A zip of the modules that the snapshot does not hold, for whoever imports them later.

    Args:
        imported: the compiled files that are in the snapshot.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as rest:
        for path in wheels:
            with zipfile.ZipFile(path) as wheel:
                for name in sorted(wheel.namelist()):
                    if is_wanted(name) and f"{SITE}{name}c" not in imported:
                        rest.writestr(zipfile.ZipInfo(name, LONG_AGO), wheel.read(name), 8)
    return buffer.getvalue()


def is_wanted(name: str) -> bool:
    """Whether a page may import it."""
    return name.endswith(".py") and "/tests/" not in name
