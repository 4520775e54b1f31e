"""Mutants of which no mistake is named: which they are, in what order, and an entry for one."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from tools.common.cache import Cache
from tools.common.process import SetupError
from tools.course.folder import load_one
from tools.course.kinds import CodeFolder
from tools.course.submissions import Stored
from tools.course.todo import MARK
from tools.mutants import command, generic_texts, grading, groups, look_alikes, new_fail
from tools.mutants.generic_texts import GenericText, GenericTexts, generic_texts_of, lines_of
from tools.mutants.make import mutants_of
from tools.mutants.naming import LIKELIEST
from tools.mutants.operators import OPERATORS

COURSE = Path(__file__).parents[2] / "course"
ID = "arithmetic/double"
LINE = "return 1.0 * (values + values)"
SOLUTION = f"def double(values):\n    {LINE}\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The toy course with a solution that has mutants enough."""
    copied = Path(shutil.copytree(COURSE, tmp_path / "course"))
    (copied / "exercises" / ID / "solution.py").write_text(SOLUTION)
    return copied


def double(course: Path) -> CodeFolder:
    folder = load_one(course, ID).exercises[ID]
    assert isinstance(folder, CodeFolder)
    return folder


def entries(course: Path) -> list[Stored]:
    return [stored for stored in double(course).stored if not stored.is_file]


def number_of(line: str) -> str:
    texts = [mutant.text for mutant in mutants_of(SOLUTION)]
    return str(texts.index(SOLUTION.replace(LINE, line)) + 1)


def test_every_kind_of_change_has_its_likelihood() -> None:
    assert sorted(LIKELIEST) == sorted(OPERATORS)


def test_mutants_without_a_name_stand_together_if_they_behave_the_same(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (generic_texts, grading, groups, look_alikes):
        monkeypatch.setattr(module, "CACHE", Cache(tmp_path / "cache"))
    folder = double(course)
    wrong = SOLUTION.replace("values + values", "values * values")
    told = "small_numbers", "That is the square."
    folder.stored[:] = [Stored("squares", "submissions.toml", "fail", wrong, *told)]

    found = generic_texts_of(folder)

    mutants = mutants_of(SOLUTION)
    numbers = [number for text in found.texts for number in text.numbers]
    assert found.title == (
        f"1 named mistake; {len(numbers)} of {len(mutants)} mutants would get a generic text"
    )
    # each mutant but the one that is stored, once
    assert sorted([*numbers, int(number_of("return 1.0 * (values * values)"))]) == list(
        range(1, len(mutants) + 1)
    )
    # the likeliest first, and one that makes no other difference beside it
    assert mutants[found.texts[0].numbers[0] - 1].operator == "operator"
    (negative,) = [text for text in found.texts if "expected 2, found -2" in text.feedback]
    assert [mutants[number - 1].operator for number in negative.numbers] == ["sign", "constant"]
    assert [
        int(number_of(f"return {line}"))
        for line in ("1.0 * (values - values)", "0.0 * (values + values)")
    ] in [text.numbers for text in found.texts]
    monkeypatch.setattr(generic_texts, "_texts_of", lambda folder, pool: pytest.fail("not kept"))
    assert generic_texts_of(folder) == found


def test_unnamed_mutants_are_shown_with_what_a_learner_reads(course: Path) -> None:
    number = int(number_of("return 1.0 * (values - values)"))
    texts = [GenericText([number, 3], "small_numbers", "expected 6, found 0")] * 21
    found = GenericTexts("2 named mistakes", texts)

    lines = list(lines_of(double(course), found, whole=False))

    assert lines[:7] == [
        f"{ID}: 2 named mistakes",
        "",
        f"  {number}: line 2, operator, fails small_numbers; the same text for 3",
        "    @@ double @@\n"
        "    -    return 1.0 * (values + values)\n"
        "    +    return 1.0 * (values - values)",
        "    A learner reads: expected 6, found 0",
        "",
        f"  {number}: line 2, operator, fails small_numbers; the same text for 3",
    ]
    assert lines[-4:] == [
        "",
        "  1 less likely ones follow with --all",
        "",
        f"  give one of them a name: python -m tools new fail {ID} NUMBER",
    ]
    assert "--all" not in "".join(lines_of(double(course), found, whole=True))


@pytest.mark.parametrize("source", ["number", "file", "diff"])
def test_new_fail_writes_an_entry_that_fits(
    source: str, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "return 1.0 * (values - values)"
    file = tmp_path / "wrong.py"
    file.write_text(SOLUTION.replace(LINE, line))
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(f"-    return 1.0 * (values + values)\n+    {line}\n")
    )
    what = {"number": number_of(line), "file": str(file), "diff": "-"}[source]

    assert new_fail.main([ID, what], course) == 0

    (entry,) = entries(course)
    assert entry.name == ("result_operator" if source == "number" else "result_otherwise")
    assert (entry.verdict, entry.check, entry.mistakes) == ("fail", "small_numbers", ())
    assert line in entry.text
    assert MARK in entry.feedback


def test_new_fail_keeps_what_is_there_and_its_line_ends(course: Path) -> None:
    table = course / "exercises" / ID / "submissions.toml"
    declared = b'[[equivalent]]\r\nchange = "-a"\r\nreason = "b"\r\n'
    table.write_bytes(b"# mine\r\n\r\n" + declared)

    new_fail.main([ID, number_of("return 1.0 * (values - values)")], course)
    new_fail.main([ID, number_of("return 1.0 * (values / values)")], course)

    content = table.read_bytes()
    assert content.startswith(b"# mine\r\n\r\n[[fail]]\r\n")
    assert content.endswith(b"\r\n\r\n" + declared)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert [entry.name for entry in entries(course)] == ["result_operator", "result_operator_2"]


@pytest.mark.parametrize(
    ("id_", "what", "words"),
    [
        ("arithmetic/duoble", "1", "arithmetic/double"),
        ("arithmetic/parity", "1", "is of kind classify"),
        (ID, "99", "there is no mutant 99"),
        (ID, "missing.py", "cannot be read"),
        (ID, "-", "does not fit the solution"),
        (ID, "RIGHT", "it passes"),
        (ID, "BROKEN", "gets invalid"),
    ],
)
def test_new_fail_refuses_what_is_no_wrong_submission(
    id_: str,
    what: str,
    words: str,
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("-    no such line\n"))
    sources = {"RIGHT": "def double(v):\n    return v * 2.0 - 0.0\n", "BROKEN": "def double(v):\n"}
    file = tmp_path / "mine.py"
    file.write_text(sources.get(what, ""))

    with pytest.raises(SetupError, match=words):
        new_fail.main([id_, str(file) if what in sources else what], course)

    assert not (course / "exercises" / ID / "submissions.toml").exists()


def test_new_fail_says_what_is_stored_already(course: Path) -> None:
    number = number_of("return 1.0 * (values - values)")
    new_fail.main([ID, number], course)

    with pytest.raises(SetupError, match="stored already: result_operator"):
        new_fail.main([ID, number], course)


def test_unnamed_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--unnamed", "--json"], COURSE)

    assert "goes with no other option but --all" in capsys.readouterr().err
