"""Figures are computed once for all that they depend on, and drawn as the page draws them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tools.figures.test_figure import GOOD
from tools.common.paths import ROOT
from tools.figures import bundles
from tools.figures.figure import FOLDER


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with the toy figure."""
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "kettle.py").write_text(GOOD, "utf-8")
    return tmp_path


def test_a_figure_is_written_and_goes_with_its_file(course: Path) -> None:
    assert bundles.write(course) == {}
    written = course / bundles.FILES / "kettle.json"
    assert written.is_file()

    (course / FOLDER / "kettle.py").unlink()
    bundles.write(course)

    assert not written.exists()


def test_the_key_follows_what_a_figure_imports(course: Path) -> None:
    file = course / FOLDER / "kettle.py"
    before = bundles.key_of(course, "kettle")
    assert bundles.key_of(course, "kettle") == before

    file.write_text(GOOD + "from metarl.maml import adapt\n", "utf-8")
    with_maml = bundles.key_of(course, "kettle")
    file.write_text(GOOD + "# docs/data/judge.json\n", "utf-8")

    assert len({before, with_maml, bundles.key_of(course, "kettle")}) == 3


def test_a_broken_figure_is_told_and_the_others_are_there(course: Path) -> None:
    shutil.copyfile(course / FOLDER / "kettle.py", course / FOLDER / "pot.py")
    (course / FOLDER / "pan.py").write_text("1 / 0\n", "utf-8")

    broken = bundles.write(course)

    assert list(broken) == ["pan"]
    assert broken["pan"].line == 1
    names = [path.name for path in sorted((course / bundles.FILES).iterdir())]
    assert names == ["kettle.json", "pot.json"]


def test_the_first_state_is_drawn_with_its_table(course: Path) -> None:
    contents, _ = bundles.contents_of(course, ["kettle"])

    drawn = bundles.drawings_of(contents)["kettle"]

    assert drawn["drawing"].count("<svg") == 2  # for a phone and for a page
    assert "minutes" in drawn["drawing"]
    assert "<style" not in drawn["drawing"]
    assert '<th scope="row">1</th><td>20</td>' in drawn["table"]
    assert ROOT.as_posix() not in drawn["drawing"]
