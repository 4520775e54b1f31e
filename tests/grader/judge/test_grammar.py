"""Negation, contrast, conditions, slips of the pen: what a sentence claims."""

from __future__ import annotations

import pytest

from grader.judge.claims import read
from grader.judge.lexicon import lexicon_of
from grader.judge.words import near, slips, stem, tokens

LEXICON = lexicon_of(
    {
        "axes": {
            "open": {
                "yes": ["open", "opens", "unlocked", "ajar", "keeps nobody out", "angle above 0.5"],
                "no": ["locked", "shut", "lets in nobody", "width is zero"],
            }
        },
        "things": {"door": ["door", "gate"]},
        "asides": {"other": ["window"]},
        "contexts": {"night": ["at night"]},
        "names": {"cat": ["cat"], "dog": ["dog"]},
        "denials": ["a whim"],
    }
)


def signs(text: str) -> list[int]:
    """Signs of the claims that are about the door and meant."""
    reading = read(LEXICON.stems_of(text, lambda one: False), LEXICON)
    return [claim.sign for claim in reading.claims if not claim.aside]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The door is open.", 1),
        ("The door isn't open.", -1),
        ("the door is hardly open", -1),
        ("The door is not locked.", 1),
        ("Nobody left the door open.", -1),
        ("There is no door that is not open.", 1),
        ("Neither door is open.", -1),
        ("The door, unlike a locked one, …", 1),
        ("rather than a locked door", 1),
        ("An open door is impossible.", -1),
        ("An open door isn't impossible.", 1),
        ("An open door is not allowed.", -1),
        ("If the door were open I would go in.", -1),
        ("Had the door been open, I would have gone in.", -1),
        ("I'd say the door is open.", 1),
        ("The door is anything but locked.", 1),
        ("No doubt the door is open.", 1),
        ("The dor is unlokced.", 1),
        ("A gate can't just be locked.", 1),
        ("There is nothing against an open door.", 1),
        ("It's never a door that wasn't open.", 1),
        ("An open door is a whim.", -1),
        ("The door keeps nobody out.", 1),
        ("The door lets in nobody.", -1),
        ("It isn't a door that lets in nobody.", 1),
        ("Without a doubt its width is zero.", -1),
        ("The door is at an angle above 0.5", 1),
        ("After 1,000 hard days at the bar the door is open.", 1),
        ("The door is barely open.", -1),
        ("The door is too heavy to be open.", -1),
        ("The door isn't too heavy to be open.", 1),
        ("The cat has too short a paw for an open door.", -1),
        ("It is open too for the cat.", 1),
        ("There is a rule against an open door.", -1),
        ("There is no rule against an open door.", 1),
        ("An open door won't do.", -1),
        ("The cat has no doubt that the door is open.", 1),
        ("I have no doubt, the door is open.", 1),
        ("The cat was left with no doubt of an open door.", -1),
        ("It is told nothing of an open door.", -1),
        ("A door unlocked nothing to speak of.", -1),
        ("With an open door nothing is lost.", 1),
        ("A door that nobody sees when it is open.", 1),
        ("Nobody sees a door when it is open.", 1),
        ("There is no time when the door is open.", -1),
        ("A closed window is nothing compared to an open door.", 1),
        ("It cannot be compared to an open door.", -1),
        ("It is not because of an open door.", -1),
        ("The cat came for the mouse, not because of an open door.", -1),
        ("The cat does not because the door is locked.", -1),
        ("The door opens on more than one evening.", 1),
        ("Not only is the door open.", 1),
        ("Its mean is an open door.", 1),
    ],
)
def test_negation_contrast_and_conditions_turn_a_claim(text: str, sign: int) -> None:
    assert signs(text) == [sign]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("It has one door.", 1),
        ("It has more than one door.", -1),
        ("It has no more than one door.", 1),
        ("It never has more than one door.", 1),
        ("It has not just one door.", -1),
        ("It was not only seen with one door.", -1),
        ("It can't just have one door.", -1),
        ("It has more than just a single door.", -1),
        ("Not only is there a single door, it is locked.", 1),
    ],
)
def test_more_than_one_is_not_one(text: str, sign: int) -> None:
    lexicon = lexicon_of({"axes": {"alone": {"yes": ["one door", "single door"]}}})

    claims = read(lexicon.stems_of(text, lambda one: False), lexicon).claims
    assert [claim.sign for claim in claims] == [sign]


