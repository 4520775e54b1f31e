"""``anki``: the cards of the built site as a package for Anki, which brings its own type of note.

The text of the site (``anki_decks``) needs a type called Basic, whose name is another in Anki's
other languages. A package is no part of the site: each is another file, even with the same cards.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.process import SetupError, step
from tools.course.site_config import read_config
from tools.setup import environment
from tools.site.lists import anki_decks, review_cards

LIBRARY = "genanki"
QUESTION, ANSWER = "{{Question}}", '{{FrontSide}}<hr id="answer">{{Answer}}'


def main(arguments: list[str]) -> int:
    """Write the package.

    Raises:
        SetupError: if there is no built site, or the library cannot be installed.
    """
    del arguments  # there are none
    source = ROOT / "site" / review_cards.FILE
    if not source.is_file():
        raise SetupError("there is no built site, from which the cards come: run make build")
    ensure()
    config = read_config(ROOT)
    notes = anki_decks.notes_of(json.loads(source.read_text("utf-8")), config)
    target = ROOT / "dist" / f"{config.short_name}.apkg"
    target.parent.mkdir(exist_ok=True)
    write(target, config.short_name, notes)
    print(f"{target.relative_to(ROOT)}: {len(notes)} cards; import it in Anki")
    return 0


def ensure() -> None:
    """Install what makes packages, unless it is there."""
    if importlib.util.find_spec(LIBRARY) is None:
        with step("what makes packages for Anki"):
            environment.install(LIBRARY)


def write(target: Path, name: str, notes: Iterable[anki_decks.Note]) -> None:
    """Write notes into a package.

    Args:
        target: the package.
        name: of the site, which gives the type of note its own.
    """
    import genanki  # there only once somebody has wanted a package

    template = {"name": "Card", "qfmt": QUESTION, "afmt": ANSWER}
    fields = [{"name": "Question"}, {"name": "Answer"}]
    model = genanki.Model(_number(f"{name} notes"), name, fields=fields, templates=[template])
    decks: dict[str, genanki.Deck] = {}
    for note in notes:
        deck = decks.setdefault(note.deck, genanki.Deck(_number(note.deck), note.deck))
        sides = [note.question, note.answer]
        deck.add_note(genanki.Note(model=model, fields=sides, guid=note.guid, tags=[note.tag]))
    genanki.Package(list(decks.values())).write_to_file(target)


def _number(name: str) -> int:
    """By which Anki knows a deck or a type of note: the same for the same name."""
    return 2**30 + int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) % 2**30
