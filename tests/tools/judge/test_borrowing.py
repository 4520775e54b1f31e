"""An exercise whose judge borrows the words and the sentences of another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.exercise import ClassifyExercise
from grader.judge import Judge
from grader.kinds.classify import judge_of
from tests.tools.contract.edits import replace
from tools.contract.command import check
from tools.course.folder import load_course, load_one
from tools.course.kinds import ClassifyFolder, Sentence, joined
from tools.judge.evaluate import answers, read
from tools.judge.fit import Fit
from tools.judge.from_exercise import (
    examples_of,
    fit_of,
    sentences_of,
    unfitted_judge,
    with_judge,
)
from tools.judge.left_out import answers_left_out, misjudged_examples
from tools.site import exercise_bundles

TOY = Path(__file__).parents[2] / "course"
LENDER, BORROWER = "arithmetic/parity", "arithmetic/gloves"
TABLES = """
[judge]
borrows = "arithmetic/parity"
denials = ["a myth"]

[judge.axes.paired]
yes = ["matched", "pair"]

[judge.axes.warm]
yes = ["warm"]
no = ["cold"]
"""
GLOVES = """
[[item]]
id = "gloves"
text = "[Each left glove]{left} has its [right one]{right} in a [blue]{blue} box."
accept = { label = "even", deciding = ["left", "right"] }
why = { odd = "No glove is left over." }
model = "The gloves come in pairs."
rubric = "Each glove is matched."
judge = { agrees = ["paired"] }
examples = [
    { text = "All gloves are matched.", label = "sound" },
    { text = "No glove is alone.", label = "sound" },
    { text = "It is even.", label = "vague" },
    { text = "The box is blue.", label = "vague" },
    { text = "One glove is left over.", label = "wrong" },
    { text = "One glove has no partner.", label = "wrong" },
]
"""
# of the lender, in numbers enough for its judge to dare to speak
LENT = {
    "sound": ["the socks are in pairs", "each sock has a partner", "no sock is left over"],
    "vague": ["it is even", "the socks are red", "there are many socks"],
    "wrong": ["one sock is left over", "a sock is alone", "the socks are not in pairs"],
}
FEW_WORDS = ("now", "here", "surely", "of course", "in the end", "as we see", "today", "again")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The toy course with an exercise that borrows from its scenarios."""
    shutil.copytree(TOY, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "exercises" / "arithmetic"
    text = (folder / "parity" / "exercise.toml").read_text("utf-8")
    (folder / "gloves").mkdir()
    head = text[: text.index("[[item]]")].replace('"published"', '"draft"')
    (folder / "gloves" / "exercise.toml").write_text(head + GLOVES + TABLES, "utf-8")
    lines = [
        f'{{"item": "pairs", "text": "{text.capitalize()} {more}.", "label": "{label}"}}'
        for label, texts in LENT.items()
        for text in texts
        for more in FEW_WORDS
    ]
    (folder / "parity" / "justifications.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def borrower(course: Path) -> ClassifyFolder:
    return load_course(course).classify[BORROWER]


def judge(exercise: ClassifyExercise) -> Judge:
    assert exercise.model
    return judge_of(exercise)


def test_tables_of_both_are_joined(course: Path) -> None:
    lexicon = borrower(course).exercise.lexicon

    assert lexicon["axes"]["paired"] == {
        "yes": ["pair", "in pairs", "partner", "couple", "has a partner", "matched"],
        "no": ["left over", "alone", "single", "waits"],
        "says": "each has a partner",
        "denies": "one is left over",
    }
    assert (lexicon["axes"]["warm"]["no"], lexicon["denials"]) == (["cold"], ["a myth"])
    assert "borrows" not in lexicon
    assert "warm" not in load_course(course).classify[LENDER].exercise.lexicon["axes"]
    assert joined({"says": "a"}, {"says": "b"}) == {"says": "b"}


def test_an_exercise_read_alone_borrows_as_well(course: Path) -> None:
    alone = load_one(course, BORROWER)

    assert list(alone.exercises) == [BORROWER]
    assert alone.classify[BORROWER].exercise == borrower(course).exercise
    assert sentences_of(alone.classify[BORROWER]) == examples_of(borrower(course))


def test_the_lenders_sentences_teach_the_borrowers_judge(course: Path) -> None:
    folder = borrower(course)
    by_both = judge(with_judge(folder))
    by_itself = Fit(unfitted_judge(folder.exercise), sentences_of(folder)).model()
    assert by_itself is not None

    said = "There is a partner for each, as you see here, and that is all."
    assert by_both.judge("gloves", said).verdict == "sound"
    alone = Judge(by_both.data, by_both.scenarios, by_itself.data())
    assert alone.judge("gloves", said).verdict == "unsure"


def test_borrowed_sentences_are_read_against_the_lenders_scenarios(course: Path) -> None:
    # there, one who is left over is right
    edit = replace("arithmetic/gloves/exercise.toml", 'agrees = ["paired"]', 'agrees = ["!paired"]')
    edit(course / "exercises")

    reads = judge(with_judge(borrower(course)))
    assert reads.judge("gloves", "One glove is left over here.").verdict != "wrong"
    assert reads.judge("gloves", "The gloves are in pairs here.").verdict != "sound"


def test_learners_get_neither_borrowed_sentences_nor_features_that_nothing_asks_for(
    course: Path,
) -> None:
    loaded = load_course(course)
    lender, folder = loaded.classify[LENDER], loaded.classify[BORROWER]
    fit = fit_of(folder, sentences_of(folder))
    model = fit.model()

    assert model is not None
    assert len(model.keys) < len(fit.keys)
    assert set(model.keys.tolist()) <= {
        key for key, is_own in zip(fit.keys, fit.is_own, strict=True) if is_own
    }
    exercise_bundles.write(course)
    text = (course / exercise_bundles.FOLDER / f"{BORROWER}.json").read_text("utf-8")
    assert lender.sentences
    assert not [each for each in lender.sentences if each.text in text]
    assert "pairs|" not in text


def test_what_is_borrowed_is_part_of_the_version_and_of_the_bundles_key(course: Path) -> None:
    file = course / "exercises" / LENDER / "justifications.jsonl"

    def marks() -> tuple[str, str]:
        return borrower(course).exercise.version, exercise_bundles.key_of(course, BORROWER, "")

    before = marks()
    file.write_text(file.read_text("utf-8").replace("surely", "certainly"), "utf-8")
    after = marks()
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert load_one(course, BORROWER).exercises[BORROWER].exercise.version == after[0]


@pytest.mark.parametrize("table", ["borrows = [", 'judge = "borrows"', "[judge]\nborrows = 3"])
def test_a_table_that_cannot_be_read_has_a_key_all_the_same(course: Path, table: str) -> None:
    (course / "exercises" / BORROWER / "exercise.toml").write_text(table, "utf-8")

    assert len(exercise_bundles.key_of(course, BORROWER, "")) == 64


def test_only_the_borrowers_own_sentences_are_left_out(course: Path) -> None:
    folder = borrower(course)
    said = answers_left_out(folder)

    assert [each for each, _ in said] == examples_of(folder)
    assert ("No glove is alone.", "sound") in [(each.text, answer) for each, answer in said]
    assert misjudged_examples(folder) == []
    assert check(course, [BORROWER]) == []


def test_a_sentence_is_measured_by_a_judge_that_borrows(course: Path) -> None:
    sentence = Sentence("gloves", "The gloves are in pairs here.", "sound")

    for cross_validate in (False, True):
        given = answers(load_course(course), [sentence], cross_validate)
        assert given == [(sentence, "sound")]


def test_examples_of_a_scenario_are_withheld_with_its_other_sentences(course: Path) -> None:
    # an example that misleads
    edit = replace(
        f"{BORROWER}/exercise.toml", 'blue.", label = "vague"', 'blue.", label = "sound"'
    )
    edit(course / "exercises")
    sentence = Sentence("gloves", "The box is blue here.", "vague")

    assert answers(load_course(course), [sentence], True) == [(sentence, "unsure")]
    assert answers(load_course(course), [sentence], False, withhold=True) == [(sentence, "vague")]


def test_a_file_may_name_scenarios_of_several_exercises(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    lines = [
        f'{{"item": "{item}", "text": "It is even.", "label": "vague"}}'
        for item in ("pairs", "gloves")
    ]
    file.write_text("\n".join(lines), "utf-8")
    loaded = load_course(course)

    given = answers(loaded, read(file, loaded), False)
    assert [each.item for each, _ in given] == ["pairs", "gloves"]


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("arithmetic/partiy", "unknown exercise 'arithmetic/partiy' to borrow from"),
        ("arithmetic/double", "arithmetic/double is of kind code and has no judge to borrow from"),
        (BORROWER, f"{BORROWER} itself borrows, from {BORROWER}"),
    ],
)
def test_what_cannot_be_borrowed_from_is_told(course: Path, id_: str, words: str) -> None:
    replace(f"{BORROWER}/exercise.toml", f'"{LENDER}"', f'"{id_}"')(course / "exercises")

    (problem,) = check(course, [BORROWER])
    assert (problem.rule, problem.message) == ("borrows", words)
    assert problem.line
    assert problem.remedy
    assert load_one(course, BORROWER).classify[BORROWER].lender is None


def test_who_borrows_lends_nothing(course: Path) -> None:
    path = course / "exercises" / LENDER / "exercise.toml"
    path.write_text(path.read_text("utf-8") + f'\n[judge]\nborrows = "{BORROWER}"\n', "utf-8")

    messages = {each.message for each in check(course, [LENDER, BORROWER])}
    assert messages == {
        f"{BORROWER} itself borrows, from {LENDER}",
        f"{LENDER} itself borrows, from {BORROWER}",
    }


def test_a_lender_that_cannot_be_read_is_told_as_such(course: Path) -> None:
    replace(f"{LENDER}/exercise.toml", "seconds = 2", "")(course / "exercises")

    (problem,) = check(course, [BORROWER])
    assert problem.message == f"{LENDER} cannot be read, so nothing is borrowed"


def test_an_axis_says_yes_to_something(course: Path) -> None:
    replace(f"{BORROWER}/exercise.toml", 'yes = ["warm"]\n', "")(course / "exercises")

    (problem,) = check(course, [BORROWER])
    assert problem.message == "the axis 'warm' has no expression for “yes”"
