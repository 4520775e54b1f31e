"""Fixtures of the tests that read what learners read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture
def prints() -> Callable[..., None]:
    """``prints(page, *texts)`` fails unless the page's Markdown contains each text as a whole.

    A text may not be part of a longer number: "0.5" is not printed by a page that says "0.55".
    """

    def check(page: str, *texts: str) -> None:
        source = " ".join((ROOT / "docs" / f"{page}.md").read_text("utf-8").split())
        missing = [
            text
            for text in texts
            if not re.search(rf"(?<![\d.]){re.escape(text)}(?!\d|\.\d)", source)
        ]
        assert not missing, f"docs/{page}.md does not print {missing}"

    return check
