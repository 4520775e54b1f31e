"""Stored submissions, right and wrong, with what their learner must be told.

Most are a change of the solution: an entry of submissions.toml. What is built otherwise is a whole
file, whose folder claims the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from tools.common.problem import Finding, merge_findings
from tools.course.change import ChangeError, changed
from tools.course.origins import hide_origins
from tools.course.schema import Equivalent, Submission, Submissions, mistakes
from tools.course.text import TomlError, error_line, parse_toml, read_text
from tools.course.toml_lines import line_complained_of, line_of

FOLDERS = ("pass", "fail", "invalid", "timeout")
TABLE = "submissions.toml"
_DOCSTRING = re.compile(r'\A\ufeff?\s*r?("""|\'\'\')(.*?)\1', re.DOTALL)
_TEXTS = ("check", "feedback")
_REQUIRED = {"pass": (), "fail": ("check", "feedback"), "invalid": ("feedback",)}


@dataclass(frozen=True)
class Stored:
    """One stored submission.

    Attributes:
        name: of the misconception or remark.
        file: where it stands, in the exercise's folder.
        verdict: what grading it must give.
        text: the whole source; it is graded as it stands.
        check: name of the check at which it is recognised.
        feedback: template of the text that the learner must get.
        forms: the same mistake with a part of the code written otherwise: what, and how.
        code_start: where the code begins in the text, after what is said of it.
        lines: the line of each key in the file; of "name", its first.
        mistakes: what is wrong with what is said of it.
    """

    name: str
    file: str
    verdict: str
    text: str
    check: str = ""
    feedback: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    code_start: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own."""
        return self.file != TABLE

    @property
    def texts(self) -> list[str]:
        """The whole source, then each of its forms."""
        head, code = self.text[: self.code_start], self.text[self.code_start :]
        return [self.text, *(head + code.replace(part, other) for part, other in self.forms)]

    @property
    def source(self) -> str:
        """The text without a byte order mark, as Python's own parser wants it."""
        return self.text.removeprefix("\ufeff")

    def located(self, finding: Finding) -> Finding:
        """A finding on it with the place where it stands, unless it names a file."""
        if finding.file:
            return finding
        if self.is_file:
            return replace(finding, file=self.file)
        message, line = f"{self.name}: {finding.message}", finding.line or self.lines.get("name")
        return replace(finding, message=message, file=self.file, line=line)


@dataclass(frozen=True)
class Table:
    """What submissions.toml holds.

    Attributes:
        stored: the entries whose change fits the solution.
        findings: what is wrong with the file, each with the rule that says so.
    """

    stored: list[Stored] = field(default_factory=list)
    equivalent: list[Equivalent] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)


def read_files(folder: Path) -> list[Stored]:
    """The stored submissions that are files, by verdict and then by name."""
    return [
        _read(path, verdict)
        for verdict in FOLDERS
        for path in sorted((folder / "submissions" / verdict).glob("*.py"))
        if path.is_file()
    ]


def read_table(path: Path, solution: str) -> Table:
    """The stored submissions that are changes of the solution, in the order of submissions.toml.

    Args:
        path: of submissions.toml, which need not be there.
    """
    if not path.is_file():
        return Table()
    text = read_text(path)
    try:
        data = parse_toml(text)
        table = msgspec.convert(data, Submissions)
    except TomlError as error:
        broken = _finding(f"broken TOML: {error}", "Correct the line.", error_line(error))
        return Table(findings=[("toml", broken)])
    except msgspec.ValidationError:  # names the first mistake only
        slips = mistakes(data, Submissions)
        findings = [_finding(*slip, line_complained_of(text, slip[0])) for slip in slips]
        return Table(findings=[("keys", finding) for finding in findings])
    stored: list[Stored] = []
    unfit: list[tuple[str, Finding]] = []
    by_verdict = (table.right, table.fail, table.invalid, table.timeout)
    for verdict, entries in zip(FOLDERS, by_verdict, strict=True):
        for number, entry in enumerate(entries, 1):
            lines = _lines(text, f"{verdict}[{number}]")
            try:
                stored.append(_changed(solution, entry, verdict, lines))
            except (ChangeError, SyntaxError) as error:
                remedy = f"Correct the change of {entry.name}, or delete the entry."
                finding = _finding(f"{entry.name}: {error}", remedy, lines.get("change"))
                unfit.append((entry.name, finding))
    return Table(
        stored, table.equivalent, [("changes", finding) for finding in merge_findings(unfit)]
    )


def doubled_names(stored: list[Stored]) -> Iterator[Finding]:
    """A finding for each name of which there are two: it stands for one mistake or remark."""
    first_by_name: dict[str, Stored] = {}
    for submission in stored:
        other = first_by_name.setdefault(submission.name, submission)
        if other is not submission:
            message = f"another submission has this name, in {other.file}"
            yield submission.located(Finding(message, "Give one of them another name."))


def _changed(solution: str, entry: Submission, verdict: str, lines: dict[str, int]) -> Stored:
    text = changed(solution, entry.change)
    missing = _missing(msgspec.structs.asdict(entry), verdict)
    wrong = (*_forms_missing(entry.forms, text), *missing)
    forms, feedback = tuple(entry.forms), hide_origins(entry.feedback)
    return Stored(entry.name, TABLE, verdict, text, entry.check, feedback, forms, 0, lines, wrong)


def _lines(text: str, place: str) -> dict[str, int]:
    keys = {key: line_of(text, f"{place}.{key}") for key in ("name", "change", *_TEXTS, "forms")}
    return {key: line for key, line in keys.items() if line}


def _finding(message: str, remedy: str, line: int | None) -> Finding:
    return Finding(message, remedy, TABLE, line)


def _read(path: Path, verdict: str) -> Stored:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    file = f"submissions/{verdict}/{path.name}"
    match = _DOCSTRING.match(text)
    if not match:
        return Stored(path.stem, file, verdict, text, mistakes=_missing({}, verdict))
    try:
        keys = parse_toml(re.sub(r"\r\n?", "\n", match[2]))
    except TomlError as error:
        wrong: tuple[str, ...] = (f"the docstring is not TOML: {error}",)
        return Stored(path.stem, file, verdict, text, code_start=match.end(), mistakes=wrong)
    wrong = tuple(f"unknown key {key}" for key in keys if key not in (*_TEXTS, "forms"))
    wrong += tuple(
        f"{key} must be a text" for key in _TEXTS if not isinstance(keys.get(key, ""), str)
    )
    check, feedback = str(keys.get("check", "")), hide_origins(str(keys.get("feedback", "")))
    forms, wrong_forms = _forms(keys.get("forms", []), text[match.end() :])
    return Stored(
        path.stem,
        file,
        verdict,
        text,
        check,
        feedback,
        forms,
        match.end(),
        {key: _line_of(text, key) for key in keys},
        (*wrong, *wrong_forms, *_missing(keys, verdict)),
    )


def _line_of(text: str, key: str) -> int:
    """The line of a key in a docstring."""
    match = re.search(rf"^\s*{re.escape(key)}\s*=", text, re.MULTILINE)
    return text.count("\n", 0, match.end()) + 1 if match else 1


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
    return tuple((part, other) for part, other in right), _forms_missing(right, code)


def _forms_missing(forms: Any, code: str) -> list[str]:
    return [f"forms: the code has no {part!r}" for part, _ in forms if part not in code]


def _missing(keys: dict[str, object], verdict: str) -> tuple[str, ...]:
    required = _REQUIRED.get(verdict, ("feedback",))
    return tuple(f"key {key} is missing" for key in required if not keys.get(key))
