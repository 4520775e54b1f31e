"""A file of progress that was made in Chromium, taken in by every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.content import ADAPT, RECALL, page_of
from tests.browser.serving import StaticHost
from tests.engines.chromium import Chromium
from tests.engines.driver import Driver
from tests.engines.learner import Exercise

PAGE = "progress/"
TEXT = "# begun in another browser"
SAVED = "(selector) => document.querySelector(selector).store.flush()"
READY = "() => Boolean(document.querySelector('wb-backup .wb-button'))"
# What the button would have put on the disk.
TAKEN = """() => new Promise((resolve) => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
        resolve(blob.text());
        return createObjectURL.call(URL, blob);
    };
    document.querySelector("wb-backup .wb-primary").click();
})"""
CHOSEN = """(text) => {
    const input = document.querySelector("wb-backup input[type=file]");
    const files = new DataTransfer();
    files.items.add(new File([text], "progress.json", { type: "application/json" }));
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}"""
HOLDS = "(selector, text) => document.querySelector(selector)?.value === text"
SAYS = """(selector, words) =>
    Boolean(document.querySelector(selector)?.textContent.includes(words))"""


@pytest.fixture(scope="module")
def taken(site: Path) -> str:
    """The file."""
    host = StaticHost(site, "/")
    with Chromium() as maker:
        maker.goto(f"{host.url}{page_of(ADAPT.id)}")
        exercise = Exercise(maker, ADAPT)
        exercise.write(TEXT)
        maker.evaluate(SAVED, exercise.root)
        maker.goto(f"{host.url}{page_of(RECALL.id)}")
        cards = Exercise(maker, RECALL)
        box = f'[data-card="{RECALL.meta.card[0].id}"]'
        cards.click(f"{box} > .wb-button")
        cards.click(f'{box} [data-rating="hard"]')
        maker.evaluate(SAVED, cards.root)
        maker.goto(f"{host.url}{PAGE}")
        maker.until(READY)
        text = str(maker.evaluate(TAKEN))
    host.close()
    assert '"hard"' in text
    return text


def test_a_file_that_chromium_made_is_taken_in_whole(
    taken: str, driver: Driver, host: StaticHost
) -> None:
    driver.goto(f"{host.url}{PAGE}")
    driver.until(READY)
    driver.evaluate(CHOSEN, taken)
    driver.until(SAYS, "dialog.wb-dialog", "adds 1 rating of a card")
    driver.click("dialog.wb-dialog .wb-button:not(.wb-primary)")
    driver.until(SAYS, "wb-backup .wb-status", "is imported")
    driver.until(SAYS, f'tr[data-id="{RECALL.id}"] .wb-state', "tried")
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    exercise = Exercise(driver, ADAPT)
    driver.until(HOLDS, f"{exercise.root} .wb-code > .wb-editor textarea", TEXT)
