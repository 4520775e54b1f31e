"""The levels of packages, as the map in ARCHITECTURE.md has them: tests hold the imports to it."""

from __future__ import annotations

import re

from tools.common.paths import ROOT


def floors_of(folder: str) -> dict[str, int]:
    """The level of each package and module of a folder, by its name."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    table = text.partition(f"| Level | `{folder}/`")[2].partition("\n\n")[0]
    return {
        name: int(level)
        for level, cell in re.findall(r"^\| (\d+) \| (.*) \|$", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)(?:/|\.py)`", cell)
    }
