"""Answers whether a fork begins with all names as they were when its parent noted them."""

from __future__ import annotations

from typing import Any

from grader.isolation.tamper import Snapshot


def answer_values(request: dict[str, Any]) -> dict[str, Any]:
    """Of whatever is asked."""
    return {"same": Snapshot()._quiet.is_same()}
