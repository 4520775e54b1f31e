"""The package: an item for each scenario and card, and the manifest that names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tools.course.kinds import ClassifyFolder, ExerciseFolder, RecallFolder
from tools.export.archive import MANIFEST, write_archive
from tools.export.qti3 import card, markup, scenario
from tools.export.qti3.elements import NAMESPACE, SCHEMA, document, element

PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
PACKAGING_SCHEMA = (
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
)


class Question(NamedTuple):
    """An item.

    Attributes:
        name: by which platforms know it: the ids of its exercise and of itself.
        title: as a platform lists it.
        file: in the package.
        parts: of the item, in the order of the schema.
    """

    name: str
    title: str
    file: str
    parts: Sequence[ET.Element]


def write_package(target: Path, name: str, tool: str, questions: Sequence[Question]) -> int:
    """Write the items and their manifest.

    Args:
        name: identifier of the package: letters, digits and hyphens.
        tool: what made the items, as they say themselves.

    Returns:
        Bytes of the package.
    """
    items = ((question.file, item_document(question, tool)) for question in questions)
    return write_archive(target, [(MANIFEST, manifest(name, questions)), *items])


def questions_of(exercises: Iterable[ExerciseFolder]) -> list[Question]:
    """Every scenario and card of some exercises; of a pool, all that can be drawn."""
    return [question for exercise in exercises for question in _questions(exercise)]


def _questions(exercise: ExerciseFolder) -> Iterator[Question]:
    match exercise:
        case ClassifyFolder():
            ids = [item.id for item in exercise.meta.item]
            bodies = [scenario.parts(exercise, number) for number in range(len(ids))]
        case RecallFolder():
            ids = [found.id for found in exercise.meta.card]
            texts = [
                text for found in exercise.meta.card for text in (found.question, found.answer)
            ]
            sides = markup.convert(texts)
            bodies = [card.parts(*pair) for pair in zip(sides[::2], sides[1::2], strict=True)]
        case _:
            return
    for number, (id_, parts) in enumerate(zip(ids, bodies, strict=True), 1):
        name = xml_name("_".join([*exercise.id.split("/"), id_]))  # no id has an underscore
        title = f"{exercise.meta.title} ({number} of {len(ids)})"
        yield Question(name, title, f"items/{exercise.id}/{id_}.xml", parts)


def xml_name(text: str) -> str:
    """A text as XML takes it for a name, which begins with no digit."""
    return f"_{text}" if text[:1].isdigit() else text


def item_document(question: Question, tool: str) -> bytes:
    """The file of an item."""
    attributes = {
        "identifier": question.name,
        "title": question.title,
        "xml:lang": "en",
        "tool-name": tool,
        "adaptive": "false",
        "time-dependent": "false",
    }
    return document(
        element("qti-assessment-item", *question.parts, **attributes), NAMESPACE, SCHEMA
    )


def manifest(name: str, questions: Iterable[Question]) -> bytes:
    """``imsmanifest.xml``, in QTI's own form of IMS Content Packaging 1.2."""
    schema = [element("schema", "QTI Package"), element("schemaversion", "3.0.0")]
    resources = [
        element(
            "resource",
            element("file", href=question.file),
            identifier=question.name,
            type="imsqti_item_xmlv3p0",
            href=question.file,
        )
        for question in questions
    ]
    root = element(
        "manifest",
        element("metadata", *schema),
        element("organizations"),
        element("resources", *resources),
        identifier=xml_name(name),
    )
    return document(root, PACKAGING, PACKAGING_SCHEMA)
