"""Rules of programs that look at all files at once: ruff, codespell and KaTeX."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.problem import Problem
from tools.common.registry import Registry
from tools.course.ids import exercise_of
from tools.site.formulas import complaints, formulas_of

SETTINGS = ROOT / "pyproject.toml"
CODE, TEXTS = (".py",), (".py", ".md", ".toml")
_MISSPELT = re.compile(r"^(.*?):(\d+): (.*) ==> (.*)$")

StyleRule = Callable[[Path, list[Path]], Iterator[Problem]]
STYLE_RULES = Registry[StyleRule]()


def style_problems(root: Path, places: Iterable[Path]) -> Iterator[Problem]:
    """What these programs say, where they are installed.

    Args:
        places: files, and folders whose files are meant.
    """
    files: list[Path] = []
    for place in places:
        files += place.rglob("*") if place.is_dir() else [place]
    files = sorted(path for path in files if path.suffix in TEXTS and path.is_file())
    for rule in STYLE_RULES.values():
        yield from rule(root, files)


@STYLE_RULES.add("code-style")
def code_style(root: Path, files: list[Path]) -> Iterator[Problem]:
    """Ruff has nothing to say of Python, with the settings of ``pyproject.toml``."""
    names = [str(path) for path in files if path.suffix in CODE]
    if not names or find_spec("ruff") is None:
        return
    # tabs are as good as spaces, as long as Python can read the file
    free = ["--extend-ignore", "W191,E101"]
    options = ["--output-format", "json", "--force-exclude", "--config", str(SETTINGS), *free, "--"]
    command = [sys.executable, "-m", "ruff", "check", *options, *names]
    process = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    for slip in json.loads(process.stdout or "[]"):
        if slip["code"] in (None, "invalid-syntax"):
            continue  # what cannot be read is told where it runs
        remedy = f"Correct it: {slip['code']} of ruff."
        if slip["fix"]:
            remedy = f"{slip['fix']['message']}: {slip['code']} of ruff, which can do that itself."
        line = slip["location"]["row"]
        yield _problem("code-style", root, Path(slip["filename"]), slip["message"], remedy, line)


@STYLE_RULES.add("spelling")
def spelling(root: Path, files: list[Path]) -> Iterator[Problem]:
    """Codespell knows no misspelt word in the texts."""
    if not files or find_spec("codespell_lib") is None:
        return
    import codespell_lib

    output = io.StringIO()
    with redirect_stdout(output):
        codespell_lib.main("--toml", str(SETTINGS), *map(str, files))
    for line in output.getvalue().splitlines():
        if match := _MISSPELT.match(line):
            file, number, word, right = match.groups()
            message = f"“{word}” looks misspelt"
            remedy = f"Write {right}, or add it to ignore-words-list in pyproject.toml."
            yield _problem("spelling", root, Path(file), message, remedy, int(number))


@STYLE_RULES.add("formulas")
def formulas_read(root: Path, files: list[Path]) -> Iterator[Problem]:
    """KaTeX can read every formula: of Markdown files, of cards, of figures' captions."""
    places = [(path, *place) for path in files for place in formulas_of(path)]
    replies = complaints([formula for _, _, formula in places])
    for (path, line, formula), words in zip(places, replies, strict=True):
        if words:
            message = f"the formula {' '.join(formula.split())} cannot be read"
            yield _problem("formulas", root, path, message, f"{words}.", line)


def _problem(rule: str, root: Path, file: Path, message: str, remedy: str, line: int) -> Problem:
    place = file.relative_to(root)
    return Problem(rule, exercise_of(place) or "", place.as_posix(), message, remedy, line)
