"""The search's index that another process makes is the one that the theme's plugin makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.site import build, search_index

PAGES = 5


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Pages with sections, front matter and what is not to be found."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(PAGES):
        text = (
            f"# Page {number}\n\nwords {number}\n\n## Part\n\n*more* & more\n\n### Deep\n\ndeep\n"
        )
        (docs / f"page-{number}.md").write_text(text, "utf-8")
    (docs / "page-1.md").write_text("---\ntitle: Other\nsearch:\n  boost: 2\n---\nwords", "utf-8")
    (docs / "page-3.md").write_text("---\nsearch:\n  exclude: true\n---\n# Hidden", "utf-8")
    (docs / "index.md").write_text("# Home\n\n<p data-search-exclude>left out</p>\n", "utf-8")
    hook = json.dumps(str(ROOT / "tools" / "site" / "hooks.py"))
    text = f"site_name: S\ntheme: material\nplugins: [search]\nhooks: [{hook}]\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    return tmp_path


def index_of(course: Path, few: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(search_index, "FEW", few)
    assert build.mkdocs(course, ["-q", "-d", str(course / f"site-{few}")]) == 0
    return (course / f"site-{few}" / "search" / "search_index.json").read_text("utf-8")


@pytest.mark.parametrize("few", [0, 2])
def test_the_index_is_that_of_the_plugin(
    course: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = index_of(course, 1000, monkeypatch)
    assert len(json.loads(expected)["docs"]) > PAGES
    assert index_of(course, few, monkeypatch) == expected


def test_a_small_site_starts_no_process(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "ProcessPoolExecutor", None)
    index_of(course, PAGES + 1, monkeypatch)


def test_a_site_without_search_is_built(course: Path) -> None:
    text = (course / "mkdocs.yml").read_text("utf-8").replace("[search]", "[]")
    (course / "mkdocs.yml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(course / "mkdocs.yml")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
