"""``python -m tools export scorm12``: which exercises, the manifest, and what is packed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools.course.folder import load_course
from tools.export import command, scorm12
from tools.export.manifest import ADL, IMS, Unit, manifest
from tools.export.scorm12 import add_units, pack, unit_of

COURSE = Path(__file__).parents[2] / "course"
UNITS = [
    Unit("maml/a", "A & “B”", "MAML", "units/maml/a.html", "concepts/maml.html#maml-a"),
    Unit("maml/b", "B", "MAML", "units/maml/b.html", "concepts/maml.html#maml-b"),
    Unit("pearl/c", "C", "PEARL", "units/pearl/c.html", "concepts/pearl.html#pearl-c"),
]
# Of each element, those that the schemas of IMS CP 1.1.2 and ADL SCORM 1.2 allow in it, in order.
ORDER = {
    "manifest": ["metadata", "organizations", "resources", "manifest"],
    "metadata": ["schema", "schemaversion"],
    "organizations": ["organization"],
    "organization": ["title", "item", "metadata"],
    "item": ["title", "item", "metadata"],
    "resources": ["resource"],
    "resource": ["metadata", "file", "dependency"],
}
NEEDED = {
    "manifest": {"identifier"},
    "organization": {"identifier"},
    "item": {"identifier"},
    "resource": {"identifier", "type", f"{{{ADL}}}scormtype"},
    "file": {"href"},
    "dependency": {"identifierref"},
}


def local(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{IMS}}}")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_manifest_has_the_order_and_the_references_of_the_schemas(count: int) -> None:
    root = ET.fromstring(manifest("w", "Course <1>", UNITS[:count], ["a.js", "index.html"]))

    for element in root.iter():
        order = ORDER.get(local(element), [])
        places = [order.index(local(child)) for child in element]
        assert places == sorted(places)
        assert NEEDED.get(local(element), set()) <= set(element.attrib)
    names = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(names) == len(set(names))
    referred = [element.get("identifierref") for element in root.iter()]
    assert {name for name in referred if name} <= set(names)
    (organizations,) = root.iter(f"{{{IMS}}}organizations")
    assert organizations.get("default") in names
    assert root.findtext(f".//{{{IMS}}}schemaversion") == "1.2"
    sites = [element for element in root.iter(f"{{{IMS}}}resource") if element.get("href") is None]
    assert [file.get("href") for file in sites[0]] == ["a.js", "index.html"]


def test_units_of_several_pages_stand_below_their_page() -> None:
    one = ET.fromstring(manifest("w", "W", UNITS[:2], []))
    several = ET.fromstring(manifest("w", "W", UNITS, []))
    path = f"./{{{IMS}}}organizations/{{{IMS}}}organization/{{{IMS}}}item/{{{IMS}}}title"
    assert [title.text for title in one.findall(path)] == ["A & “B”", "B"]
    assert [title.text for title in several.findall(path)] == ["MAML", "PEARL"]


def test_a_package_holds_what_its_manifest_names(tmp_path: Path) -> None:
    folder, target = tmp_path / "site", tmp_path / "p.zip"
    files = ["index.html", "assets/js/main.js", "assets/css/site.css", "404.html", "sw.js", "a.map"]
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    add_units(folder, UNITS, "workbook")
    pack(folder, target, "w", "W", UNITS)

    with zipfile.ZipFile(target) as archive:
        packed = set(archive.namelist())
        page = archive.read("units/maml/a.html").decode()
        script = archive.read("assets/js/unit.js").decode()
        root = ET.fromstring(archive.read("imsmanifest.xml"))
    named = {str(file.get("href")) for file in root.iter(f"{{{IMS}}}file")}
    assert named == packed - {"imsmanifest.xml"}
    assert {"404.html", "sw.js", "a.map"} & packed == set()
    assert {
        element.get("href")
        for element in root.iter()
        if element.get(f"{{{ADL}}}scormtype") == "sco"
    } == {unit.file for unit in UNITS}
    assert 'data-page="../../concepts/maml.html#maml-a"' in page
    assert 'src="../../assets/js/unit.js"' in page
    assert "A &amp; “B”" in page
    assert "https:" not in page
    assert "import " not in script.partition("import(")[0]  # it is whole
    once = target.read_bytes()
    pack(folder, target, "w", "W", UNITS)
    assert target.read_bytes() == once


def test_ids_are_exercises_pages_or_all() -> None:
    course = load_course(COURSE)
    whole, unknown = command.units_of(course, [])
    assert unknown == ""
    assert whole == command.units_of(course, ["concepts/doubling"])[0]
    assert len(whole) > 1
    assert {unit.group for unit in whole} == {"Doubling"}
    (one,) = command.units_of(course, ["exercises/arithmetic/double/"])[0]
    assert (one.exercise, one.file) == ("arithmetic/double", "units/arithmetic/double.html")
    assert one.page == "concepts/doubling.html#arithmetic-double"
    assert command.units_of(course, ["arithmetic/double", "gone/away"]) == ([], "gone/away")
    assert unit_of("a/b", "", "", "").page == "index.html#a-b"


def test_what_the_site_leaves_out_is_on_no_page(tmp_path: Path) -> None:
    root = Path(shutil.copytree(COURSE, tmp_path / "course"))
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("extra:", "extra:\n  exercises: [arithmetic/parity]"), "utf-8")
    course = load_course(root)
    assert [unit.exercise for unit in command.units_of(course, [])[0]] == ["arithmetic/parity"]
    assert command.units_of(course, ["arithmetic/double"]) == ([], "arithmetic/double")


def test_an_unknown_id_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scorm12, "write_package", lambda *_: pytest.fail("written"))
    assert command.main(["scorm12", "gone/away"]) == 2
    assert "no exercise or page with exercises is called gone/away" in capsys.readouterr().err
