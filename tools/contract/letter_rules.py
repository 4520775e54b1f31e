"""The rule for formulas that stand by themselves: a sentence says what each of their letters is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.common.problem import Finding
from tools.contract.page_rules import PAGE_RULES, Pages
from tools.course.embeds import without_code
from tools.course.folder import Course
from tools.course.origins import hide_origins
from tools.course.site_config import read_config
from tools.course.text import read_text

_DISPLAYED = re.compile(r"\\\[(.+?)\\\]", re.DOTALL)
_INLINE = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_NO_SENTENCE = re.compile(r"^(?:[|#]|:::).*")  # tables, headings, lines such as “::: figure”
# words within formulas, and the d of an integral
_WORDS = re.compile(
    r"\\(?:text|operatorname|begin|end)\*?\{[^{}]*\}"
    r"|\\mathrm *(?:\{[^{}]*\}|\w)|\\, *d(?=[\\\w])"
)
_GREEK = (
    "alpha|beta|gamma|delta|(?:var)?epsilon|zeta|eta|(?:var)?theta|iota|kappa|lambda|mu|nu|xi|rho|pi"
    "|sigma|tau|upsilon|(?:var)?phi|chi|psi|omega|ell|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon"
    "|Phi|Psi|Omega"
)
_LETTER = re.compile(
    rf"\\(?:mathcal|mathbb|mathbf) *\{{?[A-Za-z]\}}?|\\(?:{_GREEK})(?![A-Za-z])"
    r"|(?P<other>\\[A-Za-z]+)|[A-Za-z]"
)


@PAGE_RULES.add("letters")
def letters(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """Every letter of a formula that stands by itself is named in a sentence of the page: a formula
    there begins with it. ``mkdocs.yml`` says of which folders that is asked, and which letters need
    no name, under ``extra: known_letters:``."""
    known = read_config(pages.root).of_folder("known_letters", page)
    if not isinstance(known, list):
        return
    lines = hide_origins(read_text(pages.paths[page]), keep_lines=True).splitlines()
    sentences = (_NO_SENTENCE.sub("", line) for line in without_code(lines))
    text = "\n".join(sentences)
    inline = _INLINE.findall(_DISPLAYED.sub("", text))
    said = {letter for formula in inline for letter in named(formula)}
    said |= {str(letter) for letter in known}
    for formula in _DISPLAYED.finditer(text):
        number = text.count("\n", 0, formula.start()) + 1
        for letter in dict.fromkeys(letters_of(formula[1])):
            if letter not in said:
                said.add(letter)
                message = f"no sentence says what {letter} is in the formula"
                remedy = f"Say it there, as in “\\({letter}\\) is the number of tasks”."
                yield Finding(message, remedy, line=number)


def formulas(text: str) -> Iterator[str]:
    """All formulas of a page, those that stand by themselves and those within sentences."""
    for pattern in (_DISPLAYED, _INLINE):
        yield from pattern.findall(text)


def letters_of(formula: str) -> Iterator[str]:
    """The letters of a formula, Greek ones and those in a script of their own as LaTeX."""
    for match in _LETTER.finditer(_WORDS.sub(" ", formula)):
        if not match["other"]:
            yield match[0].replace(" ", "")


def named(formula: str) -> Iterator[str]:
    """The letters that a formula within a sentence begins with: one for each part of a list such
    as ``i, j``."""
    depth, begins = 0, 0
    for index, sign in enumerate([*formula, ","]):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            yield from [*letters_of(formula[begins:index])][:1]
            begins = index + 1
