"""The cards for Anki, a program for reviews: a text that says itself how it is to be read.

A note's identity is the name of its card, so whoever imports the text again gets no second one,
and keeps the schedule of the first.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from tools.common.files import write_whole
from tools.course.site_config import SiteConfig

FILE = "assets/decks/anki.txt"
HEAD = (
    *("separator:tab", "html:true", "notetype:Basic"),
    *("guid column:1", "deck column:2", "tags column:5"),
)
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')
LINKED = re.compile(r"</?a\b[^>]*>")
Cards = Mapping[str, Mapping[str, str]]
SIDES = ("question", "answer")
PRIVATE = {"", "127.0.0.1", "localhost"}


class Note(NamedTuple):
    """A card as Anki keeps it; the sides are HTML."""

    guid: str
    deck: str
    question: str
    answer: str
    tag: str


def write(folder: Path, cards: Cards, config: SiteConfig) -> None:
    """Write the text into a built site; the arguments are those of ``deck_text``."""
    write_whole(folder / FILE, deck_text(cards, config).encode("utf-8"))


def deck_text(cards: Cards, config: SiteConfig) -> str:
    """All cards as a text that Anki imports.

    Args:
        cards: of each card, named ``EXERCISE CARD``, its ``page``, ``question`` and ``answer``.
        config: of the site, which names the decks and says where the site is; an address of this
            machine is of no use to anybody's Anki, so there are no links then.
    """
    text = io.StringIO()
    text.writelines(f"#{line}\n" for line in HEAD)
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    rows.writerows(notes_of(cards, config))
    return text.getvalue()


def notes_of(cards: Cards, config: SiteConfig) -> list[Note]:
    """The cards as notes, in the order of their names; the arguments are as above."""
    address = str(config.keys.get("site_url") or "")
    site = str(config.keys.get("site_name", config.short_name))
    notes = []
    for name, card in sorted(cards.items()):
        exercise, _, part = name.partition(" ")
        question, answer = (_side(card[side], card["page"], address) for side in SIDES)
        guid, deck = f"{config.short_name}:{exercise}/{part}", f"{site}::{exercise.split('/')[-1]}"
        notes.append(Note(guid, deck, question, answer, exercise.replace("/", "::")))
    return notes


def _side(html: str, page: str, address: str) -> str:
    """One side of a card, in one line, with links that lead somewhere from outside the site."""
    line = " ".join(html.split())
    if (urlsplit(address).hostname or "") in PRIVATE:
        return LINKED.sub("", line)
    return LINK.sub(lambda link: f"{link[1]}{urljoin(address + page, link[2])}{link[3]}", line)
