"""Stored submissions: files whose folder claims the verdict, with what the learner must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.course.text import TomlError, parse_toml

FOLDERS = ("pass", "fail", "invalid", "timeout")
_DOCSTRING = re.compile(r'\A\ufeff?\s*r?("""|\'\'\')(.*?)\1', re.DOTALL)
_TEXTS = ("check", "feedback")
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
        forms: the same mistake with a part of the code written otherwise: what, and how.
        mistakes: what is wrong with its docstring.
    """

    name: str
    path: Path
    verdict: str
    text: str
    check: str = ""
    feedback: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The whole file, then each of its forms."""
        head = _DOCSTRING.match(self.text)
        start = head.end() if head else 0
        code = self.text[start:]
        return [
            self.text,
            *(self.text[:start] + code.replace(part, other) for part, other in self.forms),
        ]

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
    wrong = [f"unknown key {key}" for key in keys if key not in (*_TEXTS, "forms")]
    wrong += [f"{key} must be a text" for key in _TEXTS if not isinstance(keys.get(key, ""), str)]
    check, feedback = str(keys.get("check", "")), str(keys.get("feedback", ""))
    forms, wrong_forms = _forms(keys.get("forms", []), text[match.end() :])
    mistakes = (*wrong, *wrong_forms, *_missing(keys, verdict))
    return Stored(path.stem, path, verdict, text, check, feedback, forms, mistakes)


def _forms(value: Any, code: str) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The forms that a docstring gives, and what is wrong with them."""
    pairs = value if isinstance(value, list) else [value]
    right = [
        pair
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
    ]
    if len(right) < len(pairs):
        return (), ['forms must be a list of pairs: [["part of the code", "other code"]]']
    missing = [f"forms: the code has no {part!r}" for part, _ in right if part not in code]
    return tuple((part, other) for part, other in right), missing


def _missing(keys: dict[str, object], verdict: str) -> tuple[str, ...]:
    required = _REQUIRED.get(verdict, ("feedback",))
    return tuple(f"key {key} is missing" for key in required if not keys.get(key))
