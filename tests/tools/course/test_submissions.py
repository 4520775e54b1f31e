"""Stored submissions: the docstring's claims, and what is wrong with them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.common.problem import Finding
from tools.course.submissions import TABLE, Stored, Table, doubled_names, read_files, read_table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for verdict in ("pass", "fail", "invalid", "timeout"):
        (tmp_path / "submissions" / verdict).mkdir(parents=True)
    return tmp_path


def read(folder: Path, verdict: str, content: str | bytes) -> Stored:
    path = folder / "submissions" / verdict / "name.py"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (submission,) = read_files(folder)
    return submission


def test_docstring_gives_check_and_feedback(folder: Path) -> None:
    text = '"""\ncheck = "one"\nfeedback = "Found {found}."\n"""\n\nx = 1\n'

    stored = read(folder, "fail", text)

    assert (stored.name, stored.verdict, stored.text) == ("name", "fail", text)
    assert (stored.check, stored.feedback) == ("one", "Found {found}.")
    assert stored.mistakes == ()


def test_a_number_in_feedback_comes_without_its_origin(folder: Path) -> None:
    words = "By hand it is {{ 0.5 = 1 / 2 }}, and not {found}."
    stored = read(folder, "fail", f'"""\ncheck = "one"\nfeedback = "{words}"\n"""\n')
    entry = f"[[fail]]\nname = 'half'\nchange = '-x = 1'\ncheck = 'one'\nfeedback = '{words}'\n"
    (folder / TABLE).write_text(entry, "utf-8")

    (changed,) = read_table(folder / TABLE, "x = 1\ny = 2\n").stored

    assert stored.feedback == changed.feedback == "By hand it is 0.5, and not {found}."


@pytest.mark.parametrize(
    "text",
    [
        "'''\ncheck = \"one\"\nfeedback = \"No.\"\n'''\n",
        'r"""\ncheck = "one"\nfeedback = \'No.\'\n"""',
        '\ufeff"""\ncheck = "one"\nfeedback = "No."\n"""',
        '"""\r\ncheck = "one"\r\nfeedback = "No."\r\n"""\r\n',
        '\n\n"""check = "one"\nfeedback = "No."\n"""\ndef broken(',
    ],
)
def test_docstring_is_read_however_it_is_written(folder: Path, text: str) -> None:
    stored = read(folder, "fail", text)

    assert (stored.check, stored.feedback, stored.mistakes) == ("one", "No.", ())


@pytest.mark.parametrize(
    ("verdict", "text", "mistakes"),
    [
        ("pass", "x = 1\n", ()),
        ("fail", "x = 1\n", ("key check is missing", "key feedback is missing")),
        ("fail", '"""check = "one"\n"""', ("key feedback is missing",)),
        ("fail", '"""check = ""\nfeedback = "No."\n"""', ("key check is missing",)),
        ("invalid", "x = 1\n", ("key feedback is missing",)),
        ("timeout", "x = 1\n", ("key feedback is missing",)),
        ("invalid", '"""feedback = "No."\n"""', ()),
        ("pass", '"""chek = "one"\n"""', ("unknown key chek",)),
        ("pass", '"""check = 5\n"""', ("check must be a text",)),
    ],
)
def test_missing_and_unknown_keys_are_complained_of(
    folder: Path, verdict: str, text: str, mistakes: tuple[str, ...]
) -> None:
    assert read(folder, verdict, text).mistakes == mistakes


def test_docstring_that_is_no_toml_is_complained_of(folder: Path) -> None:
    stored = read(folder, "fail", '"""This squares the number."""\n')

    assert len(stored.mistakes) == 1
    assert stored.mistakes[0].startswith("the docstring is not TOML: ")


def test_bytes_that_are_no_utf_8_travel_as_half_characters(folder: Path) -> None:
    stored = read(folder, "invalid", b'"""feedback = "No."\n"""\nx = "\xff"\n')

    assert stored.mistakes == ()
    assert stored.text.endswith('x = "\udcff"\n')


def test_files_come_by_verdict_and_then_by_name(folder: Path) -> None:
    for place in ("fail/b", "fail/a", "pass/c", "timeout/d"):
        (folder / "submissions" / f"{place}.py").write_text("x = 1\n", "utf-8")
    (folder / "submissions" / "fail" / "notes.txt").write_text("", "utf-8")

    names = [(stored.verdict, stored.name) for stored in read_files(folder)]

    assert names == [("pass", "c"), ("fail", "a"), ("fail", "b"), ("timeout", "d")]


def test_folder_without_submissions_has_none(tmp_path: Path) -> None:
    assert read_files(tmp_path) == []


SOLUTION = "def double(value):\n    return 2 * value\n"
ENTRY = """[[fail]]
name = "thrice"
change = '''
-    return 2 * value
+    return 3 * value
'''
check = "doubles"
feedback = "That is three times {found}."
forms = [["3 *", "3.0 *"]]
"""


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Table]:
    def write(text: str) -> Table:
        (tmp_path / TABLE).write_text(text, "utf-8")
        return read_table(tmp_path / TABLE, SOLUTION)

    return write


def test_entry_is_a_change_of_the_solution(table: Callable[[str], Table]) -> None:
    (stored,) = table(ENTRY).stored

    assert stored.texts == [SOLUTION.replace("2", "3"), SOLUTION.replace("2", "3.0")]
    assert (stored.name, stored.verdict, stored.check) == ("thrice", "fail", "doubles")
    assert (stored.mistakes, stored.is_file) == ((), False)
    assert stored.lines == {"name": 2, "change": 3, "check": 7, "feedback": 8, "forms": 9}


def test_finding_on_an_entry_names_it_and_its_line(table: Callable[[str], Table]) -> None:
    (stored,) = table(ENTRY).stored

    finding = stored.located(Finding("is wrong", "Mend it.", line=stored.lines["check"]))

    assert (finding.message, finding.file, finding.line) == ("thrice: is wrong", TABLE, 7)
    assert stored.located(Finding("is wrong", "Mend it.")).line == 2
    assert stored.located(Finding("is wrong", "Mend it.", "grader.py")).file == "grader.py"


@pytest.mark.parametrize(
    ("old", "new", "rule", "words", "line"),
    [
        ("return 2", "return 5", "changes", "thrice: the solution has no such line", 3),
        ("name =", "label =", "keys", "unknown key fail[1].label", 2),
        ('"thrice"', '"Thrice!"', "keys", "fail[1].name has a wrong value", 2),
        ("check = ", "check ", "toml", "broken TOML", 7),
        ("[[fail]]", "[[wrong]]", "keys", "unknown key wrong", 1),
    ],
)
def test_what_is_wrong_with_the_table_is_told_with_its_line(
    table: Callable[[str], Table], old: str, new: str, rule: str, words: str, line: int
) -> None:
    found_rule, finding = table(ENTRY.replace(old, new)).findings[0]

    assert (found_rule, finding.file, finding.line) == (rule, TABLE, line)
    assert words in finding.message


def test_missing_keys_of_an_entry_are_mistakes_of_it(table: Callable[[str], Table]) -> None:
    text = ENTRY.replace('check = "doubles"\n', "").replace('[["3 *"', '[["4 *"')

    (stored,) = table(text).stored

    assert stored.mistakes == ("forms: the code has no '4 *'", "key check is missing")


def test_two_of_one_name_are_told(table: Callable[[str], Table]) -> None:
    (finding,) = doubled_names(table(ENTRY + ENTRY).stored)

    assert (finding.file, finding.line) == (TABLE, 11)
