"""The same course in pyodide-mkdocs-theme, the nearest other theme whose exercises run Python.

Code exercises become its editors, scenarios its multiple choice, and cards its foldable questions,
written as that theme's own beginning of a project shows. Nothing of the theme is in here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.course.embeds import code_blocks
from tools.course.folder import load_course
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, phrases
from tools.course.site_config import CONFIG, read_config
from tools.synth import plain_material

# What the theme's own command writes, from which the site's file goes on.
BASE = "base.yml"
KEPT = ("site_name", "site_url", "nav")
# besides the theme's own files, the empty pages where the contract looks for concepts
LEFT_OUT = "**/*_REM.md\n**/*.py\nconcepts/\n"
THEME = {"name": "pyodide-mkdocs-theme", "language": "en"}
# as the theme's beginning has it, with the name that a project has to have
PLUGIN = {
    "on_error_fail": True,
    "build": {"ides_id_hash_mode": "relative"},
    "project": {"id": "synthetic-course"},
}
INSTANT = "navigation.instant"  # which the theme forbids
# What comes after a call in the examples of prompts: what it gives, to so many digits.
GIVES = "  # "
TOLERANCE = 1e-3


def write(course: Path, folder: Path, base: str) -> None:
    """Make the sources of the theme's site.

    Args:
        course: a folder of exercises/, docs/ and mkdocs.yml.
        folder: where to; it is made.
        base: the configuration that the theme's own command writes.
    """
    plain_material.write_pages(course, folder, text_of)
    for code in load_course(course).code.values():
        path = (folder / "docs" / code.id).with_suffix(".py")
        path.write_text(program(code), "utf-8")
    (folder / BASE).write_text(base, "utf-8")
    config = read_config(course).keys
    features = [name for name in config["theme"]["features"] if name != INSTANT]
    own = {
        "INHERIT": BASE,
        **{name: config[name] for name in KEPT},
        "exclude_docs": LEFT_OUT,
        "plugins": ["search", {"pyodide_macros": PLUGIN}],
        "theme": {**THEME, "features": features},
    }
    (folder / CONFIG).write_text(yaml.safe_dump(own, sort_keys=False), "utf-8")


def program(code: CodeFolder) -> str:
    """The file of an editor: what learners begin with, the solution, and what is tested."""
    examples = [line for text, _ in code_blocks(code.prompt) for line in text.splitlines()]
    pairs = [line.split(GIVES) for line in examples if GIVES in line]
    tests = [f"assert np.allclose({call}, {gives}, atol={TOLERANCE})" for call, gives in pairs]
    sections = {
        "code": code.starter,
        "corr": code.solution,
        "tests": "\n".join(tests),
        "secrets": "\n".join(f'{test}, "see the example"' for test in tests),
    }
    return "\n".join(f"# --- PYODIDE:{name} --- #\n{text}\n" for name, text in sections.items())


def text_of(loaded: ExerciseFolder) -> Iterator[str]:
    """What the page says of an exercise."""
    yield from (f"### {loaded.meta.title}", "")
    if isinstance(loaded, CodeFolder):
        yield from (*loaded.prompt.splitlines(), "")
        yield f"{{{{ IDE({json.dumps(loaded.id.rpartition('/')[2])}) }}}}"
    elif isinstance(loaded, ClassifyFolder):
        labels = loaded.meta.labels
        questions = [
            [
                "".join(words for words, _ in phrases(item.text)),
                labels,
                [labels.index(item.accept.label) + 1],
            ]
            for item in loaded.meta.item
        ]
        yield f"{{{{ multi_qcm({', '.join(map(json.dumps, questions))}) }}}}"
    else:
        for card in loaded.meta.card:
            yield from (f"??? question {json.dumps(card.question)}", "")
            yield from (f"    {line}" for line in card.answer.splitlines())
            yield ""
    yield ""
