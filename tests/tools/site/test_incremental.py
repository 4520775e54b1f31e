"""A change makes the same site again, built whole or only where the change touches it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tools.site import build, incremental
from tools.synth import command, course

SIZE = 4
JOINED = re.compile(rb"\b[A-Z0-9]{8}\.js")


class Site:
    """A synthetic course, and the sites built of it one after the other."""

    def __init__(self, folder: Path) -> None:
        self.course, self.made = folder / "course", folder / "made"
        command.write(self.course, SIZE)
        self.folder = folder / "0"
        self.count = 0

    def build(self, *changed: str) -> Path:
        """Build; only what the files touch, if any are named."""
        earlier = self.folder
        self.count += 1
        self.folder = earlier.with_name(str(self.count))
        arguments = ["--course", self.course, "--made", self.made, "-d", self.folder, "--quiet"]
        if changed:
            arguments += ["--earlier", earlier]
        for name in changed:
            arguments += ["--changed", name]
        assert build.main([str(one) for one in arguments]) == 0
        return self.folder

    def edit(self, name: str, old: str, new: str) -> str:
        path = self.course / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return name


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = Site(tmp_path_factory.mktemp("again"))
    built.build()
    return built


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a site; the search index as a set, for its order tells nothing.

    The names of joined modules depend on the folder that they are joined in.
    """
    found = {
        JOINED.sub(b"joined.js", path.relative_to(folder).as_posix().encode()).decode(): JOINED.sub(
            b"joined.js", path.read_bytes()
        )
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("offline.json", "version.js", "search_index.json")
    }
    docs = json.loads((folder / incremental.INDEX).read_bytes())["docs"]
    found["index"] = "\n".join(sorted(json.dumps(one) for one in docs)).encode()
    return found


def test_an_edited_prompt_hint_and_page_make_the_site_that_a_whole_build_makes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = course.plans(SIZE)[0]
    before = content(site.folder)
    changed = [
        site.edit(f"exercises/{plan.id}/prompt.md", "A sensor", "A very special sensor"),
        site.edit(f"exercises/{plan.id}/hints.md", "One number", "A single number"),
        site.edit("docs/topic-000/concept-00001.md", "Where it goes wrong", "Where it fails"),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(build, "finish", lambda folder: pytest.fail("all of the site was built"))
        quick = content(site.build(*changed))
    page = "topic-000/concept-00000/index.html"
    assert b"A very special sensor" in quick[page]
    assert b"very special" in quick["index"]
    assert quick.keys() == before.keys()
    whole = content(site.build())
    assert {name for name in whole if whole[name] != quick.get(name)} == set()
    assert site.folder.with_name("1").is_dir()
    assert content(site.folder.with_name("1")) == before


def test_a_page_with_a_script_that_no_page_had_has_the_whole_site_built(site: Site) -> None:
    name = "docs/topic-000/concept-00000.md"
    site.edit(name, "## Practice", "<script>let a = 1;</script>\n\n## Practice")
    quick = content(site.build(name))
    assert content(site.build()) == quick
    assert b"let a = 1;" in quick["topic-000/concept-00000/index.html"]


@pytest.mark.parametrize(
    "changed",
    [
        "mkdocs.yml",
        "docs/sources.toml",
        "docs/new.md",
        "tools/site/markdown_extension.py",
        "exercises/stray.md",
    ],
)
def test_what_may_change_any_page_has_the_whole_site_built(site: Site, changed: str) -> None:
    assert incremental.touched(site.course, site.made, [Path(changed)]) is None


def test_pages_without_a_title_in_the_navigation_have_the_whole_site_built(
    site: Site, tmp_path: Path
) -> None:
    name = Path("docs/index.md")
    assert incremental.touched(site.course, site.made, [name]) == {Path("index.md")}
    shutil.copytree(site.course / "docs", tmp_path / "docs", symlinks=True)
    for nav in ("", "nav:\n  - index.md\n", "nav:\n  - A:\n    - topic-000/concept-00000.md\n"):
        (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{nav}")
        assert incremental.touched(tmp_path, site.made, [name]) is None


def test_exercises_on_another_page_leave_a_page_and_what_it_loads_as_they_are(site: Site) -> None:
    page = "topic-000/concept-00000/index.html"
    before = content(site.build())
    more = course.plans(24)[SIZE:]
    for path, text in course.files(24):
        if path.startswith("exercises/") and not (site.course / path).is_file():
            (site.course / path).parent.mkdir(parents=True, exist_ok=True)
            (site.course / path).write_text(text, "utf-8")
    other = site.course / "docs" / "topic-000" / "concept-00001.md"
    embeds = "\n\n".join(f"::: exercise {plan.id}" for plan in more)
    other.write_text(f"{other.read_text('utf-8')}\n{embeds}\n", "utf-8")
    after = content(site.build())
    assert len(after["topic-000/concept-00001/index.html"]) > 100_000
    assert after[page] == before[page]
    # bundles are fetched one by one, the index by whoever searches
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"index", "topic-000/concept-00001/index.html"}
    assert all(name.startswith("assets/exercises/") for name in after.keys() - before.keys())
