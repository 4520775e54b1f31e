"""``python -m tools export qti3``: which questions, held to a schema, and what stays of a text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from qti_convert import downgrade_package

from tests.whole_course import COURSE as WHOLE
from tools.common.process import SetupError
from tools.course.folder import load_course
from tools.export import command
from tools.export.archive import MANIFEST
from tools.export.qti3 import markup, package, scenario
from tools.export.qti3.elements import NAMESPACE, Child, element
from tools.export.qti3.package import Question, item_document, manifest, questions_of

COURSE = Path(__file__).parents[2] / "course"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("qti3.rng")))
# Faults, each as what it replaces in an item of a scenario and by what.
FAULTS = {
    "an attribute is missing": (' time-dependent="false"', ""),
    "an attribute is unknown": ("<qti-prompt>", '<qti-prompt id="a">'),
    "a name begins with a digit": ('identifier="phrase-size"', 'identifier="1-size"'),
    "a value is no number": (">1</qti-base-value>", ">one</qti-base-value>"),
    "an element is unknown": ("<strong>Right</strong>", "<mark>Right</mark>"),
    "text has no body": ("qti-content-body", "qti-content"),
    "feedback comes before the rules": ("<qti-response-processing>", "<qti-modal-feedback/>\\g<0>"),
    "a condition has no else": ("</?qti-response-else>", ""),
    "a comparison lacks a side": ('<qti-correct identifier="LABEL" />', ""),
    "an element is of another namespace": (NAMESPACE, "http://www.imsglobal.org/xsd/imsqti_v2p2"),
}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """All questions of the course."""
    return questions_of(WHOLE.exercises.values())


def qti(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def text_of(parts: list[Child]) -> str:
    """A text with its elements, as XML."""
    whole: str = ET.tostring(element("div", *parts), encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def test_every_question_of_the_course_keeps_to_the_schema(questions: list[Question]) -> None:
    assert len(questions) > 100
    for question in questions:
        item = etree.fromstring(item_document(question, "Workbook"))
        assert GRAMMAR.validate(item), (question.name, GRAMMAR.error_log)
        check_references(item)
    listed = etree.fromstring(manifest("workbook", questions))
    assert GRAMMAR.validate(listed), GRAMMAR.error_log
    for names in (
        [question.name for question in questions],
        [question.file for question in questions],
    ):
        assert len(names) == len(set(names))


def check_references(item: etree._Element) -> None:
    """Whatever is named in an item is there, and whatever is there is named once."""
    declared = {
        kind: [found.get("identifier") for found in item.iter(qti(f"qti-{kind}-declaration"))]
        for kind in ("response", "outcome")
    }
    asked = [found.get("response-identifier") for found in item.iter()]
    assert sorted(filter(None, asked)) == sorted(declared["response"])
    known = {*declared["response"], *declared["outcome"]}
    for name in ("qti-variable", "qti-correct"):
        assert {found.get("identifier") for found in item.iter(qti(name))} <= known
    choices = list(names_in(item, "qti-simple-choice", "qti-hottext"))
    shown = list(names_in(item, "qti-modal-feedback"))
    assert len(choices) == len(set(choices))
    assert len(shown) == len(set(shown))
    values = item.findall(f".//{qti('qti-response-declaration')}//{qti('qti-value')}")
    compared = [value for value in item.iter(qti("qti-base-value")) if in_expression(value)]
    assert {str(value.text) for value in [*values, *compared]} <= set(choices)
    assert set(feedbacks(item)) | {name for name in shown if name in choices} == set(shown)


def names_in(item: etree._Element, *tags: str) -> Iterator[str]:
    for found in item.iter(*map(qti, tags)):
        yield str(found.get("identifier"))


def in_expression(value: etree._Element) -> bool:
    parent = value.getparent()
    return parent is not None and parent.tag != qti("qti-set-outcome-value")


def feedbacks(item: etree._Element) -> Iterator[str]:
    """The feedbacks that rules name themselves; others are named by the label."""
    for rule in item.iter(qti("qti-set-outcome-value")):
        value = rule.find(qti("qti-base-value"))
        if rule.get("identifier") == "FEEDBACK" and value is not None:
            yield str(value.text)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_finds_a_fault(fault: str) -> None:
    folder = load_course(COURSE).classify["arithmetic/parity"]
    question = Question("a", "A", "a.xml", scenario.parts(folder, 0))
    text = item_document(question, "Workbook").decode()
    old, new = FAULTS[fault]
    changed = re.sub(old, new, text, count=0 if old.startswith(("</?", "qti-")) else 1)
    assert changed != text
    assert GRAMMAR.validate(etree.fromstring(text.encode()))
    assert not GRAMMAR.validate(etree.fromstring(changed.encode()))


def test_citolabs_converter_finds_nothing_that_qti_21_cannot_say(
    questions: list[Question], tmp_path: Path
) -> None:
    package.write_package(tmp_path / "p.zip", "workbook", "Workbook", questions)
    converted = downgrade_package(tmp_path / "p.zip")
    assert converted.warnings == []
    items = [content for name, content in converted.files.items() if name.startswith("items/")]
    assert len(items) == len(questions)
    assert all("http://www.imsglobal.org/xsd/imsqti_v2p1" in str(item) for item in items)


def test_a_pool_is_exported_whole(questions: list[Question]) -> None:
    exercises = WHOLE.classify.values()
    pools = [exercise for exercise in exercises if exercise.meta.draw]
    assert pools
    names = {question.name for question in questions}
    for pool in pools:
        ids = {"_".join([*pool.id.split("/"), item.id]) for item in pool.meta.item}
        assert len(ids) > (pool.meta.draw or 0)
        assert ids <= names


def test_a_package_holds_what_its_manifest_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", COURSE)
    target = tmp_path / "p.zip"
    assert command.main(["qti3", "concepts/doubling", "--out", str(target)]) == 0

    said = capsys.readouterr().out
    assert "left out: arithmetic/double; QTI has no question that runs a program" in said
    assert "p.zip: scenarios 2, cards 2; " in said
    with zipfile.ZipFile(target) as archive:
        packed = set(archive.namelist())
        root = etree.fromstring(archive.read(MANIFEST))
        item = etree.fromstring(archive.read("items/arithmetic/parity/pairs.xml"))
    named = {found.get("href") for found in root.iter() if found.get("href")}
    assert named == packed - {MANIFEST}
    assert item.get("title") == "Even or odd? (1 of 2)"
    assert item.get("tool-name") == "A course to test with"
    once = target.read_bytes()
    assert command.main(["qti3", "concepts/doubling", "--out", str(target)]) == 0
    assert target.read_bytes() == once


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["gone/away"], "no exercise or page with exercises is called gone/away"),
        (["arithmetic/double"], "nothing is left of arithmetic/double: QTI has no question"),
    ],
)
def test_without_a_question_nothing_is_written(
    ids: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "ROOT", COURSE)
    target = tmp_path / "p.zip"
    assert command.main(["qti3", *ids, "--out", str(target)]) == 2
    assert words in capsys.readouterr().err
    assert not target.exists()


def test_a_place_that_cannot_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", COURSE)
    assert command.main(["qti3", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path} is a folder; name a file, such as {tmp_path}/" in capsys.readouterr().err
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="cannot write"):
        command.main(["qti3", "--out", str(tmp_path / "file" / "p.zip")])


def test_a_name_of_xml_begins_with_no_digit() -> None:
    assert [package.xml_name(text) for text in ("rl2_a", "3d_a")] == ["rl2_a", "_3d_a"]


def test_of_links_and_pictures_the_words_stay_and_formulas_are_mathml() -> None:
    text = "**A** [page](a.md) ![of θ](b.png){: .c }\n\n- \\(\\tfrac12 x^2\\)\n- `f(x)` < 2\n"
    code, display = "```python\nx = 1\n```\n", "\\[a \\le b\\]\n"
    first, *others = map(text_of, markup.convert([text, code, display]))
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"'
    assert first.startswith("<p><strong>A</strong> page of θ</p>")
    assert f"<li>{math}>" in first
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in first
    assert "tfrac" not in first
    assert "<li><code>f(x)</code> &lt; 2</li>" in first
    assert "<pre><code>x = 1\n</code></pre>" in others[0]
    assert f'{math} display="block">' in others[1]


@pytest.mark.parametrize(
    ("text", "words"), [("a\n\n<div>\n<br>\n</div>", "no XML"), (r"\(\nonsense\)", "KaTeX")]
)
def test_what_is_no_xml_or_no_formula_is_told(text: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        markup.convert([text])
