"""The nine scenarios and five questions that the first release must contain."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

EXERCISES = Path(__file__).parents[2] / "exercises"
FRAMING = "framing/multitask-or-meta"
METHOD = "method/maml-rl2-pearl"
ACCEPTED = {
    FRAMING: {
        "framing-1": "multi-task RL",
        "framing-2": "meta-RL",
        "framing-3": "multi-task RL",
        "framing-4": "meta-RL",
        "framing-5": "multi-task RL",
    },
    METHOD: {"method-1": "MAML", "method-2": "RL²", "method-3": "PEARL", "method-4": "MAML"},
}
CARDS = ["multi-task-or-meta", "transfer", "maml-adaptation", "rl2-adaptation", "foundation-models"]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((EXERCISES / name / "exercise.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_labels(name: str) -> None:
    items = read(name)["item"]
    assert {item["id"]: item["accept"]["label"] for item in items} == ACCEPTED[name]


@pytest.mark.parametrize("name", ACCEPTED)
def test_phrases_leave_something_to_decide(name: str) -> None:
    for item in read(name)["item"]:
        phrases = set(re.findall(r"\]\{([a-z0-9-]+)\}", item["text"]))
        deciding, misleading = set(item["accept"]["deciding"]), set(item["accept"]["misleading"])
        assert 3 <= len(phrases) <= 5, item["id"]
        assert deciding | misleading < phrases, item["id"]
        assert not deciding & misleading, item["id"]


def test_what_every_method_copes_with_decides_nothing() -> None:
    items = {item["id"]: item for item in read(METHOD)["item"]}
    assert {name: item["accept"]["deciding"] for name, item in items.items()} == {
        "method-1": ["gradients"],
        "method-2": ["frozen", "realtime"],
        "method-3": ["uncertainty", "revise"],
        "method-4": ["budget"],
    }
    page = " ".join((EXERCISES.parent / "docs" / "practice.md").read_text("utf-8").split())
    assert "such as a handful of trajectories, so neither decides anything here" in page
    assert "ten trial trajectories]{trials}" in items["method-1"]["text"]


def test_supervised_scenarios_say_so() -> None:
    items = {item["id"]: item for item in read(FRAMING)["item"]}
    for name in ("framing-3", "framing-4"):
        assert "without the RL" in items[name]["model"], name


@pytest.mark.parametrize("name", ACCEPTED)
def test_sentences_are_distinct(name: str) -> None:
    texts = [example["text"].lower() for item in read(name)["item"] for example in item["examples"]]
    assert len(set(texts)) == len(texts)


def test_five_questions() -> None:
    assert [card["id"] for card in read("recall/foundations")["card"]] == CARDS