def test_a_clause_without_a_verb_of_its_own_repeats_the_claim_before() -> None:
    assert signs("The window is open, the door is not.") == [-1]
    assert signs("It is the window that is open, not the door.") == [-1]


def test_a_clause_with_a_verb_of_its_own_repeats_nothing() -> None:
    assert signs("The door is open but the cat must wash it.") == [1]
    assert signs("The door is open and nothing else will come.") == [1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat was never here and the gate opens.", [1]),
        ("The cat doesn't see the door and finds the gate open.", [1]),
        ("It is not the gate and the dog locked it.", [-1]),
        ("The gate is not open and locked.", [-1, 1]),
        ("There is no cat, no gate and the list of them is open.", [1]),
        ("The gate is open and cats see none.", [1]),
        ("There is no cat here and 10 dogs found the gate open.", [1]),
        ("The cat is told nothing and finds the gate open.", [1]),
        ("The cat hears nothing of dogs and works out which gate is open.", [1]),
        ("The cat hears nothing of dogs and open gates.", [-1]),
    ],
)
def test_a_negation_ends_where_and_begins_another_clause(text: str, expected: list[int]) -> None:
    assert signs(text) == expected


def test_what_stands_before_a_noun_is_said_of_it() -> None:
    assert signs("It comes to the door with an open window.") == []
    assert signs("Whatever the window, an open door it is.") == [1]


def test_a_denial_ends_with_its_clause() -> None:
    assert signs("The door is not locked but it is not open.") == [1, -1]
    assert signs("a door never locked is open") == [1, 1]


def test_a_claim_knows_whom_it_is_about_and_where() -> None:
    text = "The cat finds the door open at night, whereas the dog finds it locked."
    claims = read(LEXICON.stems_of(text, lambda one: False), LEXICON).claims

    assert [(one.name, one.context, one.sign) for one in claims] == [
        ("cat", "night", 1),
        ("dog", "", -1),
    ]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("door", "door", 0),
        ("door", "drop", 2),
        ("door", "doro", 1),
        ("door", "do", 2),
        ("", "a", 1),
    ],
)
def test_slips_of_the_pen_are_counted(one: str, two: str, apart: int) -> None:
    assert slips(one, two) == apart


def test_short_words_are_never_mended() -> None:
    assert near("gote", {"gate"}) is None
    assert near("unlokced", {"unlocked", "locked"}) == "unlocked"


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("confidence", ["coincidence"]),
        ("inference", ["influence"]),
        ("charging", ["changing"]),
        ("chance", ["change"]),
        ("chances", ["changes"]),
        ("prediction", ["production"]),
        ("level", ["lever"]),
        ("explicit", ["exploit"]),
        ("stage", ["state"]),
        ("shape", ["share"]),
        ("fails", ["falls"]),
        ("inferred", ["informed"]),
    ],
)
def test_a_word_that_is_spelt_right_is_never_mended(word: str, spellings: list[str]) -> None:
    lexicon = lexicon_of({"things": {"any": spellings}})

    assert lexicon.stems_of(word, lambda one: False) == [stem(word)]
    assert stem(word) not in lexicon.stems


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("weihgts", "weights"),
        ("paramteers", "parameters"),
        ("traind", "train"),
        ("difefrent", "different"),
        ("cusotmer", "customer"),
    ],
)
def test_a_slip_of_the_pen_is_mended(word: str, meant: str) -> None:
    lexicon = lexicon_of({"things": {"any": [meant]}})

    assert lexicon.stems_of(word, lambda one: False) == [stem(meant)]


def test_forms_of_a_word_share_their_stem() -> None:
    assert {stem(one) for one in ("adapt", "adapts", "adapted", "adapting")} == {"adapt"}
    assert {stem(one) for one in ("see", "saw", "seen")} == {"see"}
    assert stem("categories") == stem("category")
    assert {stem(one) for one in ("shape", "shapes", "shaped", "shaping")} == {"shape"}
    assert stem("noted") == stem("note") != stem("not")


def test_signs_and_contractions_become_words() -> None:
    expected = "a not in b , ca not without 10"

    assert " ".join(tokens("A ∉ B, can't w/o ten")) == expected
