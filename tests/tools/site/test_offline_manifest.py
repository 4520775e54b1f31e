"""The list of the site's files: whole, verifiable, and the same for the same files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tools.common.paths import ROOT
from tools.site import offline_manifest

SCRIPT = "assets/js/main.js"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages, as MkDocs leaves it."""
    for name in ("index.html", "glossary/index.html", "404.html", "sitemap.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    for name in (SCRIPT, offline_manifest.VERSION):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / "docs" / name).read_bytes())
    return tmp_path


def listed(site: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((site / offline_manifest.LIST).read_text("utf-8"))
    return content


def test_every_file_is_listed_with_its_size_and_hash(site: Path) -> None:
    offline_manifest.write(site)
    content = listed(site)
    assert content["pages"] == 2
    assert content["size"] == sum(file["size"] for file in content["files"].values())
    assert set(content["files"]) == {
        *("404.html", "glossary/index.html", "index.html", "sitemap.xml"),
        *(SCRIPT, offline_manifest.VERSION),
    }
    for path, file in content["files"].items():
        data = (site / path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["size"], file["sha256"])


def test_the_pages_know_their_version(site: Path) -> None:
    version = offline_manifest.write(site)
    assert listed(site)["version"] == version
    assert f'"{version}"' in (site / offline_manifest.VERSION).read_text("utf-8")


def test_another_site_that_shares_the_file_keeps_its_version(site: Path) -> None:
    first = offline_manifest.write(site)
    (site / "earlier.js").hardlink_to(site / offline_manifest.VERSION)
    assert offline_manifest.write(site) != first
    assert f'"{first}"' in (site / "earlier.js").read_text("utf-8")


def test_the_same_files_make_the_same_version(site: Path) -> None:
    first = offline_manifest.write(site)
    assert offline_manifest.write(site) == first
    (site / "index.html").write_text("changed", "utf-8")
    assert offline_manifest.write(site) != first


@pytest.mark.parametrize(
    "name", ["sitemap.xml.gz", "assets/a.js.map", "assets/javascripts/lunr/min/lunr.de.min.js"]
)
def test_what_no_page_asks_for_is_left_out(name: str, site: Path) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("", "utf-8")
    offline_manifest.write(site)
    assert name not in listed(site)["files"]
