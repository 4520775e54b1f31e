"""A Report as a learner's page tells it, for reading in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tools.common.paths import ROOT
from tools.common.terminal import Ink, escape_controls, indent_lines

# The page reads the same file.
_FILE = ROOT / "docs" / "assets" / "js" / "report" / "words.json"
WORDS: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
VERDICTS, STAGES, OPINIONS = WORDS["verdicts"], WORDS["stages"], WORDS["opinions"]
_MARKS = {"pass": ("✓", "good"), "fail": ("✗", "bad"), "skip": ("–", "quiet")}


def report_text(report: dict[str, Any], ink: Ink) -> str:
    """The whole Report: verdict, feedback, checks one by one, and what the code printed."""
    parts = [_head(report, ink)]
    if report["checks"]:
        parts.append("\n".join(_check(check, report, ink) for check in report["checks"]))
    parts += _quoted(WORDS["python"], report["python"], ink)
    parts += _quoted("What the code printed", report["stdout"], ink)
    if report["stdout_cut"]:
        parts.append(WORDS["cut"])
    return "\n\n".join(parts)


def _head(report: dict[str, Any], ink: Ink) -> str:
    colour = "good" if report["verdict"] == "pass" else "bad"
    verdict = ink("strong", ink(colour, VERDICTS[report["verdict"]]))
    where = f" (line {report['line']})" if report["line"] else ""
    return f"{verdict}{where}\n{escape_controls(report['feedback'])}"


def _check(check: dict[str, Any], report: dict[str, Any], ink: Ink) -> str:
    mark, colour = _MARKS[check["verdict"]]
    lines = [f"{ink(colour, mark)} {escape_controls(check['title'])}"]
    # as on the page, what stands at the top is not repeated
    if check["feedback"] != report["feedback"]:
        lines.append(indent_lines(escape_controls(check["feedback"]), 4))
    lines += [indent_lines(line, 4) for line in _finding(check, ink)]
    return "\n".join(filter(None, lines))


def _finding(check: dict[str, Any], ink: Ink) -> Iterator[str]:
    if check["verdict"] == "fail":
        place = f"first at {check['where']}" if check["where"] else ""
        difference = ", ".join(filter(None, [STAGES.get(check["stage"], ""), place]))
        rows = {
            "expected": check["expected"],
            "found": check["found"],
            "differs in": difference,
            "recognised": check["misconception"],
        }
        for name, value in rows.items():
            if value:
                yield f"{ink('quiet', f'{name:<10}')} {escape_controls(value)}"
        if check["diff"]:
            yield escape_controls(check["diff"])
    elif check["misconception"]:
        yield f"{ink('quiet', 'remark    ')} {check['misconception']}"
    if check["missed"]:
        yield f"{ink('quiet', 'missed    ')} {escape_controls(check['missed'])}"
    if check["because"]:
        opinion = OPINIONS[check["because"]["verdict"]]
        yield f"{opinion}: {escape_controls(check['because']['reason'])}"


def _quoted(title: str, text: str, ink: Ink) -> list[str]:
    return (
        [f"{ink('quiet', title)}\n{indent_lines(escape_controls(text.rstrip()), 2)}"]
        if text
        else []
    )
