"""README and CONTRIBUTING say what is so: commands, rules, files and examples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from tools.cli import COMMANDS
from tools.contract.command import rule_names
from tools.course.schema import Lexicon, Rubric

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# Sections that say how to make something new, each with the one after it.
NEW = {
    "A first contribution, word for word": "Add a page",
    "How to add a kind of exercise": "Stable surface",
}


def told(name: str) -> str:
    """A guide without the sections that make something new."""
    text = read(name)
    for begin, end in NEW.items():
        before, found, after = text.partition(f"\n## {begin}\n")
        text = f"{before}\n## {end}\n{after.partition(f'\n## {end}\n')[2]}" if found else text
    return text


def rows(section: str) -> list[str]:
    """The first cells, in code type, of the table in a section of CONTRIBUTING."""
    text = read("CONTRIBUTING.md").split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([\w-]+)` \|", text, flags=re.MULTILINE)


def test_every_rule_is_explained() -> None:
    assert sorted(rows("The contract")) == sorted(rule_names())


def test_commands_exist() -> None:
    named = rows("Commands")
    for guide in GUIDES:
        named += re.findall(r"make ([a-z-]+)(?=[`\s])", "\n".join(code_in(told(guide))))
    assert set(named) <= set(COMMANDS)


def code_in(text: str) -> list[str]:
    """Everything in code type: blocks and words."""
    return re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)


def test_readme_opens_with_the_two_commands() -> None:
    first = read("README.md").split("```")[1]
    assert [line.split()[:2] for line in first.splitlines()[1:]] == [
        ["make", "serve"],
        ["make", "test"],
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_named_paths_exist(guide: str) -> None:
    made = ("docs/assets/exercises", "docs/assets/runtime", "docs/assets/vendor")
    top = "docs|exercises|grader|metarl|tools|tests"
    for path in re.findall(rf"`((?:{top})/[\w./-]*)`", told(guide)):
        assert path.rstrip("/").startswith(made) or (ROOT / path).exists(), path
    for link in re.findall(r"\]\(([\w./-]+\.md)", told(guide)):
        assert link.startswith("concepts/") or (ROOT / link).exists(), link


def test_examples_are_the_real_files() -> None:
    blocks = re.findall(r"```(?:toml|python)\n(.*?)```", told("CONTRIBUTING.md"), flags=re.DOTALL)
    item, judged, shared, card, checks, stored, declared = blocks
    table = tomllib.loads(judged)
    msgspec.convert(table["judge"], Lexicon)
    msgspec.convert(table["item"]["judge"], Rubric)
    framing = tomllib.loads(
        (ROOT / "exercises/framing/multitask-or-meta/exercise.toml").read_text()
    )
    shown = tomllib.loads(item)["item"][0]
    real = next(one for one in framing["item"] if one["id"] == shown["id"])
    assert all(real[key] == shown[key] for key in shown if key != "examples")
    assert all(one in real["examples"] for one in shown["examples"])
    assert all(framing[key] == value for key, value in tomllib.loads(shared).items())
    cards = tomllib.loads((ROOT / "exercises/recall/foundations/exercise.toml").read_text())["card"]
    assert tomllib.loads(card)["card"][0]["question"] in [one["question"] for one in cards]
    folder = ROOT / "exercises/maml/inner-adapt"
    for part in checks.split("\n\n")[1:]:
        assert part.strip() in (folder / "grader.py").read_text("utf-8")
    assert stored.strip() == (folder / "submissions/fail/in_place.py").read_text("utf-8").strip()
    surgery = tomllib.loads((ROOT / "exercises/multitask/pcgrad/exercise.toml").read_text())
    assert tomllib.loads(declared)["equivalent"][0] in surgery["equivalent"]
