"""What site generators tell their Markdown object, and so our extension, of the page."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from markdown import Markdown

from tools.course.embeds import embeds


def page_path(md: Markdown, root: Path) -> Path:
    """The page's file; of a Markdown text without one, as if it lay in ``docs/``."""
    _, file = _processor(md)
    if file is not None:
        return Path(file.abs_src_path)
    zensical = "zrelpath" in md.treeprocessors and md.treeprocessors["zrelpath"]
    return root / "docs" / getattr(zensical, "path", "index.md")


def place_of(md: Markdown, order: int) -> tuple[logging.Logger, str]:
    """The generator's logger, and page and line of the page's n-th exercise.

    A generator counts the warnings of its own loggers only.
    """
    relative, file = _processor(md)
    if file is None:
        return logging.getLogger(__name__), "Markdown text"
    log = logging.getLogger(f"{type(relative).__module__.partition('.')[0]}.{__name__}")
    # the page's front matter is not part of the text that Markdown is given
    source = Path(file.abs_src_path).read_text("utf-8", "replace").splitlines()
    numbers = [index + 1 for index, _ in embeds(source)]
    line = f":{numbers[order]}" if order < len(numbers) else ""
    return log, f"{file.src_uri}{line}"


def _processor(md: Markdown) -> tuple[Any, Any]:
    """MkDocs' processor of links, or that of its kin, and the file it is at; None without one."""
    relative = "relpath" in md.treeprocessors and md.treeprocessors["relpath"]
    return relative, getattr(relative, "file", None)
