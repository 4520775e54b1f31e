"""mkdocs.yml: the pages of the navigation, and what makes a site this one and no other.

Reading never raises: a file that cannot be read, or a part of it that is missing, leaves what every
course starts from. What is wrong with it is for ``tools.contract.site_rules`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]  # MkDocs's own

from tools.course.schema import KINDS

CONFIG = "mkdocs.yml"
ALL = ("*",)
# which lists of exercises every site has, besides its named courses
LISTS = ("all", *KINDS)
UNNAMED = "workbook"


@dataclass(frozen=True)
class NamedCourse:
    """A way through the exercises: what it is called, one sentence, and their ids in order."""

    name: str
    says: str
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class SiteConfig:
    """What mkdocs.yml says.

    Attributes:
        keys: all of it, as it is written; not to be changed, since it is read once for all.
        broken: why the file cannot be read, with the line; None if it can or is not there.
    """

    keys: Mapping[str, Any] = field(default_factory=dict)
    broken: tuple[str, int | None] | None = None

    @property
    def extra(self) -> Mapping[str, Any]:
        """What a fork says of itself."""
        extra = self.keys.get("extra")
        return extra if isinstance(extra, dict) else {}

    def of_folder(self, key: str, page: str) -> Any:
        """What ``extra`` says under a key of the folder that a page is in; None if nothing."""
        table = self.extra.get(key)
        return table.get(page.rpartition("/")[0]) if isinstance(table, dict) else None

    @property
    def short_name(self) -> str:
        """Name of the zip, and of what browsers keep for the site."""
        return str(self.extra.get("short_name") or UNNAMED)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids that the site shows, ``*`` for any letters."""
        chosen = self.extra.get("exercises")
        valid = isinstance(chosen, list) and all(isinstance(name, str) for name in chosen)
        return tuple(chosen or ()) if valid else ALL

    @property
    def courses(self) -> dict[str, NamedCourse]:
        """The named courses that are written as they should be, by the name that pages use."""
        courses = self.extra.get("courses")
        items = courses.items() if isinstance(courses, dict) else ()
        named = {str(key): course for key, value in items if (course := _course(value))}
        return {key: course for key, course in named.items() if key not in LISTS}

    def level(self, number: int) -> str:
        """What a level of exercises is called; just its number if it has no name."""
        levels = self.extra.get("levels")
        names = levels[number:] if isinstance(levels, list) else []
        return f"Level {number}: {names[0]}" if names else f"Level {number}"

    @property
    def pages(self) -> list[str]:
        """The pages that the navigation names, as paths below docs/, in its order."""
        return [path for _, path in self.titled_pages]

    @property
    def titled_pages(self) -> list[tuple[str, str]]:
        """The title that the navigation gives each page, which may be empty, and its path."""
        entries = _entries(self.keys.get("nav"))
        return [(title, path) for title, path in entries if path.endswith(".md")]

    def shows(self, exercise: str) -> bool:
        """Whether the site shows the exercise with this id."""
        return any(fnmatchcase(exercise, pattern) for pattern in self.exercises)


def _course(value: Any) -> NamedCourse | None:
    ids = value.get("exercises") if isinstance(value, dict) else None
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        return None
    return NamedCourse(str(value.get("name", "")), str(value.get("says", "")), tuple(ids))


# the same in C, where there is one, is ten times as fast
_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc, valid-type]
    """Reads over what only a site generator understands, such as ``!!python/name``."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)
_Loader.add_constructor("!ENV", construct_env_tag)


def read_config(root: Path) -> SiteConfig:
    """What the mkdocs.yml below ``root`` says."""
    try:
        state = (root / CONFIG).stat()
    except OSError:
        return SiteConfig()
    return _read(root / CONFIG, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, time: int, size: int) -> SiteConfig:
    """The same, once for each state of the file: every page asks."""
    try:
        keys = yaml.load(path.read_text("utf-8"), _Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        return SiteConfig(broken=(why, mark.line + 1 if mark else None))
    return SiteConfig(keys if isinstance(keys, dict) else {})


def _entries(nav: Any) -> Iterator[tuple[str, str]]:
    """Every ``(title, path)`` of a navigation, sections opened; the title is empty without one."""
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, dict):
            for title, below in entry.items():
                if isinstance(below, list):
                    yield from _entries(below)
                else:
                    yield str(title), str(below)
        else:
            yield "", str(entry)
