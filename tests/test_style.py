"""The code reads and type-checks as the conventions ask."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.setup import node

LONGEST_FILE = 350
CODE = ("grader", "metarl", "tools", "tests", "exercises", "docs/assets/js", "docs/assets/css")


def said(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.parametrize(
    "arguments", [["ruff", "check", "."], ["mypy"], ["codespell_lib", "."]], ids=lambda a: a[0]
)
def test_no_complaint_about_python_or_text(arguments: list[str]) -> None:
    complaint = said([sys.executable, "-m", *arguments])
    assert not complaint, complaint


def test_no_complaint_about_the_types_of_our_javascript() -> None:
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    complaint = said([str(node.ensure().node), str(compiler), "--project", "tsconfig.json"])
    assert not complaint, complaint


def test_no_file_is_too_long_to_read() -> None:
    files = [path for name in CODE for path in (ROOT / name).rglob("*")]
    lengths = {
        str(path.relative_to(ROOT)): lines(path)
        for path in files
        if path.suffix in {".py", ".js", ".css", ".sh"}
    }
    assert {name: count for name, count in lengths.items() if count > LONGEST_FILE} == {}


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")
