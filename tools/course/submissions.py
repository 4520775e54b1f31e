"""Stored submissions: files whose folder claims the verdict, with what the learner must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.course.text import TomlError, parse_toml

FOLDERS = ("pass", "fail", "invalid", "timeout")
_DOCSTRING = re.compile(r'\A\ufeff?\s*r?("""|\'\'\')(.*?)\1', re.DOTALL)
_KEYS = {"check", "feedback"}
_REQUIRED = {"pass": (), "fail": ("check", "feedback"), "invalid": ("feedback",)}


@dataclass(frozen=True)
class Stored:
    """One file of ``submissions/<verdict>/``.

    Attributes:
        name: file stem, the name of the misconception or remark.
        verdict: what grading it must give.
        text: the whole file; it is graded as it stands.
        check: name of the check at which it is recognised.
        feedback: template of the text that the learner must get.
        mistakes: what is wrong with its docstring.
    """

    name: str
    path: Path
    verdict: str
    text: str
    check: str = ""
    feedback: str = ""
    mistakes: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its path in the exercise's folder."""
        return f"submissions/{self.verdict}/{self.path.name}"

    @property
    def source(self) -> str:
        """The text without a byte order mark, as Python's own parser wants it."""
        return self.text.removeprefix("\ufeff")


def read_stored(folder: Path) -> list[Stored]:
    """The stored submissions of an exercise, by verdict and then by name."""
    return [
        _read(path, verdict)
        for verdict in FOLDERS
        for path in sorted((folder / "submissions" / verdict).glob("*.py"))
        if path.is_file()
    ]


def _read(path: Path, verdict: str) -> Stored:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    match = _DOCSTRING.match(text)
    if not match:
        return Stored(path.stem, path, verdict, text, mistakes=_missing({}, verdict))
    try:
        keys = parse_toml(re.sub(r"\r\n?", "\n", match[2]))
    except TomlError as error:
        return Stored(
            path.stem, path, verdict, text, mistakes=(f"the docstring is not TOML: {error}",)
        )
    wrong = [f"unknown key {key}" for key in keys if key not in _KEYS]
    wrong += [f"{key} must be a text" for key in keys if not isinstance(keys[key], str)]
    check, feedback = str(keys.get("check", "")), str(keys.get("feedback", ""))
    mistakes = (*wrong, *_missing(keys, verdict))
    return Stored(path.stem, path, verdict, text, check, feedback, mistakes)


def _missing(keys: dict[str, object], verdict: str) -> tuple[str, ...]:
    required = _REQUIRED.get(verdict, ("feedback",))
    return tuple(f"key {key} is missing" for key in required if not keys.get(key))
