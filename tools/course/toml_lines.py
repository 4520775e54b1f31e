"""Where in a TOML file something stands; the standard library's parser does not say."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.[\w\s.\"'-]*)?\s*=")
_PATH = re.compile(r"^(?:unknown key |key )?([\w-]+(?:\[\d+\])?(?:\.[\w-]+(?:\[\d+\])?)*)")
# The key that a rule is about, where its name is another.
_KEYS = {"embedded": "status", "mutants": "equivalent", "borrows": "judge.borrows"}


def line_of(text: str, path: str) -> int | None:
    """The line of ``item[2].accept.label``, or of the innermost part of it that has one."""
    places = _places(text)
    while path:
        if path in places:
            return places[path]
        shorter = path.rpartition(".")[0]
        path = path[: path.rindex("[")] if not shorter and path.endswith("]") else shorter
    return None


def line_about(text: str, rule: str, message: str) -> int | None:
    """The line that a complaint of a rule speaks of, as far as its words tell."""
    item = re.match(r"([a-z0-9][a-z0-9-]*): ", message)
    if item:
        match = re.search(rf"^\s*id\s*=\s*[\"']{re.escape(item[1])}[\"']", text, re.MULTILINE)
        return text.count("\n", 0, match.end()) + 1 if match else None
    return line_of(text, _KEYS.get(rule, rule))


def line_complained_of(text: str, message: str) -> int | None:
    """The line of the key with which a complaint of ``tools.course.schema`` begins."""
    path = _PATH.match(message)
    return line_of(text, path[1]) if path else None


@lru_cache(maxsize=8)
def _places(text: str) -> dict[str, int]:
    """The line of every header and key, by its path; tables of a list are counted from 1."""
    places: dict[str, int] = {}
    counts: Counter[str] = Counter()
    prefix = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            prefix = _numbered([part.strip(" \"'") for part in header[2].split(".")], counts)
            if header[1] == "[[":
                counts[prefix] += 1
                places.setdefault(prefix, number)
                prefix = f"{prefix}[{counts[prefix]}]"
            places.setdefault(prefix, number)
        elif key:
            name = key[1].strip("\"'")
            places.setdefault(f"{prefix}.{name}" if prefix else name, number)
    return places


def _numbered(parts: list[str], counts: Counter[str]) -> str:
    """A header's path, with the number of the table that each list in it has come to."""
    path = ""
    for index, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if index < len(parts) - 1 and counts[path]:
            path = f"{path}[{counts[path]}]"
    return path
