"""What every page owes its reader: enough text, the agreed sections, exact sources, live links."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONCEPTS = ("multi-task-rl", "meta-rl", "maml", "rl2", "pearl", "in-context-learning")
METHODS = sorted((ROOT / "metarl").rglob("*.py"))
KEY = r"\b[a-z]+-\d{4}-[a-z0-9-]*[a-z0-9]"
SECTIONS = (
    "The objective",
    "What is given at test time",
    "How it differs from its neighbours",
    "Common misconceptions",
    "Limits",
    "Practice",
    "Sources",
)
EMBEDDED = {
    "practice": ["framing/multitask-or-meta", "method/maml-rl2-pearl", "recall/foundations"],
    "concepts/maml": ["maml/inner-adapt"],
    "concepts/rl2": ["rl2/trial-loop"],
    "concepts/pearl": ["pearl/product-of-gaussians"],
    "concepts/multi-task-rl": ["multitask/pcgrad"],
}


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("slug", CONCEPTS)
def test_concept_page_is_complete(slug: str) -> None:
    text = read(f"concepts/{slug}.md")
    prose = re.sub(r"\\\[.*?\\\]", "", text.split("## Sources")[0], flags=re.DOTALL)
    prose = re.sub(r"^[|:].*$", "", prose, flags=re.MULTILINE)
    assert len(prose.split()) >= 400
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert [one for one in SECTIONS if one not in headings] == []
    assert any(one.startswith("Worked example") for one in headings)


@pytest.mark.parametrize("slug", CONCEPTS)
def test_sources_agree_with_the_bibliography(slug: str) -> None:
    works = tomllib.loads(read("sources.toml"))
    listed = read(f"concepts/{slug}.md").split("## Sources")[1].strip().splitlines()
    assert listed
    for line in listed:
        key = line.removeprefix("- [").split("]")[0]
        work = works[key]
        assert line == f"- [{key}]({work['url']}): *{work['title']}*, {work['venue']}"


def test_every_work_is_cited() -> None:
    texts = [path.read_text("utf-8") for path in DOCS.rglob("*.md")]
    texts += [path.read_text("utf-8") for path in (ROOT / "exercises").rglob("exercise.toml")]
    texts += [path.read_text("utf-8") for path in METHODS]
    texts += [path.read_text("utf-8") for path in (ROOT / "metarl").rglob("*.py")]
    unused = [key for key in tomllib.loads(read("sources.toml")) if key not in "\n".join(texts)]
    assert unused == []


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_reference_methods_name_works_of_the_bibliography(path: Path) -> None:
    works = tomllib.loads(read("sources.toml"))
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, documented)]
    for node in nodes:
        _, found, source = (ast.get_docstring(node) or "").partition("Source: ")
        source = source.partition("\n\n")[0]
        keys = re.findall(KEY, source)
        assert not found or source.startswith(("none", *works)), source
        assert [key for key in keys if key not in works] == []


def test_works_are_described_completely() -> None:
    for key, work in tomllib.loads(read("sources.toml")).items():
        assert set(work) == {"author", "title", "year", "venue", "url"}, key
        assert f"-{work['year']}-" in key


@pytest.mark.parametrize("page", EMBEDDED)
def test_page_embeds_its_exercises(page: str) -> None:
    embedded = re.findall(r"^::: exercise (\S+)$", read(f"{page}.md"), flags=re.MULTILINE)
    assert embedded == EMBEDDED[page]


def test_practice_page_leads_to_every_code_exercise() -> None:
    for page, ids in EMBEDDED.items():
        for one in ids if page != "practice" else []:
            path = ROOT / "exercises" / one / "exercise.toml"
            title = tomllib.loads(path.read_text("utf-8"))["title"]
            assert f"[{title}]({page}.md#{one.replace('/', '-')})" in read("practice.md")
