"""On paper, what one works on and what one reads at a glance lie on one page."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.browser.conftest import OpenPage
from tests.browser.watching import hold_python

WHOLE = "rl-exercise .wb-starter code, .md-content__inner > .highlight code"


def packed(text: str) -> str:
    """A text without its spaces, which a PDF has elsewhere."""
    return "".join(text.split())


def test_programs_and_loops_are_not_torn(open_page: OpenPage) -> None:
    page = open_page("concepts/pearl/", before=hold_python)
    blocks = page.locator(WHOLE).all_text_contents()
    assert len(blocks) > 4
    sheets = [packed(sheet.extract_text()) for sheet in PdfReader(BytesIO(page.pdf())).pages]
    for block in blocks:
        # a line's beginning, for the rest may be broken; arrows and Greek have glyphs of their own
        lines = {packed(line)[:20] for line in block.splitlines() if line.isascii()}
        assert any(all(line in sheet for line in lines) for sheet in sheets), block


def test_no_last_line_of_a_paragraph_stands_alone(open_page: OpenPage) -> None:
    page = open_page("disagreements/", before=hold_python)
    paragraphs = [packed(text) for text in page.locator("article p").all_text_contents()]
    sheets = PdfReader(BytesIO(page.pdf())).pages
    first = [packed(sheet.extract_text().splitlines()[0]) for sheet in sheets[1:]]
    assert first
    for line in first:
        assert not any(text.endswith(line) and text != line for text in paragraphs), line


def test_a_page_may_end_between_paragraphs(open_page: OpenPage) -> None:
    """Else one with a bold word drags the lines before it onto the page of the figure after it."""
    page = open_page("concepts/in-context-data/", before=hold_python)
    page.emulate_media(media="print")
    held = page.locator("p:not([class]) + p").evaluate_all(
        "all => all.map((p) => p.previousElementSibling)"
        ".filter((p) => getComputedStyle(p).breakAfter === 'avoid').map((p) => p.textContent)"
    )
    assert held == []
