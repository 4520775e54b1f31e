"""A cache with one file for each key: whatever a result depends on is in its key."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.common.files import write_whole

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Cache:
    """Results by their keys.

    Attributes:
        folder: of the files.
        days: how long a result stays that nobody asks for; None for ever.
    """

    folder: Path
    days: float | None = None

    def file(self, key: str) -> Path:
        """Where the result of a key is; a slash in the key makes a folder."""
        return self.folder / f"{key}.json"

    def read(self, key: str) -> bytes | None:
        """The result of a key, None if none is kept."""
        file = self.file(key)
        try:
            content = file.read_bytes()
            os.utime(file)  # it is of use
        except OSError:
            return None
        return content

    def write(self, key: str, content: bytes) -> None:
        """Keep a result; a cache that cannot be written costs time, no more."""
        with suppress(OSError):
            write_whole(self.file(key), content)

    def tidy(self) -> None:
        """Delete what nobody has asked for."""
        if self.days is None:
            return
        oldest = time.time() - self.days * DAY_SECONDS
        with suppress(OSError):
            for file in self.folder.iterdir():
                if file.stat().st_mtime < oldest:
                    file.unlink()
