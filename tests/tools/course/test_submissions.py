"""Stored submissions: the docstring's claims, and what is wrong with them."""

from pathlib import Path

import pytest

from tools.course.submissions import Stored, read_stored


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for verdict in ("pass", "fail", "invalid", "timeout"):
        (tmp_path / "submissions" / verdict).mkdir(parents=True)
    return tmp_path


def read(folder: Path, verdict: str, content: str | bytes) -> Stored:
    path = folder / "submissions" / verdict / "name.py"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = read_stored(folder)
    return found


def test_docstring_gives_check_and_feedback(folder: Path) -> None:
    text = '"""\ncheck = "one"\nfeedback = "Found {found}."\n"""\n\nx = 1\n'

    stored = read(folder, "fail", text)

    assert (stored.name, stored.verdict, stored.text) == ("name", "fail", text)
    assert (stored.check, stored.feedback) == ("one", "Found {found}.")
    assert stored.mistakes == ()


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

    names = [(stored.verdict, stored.name) for stored in read_stored(folder)]

    assert names == [("pass", "c"), ("fail", "a"), ("fail", "b"), ("timeout", "d")]


def test_folder_without_submissions_has_none(tmp_path: Path) -> None:
    assert read_stored(tmp_path) == []
