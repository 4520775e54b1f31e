"""The built site, and each engine with a fresh profile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.serving import StaticHost
from tests.engines.chromium import Chromium
from tests.engines.driver import Driver
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit
from tools.common.paths import ROOT

ENGINES: dict[str, Callable[[], Driver]] = {
    "chromium": Chromium,
    "firefox": Firefox,
    "webkit": WebKit,
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, so that another build does not disturb the tests."""
    return Path(shutil.copytree(ROOT / "site", tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture
def host(site: Path) -> Iterator[StaticHost]:
    """The site on a plain host, under a sub-path, that a test may close."""
    started = StaticHost(site, "/sub/folder/")
    yield started
    started.close()


@pytest.fixture(params=list(ENGINES))
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """Each engine in turn."""
    with ENGINES[request.param]() as started:
        yield started
