"""The page on which an instructor has a class's files graded, and files of a class."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.progress import attempt, file
from tests.class_files import lay_out, packed

PAGE = "authoring/regrade/"
# Without a mouse there is no drop: what the browser would hand over for these files.
DROP = """(files) => {
    const transfer = new DataTransfer();
    for (const [name, base64] of files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
    }
    for (const type of ["dragover", "drop"]) {
        const target = document.querySelector("h1"); // anywhere on the page will do
        const how = { dataTransfer: transfer, bubbles: true, cancelable: true };
        target.dispatchEvent(new DragEvent(type, how));
    }
}"""


class Regrade:
    """What the page offers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Playwright has choosers reported from the first listener on, and not at once
        page.on("filechooser", lambda chooser: None)
        self.root = page.locator("wb-regrade")
        self.status = self.root.get_by_role("status")
        self.rows = self.root.locator(".wb-grades tbody")

    def button(self, name: str) -> Locator:
        """A button by the words on it."""
        return self.root.get_by_role("button", name=name, exact=True)

    def choose(self, *paths: Path) -> None:
        """Choose files."""
        with self.page.expect_file_chooser() as asked:
            self.button("Choose files").click()
        asked.value.set_files(paths)

    def choose_folder(self, folder: Path) -> None:
        """Choose a folder."""
        with self.page.expect_file_chooser() as asked:
            self.button("Choose a folder").click()
        asked.value.set_files(folder)

    def is_done(self) -> None:
        """Wait until all is graded."""
        expect(self.status).to_contain_text("Done.")

    def row(self, student: str) -> Locator:
        """The row of a learner who has one."""
        return self.rows.filter(has=self.page.get_by_role("rowheader", name=student))

    def verdicts(self) -> list[list[str]]:
        """Learner, claimed verdict and verdict of each row that is shown."""
        script = """rows => rows.map(row => {
            const verdicts = [2, 3].map(at => row.rows[0].cells[at].querySelector(".wb-graded"));
            return [row.querySelector("bdi"), ...verdicts].map(part => part?.textContent ?? "");
        })"""
        shown: list[list[str]] = self.rows.evaluate_all(script)
        return shown

    def clear(self) -> None:
        """Remove all rows, if there are any; nobody minds that they were not downloaded."""
        remove = self.button("Remove all")
        if remove.is_visible():
            remove.click()
            minded = self.page.get_by_role("dialog").get_by_role("button", name="Remove all")
            if minded.is_visible():
                minded.click()
        expect(self.rows).to_have_count(0)

    def download(self) -> Path:
        """The file behind the button."""
        with self.page.expect_download() as begun:
            self.button("Download grades.csv").click()
        assert begun.value.suggested_filename == "grades.csv"
        return Path(begun.value.path())


def grade_a_zip(page: Page, folder: Path, exercise: str, program: str) -> None:
    """Have two programs graded, one of which passes."""
    regrade = Regrade(page)
    zipped = packed({f"anna/{exercise}.py": program, f"ben/{exercise}.py": "x ="})
    regrade.choose(*lay_out(folder, {"class.zip": zipped}))
    regrade.is_done()
    assert regrade.verdicts() == [["anna", "", "pass"], ["ben", "", "invalid"]]
    regrade.download()  # else the browser asks whether to leave


def drop_from_disk(page: Page, path: Path) -> None:
    """Drop a file or a folder on the page, as a hand with a mouse does."""
    devtools = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for event in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": event, "x": 400, "y": 300, "data": data})


def rows_of(table: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))


def export(exercise: str, submission: Any, claimed: str = "pass", days: float = 1) -> str:
    """A file of progress with one attempt, whose verdict is a claim."""
    return json.dumps(file(attempt(days, exercise, claimed, submission=submission)))
