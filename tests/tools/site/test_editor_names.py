"""What the page's editor knows of Python and NumPy; it takes no valid text for a mistake."""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.setup import node, npm

EDITOR = ROOT / "docs" / "assets" / "js" / "exercise" / "editor"
NAMES = json.loads((EDITOR / "names.json").read_text("utf-8"))
PLACES = {
    "np": np,
    "np.linalg": np.linalg,
    "np.random": np.random,
    "rng": np.random.default_rng(0),
}
# What one version of Python has, and another not yet or no longer.
CHANGING = {"PythonFinalizationError", "_IncompleteInputError", "copyright", "credits"}
READ = """
import { readFileSync } from "node:fs";
import { parser } from "%(lezer)s";
import { mistakesIn } from "%(module)s";
const texts = JSON.parse(readFileSync(0, "utf8"));
const line = (text, at) => text.slice(0, at).split("\\n").length;
const told = (text) => mistakesIn(parser, text, []).map(
  ({ from, to, message }) => [line(text, from), text.slice(from, to), message],
);
console.log(JSON.stringify(texts.map(told)));
"""
UNKNOWN = "Nothing here is called "
STANDARD = Path(ast.__file__).parent

Mistake = tuple[int, str, str]
Read = Callable[[Sequence[str]], list[list[Mistake]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """``read(texts)``: line, marked text and words of each mistake, as the editor finds them."""
    folder = tmp_path_factory.mktemp("editor")
    module, script = folder / "mistakes.mjs", folder / "read.mjs"
    npm.esbuild(EDITOR / "mistakes.js", "--bundle", "--format=esm", f"--outfile={module}")
    lezer = npm.MODULES / "@lezer" / "python" / "dist" / "index.js"
    script.write_text(READ % {"lezer": lezer, "module": module}, "utf-8")

    def answer(texts: Sequence[str]) -> list[list[Mistake]]:
        done = subprocess.run(
            [node.ensure().node, script],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        found: list[list[Mistake]] = json.loads(done.stdout)
        return found

    return answer


def test_names_of_numpy_exist_and_take_these_arguments() -> None:
    for place, owner in PLACES.items():
        for name, arguments in NAMES[place].items():
            assert hasattr(owner, name), f"{place}.{name}"
            if arguments:
                known = inspect.signature(getattr(owner, name)).parameters
                named = arguments.strip("()").split(", ")
                assert [one for one in named if one not in known] == [], f"{place}.{name}"


def test_what_our_own_code_uses_most_is_offered() -> None:
    used: dict[str, int] = {}
    for file in (ROOT / "metarl").rglob("*.py"):
        for found in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(found, ast.Attribute) and ast.unparse(found.value) == "np":
                used[found.attr] = used.get(found.attr, 0) + 1
    common = {name for name, count in used.items() if count > 5}
    assert len(common) > 20
    assert common - set(NAMES["np"]) == set()


def test_builtins_are_those_of_python() -> None:
    assert set(NAMES["builtins"]) ^ set(dir(builtins)) <= CHANGING


def valid(text: str) -> bool:
    try:
        compile(text, "text", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def names_by_ruff(folder: Path, texts: Sequence[str]) -> list[set[tuple[int, str]]]:
    """Line and name of what ruff takes for undefined in each text."""
    files = [folder / f"text_{number}.py" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8", newline="")
    command = ["check", "--isolated", "--select=F821", "--output-format=json", "--ignore-noqa"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--target-version=py314", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    by_file: dict[Path, set[tuple[int, str]]] = {file: set() for file in files}
    for one in found:
        if one["code"] == "F821":
            name = one["message"].split("`")[1]
            by_file[Path(one["filename"])].add((one["location"]["row"], name))
    return list(by_file.values())


def unknown_names(mistakes: list[Mistake]) -> set[tuple[int, str]]:
    return {(line, name) for line, name, words in mistakes if words.startswith(UNKNOWN)}


def test_no_submission_of_the_course_gets_a_remark_that_python_would_not_make(
    read: Read, tmp_path: Path
) -> None:
    texts = [
        text
        for loaded in COURSE.code.values()
        for text in (loaded.solution, loaded.starter, *(stored.text for stored in loaded.stored))
    ]
    assert len(texts) > 1000
    ruff = names_by_ruff(tmp_path, texts)
    for text, mistakes, by_ruff in zip(texts, read(texts), ruff, strict=True):
        if valid(text):
            assert len(unknown_names(mistakes)) == len(mistakes), (mistakes, text)
            assert unknown_names(mistakes) <= by_ruff, (mistakes, text)
        else:
            assert mistakes, text


def test_no_module_of_pythons_own_library_does_either(read: Read, tmp_path: Path) -> None:
    paths = sorted(path for path in STANDARD.rglob("*.py") if "site-packages" not in path.parts)
    texts = []
    for path in random.Random(7).sample(paths, 150):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if len(text) < 40_000 and valid(text):
            texts.append(text)
    ruff = names_by_ruff(tmp_path, texts)
    for text, mistakes, by_ruff in zip(texts, read(texts), ruff, strict=True):
        assert unknown_names(mistakes) <= by_ruff, text[:80]
        assert len(unknown_names(mistakes)) == len(mistakes), (mistakes, text[:80])


# Each binds its names in a way of its own.
VALID = (
    "x: int = 1.\ny = 2.e-3 * x + 3.j\nprint(y, 1./x)\n",
    "def f(a, /, b=1, *c, d, **e):\n    yield\n    x = yield\n    return a, b, c, d, e, x\n",
    "def f[T](a: T) -> T:\n    b: T = a\n    return b\n",
    "class A[T]:\n    n = 3\n    m = [n for _ in range(n)]\n    def f(self): return __class__",
    "def f():\n    global g\n    g = 1\n\n\nf()\nprint(g)\n",
    "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    return g(), n\n",
    "if any((hit := n) > 2 for n in range(4)):\n    print(hit)\n",
    "print(*(x * y for x in range(3) for y in range(x) if y), sep='')\n",
    "print({k: v for k, v in {}.items()}, {s for s in ''}, [(a, b) for a, (b, *c) in [] if c])\n",
    "import os.path as p, sys\nfrom math import (pi as q, e)\nprint(p, sys, q, e)\n",
    "import os.path\nos.path.join('')\n",
    "from math import *\nprint(cos(pi))\n",
    "try:\n    1 / 0\nexcept (ZeroDivisionError, ValueError) as error:\n    print(error)\n",
    "try:\n    pass\nexcept* ValueError as group:\n    print(group)\n",
    "with open('a') as (a, b), open('c') as c:\n    print(a, b, c)\n",
    "with (open('a') as a, open('b') as b):\n    print(a, b)\n",
    "f = lambda x, *y, z=1, **w: (x, y, z, w)\n",
    "f = lambda x, /, y: x + y\n",
    "def f(p):\n    match p:\n        case [x, *rest]: return x, rest\n"
    "        case {'k': v, **more}: return v, more\n"
    "        case int(n) | float(n): return n\n        case str() as s: return s\n"
    "        case complex(real=r): return r\n        case _: return p\n",
    "a, (b, *c) = 1, (2, 3)\n[d, e] = a, b\nprint(a, b, c, d, e)\n",
    "a = b = 1\na += b\nx = {}\nx[a] = b\ndel a\n",
    "class A:\n    pass\n\n\nA.n = 1\nprint(f'{A.n!r:>{A.n}} {A!s}', rf'{A}', f'''{\n    A}''')\n",
    "async def f():\n    async with g() as h:\n        return [i async for i in h if await i]\n\n\n"
    "def g(): ...\n",
    "def f(): return later\n\n\nlater = 1\n",
    "for i, (j, k) in []:\n    pass\nelse:\n    print(i, j, k)\nwhile (m := 1): print(m)\n",
    "print([a for a, *b in [] if b])\n",
    "print('one' \"two\" f'''three''')\n#\n",
    "@(lambda f: f)\ndef g(): ...\n",
    "import numpy as np\n\n\n@np.vectorize\ndef f(x): return x[..., None, 1:2] if x else -x @ x\n",
    "type P = list[int]\nprint(P, __name__, __file__)\n",
    "exec('n = 1')\nprint(n)\n",
    "try:\n    n\nexcept NameError:\n    n = 1\n",
    "x = 1 if True else \\\n    2\nprint(not x, x is not None, x not in [], x // 2 ** -1, ~x)\n",
    "größe = 1\nprint(größe)\n# a remark: (\n'''text (\n'''\n",
    "",
    "\n\n    # nothing but a remark\n",
)


def test_valid_texts_get_no_remark(read: Read) -> None:
    assert [text for text in VALID if not valid(text)] == []
    found = dict(zip(VALID, read(VALID), strict=True))
    assert {text: mistakes for text, mistakes in found.items() if mistakes} == {}


MISTAKES = {
    "def f(theta):\n    return tehta\n": (2, "tehta", "Nothing here is called tehta"),
    "def f():\n    x = 1\n\n\nprint(x)\n": (5, "x", "called x"),
    "class A:\n    n = 1\n    def f(self):\n        return n\n": (4, "n", "called n"),
    "print([i for i in []], i)\n": (1, "i", "called i"),
    "x = np.zeros(3)\n": (1, "np", "import numpy as np"),
    "print(f'{alfa_rate:.2f}')\n": (1, "alfa_rate", "called alfa_rate"),
    "import os.path as p\nos.getcwd()\n": (2, "os", "called os"),
    "f(key=value)\n\n\ndef f(key): ...\n": (1, "value", "called value"),
    "x = (1 + 2\ny = 3\n": (1, "(", "The bracket ( is never closed"),
    "x = [1, 2)\n": (1, ")", "cannot close the [ of line 1"),
    "x = 1)\n": (1, ")", "never opened"),
    "x = 'abc\ny = 1\n": (1, "'", "no quotation mark at its end"),
    'x = """abc\ny = 1\n': (1, '"', "no quotation mark at its end"),
    "def f(x)\n    return x\n": (1, "def f(x)", "must end with a colon"),
    "for i in range(3)  # all: of them\n    pass\n": (1, None, "must end with a colon"),
    "def f(x):\nreturn x\n": (1, "def f(x):", "indented by four more spaces"),
    "def f(x):\n": (1, "def f(x):", "indented by four more spaces"),
    "x = 1\n    y = 2\n": (2, "y = 2", "indented further"),
    "if True:\n        x = 1\n    y = 2\n": (3, "y = 2", "no block above it"),
    "def f():\n    x = 1\n      y = 2\n": (3, "y = 2", "indented further"),
    "if x = 1:\n    pass\n": (1, "if x = 1:", "write =="),
    "x = 1\nx++\n": (2, "x++", "no ++ or --"),
    "if a && b:\n    pass\n": (1, "if a && b:", "written as words"),
    "x = 1 +\n": (1, "x = 1 +", "cannot read"),
    "!pip install numpy\n": (1, None, "commands of a notebook"),
}


def test_mistakes_are_found_with_their_place_and_a_plain_sentence(read: Read) -> None:
    for (text, (line, marked, words)), mistakes in zip(
        MISTAKES.items(), read(list(MISTAKES)), strict=True
    ):
        assert mistakes, text
        assert mistakes[0][0] == line, (text, mistakes)
        assert marked is None or mistakes[0][1] == marked, (text, mistakes)
        assert words in mistakes[0][2], (text, mistakes)
        assert len(mistakes) == 1, (text, mistakes)
