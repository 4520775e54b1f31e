"""Files: fingerprints, stamps of finished steps, whole writes, zips, and one set-up at a time."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.common.paths import ROOT, WORK

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold


def digest(paths: Iterable[Path], *extra: str, root: Path | None = None) -> str:
    """SHA-256 over names below a root and contents of files, and over further texts."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(root or ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in extra:
        total.update(f"{text}\0".encode())
    return total.hexdigest()


def is_done(stamp: Path, inputs: str) -> bool:
    """Whether a step was finished with these inputs and its files are still there, whole."""
    try:
        known = json.loads(stamp.read_text())
        files = known["files"].items()
        return known["inputs"] == inputs and all(
            (stamp.parent / name).stat().st_size == size for name, size in files
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def mark_done(stamp: Path, inputs: str, files: Iterable[Path] = ()) -> None:
    """Note that a step is finished; the stamp lies in the folder that the step made."""
    sizes = {str(path.relative_to(stamp.parent)): path.stat().st_size for path in files}
    write_whole(stamp, json.dumps({"inputs": inputs, "files": sizes}).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it sees the old content or the new, never a part."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def pack_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files, each with its name and its content; the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


@contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up at a time touch this checkout; a second one waits, then finds all done."""
    WORK.mkdir(exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("· waiting for another set-up of this checkout …", flush=True, file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
