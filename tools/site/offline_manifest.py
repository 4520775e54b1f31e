"""What a browser needs to keep the whole site: its files, and their version's name.

Written after the build, from the finished files: whatever changes a file afterwards makes the
copies of it fail their check.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.setup import npm

LIST = "offline.json"
WORKER = "sw.js"
VERSION = "assets/js/base/version.js"
# Nothing that a page asks for: maps are for debuggers, lunr's languages for other sites than this.
LEFT_OUT = (".map", ".gz", ".d.ts", ".stamp")
LEFT_OUT_FOLDERS = ("assets/javascripts/lunr/",)
VERSION_LENGTH = 16


class File(NamedTuple):
    """One published file: bytes, and SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


def write(site: Path) -> str:
    """Tell the pages their version, and list all files that an offline copy consists of.

    Args:
        site: the finished site; no file of it may change afterwards.

    Returns:
        The name of this version, the same for the same files.
    """
    target = site / VERSION
    target.unlink(missing_ok=True)  # and never written into: an earlier site may share the file
    files = listing(site)
    # the pages' scripts know their version; so the name is given by all the other files
    version = digest_of(files)
    constant = f"--define:globalThis.WB_VERSION={json.dumps(version)}"
    npm.esbuild(
        ROOT / "docs" / VERSION, "--format=esm", "--minify", constant, f"--outfile={target}"
    )
    files[VERSION] = describe_file(target)
    content = {
        "format": 1,
        "version": version,
        "size": sum(file.size for file in files.values()),
        "pages": sum(path.endswith("index.html") for path in files),
        "files": {path: file._asdict() for path, file in sorted(files.items())},
    }
    write_whole(site / LIST, f"{json.dumps(content, indent=0)}\n".encode())
    return version


def listing(site: Path) -> dict[str, File]:
    """Every file that a page may ask for, by its path below the site's root."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    named = {path.relative_to(site).as_posix(): path for path in paths}
    return {name: describe_file(path) for name, path in named.items() if is_offline(name)}


def is_offline(name: str) -> bool:
    """Whether a file is part of an offline copy."""
    return not (
        name in (LIST, WORKER) or name.endswith(LEFT_OUT) or name.startswith(LEFT_OUT_FOLDERS)
    )


def describe_file(path: Path) -> File:
    """Size and hash of a file."""
    content = path.read_bytes()
    return File(len(content), hashlib.sha256(content).hexdigest())


def digest_of(files: dict[str, File]) -> str:
    """The name of the version that consists of these files."""
    total = hashlib.sha256()
    for path, file in sorted(files.items()):
        total.update(f"{path}\0{file.sha256}\0".encode())
    return total.hexdigest()[:VERSION_LENGTH]
