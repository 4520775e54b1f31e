"""The exercises' HTML on the pages of a built site."""

from __future__ import annotations

import re
from pathlib import Path

FRAGMENT = re.compile(r"<rl-exercise .*?</rl-exercise>", re.DOTALL)


def fragments(site: Path) -> dict[str, list[str]]:
    """The HTML of each page's exercises."""
    parts = {
        path.relative_to(site).as_posix(): FRAGMENT.findall(path.read_text("utf-8"))
        for path in site.rglob("*.html")
    }
    return {name: exercises for name, exercises in parts.items() if exercises}
