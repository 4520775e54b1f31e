"""A class's files are read, unpacked and graded in every engine."""

from __future__ import annotations

import base64

from tests.browser.class_files import ENDLESS, ID, RIGHT, WRONG
from tests.browser.regrade import PAGE, export
from tests.browser.serving import StaticHost
from tests.class_files import packed
from tests.engines.driver import Driver

CHOSEN = """(base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const input = document.querySelector("wb-regrade input[type=file]");
    const files = new DataTransfer();
    files.items.add(new File([bytes], "class.zip"));
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}"""
READY = "() => Boolean(document.querySelector('wb-regrade .wb-button'))"
DONE = "() => document.querySelector('wb-regrade [role=status]').textContent.startsWith('Done.')"
SHOWN = """() => [...document.querySelectorAll("wb-regrade .wb-grades tbody")].map((row) => [
    row.querySelector("bdi").textContent,
    row.dataset.verdict,
])"""


def test_a_zip_of_a_class_is_graded(driver: Driver, host: StaticHost) -> None:
    driver.goto(f"{host.url}{PAGE}")
    driver.until(READY)
    files = {
        f"李小龍/{ID}.py": RIGHT,
        "anna.json": export(ID, WRONG),
        "bad.json": "{",
        f"endless/{ID}.py": ENDLESS,
    }
    driver.evaluate(CHOSEN, base64.b64encode(packed(files)).decode())
    driver.until(DONE)
    assert driver.evaluate(SHOWN) == [
        ["anna", "fail"],
        ["bad", "unread"],
        ["endless", "timeout"],
        ["李小龍", "pass"],
    ]
