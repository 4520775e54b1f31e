"""``imsmanifest.xml``: what a SCORM 1.2 package says of itself.

The order of elements is that of the schemas of IMS Content Packaging 1.1.2 and ADL SCORM 1.2. There
is no mastery score: with one, a platform takes for failed what is only not solved yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

IMS = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
SITE = "site"  # the resource of all files that units share


@dataclass(frozen=True)
class Unit:
    """What a platform opens and reports on: one exercise.

    Attributes:
        exercise: its id.
        title: as the platform lists it.
        group: the title of its page, under which it stands.
        file: in the package.
        page: of the site, with the place on it, relative to the package.
    """

    exercise: str
    title: str
    group: str
    file: str
    page: str


def manifest(name: str, title: str, units: Sequence[Unit], files: Iterable[str]) -> bytes:
    """The manifest of some units.

    Args:
        name: identifier of the package: letters, digits and hyphens.
        files: of the package besides those of the units, relative to it, with forward slashes.
    """
    ET.register_namespace("", IMS)
    ET.register_namespace("adlcp", ADL)
    # SCORM's own attributes stand in its namespace
    root = ET.Element(_ims("manifest"), {"identifier": _identifier(name), "version": "1.0"})
    metadata = ET.SubElement(root, _ims("metadata"))
    ET.SubElement(metadata, _ims("schema")).text = "ADL SCORM"
    ET.SubElement(metadata, _ims("schemaversion")).text = "1.2"
    organizations = ET.SubElement(root, _ims("organizations"), {"default": "course"})
    organization = ET.SubElement(organizations, _ims("organization"), {"identifier": "course"})
    ET.SubElement(organization, _ims("title")).text = title
    _add_items(organization, units)
    resources = ET.SubElement(root, _ims("resources"))
    for unit in units:
        resource = _resource(resources, f"unit-{_identifier(unit.exercise)}", "sco", unit.file)
        ET.SubElement(resource, _ims("file"), {"href": unit.file})
        ET.SubElement(resource, _ims("dependency"), {"identifierref": SITE})
    site = _resource(resources, SITE, "asset")
    for file in sorted(files):
        ET.SubElement(site, _ims("file"), {"href": file})
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _add_items(organization: ET.Element, units: Sequence[Unit]) -> None:
    """An item for each unit, below one for its page where there are several pages."""
    groups = list(dict.fromkeys(unit.group for unit in units))
    for number, group in enumerate(groups, 1):
        parent = organization
        if len(groups) > 1:
            attributes = {"identifier": f"page-{number}", "isvisible": "true"}
            parent = ET.SubElement(organization, _ims("item"), attributes)
            ET.SubElement(parent, _ims("title")).text = group
        for unit in units:
            if unit.group == group:
                _add_item(parent, unit)


def _add_item(parent: ET.Element, unit: Unit) -> None:
    name = _identifier(unit.exercise)
    reference = {"identifierref": f"unit-{name}", "isvisible": "true"}
    item = ET.SubElement(parent, _ims("item"), {"identifier": f"item-{name}", **reference})
    ET.SubElement(item, _ims("title")).text = unit.title


def _resource(parent: ET.Element, name: str, kind: str, href: str = "") -> ET.Element:
    attributes = {"identifier": name, "type": "webcontent", f"{{{ADL}}}scormtype": kind}
    return ET.SubElement(parent, _ims("resource"), attributes | ({"href": href} if href else {}))


def _ims(name: str) -> str:
    return f"{{{IMS}}}{name}"


def _identifier(id_: str) -> str:
    """An id as XML takes it for a name; ids have no full stop."""
    return id_.replace("/", ".")
