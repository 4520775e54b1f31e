"""Lists of exercises: which there are, in which order, and what their tables hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from tools.common.paths import ROOT
from tools.course.site_config import CONFIG, read_config
from tools.site.lists.exercise_lists import choose_exercises, every_shown, list_names

COURSE = Path(__file__).parents[2] / "course"
EXTENSION = "tools.site.markdown_extension"
IDS = [f"arithmetic/{name}" for name in ("double", "parity", "tables")]
NAMED = """
  courses:
    short:
      name: A short one
      says: Two are enough & more.
      exercises: [arithmetic/tables, arithmetic/double]
"""

Copy = Callable[..., Path]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """``copy(extra, **{file: (old, new)})``: a copy of the toy course with changes."""

    def make(extra: str = NAMED, edits: dict[str, tuple[str, str]] | None = None) -> Path:
        root = Path(shutil.copytree(COURSE, tmp_path / "course"))
        config = root / CONFIG
        config.write_text(config.read_text("utf-8").replace("extra:", f"extra:{extra}", 1), "utf-8")
        for id_, (old, new) in (edits or {}).items():
            path = root / "exercises" / id_ / "exercise.toml"
            text = path.read_text("utf-8")
            assert old in text
            path.write_text(text.replace(old, new), "utf-8")
        return root

    return make


def html(text: str, root: Path) -> str:
    return Markdown(
        extensions=[EXTENSION], extension_configs={EXTENSION: {"root": str(root)}}
    ).convert(text)


def listed(page: str) -> list[str]:
    return re.findall(r'<(?:tr|li) data-id="([^"]+)"', page)


def test_a_site_has_the_lists_of_all_of_each_kind_and_of_each_course(copy: Copy) -> None:
    assert list_names(COURSE) == ["all", "code", "classify", "recall"]
    assert list_names(copy()) == ["all", "code", "classify", "recall", "short"]


def test_a_list_has_what_pages_embed(copy: Copy) -> None:
    root = copy()
    assert listed(html("::: list all\n", root)) == IDS
    assert listed(html("::: list recall\n", root)) == ["arithmetic/tables"]
    page = root / "docs" / "concepts" / "doubling.md"
    page.write_text(page.read_text("utf-8").replace("::: exercise arithmetic/tables", ""), "utf-8")
    assert listed(html("::: list all\n", root)) == IDS[:2]


def test_a_list_goes_by_level_and_within_it_from_the_warm_up_to_the_capstone(copy: Copy) -> None:
    level = "level = 0"
    edits = {
        IDS[0]: (level, 'level = 0\nrole = "capstone"'),
        IDS[1]: (level, "level = 1"),
        IDS[2]: (level, 'level = 0\nrole = "warm-up"'),
    }
    page = html("::: list all\n", copy(edits=edits))
    assert listed(page) == [IDS[2], IDS[0], IDS[1]]
    assert re.findall(r'scope="rowgroup">([^<]+)<', page) == ["Level 0", "Level 1"]
    assert re.findall(r'class="wb-role">([^<]*)<', page) == ["warm-up", "capstone", ""]


def test_a_course_has_its_own_order_its_sentence_and_its_name(copy: Copy) -> None:
    page = html("::: list short\n", copy())
    assert listed(page) == [IDS[2], IDS[0]]
    assert "<p>Two are enough &amp; more.</p>" in page
    assert 'aria-label="A short one"' in page


def test_a_next_step_is_the_first_one_with_the_others_out_of_sight(copy: Copy) -> None:
    page = html("Before.\n\n::: next short\n\n::: list short\n", copy())
    step = 'Begin with: <a href="concepts/doubling.md#arithmetic-tables">'
    assert page.count(f'<p class="wb-next-step"><b>A short one.</b><span>{step}') == 1
    assert page.count(f'<p class="wb-next-step"><span>{step}') == 1
    assert listed(page) == 2 * [IDS[2], IDS[0]]
    assert page.index("<ul hidden") < page.index("<table")
    assert page.count("<ul") == 1


def test_what_can_be_graded_in_the_browser_is_known_by_id_kind_and_title(copy: Copy) -> None:
    page = html("::: regrade all\n", copy())
    assert "<wb-regrade" in page
    known = re.findall(r'<li data-id="([^"]+)" data-kind="([^"]+)">([^<]+)</li>', page)
    assert [(id_, kind) for id_, kind, _ in known] == [
        (IDS[0], "code"),
        (IDS[1], "classify"),
        (IDS[2], "recall"),
    ]
    assert all(title.strip() for _, _, title in known)
    assert "<a " not in page  # for the page may lie anywhere


def test_what_a_site_leaves_out_is_in_no_list(copy: Copy) -> None:
    root = copy(NAMED + '  exercises: ["*/double"]\n')
    assert listed(html("::: list all\n", root)) == IDS[:1]
    assert listed(html("::: list short\n", root)) == IDS[:1]


def test_a_row_names_what_it_builds_on_and_needs_only_what_the_list_has(copy: Copy) -> None:
    root = copy(NAMED.replace("arithmetic/double", "arithmetic/parity"))
    page = html("::: list all\n", root)
    assert re.findall(r'data-needs="([^"]*)"', page) == ["", IDS[0], ""]
    assert re.findall(r"<small>builds on <a href=\"([^\"]+)\">", page) == [
        "concepts/doubling.md#arithmetic-double"
    ]
    course = html("::: list short\n", root)
    assert listed(course) == [IDS[2], IDS[1]]
    assert re.findall(r'data-needs="([^"]*)"', course) == ["", ""]
    assert "<small>" not in course


def test_titles_are_markdown(copy: Copy) -> None:
    page = html("::: list code\n", copy(edits={IDS[0]: ('title = "', 'title = "*Well*, a < b: ')}))
    assert "<em>Well</em>, a &lt; b: " in page


def test_an_unknown_list_is_an_error_with_what_was_meant(copy: Copy) -> None:
    with pytest.raises(LookupError, match=r"no list 'shrot' for a page\. Did you mean short"):
        html("::: list shrot\n", copy())


def test_ours_lead_through_exercises_that_there_are() -> None:
    shown = list(every_shown(ROOT))
    for name, course in read_config(ROOT).courses.items():
        assert [each.id for each in choose_exercises(ROOT, name, shown)] == list(
            course.exercises
        ), name


def test_a_first_course_never_asks_for_what_comes_later() -> None:
    course = read_config(ROOT).courses["first"].exercises
    shown = {each.id: each for each in every_shown(ROOT)}
    for place, id_ in enumerate(course):
        later = set(course[place:]) & set(shown[id_].meta.prerequisites)
        assert not later, id_


def test_a_mix_is_drawn_from_scenarios_cards_and_programs(copy: Copy) -> None:
    page = html("::: mix all", copy())
    assert page.startswith("<wb-mix")
    rows = re.findall(r'<li data-id="([^"]+)" data-items="([^"]*)" data-kind="([^"]+)"', page)
    kinds = {id_: kind for id_, _, kind in rows}
    items = {id_: parts.split() for id_, parts, _ in rows}
    assert kinds == dict(zip(IDS, ("code", "classify", "recall"), strict=True))
    assert [len(items[id_]) for id_ in IDS] == [0, 2, 2]
    embedded = html("\n\n".join(f"::: exercise {id_}" for id_ in IDS), COURSE)
    for id_ in IDS[1:]:
        for part in items[id_]:
            assert f'id="{id_.replace("/", "-")}-{part}"' in embedded
