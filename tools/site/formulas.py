"""Formulas as KaTeX reads them in the page: where they are in a text, and which it cannot read."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.common.paths import ROOT
from tools.course.embeds import without_code
from tools.course.origins import hide_origins
from tools.course.text import TomlError, parse_toml, read_text
from tools.course.toml_lines import line_of
from tools.figures.figure import captions
from tools.setup import node

KATEX = ROOT / "node_modules" / "katex" / "dist" / "katex.js"
FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_SCRIPT = """
const katex = require(process.argv[1]);
const said = JSON.parse(require("fs").readFileSync(0, "utf8")).map((formula) => {
  try { katex.renderToString(formula, { displayMode: true, strict: "ignore" }); return ""; }
  catch (error) { return error.message; }
});
console.log(JSON.stringify(said));
"""


def formulas(text: str) -> Iterator[tuple[int, str]]:
    """Every ``(line, formula)`` of a Markdown text, code left out."""
    prose = "\n".join(without_code(hide_origins(text, keep_lines=True).splitlines()))
    for match in FORMULA.finditer(prose):
        yield prose.count("\n", 0, match.start()) + 1, match[1] or match[2]


def formulas_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every ``(line, formula)`` of a file: of a page or prompt, an exercise.toml, a figure."""
    text = read_text(path)
    if path.suffix == ".md":
        yield from formulas(text)
        return
    for first, part in captions(text) if path.suffix == ".py" else _of_table(text):
        lines = text.splitlines()
        for _, formula in formulas(part):
            begins = formula.strip().splitlines()[0]
            numbers = (n for n in range(first, len(lines) + 1) if begins in lines[n - 1])
            yield next(numbers, first), formula


def _of_table(text: str) -> Iterator[tuple[int, str]]:
    """The title of an exercise, and the questions and answers of its cards; each with its line."""
    try:
        data = parse_toml(hide_origins(text))
    except TomlError:
        return  # told where it is read
    cards = data.get("card")
    for number, card in enumerate(cards if isinstance(cards, list) else (), 1):
        for key in ("question", "answer"):
            if isinstance(card, dict) and isinstance(card.get(key), str):
                yield line_of(text, f"card[{number}].{key}") or 1, card[key]
    if isinstance(data.get("title"), str):
        yield line_of(text, "title") or 1, data["title"]


def complaints(texts: Sequence[str]) -> list[str]:
    """What KaTeX says of each formula, all in one call: nothing of one that it can read.

    Nothing of any where there is no Node, or set-up has not brought KaTeX.
    """
    program = node.of_system() or node.of_environment()
    if not texts or not program or not KATEX.is_file():
        return [""] * len(texts)
    command = [str(program.node), "-e", _SCRIPT, str(KATEX)]
    process = subprocess.run(
        command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True
    )
    replies: list[str] = json.loads(process.stdout)
    return replies
