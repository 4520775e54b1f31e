"""What docs/authoring/builders.md says of Zensical, by which Material's makers replace MkDocs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code
from tests.browser.serving import StaticHost
from tests.browser.watching import Watch
from tests.tools.site.fragments import fragments
from tools.common.paths import ROOT
from tools.site import build

# What a change takes away: of mkdocs.yml, and of the theme's folder.
KEYS = (
    "  static_templates:\n    - manifest.webmanifest\n",
    "extra_templates:\n  - assets/css/palette.css\n",
)
TEMPLATES = ("manifest.webmanifest", "sitemap.xml")
GUIDE = ROOT / "docs" / "authoring" / "builders.md"
LINK = re.compile(r'href="([^"]*)"')


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This course, with the changes that the guide names and no others, built and finished."""
    folder = tmp_path_factory.mktemp("zensical")
    shutil.copytree(ROOT / "docs", folder / "docs")  # it follows no link out of the folder
    theme = shutil.copytree(ROOT / "tools/site/theme", folder / "tools/site/theme")
    for name in TEMPLATES:
        (theme / name).unlink()
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for key in KEYS:
        assert key in config
        config = config.replace(key, "")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    build.finish(folder / "site", folder)
    return folder


def led(site: Path) -> dict[str, list[str]]:
    """The exercises' HTML, with links as where they lead, and without the search's marks."""

    def whole(page: str, html: str) -> str:
        html = html.replace(" data-search-exclude", "")
        address = f"https://site.invalid/{page.removesuffix('index.html')}"
        return LINK.sub(lambda found: f'href="{urljoin(address, found[1])}"', html)

    return {page: [whole(page, html) for html in found] for page, found in fragments(site).items()}


def test_its_pages_hold_the_same_exercises(course: Path, site: Path) -> None:
    expected = led(site)
    assert sum(map(len, expected.values())) >= 7
    assert led(course / "site") == expected


def test_they_are_graded_under_the_same_policy(
    course: Path, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("Applying inline style violates", "was preloaded")  # its search's
    host = StaticHost(course / "site", "/")
    try:
        code = Code(open_page(page_of(ADAPT.id), host=host), ADAPT.id)
        code.write(ADAPT.solution)
        code.check()
        code.has("pass")
    finally:
        host.close()


def test_the_guide_names_what_goes(course: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    for name in (*TEMPLATES, "static_templates", "extra_templates", "search.json"):
        assert f"`{name}`" in guide
    assert (course / "site" / "search.json").is_file()
