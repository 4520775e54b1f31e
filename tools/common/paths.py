"""Where things lie, and what the project is called."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".setup"
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# What the project is called where no page says it: its cache, its zip.
NAME: str = _PROJECT["project"]["name"]
# What the wheel for the browser consists of: the grader, and what exercises import.
_TARGETS = _PROJECT["tool"]["hatch"]["build"]["targets"]
PACKAGES: tuple[str, ...] = tuple(_TARGETS["wheel"]["packages"])


def module_file(name: str) -> Path | None:
    """The source of a module of this repository; None for whatever else a name may be."""
    base = ROOT.joinpath(*name.split("."))
    places = base.with_suffix(".py"), base / "__init__.py"
    return next((path for path in places if path.is_file()), None)
