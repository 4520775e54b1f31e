"""Formulas as KaTeX reads them in the page: where they are in a text, and which it cannot read."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence

from tools.common.paths import ROOT
from tools.course.embeds import prose
from tools.setup import node

KATEX = ROOT / "node_modules" / "katex" / "dist" / "katex.js"
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
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
    lines = [""] * len(text.splitlines())
    for index, line in prose(text.splitlines()):
        lines[index] = _CODE.sub("", line)
    whole = "\n".join(lines)
    for match in _FORMULA.finditer(whole):
        yield whole.count("\n", 0, match.start()) + 1, match[1] or match[2]


def complaints(some: Sequence[str]) -> list[str]:
    """What KaTeX says of each formula, all in one call: nothing of one that it can read.

    Nothing of any where there is no Node, or set-up has not brought KaTeX.
    """
    program = node.of_system() or node.of_environment()
    if not some or not program or not KATEX.is_file():
        return [""] * len(some)
    command = [str(program.node), "-e", _SCRIPT, str(KATEX)]
    done = subprocess.run(
        command, input=json.dumps(list(some)), capture_output=True, text=True, check=True
    )
    said: list[str] = json.loads(done.stdout)
    return said
