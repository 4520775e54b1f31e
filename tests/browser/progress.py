"""A learner's progress as a file, and the part of a page that writes and reads such files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tools.common.paths import ROOT
from tools.course.site_config import read_config

PAGE = "progress/"
Event = dict[str, Any]
_ids = count()


def event(days: float, kind: str, exercise: str, **fields: Any) -> Event:
    """What happened so many days ago."""
    at = (datetime.now(UTC) - timedelta(days)).isoformat(timespec="milliseconds")
    stamp = at.replace("+00:00", "Z")
    return {"id": f"t{next(_ids)}", "at": stamp, "kind": kind, "exercise": exercise, **fields}


def attempt(days: float, exercise: str, verdict: str, **fields: Any) -> Event:
    """A graded submission; ``checks`` are those of its report, by name and misconception."""
    checks = [
        {"name": name, "verdict": verdict, "misconception": known, "certain": known is not None}
        for name, known in fields.pop("checks", {"one": None}).items()
    ]
    report = {
        "exercise_version": "v",
        "grader_version": "g",
        "seed": 0,
        "verdict": verdict,
        "feedback": fields.pop("feedback", ""),
        "line": None,
        "seconds": 0.1,
        "checks": checks,
    }
    text = f"# {next(_ids)}"
    kept = {"submission": text, "fingerprint": text, "hints": 0, "spent": 60, "confidence": None}
    return event(days, "attempt", exercise, report=report, **{**kept, **fields})


def file(*events: Event, **changes: Any) -> dict[str, Any]:
    """A file as a site writes it."""
    return {
        "format": "workbook-progress",
        "version": 1,
        "workbook": read_config(ROOT).short_name,
        "exported": "2026-11-30T10:00:00.000Z",
        "events": list(events),
        "drafts": {},
        **changes,
    }


def backup(page: Page) -> Locator:
    """The part of the page."""
    return page.locator("wb-backup")


def status(page: Page) -> Locator:
    """What it says of what it did."""
    return backup(page).get_by_role("status")


def dialog(page: Page) -> Locator:
    """What it asks."""
    return page.locator("dialog.wb-dialog")


def download(page: Page, words: str = "Download my progress") -> Path:
    """The file behind a button."""
    with page.expect_download() as begun:
        backup(page).get_by_role("button", name=words, exact=True).click()
    return Path(begun.value.path())


def choose(page: Page, chosen: Path | str | dict[str, Any]) -> None:
    """Have a file read: one of the disk, a text, or what JSON can hold."""
    with page.expect_file_chooser() as asked:
        backup(page).get_by_role("button", name="Import a file", exact=True).click()
    if not isinstance(chosen, Path):
        text = chosen if isinstance(chosen, str) else json.dumps(chosen)
        payload = {"name": "a.json", "mimeType": "text/plain", "buffer": text.encode()}
        asked.value.set_files(payload)  # type: ignore[arg-type]
    else:
        asked.value.set_files(chosen)


def take_in(page: Page, chosen: Path | dict[str, Any]) -> None:
    """Import a file."""
    choose(page, chosen)
    dialog(page).get_by_role("button", name="Import", exact=True).click()
    expect(status(page)).to_have_text("The file is imported.")
