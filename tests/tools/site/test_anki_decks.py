"""The cards as a text for Anki. That Anki reads it so is in tests/engines/test_anki.py."""

from __future__ import annotations

import csv

from tools.course.site_config import SiteConfig
from tools.site.lists import anki_decks

CARDS = {
    "recall/two b": {
        "page": "concepts/two/",
        "question": '<p>Say\n\t"why"</p>',
        "answer": '<p class="x"><a title="t" href="../one/#a">There</a>, \\(x < 1\\).</p>',
    },
    "recall/one a": {"page": "", "question": '"So"?', "answer": "<abbr>Yes</abbr>"},
}


def rows(address: str) -> tuple[list[str], list[list[str]]]:
    """The lines of the head, and the cards."""
    config = SiteConfig(
        {"site_name": "A course", "extra": {"short_name": "ours"}, "site_url": address}
    )
    lines = anki_decks.deck_text(CARDS, config).splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.reader(lines[len(head) :], delimiter="\t"))


def test_each_card_is_a_line_with_its_own_name_and_links_into_the_site() -> None:
    head, cards = rows("https://example.org/course/")
    assert "#guid column:1" in head
    link = "https://example.org/course/concepts/one/#a"
    answer = f'<p class="x"><a title="t" href="{link}">There</a>, \\(x < 1\\).</p>'
    assert cards == [
        ["ours:recall/one/a", "A course::one", '"So"?', "<abbr>Yes</abbr>", "recall::one"],
        ["ours:recall/two/b", "A course::two", '<p>Say "why"</p>', answer, "recall::two"],
    ]


def test_there_are_no_links_into_ones_own_machine() -> None:
    for address in ("http://127.0.0.1:8000/", ""):
        _, cards = rows(address)
        assert cards[1][3] == '<p class="x">There, \\(x < 1\\).</p>'
