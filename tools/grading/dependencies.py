"""What a result of grading depends on besides the exercise's own files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from tools.common.files import digest
from tools.common.paths import PACKAGES, ROOT
from tools.common.sources import files_reached, imports_of

GRADER = "grader"
# The wheel's other packages: an exercise may import them, and most do not.
OTHERS = tuple(name for name in PACKAGES if name != GRADER)

# The one knows of no exercise, the other chooses exercises and changes none.
HARMLESS = ("tools.common", "tools.course.site_config")


def code_digest(makers: Iterable[str], root: Path = ROOT) -> str:
    """SHA-256 of the grader, of the modules that make a result, and of their versions.

    Args:
        makers: names of modules of ``tools``; what they import counts too.
        root: of the repository.
    """
    files = [*(root / GRADER).rglob("*.py"), *files_reached(makers, _makes, root).values()]
    return digest(files, sys.version, np.__version__, root=root)


def imported_digest(sources: Iterable[str | bytes], root: Path = ROOT) -> str:
    """SHA-256 of our modules besides the grader that sources import; empty if they import none."""
    names = {name for source in sources for name in _imports(source)}
    files = files_reached(names, lambda name: name.partition(".")[0] in OTHERS, root)
    return digest(files.values(), root=root) if files else ""


def _imports(source: str | bytes) -> Iterator[str]:
    # to look for a word takes no time, and to parse all files of a large course takes seconds
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    if any(name in text for name in OTHERS):
        try:
            yield from imports_of(ast.parse(text))
        except (SyntaxError, ValueError):
            return


def _makes(name: str) -> bool:
    return name.startswith("tools") and not name.startswith(HARMLESS)
