"""Packages as zips, replaced in one go, with the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tools.common.files import pack_zip, write_whole
from tools.common.process import SetupError

MANIFEST = "imsmanifest.xml"  # where platforms look first


def write_archive(target: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write a package.

    Args:
        files: name in the package, with forward slashes, and content of each.

    Returns:
        Bytes of the package.

    Raises:
        SetupError: if it cannot be written there.
    """
    try:
        write_whole(target, pack_zip(files))
    except OSError as error:
        raise SetupError(f"cannot write {target} ({error.strerror}): name another file") from error
    return target.stat().st_size
