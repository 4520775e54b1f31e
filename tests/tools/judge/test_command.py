"""How the judge of justifications is measured, and what is kept of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest

from tests.shares import share
from tests.whole_course import COURSE
from tools.course.kinds import Sentence
from tools.judge import command
from tools.judge import figures as judge_figures
from tools.judge.evaluate import answers, figures, plain, read
from tools.judge.from_exercise import with_judge
from tools.results import judge_table

DEV = judge_figures.SENTENCES / "dev.jsonl"


KEPT = json.loads(judge_table.FILE.read_text("utf-8"))["figures"]
TOPICS = judge_figures.by_topic(COURSE)
# Topics with less than 0.92, 0.75 and 0.02, as measured: strangers speak of them in more ways.
BEHIND = {
    "evaluation": {"accuracy": 0.8971, "coverage": 0.8718, "wrong_called_sound": 0.0385},
    "exploration": {"accuracy": 0.975, "coverage": 0.7407, "wrong_called_sound": 0.0},
}
TURNED_ROUND = 14  # right sentences at the head of loose.jsonl that were once called wrong or vague
MOST_BYTES = 130_000  # of an exercise with its judge


@pytest.mark.parametrize("name", judge_table.SETS)
@pytest.mark.parametrize("way", ["fitted", "held_out"])
def test_kept_figures_are_those_of_today(name: str, way: str) -> None:
    kept = KEPT[name][way]
    sentences = read(judge_figures.SENTENCES / f"{name}.jsonl", COURSE)

    assert figures(answers(COURSE, sentences, way == "held_out")) == kept


@pytest.mark.parametrize("name", judge_table.SETS)
def test_it_is_right_on_what_it_answers_and_seldom_silent(name: str) -> None:
    kept = json.loads(judge_table.FILE.read_text("utf-8"))["figures"][name]["fitted"]

    assert kept["accuracy"] >= 0.9
    assert kept["coverage"] >= 0.7
    assert kept["wrong_called_sound"] <= 0.03


@pytest.mark.parametrize("topic", share(TOPICS, 1))
def test_kept_figures_of_a_topic_are_those_of_today(topic: str) -> None:
    assert judge_figures.rates_of(COURSE, TOPICS[topic], "fitted") == KEPT[topic]["fitted"]
    for id_ in (id_ for id_ in COURSE.classify if id_.startswith(f"{topic}/")):
        data = with_judge(COURSE.classify[id_]).data()
        assert len(json.dumps(data, ensure_ascii=False)) <= MOST_BYTES, id_


def test_on_pools_it_is_right_and_of_unknown_scenarios_rather_silent() -> None:
    known, withheld = KEPT[judge_table.ALL]["fitted"], KEPT[judge_table.ALL]["withheld"]

    assert known["sentences"] == sum(map(len, TOPICS.values()))
    assert known["accuracy"] >= 0.92
    assert known["coverage"] >= 0.75
    assert known["wrong_called_sound"] <= 0.02
    assert withheld["accuracy"] >= 0.9


@pytest.mark.parametrize("topic", sorted(TOPICS.keys() - BEHIND.keys()))
def test_on_the_pools_of_a_topic_it_is_as_good(topic: str) -> None:
    known = KEPT[topic]["fitted"]

    assert known["accuracy"] >= 0.92
    assert known["coverage"] >= 0.75
    assert known["wrong_called_sound"] <= 0.02


@pytest.mark.parametrize("topic", BEHIND)
def test_where_it_falls_short_it_is_said_how_far(topic: str) -> None:
    known = KEPT[topic]["fitted"]

    assert {name: known[name] for name in BEHIND[topic]} == BEHIND[topic]


def test_no_sentence_in_loose_english_is_turned_round() -> None:
    confusion = json.loads(judge_table.FILE.read_text("utf-8"))["figures"]["loose"]["fitted"][
        "confusion"
    ]

    assert (confusion["sound"]["wrong"], confusion["wrong"]["sound"]) == (0, 0)


def test_what_earlier_judges_turned_round_is_called_what_it_is() -> None:
    first = read(judge_figures.SENTENCES / "loose.jsonl", COURSE)[:TURNED_ROUND]

    assert {one.text: one.label for one in first} == {
        one.text: answer for one, answer in answers(COURSE, first, cross_validate=False)
    }


def test_sentences_that_measure_the_judge_are_not_those_it_learns_from() -> None:
    sets = [read(judge_figures.SENTENCES / f"{name}.jsonl", COURSE) for name in judge_table.SETS]
    measuring = {plain(one) for each in [*sets, *TOPICS.values()] for one in each}
    classify = COURSE.classify.values()

    assert classify
    for loaded in classify:
        assert not measuring & {plain(one) for one in loaded.sentences}


def test_rates_count_what_was_answered() -> None:
    said: list[tuple[Literal["sound", "vague", "wrong"], str]] = [
        ("sound", "sound"),
        ("sound", "unsure"),
        ("wrong", "sound"),
        ("wrong", "wrong"),
    ]
    found = figures([(Sentence("x", "", label), answer) for label, answer in said])

    assert (found["sentences"], found["coverage"]) == (4, 0.75)
    assert found["accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    # by chance: 1/3 · 2/3 + 2/3 · 1/3
    assert found["kappa"] == pytest.approx((2 / 3 - 4 / 9) / (5 / 9), abs=1e-3)
    assert found["wrong_called_sound"] == 0.5
    assert found["confusion"]["sound"] == {"sound": 1, "vague": 0, "wrong": 0, "unsure": 1}


def test_files_named_like_an_exercise_measure_its_topic(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    line = '{"item": "first-1", "text": "It has to learn its way.", "label": "sound"}'
    (tmp_path / "first-scenario.jsonl").write_text(line, "utf-8")
    monkeypatch.setattr(judge_figures, "SENTENCES", tmp_path)

    (topic,) = judge_figures.by_topic(COURSE).items()
    assert topic == ("framing", read(tmp_path / "first-scenario.jsonl", COURSE))
    ways = {"fitted": figures([(topic[1][0], "sound")])}
    table = judge_table.markdown(
        json.dumps({"figures": {"framing": ways}, "date": "", "command": ""}).encode()
    )
    assert "| <span>1 unseen on the pools of scenarios in “framing”" in table


def test_rates_of_nothing_are_zero() -> None:
    found = figures([])

    assert (found["coverage"], found["accuracy"], found["kappa"]) == (0, 0, 0)


def test_the_command_prints_its_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    lines = DEV.read_text("utf-8").splitlines()[::30]
    file.write_text("\n".join(lines) + "\n\n", "utf-8")

    assert command.main([str(file), "--json", "--cross-validate"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"coverage", "accuracy", "kappa", "wrong_called_sound", "confusion"} <= set(found)
    assert found["sentences"] == len(lines)
    assert command.main([str(file)]) == 0
    out = capsys.readouterr().out
    assert "wrong called sound" in out
    assert "unsure" in out


def test_a_sentence_that_it_learned_from_is_left_out_of_the_fit() -> None:
    loaded = COURSE.classify["framing/multitask-or-meta"]
    flipped = [Sentence(one.item, one.text, "wrong") for one in loaded.sentences[:3]]

    assert [label for label, _ in answers(COURSE, flipped, False)] == flipped


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 1: "),
        ('{"item": "framing-1", "text": "x", "label": "right"}', "line 1: "),
        ('{"item": "framing-9", "text": "x", "label": "wrong"}', "no scenario 'framing-9'"),
        ("", "it holds no sentence"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    line: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text(line, "utf-8")

    assert command.main([str(file)]) == 2
    assert words in capsys.readouterr().err
    assert command.main([str(tmp_path / "none.jsonl")]) == 2


def test_the_table_says_how_it_was_measured() -> None:
    text = judge_table.markdown(judge_table.FILE.read_bytes())

    assert text.count("\n| ") == 2 + sum(map(len, KEPT.values()))  # head and rule
    assert judge_figures.COMMAND in text
