"""Every mistake in a table is found at once, each with its key and a remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tools.course.schema import KINDS, mistakes

EXERCISES = Path(__file__).parents[2] / "course" / "exercises" / "arithmetic"


def table(slug: str, **changes: Any) -> dict[str, Any]:
    data = tomllib.loads((EXERCISES / slug / "exercise.toml").read_text("utf-8"))
    return {key: value for key, value in {**data, **changes}.items() if value is not None}


def complained(data: dict[str, Any]) -> list[str]:
    return [message for message, _ in mistakes(data, KINDS[data["kind"]])]


@pytest.mark.parametrize("slug", ["double", "parity", "tables"])
def test_right_table_has_no_complaint(slug: str) -> None:
    data = table(slug)

    assert complained(data) == []
    assert msgspec.convert(data, KINDS[data["kind"]]).kind == data["kind"]


def test_all_mistakes_are_found_at_once_with_remedies() -> None:
    data = table("double", minuets=3, minutes=None, difficulty=9, status="done")

    remedies = dict(mistakes(data, KINDS["code"]))

    assert remedies["unknown key minuets"].startswith("Did you mean minutes")
    assert remedies["key minutes is missing"] == "Add minutes = … to the table."
    assert any(message.startswith("difficulty has a wrong value") for message in remedies)
    assert any(message.startswith("status has a wrong value") for message in remedies)
    assert len(remedies) == 4


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2),
        ("title", ""),
        ("title", 5),
        ("concepts", "doubling"),
        ("concepts", ["Doubling!"]),
        ("difficulty", 0),
        ("difficulty", 6),
        ("difficulty", 1.5),
        ("minutes", 0),
        ("seconds", 0),
        ("seconds", "2"),
        ("sources", [5]),
        ("status", "Draft"),
        ("defines", []),
        ("defines", "double(values)"),
    ],
)
def test_wrong_value_is_named_by_its_key(key: str, value: object) -> None:
    messages = complained(table("double", **{key: value}))

    assert messages
    assert all(message.replace("key ", "", 1).startswith(key) for message in messages), messages


def test_keys_of_another_kind_are_unknown() -> None:
    assert complained(table("tables", defines=["f(x)"])) == ["unknown key defines"]


def test_mistake_in_an_inner_table_is_named_by_its_place() -> None:
    data = table("parity")
    data["item"][1]["colour"] = "red"
    del data["item"][1]["model"]
    data["item"][0]["accept"]["decidnig"] = data["item"][0]["accept"].pop("deciding")
    data["item"][0]["examples"][2]["label"] = "so-so"

    messages = complained(data)

    assert messages[:2] == [
        "unknown key item[1].accept.decidnig",
        "key item[1].accept.deciding is missing",
    ]
    assert messages[2].startswith("item[1].examples[3].label has a wrong value")
    assert messages[3:] == ["unknown key item[2].colour", "key item[2].model is missing"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ([], "item has a wrong value"),
        ("x", "item has a wrong value"),
        (["x"], "item[1] is not a table"),
        ({"id": "a"}, "key item.text is missing"),
    ],
)
def test_inner_tables_of_a_wrong_shape_are_named(item: object, words: str) -> None:
    assert any(message.startswith(words) for message in complained(table("parity", item=item)))


def test_draw_may_be_left_out_or_set() -> None:
    assert complained(table("parity", draw=1)) == []
    assert complained(table("parity", draw=0))[0].startswith("draw has a wrong value")
