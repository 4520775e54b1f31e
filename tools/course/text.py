"""Files that authors write, read as they are meant: text, and TOML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

# The standard library's tomllib, compiled: four times as fast, and builds read many tables.
import tomli

TomlError = tomli.TOMLDecodeError
parse_toml = tomli.loads


def read_text(path: Path) -> str:
    """A file of an author's, as far as it can be read."""
    # Authors' editors add byte order marks and Windows line ends; neither is content.
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(path: Path) -> dict[str, Any]:
    """A table of an author's.

    Raises:
        TomlError
    """
    return parse_toml(read_text(path))


def error_line(error: ValueError) -> int | None:
    """The line that an error of reading TOML names."""
    line = re.search(r"at line (\d+)", str(error))
    return int(line[1]) if line else None
