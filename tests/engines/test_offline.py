"""Without a network, in every engine: the copy that a browser keeps, and the zip from disk."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.browser.content import ADAPT, FRAMING, all_right, page_of
from tests.browser.serving import StaticHost
from tests.engines.driver import Driver
from tests.engines.learner import RIGHT, WRONG, Exercise
from tools.site import offline_zip

PHASE = "(phase) => document.querySelector('wb-offline')?.dataset.phase === phase"
TITLE = "(title) => document.querySelector('h1')?.textContent.includes(title)"
FOUND = "() => Boolean(document.querySelector('.md-search-result__item'))"


@pytest.fixture(scope="session")
def unzipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a learner has unzipped."""
    folder = tmp_path_factory.mktemp("disk")
    offline_zip.write(folder / "site")
    offline_zip.pack(folder / "site", folder / "site.zip")
    with zipfile.ZipFile(folder / "site.zip") as archive:
        archive.extractall(folder / "unzipped")
    return folder / "unzipped" / offline_zip.NAME


def solve(driver: Driver) -> None:
    """Answer the scenarios of the page that is shown, which must be the practice page."""
    framing = Exercise(driver, FRAMING)
    framing.answer(all_right(FRAMING))
    framing.gets("pass")


def code(driver: Driver) -> None:
    """Submit wrong code, then right code, on the page of the code exercise."""
    adapt = Exercise(driver, ADAPT)
    adapt.write(WRONG)
    adapt.gets("fail")
    adapt.write(RIGHT)
    adapt.gets("pass")


def search(driver: Driver) -> None:
    """Look something up."""
    driver.type(".md-search__input", "posterior sampling")
    driver.until(FOUND)


def test_the_copy_works_when_the_host_is_gone(driver: Driver, host: StaticHost) -> None:
    driver.goto(host.url)
    driver.click("wb-offline summary")
    driver.click("wb-offline button")
    driver.until(PHASE, "ready")
    host.close()
    driver.goto(f"{host.url}glossary/")
    driver.until(TITLE, "Glossary")
    search(driver)
    driver.goto(f"{host.url}practice/")
    solve(driver)
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    code(driver)


def test_the_zip_works_from_disk(driver: Driver, unzipped: Path) -> None:
    driver.goto((unzipped / "index.html").as_uri())
    driver.click('.md-content a[href$="practice.html"]')
    driver.until(TITLE, "Practice")
    solve(driver)
    search(driver)
    driver.goto((unzipped / f"{page_of(ADAPT.id).removesuffix('/')}.html").as_uri())
    code(driver)
