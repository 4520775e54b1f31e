"""The first mention of a term on a concept page says what the term means; nothing else changes."""

import re
from html import unescape
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.common.paths import ROOT
from tools.course.glossary import GlossaryTreeprocessor, explanation, explanations

GLOSSARY = """\
# Glossary

- **[Task](concepts/tasks.md#what)**{ #task }: one problem, such as a *bandit*.
- **Policy**{ #policy } \\(\\pi\\): the rule
  for actions.
- **Markov decision process (MDP)**{ #mdp }: states and actions.
- **[TD(0)](concepts/td.md)**{ #td-0 }:
  a step towards the next value.
- **Step**{ #step }: one action.
"""
EXTENSIONS = ["attr_list", "pymdownx.arithmatex", "pymdownx.superfences"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "glossary.md").write_text(GLOSSARY, "utf-8")
    return tmp_path


class Exercises(Preprocessor):
    """Puts away what stands for an exercise, as the site's own does."""

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.store
        return [stash("<rl-exercise>") if line.startswith(":::") else line for line in lines]


def html(text: str, course: Path, folder: str = "concepts") -> str:
    options = {"pymdownx.arithmatex": {"generic": True}}
    md = Markdown(extensions=EXTENSIONS, extension_configs=options)
    md.preprocessors.register(Exercises(md), "exercises", 28)
    page = course / "docs" / folder / "page.md"
    md.treeprocessors.register(GlossaryTreeprocessor(md, course, lambda: page), "terms", 7)
    return md.convert(text)


def marked(page: str) -> list[str]:
    return re.findall(r"<abbr[^>]*>(.*?)</abbr>", page)


def test_the_first_mention_says_what_the_term_means(course: Path) -> None:
    page = html("Two *tasks*, a task and\nits policies, as TD(0) has it.", course)
    assert marked(page) == ["tasks", "policies", "TD(0)"]
    assert 'title="Task: one problem, such as a bandit.">tasks</abbr>' in page
    assert "Policy: the rule for actions." in page
    assert re.sub("<[^>]*>", "", page) == "Two tasks, a task and\nits policies, as TD(0) has it."


def test_a_term_with_two_names_is_explained_once(course: Path) -> None:
    assert marked(html("An MDP is a Markov decision process.", course)) == ["MDP"]


def test_headings_links_code_formulas_and_other_words_stay(course: Path) -> None:
    text = (
        "# Task\n\n[task](a.md) `task` \\(task\\) multi-task tasking step\n\n```text\ntask\n```\n\n"
        "\\[\ntask\n\\]\n"
    )
    assert marked(html(text, course)) == []
    assert marked(html(f"{text}\n- task", course)) == ["task"]


def test_other_pages_and_sites_without_a_glossary_stay(course: Path) -> None:
    assert marked(html("A task.", course, "authoring")) == []
    (course / "docs" / "glossary.md").unlink()
    assert marked(html("A task.", course)) == []


def test_an_exercise_s_own_words_stay(course: Path) -> None:
    assert marked(html("A policy.\n\n::: exercise a/b\n\nA task.", course)) == ["policy"]


def test_every_term_of_the_glossary_is_read() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    names = re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)
    known = explanations(text)
    assert len(set(known.values())) == len(names) - 5  # those that have other senses too
    assert explanation(text, "policies") == known["policy"]
    assert all(unescape(says).endswith(".") and "*" not in says for says in known.values())
