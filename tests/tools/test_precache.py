"""The list of the site's files: whole, verifiable, and the same for the same files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tools import precache
from tools.steps import ROOT

SOURCES = ROOT / "docs" / precache.SOURCES


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages, as MkDocs leaves it."""
    for name in ("index.html", "glossary/index.html", "404.html", "sitemap.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    scripts = tmp_path / precache.SOURCES
    scripts.mkdir(parents=True)
    for name in ("offline_copy.js", "version.js", "service_worker.js"):
        (scripts / name).write_bytes((SOURCES / name).read_bytes())
    return tmp_path


def listed(site: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((site / precache.LIST).read_text("utf-8"))
    return content


def test_every_file_is_listed_with_its_size_and_hash(site: Path) -> None:
    precache.write(site)
    content = listed(site)
    assert content["pages"] == 2
    assert content["size"] == sum(file["size"] for file in content["files"].values())
    assert set(content["files"]) == {
        *("404.html", "glossary/index.html", "index.html", "sitemap.xml"),
        *(f"{precache.SOURCES}/{name}" for name in ("offline_copy.js", "version.js")),
    }
    for path, file in content["files"].items():
        found = (site / path).read_bytes()
        assert (len(found), hashlib.sha256(found).hexdigest()) == (file["size"], file["sha256"])


def test_the_service_worker_lies_where_it_reaches_every_page(site: Path) -> None:
    precache.write(site)
    assert (site / "sw.js").read_bytes() == (SOURCES / "service_worker.js").read_bytes()
    assert not (site / precache.SOURCES / "service_worker.js").exists()


def test_the_pages_know_their_version(site: Path) -> None:
    version = precache.write(site)
    assert listed(site)["version"] == version
    assert version in (site / precache.SOURCES / "version.js").read_text("utf-8")


def test_the_same_files_make_the_same_version(site: Path) -> None:
    first = precache.write(site)
    assert precache.write(site) == first
    (site / "index.html").write_text("changed", "utf-8")
    assert precache.write(site) != first


@pytest.mark.parametrize(
    "name", ["sitemap.xml.gz", "assets/a.js.map", "assets/javascripts/lunr/min/lunr.de.min.js"]
)
def test_what_no_page_asks_for_is_left_out(name: str, site: Path) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("", "utf-8")
    precache.write(site)
    assert name not in listed(site)["files"]
