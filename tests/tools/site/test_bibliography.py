"""A line of a page becomes the works of a topic, with the pages that cite them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from markdown import Markdown

from tools.common.paths import ROOT
from tools.course.text import read_toml
from tools.site.bibliography import WORKS, citing_packages, citing_pages

COURSE = Path(__file__).parents[2] / "course"
EXTENSION = "tools.site.markdown_extension"


def html(text: str, root: Path) -> str:
    options = {EXTENSION: {"root": str(root)}}
    return Markdown(extensions=["attr_list", EXTENSION], extension_configs=options).convert(text)


def test_a_work_names_the_page_that_embeds_who_cites_it() -> None:
    works = html("::: works numbers\n", COURSE)
    assert '<a href="" id="euclid-elements"><strong>Elements</strong></a>' in works
    assert "Euclid, Alexandria. It is where numbers were first taught in order." in works
    assert 'Cited in <a href="concepts/doubling.md">Doubling</a>.' in works


def test_an_unknown_topic_is_told(tmp_path: Path) -> None:
    root = shutil.copytree(COURSE, tmp_path / "course")
    with pytest.raises(LookupError, match=r"has the topic 'numbers2'\. Did you mean numbers"):
        html("::: works numbers2\n", root)


def test_each_of_our_works_is_cited_on_a_page_or_in_the_code() -> None:
    works = read_toml(ROOT / WORKS)
    cited = citing_pages(ROOT, works)
    assert "concepts/maml.md" in cited["finn-2017-maml"]  # below its sources
    assert "concepts/rl2.md" in cited["pascanu-2013-rnn"]  # by the way of an exercise
    assert "reproductions/exploration.md" in cited["may-2012-optimistic"]  # of a table
    assert cited["finn-2017-maml"]["practice.md"].startswith("Practice: ")  # no title in nav
    assert not any(page.startswith("authoring/") for page in cited["finn-2017-maml"])  # in code
    assert citing_packages(ROOT, "kingma-2014-vae") == ["metarl.pearl"]
    assert [key for key in works if key not in cited and not citing_packages(ROOT, key)] == []
