"""Packages as zips, replaced in one go, with the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tools.common.files import ZIP_EPOCH, write_whole
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
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    try:
        write_whole(target, packed.getvalue())
    except OSError as error:
        raise SetupError(f"cannot write {target} ({error.strerror}): name another file") from error
    return target.stat().st_size
