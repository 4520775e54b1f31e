"""The built pages: what can be said of them without a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.tools.site.fragments import fragments
from tools.common.paths import ROOT
from tools.site.build import ENV

SITE = ROOT / "site"
BUILDERS = ("mkdocs", "properdocs")
ELSEWHERE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]+)")
# Where a base address would be; the pages are looked at as if they were published there.
BASE = "http://site.invalid/"
# What a browser fetches by itself; an <a> is the reader's choice.
FETCHED = {"script", "img", "iframe", "source", "video", "audio", "embed", "track", "object"}
NOT_FETCHED = {"canonical", "next", "prev", "alternate", "author", "license"}


class Page(HTMLParser):
    """The parts of a page that the tests ask about."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.headings = 0
        self.language = ""
        self.title = ""
        self._in_title = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        self.ids.add(values.get("name", "") if tag == "a" else "")
        self.headings += tag == "h1"
        self._in_title = tag == "title" and not self.title
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and values.get("rel") not in NOT_FETCHED:
            self.fetched.append(values.get("href", ""))
        if tag in FETCHED:
            self.fetched += [values[name] for name in ("src", "srcset", "data") if name in values]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title, self._in_title = data.strip(), False


@cache
def pages() -> dict[str, Page]:
    """Every built page by its address relative to the base."""
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site: run make test, or python -m tools build")
    paths = sorted(SITE.rglob("*.html"))
    return {path.relative_to(SITE).as_posix(): Page(path) for path in paths}


def resolved(page: str, link: str) -> tuple[str, str] | None:
    """File and anchor that a link leads to; None where it leaves the site."""
    parts = urlsplit(urljoin(f"{BASE}{page.removesuffix('index.html')}", link))
    if parts.netloc != urlsplit(BASE).netloc or parts.scheme not in ("http", "https"):
        return None
    path = unquote(parts.path).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path, unquote(parts.fragment)


def broken(page: str, links: list[str]) -> Iterator[str]:
    for link in links:
        target = resolved(page, link)
        if target is None:
            continue
        file, anchor = target
        if not (SITE / file).is_file():
            yield f"{page}: {link} leads to no file"
        elif anchor and file in pages() and anchor not in pages()[file].ids | {"__top"}:
            yield f"{page}: {link} leads to no such place"


def test_every_link_and_anchor_within_the_site_leads_somewhere() -> None:
    problems = [problem for name, page in pages().items() for problem in broken(name, page.links)]
    assert not problems, "\n".join(problems)


def test_every_file_that_a_page_loads_is_part_of_the_site() -> None:
    for name, page in pages().items():
        foreign = [url for url in page.fetched if resolved(name, url) is None]
        assert not foreign, f"{name} loads from another host: {foreign}"
        assert not list(broken(name, page.fetched))


def test_no_style_sheet_loads_from_another_host() -> None:
    for path in SITE.rglob("*.css"):
        addresses = ELSEWHERE.findall(path.read_text("utf-8"))
        assert not addresses, f"{path.relative_to(SITE)} loads {addresses}"


def test_every_page_has_one_heading_a_language_and_a_title_of_its_own() -> None:
    content = {name: page for name, page in pages().items() if name != "404.html"}
    for name, page in content.items():
        assert (name, page.headings, page.language) == (name, 1, "en")
        assert page.title, name
    titles = [page.title for page in content.values()]
    assert len(set(titles)) == len(titles)


def build(builder: str, config: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", str(config), *options]
    env = {**os.environ, **ENV}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def small_site(folder: Path, page: str) -> Path:
    """The configuration of a site with one page and nothing but our extension."""
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(page, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Small\ntheme: {name: material, font: false}\nplugins: []\n"
        "markdown_extensions: [tools.site.markdown_extension]\n",
        "utf-8",
    )
    return config


@pytest.mark.parametrize("builder", BUILDERS)
def test_an_unknown_exercise_ends_a_strict_build_with_page_line_and_advice(
    builder: str, tmp_path: Path
) -> None:
    known, unknown = "maml/inner-adapt", "maml/inner-adopt"
    page = f"---\ntitle: Small\n---\n\n# Small\n\n::: exercise {known}\n\n::: exercise {unknown}\n"
    done = build(builder, small_site(tmp_path, page))
    said = done.stdout + done.stderr
    assert done.returncode
    assert f"index.md:9: exercise {unknown!r} does not exist" in said
    assert known in said.split("does not exist")[1]


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_known_exercise_builds_without_a_warning(builder: str, tmp_path: Path) -> None:
    done = build(builder, small_site(tmp_path, "# Small\n\n::: exercise recall/foundations\n"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_properdocs_builds_the_same_exercises(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    done = build("properdocs", ROOT / "mkdocs.yml", "--site-dir", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    expected = fragments(SITE)
    assert sum(map(len, expected.values())) >= 7
    assert fragments(tmp_path) == expected
