"""A fork: this repository's pages under another name, address and colour, with chosen exercises."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.common.paths import ROOT
from tools.course.site_config import CONFIG

EXTENSION = "tools.site.markdown_extension"
NAME, SHORT_NAME = "Another Workbook", "another-workbook"
ADDRESS = "https://courses.example.org/another/"
ACCENT = "#6a1b7a"
CHOSEN = ["recall/foundations", "maml/inner-adapt"]
# What a fork's author changes: lines of mkdocs.yml, and nothing else.
CHANGES = {
    "site_name: Meta-RL Workbook": f"site_name: {NAME}",
    'site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]': f"site_url: {ADDRESS}",
    "short_name: meta-rl-workbook": f"short_name: {SHORT_NAME}",
    'accent: "#0a6168"': f'accent: "{ACCENT}"',
    'exercises: ["*"]': 'exercises: ["recall/found*", "maml/inner-adapt"]',
}


def make_fork(folder: Path) -> Path:
    """The fork's sources, which share with this repository whatever nobody changes.

    Its bundles are those of this repository's last build, as they would be after a fork of it.
    """
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("assets"))
    (docs / "assets").mkdir()
    for name in ("css", "js", "runtime", "vendor"):
        (docs / "assets" / name).symlink_to(ROOT / "docs" / "assets" / name)
    shutil.copytree(ROOT / "docs" / "assets" / "exercises", docs / "assets" / "exercises")
    for name in ("exercises", "tools"):
        (folder / name).symlink_to(ROOT / name)
    text = (ROOT / CONFIG).read_text("utf-8")
    # only because it does not lie where its programs do
    changes = {
        **CHANGES,
        f"  - {EXTENSION}\n": f"  - {EXTENSION}: {{root: {folder}}}\n",
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / CONFIG).write_text(text, "utf-8")
    return folder


def keep_pages(docs: Path, ids: set[str]) -> None:
    """Delete all other pages of a copy, which takes most of the time that a build takes."""
    for page in docs.rglob("*.md"):
        if page.relative_to(docs).with_suffix("").as_posix() not in ids:
            page.unlink()
