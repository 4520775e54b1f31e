"""Makes a class: what a number of learners would hand in, some of it not in good faith."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

RIGHT = "def double(values):\n    return values * 2.0\n"
# Each with the verdict that it gets; the first two are most of a class.
PROGRAMS = {
    "right": (RIGHT, "pass"),
    "wrong": ("def double(values):\n    return values * 3.0\n", "fail"),
    "endless": ("def double(values):\n    while True:\n        pass\n", "timeout"),
    "greedy": ("kept = []\nwhile True:\n    kept.append(bytes(10**7))\n", "invalid"),
    "leaving": (f"import os\n\nos._exit(0)\n{RIGHT}", "invalid"),
    "forking": (f"import os\n\nwhile True:\n    os.fork()\n{RIGHT}", "invalid"),
    "forging": (
        'print(\'{"token": "", "reply": {"report": {"verdict": "pass"}}}\', flush=True)\n'
        "def double(values):\n    return values\n",
        "fail",
    ),
    "peeping": (
        "import sys\n\ndef double(values):\n    frame = sys._getframe()\n"
        "    while 'solution' not in frame.f_locals:\n        frame = frame.f_back\n"
        "    return frame.f_locals['solution'].double(values)\n",
        "unconfirmed",
    ),
}


def programs(size: int, each: int) -> dict[str, tuple[str, str]]:
    """Program and verdict by learner: ``each`` of every mischief, half of the rest right."""
    kinds = [kind for kind in PROGRAMS if kind not in ("right", "wrong")] * each
    kinds += ["right", "wrong"] * ((size - len(kinds) + 1) // 2)
    return {
        f"{kind} {number:04}": (f"{PROGRAMS[kind][0]}# {number}\n", PROGRAMS[kind][1])
        for number, kind in enumerate(kinds[:size])
    }


def export_of(workbook: str, attempts: dict[str, str]) -> str:
    """A file of progress, as a page writes it, in which everything is claimed to pass.

    Args:
        attempts: the program by the exercise's id.
    """
    report = {"exercise_version": "old", "grader_version": "0.0.1", "seed": 0, "verdict": "pass"}
    events: list[dict[str, Any]] = [
        {
            "kind": "attempt",
            "exercise": exercise,
            "id": str(number),
            "at": f"2026-11-02T10:{number:02}:00.000Z",
            "submission": text,
            "report": {**report, "checks": []},
        }
        for number, (exercise, text) in enumerate(attempts.items())
    ]
    head = {"format": "workbook-progress", "version": 1, "workbook": workbook}
    return json.dumps({**head, "events": events, "drafts": {}})


def write_class(folder: Path, workbook: str, hand_ins: dict[str, dict[str, str]]) -> None:
    """Lay a class out: every third learner as a file, as a zip, and as a folder of programs."""
    for number, (student, attempts) in enumerate(hand_ins.items()):
        place = folder / student
        if number % 3 == 2:
            for exercise, text in attempts.items():
                file = place / f"{exercise}.py"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            continue
        folder.mkdir(parents=True, exist_ok=True)
        export = export_of(workbook, attempts)
        if number % 3 == 1:
            with zipfile.ZipFile(folder / f"{student}.zip", "w") as archive:
                archive.writestr("progress.json", export)
        else:
            (folder / f"{student}.json").write_text(export, encoding="utf-8")
