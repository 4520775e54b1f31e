"""The judge tells how good it is on few sentences, and which one to label next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.judge import Judge
from grader.kinds.classify import judge_of
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.course.kinds import ClassifyFolder, Sentence
from tools.judge import command
from tools.judge.evaluate import figures, read
from tools.judge.figures import SENTENCES
from tools.judge.fit import Fit
from tools.judge.from_exercise import examples_of
from tools.judge.left_out import answers_left_out, few_labelled, outlook_of
from tools.judge.next_sentence import next_sentence

TOY = Path(__file__).parents[2] / "course"
FIRST = "framing/first-scenario"


@pytest.fixture
def parity() -> ClassifyFolder:
    return load_course(TOY).classify["arithmetic/parity"]


def by_words(folder: ClassifyFolder, extra: int) -> Judge:
    """The judge of an exercise without its axes, fitted on the examples of each scenario and as
    many other sentences."""
    items = tuple(replace(item, judge={}) for item in folder.exercise.items)
    judge = judge_of(replace(folder.exercise, lexicon={}, items=items))
    sentences = examples_of(folder)
    for item in items:
        sentences += [each for each in folder.sentences if each.item == item.id][:extra]
    model = Fit(judge, sentences).model()
    assert model is not None
    return Judge({}, judge.scenarios, model.data())


@pytest.mark.parametrize("extra", [0, 10])
def test_without_axes_a_judge_of_few_sentences_is_silent_rather_than_wrong(extra: int) -> None:
    sentences = [
        each for name in ("dev", "loose") for each in read(SENTENCES / f"{name}.jsonl", COURSE)
    ]

    def answered() -> Iterator[tuple[Sentence, str]]:
        for folder in COURSE.classify.values():
            judge = by_words(folder, extra)
            for each in sentences:
                if each.item in judge.scenarios:
                    yield each, judge.judge(each.item, each.text).verdict

    confusion = figures(list(answered()))["confusion"]
    mistaken = [
        confusion[label][said] for label in confusion for said in confusion if label != said
    ]
    assert sum(confusion[label]["unsure"] for label in confusion) < len(sentences) or not extra
    assert sum(mistaken) == 0


def test_without_axes_it_learns_from_rubric_and_examples_alone() -> None:
    folder = COURSE.classify[FIRST]

    assert folder.meta.judge is None
    assert few_labelled(folder) == ["first-1"]
    judge = by_words(folder, 0)
    (sound, *_) = examples_of(folder)
    assert judge.model is not None
    assert judge.judge("first-1", sound.text).verdict in ("sound", "unsure")


def test_each_sentence_is_judged_by_a_fit_without_it(parity: ClassifyFolder) -> None:
    said = answers_left_out(parity)
    of_pairs = [(each, answer) for each, answer in said if each.item == "pairs"]
    outlook = outlook_of(parity, ["pairs"])

    assert outlook is not None
    assert [each for each, _ in said] == examples_of(parity)
    unsure = sum(answer == "unsure" for _, answer in of_pairs)
    wrong = sum(answer not in ("unsure", each.label) for each, answer in of_pairs)
    assert (outlook.sentences, outlook.unsure, outlook.wrong) == (6, unsure, wrong)
    assert outlook_of(parity, ["nothing"]) is None


def test_of_unlabelled_sentences_the_one_most_like_the_others_comes_next(
    parity: ClassifyFolder,
) -> None:
    parity.unlabelled = [
        Sentence("pairs", text)
        for text in (
            "Wool keeps feet warm all winter.",
            "The drawer is green.",
            "The drawer holds matching things only.",
            "Somebody matched them.",
        )
    ]

    advice = "Label next, in justifications.jsonl: “The drawer holds matching things only.”"
    assert next_sentence(parity, "pairs") == advice


def test_otherwise_the_kind_of_sentence_that_it_knows_least() -> None:
    folder = load_course(ROOT).classify[FIRST]
    folder.exercise = replace(folder.exercise, version="0" * 64)
    folder.sentences = [
        Sentence("first-1", "It has to learn its way round the new building.", "sound"),
        Sentence("first-1", "A building has doors.", "vague"),
    ]

    advice = next_sentence(folder, "first-1")

    assert "add to justifications.jsonl a wrong one that denies “" in advice
    folder.sentences = [*folder.sentences, Sentence("first-1", "It had been there.", "wrong")]
    folder.exercise = replace(folder.exercise, version="1" * 64)
    assert "a sound one that names “a few practice trips”" in next_sentence(folder, "first-1")


def test_lines_without_a_label_are_kept_apart(tmp_path: Path) -> None:
    folder = tmp_path / "exercises" / "arithmetic" / "parity"
    folder.mkdir(parents=True)
    source = TOY / "exercises" / "arithmetic" / "parity" / "exercise.toml"
    (folder / "exercise.toml").write_text(source.read_text("utf-8"), "utf-8")
    lines = '{"item": "pairs", "text": "Nobody knows."}\n{"item": "pairs", "text": "Two by two.", '
    (folder / "justifications.jsonl").write_text(lines + '"label": "sound"}\n', "utf-8")

    loaded = load_course(tmp_path).classify["arithmetic/parity"]

    assert [each.text for each in loaded.unlabelled] == ["Nobody knows."]
    assert [each.text for each in loaded.sentences] == ["Two by two."]


def test_the_command_tells_of_an_exercise(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([FIRST]) == 0
    out = capsys.readouterr().out
    assert "first-1: of 10 unseen sentences, the judge is unsure of about" in out
    assert "Next, add to justifications.jsonl a" in out

    assert command.main(["framing/first-scenaro"]) == 2
    assert FIRST in capsys.readouterr().err
