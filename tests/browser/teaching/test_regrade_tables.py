"""Tables among a class's files: what a platform has stored, and the grades of an earlier time."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.class_files import ID, RIGHT, WRONG
from tests.browser.conftest import OpenPage
from tests.browser.content import FRAMING, all_right
from tests.browser.regrade import PAGE, Regrade, export, rows_of
from tests.browser.site.test_access import findings
from tests.class_files import lay_out
from tests.tools.regrade.test_scorm import state, table
from tools.common.paths import ROOT
from tools.regrade import command


def test_what_a_platform_has_stored_is_graded_as_in_the_terminal(
    open_page: OpenPage, tmp_path: Path
) -> None:
    cut = state(RIGHT, ID)[:-9]
    report = table(
        tmp_path,
        ["First name", "Last name", "Data"],
        ["Zoë", "Ünal", state(RIGHT, ID)],
        ["Боб", "", state(WRONG, ID)],
        ["cem", "", f"'{state(all_right(FRAMING), FRAMING.id, 'fail')}"],
        ["dana", "", state(RIGHT, "gone/away")],
        ["eve", "", cut],
        ["fritz", "", state(None, ID, more=9000)],
        ["nobody", "", "page=3"],
        name="report.csv",
        delimiter=";",
    )
    other = tmp_path / "marks.csv"
    other.write_text("name,mark\nanna,1\n", encoding="utf-8")
    regrade = Regrade(open_page(PAGE))
    regrade.choose(report, other)
    regrade.is_done()
    here = rows_of(regrade.download())

    scorm = [text for file in (report, other) for text in ("--scorm", str(file))]
    assert command.main([*scorm, "--out", str(tmp_path / "out")], ROOT) == 0
    there = rows_of(tmp_path / "out" / "grades.csv")

    told = ("student", "exercise", "claimed", "verdict", "changed", "at", "exercise_version_then")
    assert [[row[name] for name in told] for row in here] == [
        [row[name] for name in told] for row in there
    ]
    assert [row["note"] for row in here] == [row["note"] for row in there]
    assert {row["file"] for row in here} == {
        row["file"].removeprefix(f"{tmp_path}/") for row in there
    }
    # among other files a table is nobody's
    regrade.button("Remove all").click()
    regrade.choose_folder(report.parent)
    regrade.is_done()
    assert len(regrade.verdicts()) == len(here) - 1


def test_a_pass_of_an_earlier_table_stays_if_it_is_to(open_page: OpenPage, tmp_path: Path) -> None:
    regrade = Regrade(open_page(PAGE))
    given = {name: export(ID, RIGHT) for name in ("anna.json", "ben.json")}
    regrade.choose(*lay_out(tmp_path / "before", given))
    regrade.is_done()
    earlier = regrade.download().rename(tmp_path / "grades.csv")
    regrade.button("Remove all").click()
    keep = regrade.root.get_by_role("checkbox", name="a pass in the earlier grades.csv stays")
    expect(keep).to_be_hidden()

    regrade.choose(earlier)
    expect(regrade.status).to_contain_text("An earlier table is there: 2 rows.")
    given = {name: export(ID, WRONG) for name in ("anna.json", "cem.json")}
    regrade.choose(*lay_out(tmp_path / "now", given))
    regrade.is_done()
    assert regrade.verdicts() == [["anna", "pass", "fail"], ["cem", "pass", "fail"]]
    keep.check()
    assert regrade.verdicts() == [["anna", "pass", "pass"], ["cem", "pass", "fail"]]
    note = "would be fail; the pass that was given before stays"
    expect(regrade.row("anna")).to_contain_text(note)
    assert [row["note"] for row in rows_of(regrade.download())] == [note, ""]
    assert findings(regrade.page) == {}
    keep.uncheck()
    assert regrade.verdicts() == [["anna", "pass", "fail"], ["cem", "pass", "fail"]]
