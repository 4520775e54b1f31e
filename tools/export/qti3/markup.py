"""Markdown as QTI takes it: a part of HTML, with formulas in MathML.

Links and pictures lead nowhere from a platform, so of these the words stay.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from markdown import Markdown

from tools.common.process import SetupError
from tools.export.qti3.elements import Child, element
from tools.setup import node, npm
from tools.site.exercise_bundles import EXTENSIONS, OPTIONS
from tools.site.formulas import FORMULA, KATEX

MATHML = "http://www.w3.org/1998/Math/MathML"
# of what Markdown writes, what QTI's schema has as well
KEPT = {
    *("blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "sub", "sup", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}
_SCRIPT = """
const katex = require(process.argv[1]);
const options = { output: "mathml", strict: "ignore" };
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(formulas.map((formula) => katex.renderToString(formula, options))));
"""


def convert(texts: Sequence[str]) -> list[list[Child]]:
    """What is in each of some Markdown texts, all of their formulas in one call of KaTeX.

    Raises:
        SetupError: if a text holds HTML that is no XML, or a formula that KaTeX cannot read.
    """
    converter = Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS, output_format="xhtml")
    trees = [_tree(text, converter.reset().convert(text)) for text in texts]
    written = list(dict.fromkeys(formula for tree in trees for formula in _formulas(tree)))
    drawn = dict(zip(written, _mathml(written), strict=True))
    return [list(_children(tree, drawn)) for tree in trees]


def _tree(text: str, html: str) -> ET.Element:
    try:
        return ET.fromstring(f"<div>{html}</div>")
    except ET.ParseError as error:
        begin = text.strip().partition("\n")[0]
        remedy = "leave HTML out of it, or close every element"
        raise SetupError(f"the card “{begin}” is no XML ({error}): {remedy}") from error


def _formulas(tree: ET.Element) -> Iterator[str]:
    for part in tree.iter():
        if part.get("class") == "arithmatex":
            yield _formula(part)


def _formula(part: ET.Element) -> str:
    """What KaTeX reads of an element that holds a formula between its marks."""
    match = FORMULA.search(part.text or "")
    return (match[1] or match[2]) if match else ""


def _mathml(formulas: Sequence[str]) -> list[str]:
    """Each formula in MathML, within HTML that KaTeX puts around it."""
    if not formulas:
        return []
    npm.install()
    command = [str(node.ensure().node), "-e", _SCRIPT, str(KATEX)]
    process = subprocess.run(
        command, input=json.dumps(formulas), capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise SetupError("a card has a formula that KaTeX cannot read: run check, which says where")
    replies: list[str] = json.loads(process.stdout)
    return replies


def _children(parent: ET.Element, drawn: Mapping[str, str]) -> Iterator[Child]:
    """The texts and elements in an element, those that QTI does not know opened."""
    yield from [parent.text] if parent.text else []
    for child in parent:
        if child.get("class") == "arithmatex":
            yield _math(drawn[_formula(child)], block=child.tag == "div")
        elif child.tag in KEPT:
            yield element(child.tag, *_children(child, drawn))
        else:
            yield from [child.get("alt", "")] if child.tag == "img" else _children(child, drawn)
        yield from [child.tail] if child.tail else []


def _math(html: str, *, block: bool) -> ET.Element:
    """A formula without its TeX, which players that know no MathML would show beside it."""
    shown = ET.fromstring(html).find(f".//{{{MATHML}}}semantics/*")
    assert shown is not None, html  # KaTeX writes it
    attributes = {"xmlns": MATHML, **({"display": "block"} if block else {})}
    return element("math", _plain(shown), **attributes)


def _plain(part: ET.Element) -> ET.Element:
    """An element of MathML by its name alone; between its elements, no text counts."""
    children: list[Child] = [part.text or "", *map(_plain, part)]
    return element(part.tag.removeprefix(f"{{{MATHML}}}"), *children, **part.attrib)
