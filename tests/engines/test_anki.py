"""The cards in the program that they are for: a second import adds none and moves none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.site_config import read_config
from tools.site.lists import anki_decks, anki_package, review_cards

CONFIG = read_config(ROOT)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A learner's, with nothing in it."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Collection, text: Path) -> tuple[int, int]:
    """How many notes an import adds, and how many it changes."""
    metadata = collection.get_csv_metadata(path=str(text), delimiter=None)
    log = collection.import_csv(ImportCsvRequest(path=str(text), metadata=metadata)).log
    return len(log.new), len(log.updated)


def test_a_second_import_adds_nothing_and_keeps_the_schedule(
    site: Path, tmp_path: Path, collection: Collection
) -> None:
    first = site / anki_decks.FILE
    count = sum(len(exercise.meta.card) for exercise in COURSE.recall.values())
    assert imported(collection, first) == (count, 0)
    name = str(CONFIG.keys["site_name"])
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {f"{name}::{id_.split('/')[-1]}" for id_ in COURSE.recall} <= decks

    [learnt] = collection.find_cards("", order="c.ord, n.id")[:1]
    collection.sched.set_due_date([learnt], "12")
    before = collection.get_card(learnt)
    question = before.note().fields[0]
    text = first.read_text("utf-8")
    assert question in text
    later = tmp_path / "later.txt"
    later.write_text(text.replace(question, f"{question} Say it in your own words.", 1), "utf-8")
    added, changed = imported(collection, later)
    assert added == 0
    assert changed >= 1
    after = collection.get_card(learnt)
    assert after.note().fields[0].endswith("in your own words.")
    assert (after.ivl, after.due, after.type) == (before.ivl, before.due, before.type)
    assert before.ivl == 12
    assert collection.note_count() == count


def unpacked(collection: Collection, package: Path) -> tuple[int, int]:
    """How many notes a package adds, and how many it changes."""
    options = ImportAnkiPackageOptions()
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated)


def test_a_later_package_adds_nothing_and_keeps_the_schedule(
    site: Path, tmp_path: Path, collection: Collection
) -> None:
    notes = anki_decks.notes_of(json.loads((site / review_cards.FILE).read_text("utf-8")), CONFIG)
    anki_package.write(tmp_path / "first.apkg", CONFIG.short_name, notes)
    assert unpacked(collection, tmp_path / "first.apkg") == (len(notes), 0)
    [learnt] = collection.find_cards("", order="n.id")[:1]
    collection.sched.set_due_date([learnt], "12")
    before = collection.get_card(learnt)
    time.sleep(1.1)  # Anki takes over what is later by a second
    reworded = [note._replace(question=f"{note.question} Say it.") for note in notes]
    anki_package.write(tmp_path / "later.apkg", CONFIG.short_name, reworded)
    assert unpacked(collection, tmp_path / "later.apkg") == (0, len(notes))
    after = collection.get_card(learnt)
    assert after.note().fields[0].endswith("Say it.")
    assert (after.ivl, after.due, after.type) == (before.ivl, before.due, before.type)
    assert before.ivl == 12


def test_formulas_are_marked_as_anki_reads_them(site: Path, collection: Collection) -> None:
    imported(collection, site / anki_decks.FILE)
    shown = [
        collection.get_card(card).render_output().answer_text for card in collection.find_cards("")
    ]
    assert any("\\(" in text for text in shown)
    assert not [text for text in shown if "$" in text]
