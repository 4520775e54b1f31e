"""Provenance: when, where and with which versions numbers were made."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

import numpy as np


def today() -> str:
    """The date, such as 2026-01-31."""
    return datetime.now(UTC).date().isoformat()


def machine() -> str:
    """The machine's class, such as ``2 cores, x86_64, Linux``."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"


def versions(**others: str) -> dict[str, str]:
    """The versions of Python, of NumPy, and of whatever else took part."""
    return {"Python": platform.python_version(), "NumPy": np.__version__, **others}


def join_versions(used: dict[str, str]) -> str:
    """Versions as a page shows them."""
    return ", ".join(f"{name} {version}" for name, version in used.items())
