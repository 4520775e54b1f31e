"""Elements of QTI's XML, and documents made of them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

type Child = ET.Element | str


def element(tag: str, *children: Child, **attributes: str) -> ET.Element:
    """An element with texts and elements in it; ``_`` in the name of an attribute is a hyphen."""
    node = ET.Element(tag, {name.replace("_", "-"): value for name, value in attributes.items()})
    last: ET.Element | None = None
    for child in children:
        if not isinstance(child, str):
            node.append(child)
            last = child
        elif last is None:
            node.text = (node.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return node


def document(root: ET.Element, namespace: str, schema: str) -> bytes:
    """A file whose elements are of one namespace.

    Args:
        root: is changed.
        schema: address by which whoever validates knows it; nothing fetches it.
    """
    root.attrib |= {"xmlns": namespace, "xmlns:xsi": XSI}
    root.set("xsi:schemaLocation", f"{namespace} {schema}")
    _indent(root, "\n")
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _indent(parent: ET.Element, margin: str) -> None:
    """Give each element a line, but where there are words: there, every space counts."""
    words = parent.text or any(child.tail for child in parent)
    if words or not len(parent) or parent.tag in ("p", "div", "li"):
        return
    parent.text = f"{margin}  "
    for child in parent:
        _indent(child, f"{margin}  ")
        child.tail = f"{margin}  "
    parent[-1].tail = margin
