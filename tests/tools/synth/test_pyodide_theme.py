"""The same course in another theme's syntax: nothing is left out, and tests accept solutions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tools.course.folder import load_course
from tools.synth import command, pyodide_theme

SIZE = 8
CHOICES = '["keeps", "forgets"], [1]]'


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    command.write(folder, SIZE)
    return folder


@pytest.fixture(scope="module")
def theirs(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("theirs")
    pyodide_theme.write(course, folder, "markdown_extensions: [admonition]\n")
    return folder


def test_every_exercise_stands_where_it_stood(course: Path, theirs: Path) -> None:
    loaded = load_course(course)
    pages = sorted((theirs / "docs" / "topic-000").glob("*.md"))
    text = "".join(page.read_text("utf-8") for page in pages)
    assert len(loaded.exercises) == SIZE
    assert len(loaded.code) == text.count('{{ IDE("code-')
    for code in loaded.code.values():
        assert code.prompt.strip() in text
    assert text.count("{{ multi_qcm(") == 2
    assert text.count(CHOICES) == 2 * 5
    assert text.count("??? question ") == 5
    assert ":::" not in text


def test_an_editor_begins_with_the_starter_and_its_tests_accept_the_solution(
    course: Path, theirs: Path
) -> None:
    codes = load_course(course).code.values()
    for code in codes:
        text = (theirs / "docs" / f"{code.id}.py").read_text("utf-8")
        sections = {
            part.partition(" --- #\n")[0]: part.partition(" --- #\n")[2]
            for part in text.split("# --- PYODIDE:")[1:]
        }
        assert sections["code"].strip() == code.starter.strip()
        assert "assert" in sections["secrets"]
        exec(sections["corr"] + sections["tests"] + sections["secrets"], {})
        with pytest.raises((AssertionError, TypeError)):
            exec(sections["code"] + sections["tests"], {})


def test_the_configuration_goes_on_from_the_themes_own(theirs: Path) -> None:
    config = yaml.safe_load((theirs / "mkdocs.yml").read_text("utf-8"))
    assert (theirs / config["INHERIT"]).read_text("utf-8").startswith("markdown_extensions")
    assert config["theme"]["name"] == "pyodide-mkdocs-theme"
    assert "navigation.prune" in config["theme"]["features"]
    assert "navigation.instant" not in config["theme"]["features"]
    assert [*config["nav"][1]] == ["topic-000"]
