"""Where things lie, and what the project is called."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".setup"
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# What the project is called where no page says it: its cache, its zip.
NAME: str = _PROJECT["project"]["name"]
# What the wheel for the browser consists of: the grader, what exercises import, and, of other
# packages, single modules.
_TARGETS = _PROJECT["tool"]["hatch"]["build"]["targets"]
PACKAGES: tuple[str, ...] = tuple(_TARGETS["wheel"]["packages"])
SHIPPED: tuple[str, ...] = tuple(_TARGETS["wheel"]["only-include"])
