"""The page's modules lie where main.js says, and know nothing of what lies above them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tools.common.paths import ROOT

MODULES = ROOT / "docs" / "assets" / "js"
# Of each folder the ones below it, from which its modules may import.
BELOW = {
    "base": set[str](),
    "page": {"base"},
    "record": {"base"},
    "report": {"base", "figure"},
    "runtime": {"base"},
    "runtime/sandbox": set[str](),
    "offline": {"base"},
    "figure": {"base", "record", "runtime"},
    "course": {"base", "page", "record"},
    "exercise": {"base", "exercise/editor", "page", "record", "report", "runtime"},
    "exercise/editor": {"base"},
    "regrade": {"base", "exercise", "exercise/editor", "record", "report", "runtime"},
    ".": {"base", "course", "exercise", "figure", "offline", "page", "regrade"},
}
MOST = 16
NAMED = re.compile(r"""(?:from|import|import\() ?"(\.[^"]+)\"""")


def scripts() -> Iterator[tuple[str, str]]:
    """The path of each module, and its text."""
    for path in sorted(MODULES.rglob("*.js")):
        yield path.relative_to(MODULES).as_posix(), path.read_text("utf-8")


def folder(name: str) -> str:
    return Path(name).parent.as_posix()


def imported(name: str, text: str) -> Iterator[str]:
    """The modules that one names, for their types too; the libraries' own are not among them."""
    for other in NAMED.findall(text):
        path = os.path.normpath(Path(folder(name), other))
        if not path.startswith(".."):
            yield path


def test_every_folder_has_its_place_and_is_small_enough_to_see_through() -> None:
    names = [folder(name) for name, _ in scripts()]
    assert set(names) == set(BELOW)
    assert {name: names.count(name) for name in names if names.count(name) > MOST} == {}


def test_imports_go_down_only() -> None:
    imports = [(name, other) for name, text in scripts() for other in imported(name, text)]
    assert ("exercise/work.js", "runtime/runtime.js") in imports
    assert [pair for pair in imports if not (MODULES / pair[1]).is_file()] == []
    wrong = {
        (name, other)
        for name, other in imports
        if folder(other) not in {folder(name), *BELOW[folder(name)]}
    }
    assert wrong == set()


def test_the_entry_describes_every_folder() -> None:
    described = re.findall(r"^ \* - `(\w+)/`: ", (MODULES / "main.js").read_text("utf-8"), re.M)
    assert sorted(described) == sorted(name for name in BELOW if name.isalpha())


def test_an_exercise_asks_no_view_for_its_kind() -> None:
    asks = re.compile(r"""kind\b[^\n]*[!=]==|[!=]== "(?:code|classify|recall)\"""")
    views = [(name, text) for name, text in scripts() if folder(name).startswith("exercise")]
    assert [name for name, text in views if asks.search(text)] == []


def test_no_script_waits_for_an_event_that_comes_once_for_many_pages() -> None:
    once = re.compile(r"DOMContentLoaded|addEventListener\(\"load\"|window\.onload")
    assert [name for name, text in scripts() if once.search(text)] == []


def test_no_script_is_a_template() -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    templates = re.findall(r"^extra_templates:\n((?:  - .*\n)+)", config, re.M)
    assert templates == ["  - assets/css/palette.css\n"]
