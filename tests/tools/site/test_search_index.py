"""The search index holds what a reader would type: no TeX, and each term by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.site.search_index import INDEX, plain, write

PAGE = '<li><strong id="gain">Gain</strong>: more.</li><li><strong>Loss</strong>: less.</li>'
SECTION = {
    "location": "words/#all",
    "title": r"All of \(\mathcal{M}\)",
    "text": r"<ul><li>Gain \(G\): more than \(\frac{1}{2}\).</li><li>Loss: less.</li></ul>",
}


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\(\mathcal{N}(0, 1)\)", "N(0, 1)"),
        (r"\[ \sigma^2 = \frac{1}{1.25} \]", "σ^2 = 1/1.25"),
        (r"<p>so \(a \le b\) &amp; c</p>", "<p>so a ≤ b &amp; c</p>"),
        (r"\(a &lt; b\)", "a &lt; b"),
        (r"\(\tfrac12 x\)", "1/2 x"),
    ],
)
def test_formulas_become_plain_characters(tex: str, text: str) -> None:
    assert plain(tex) == text


def test_a_term_with_an_address_is_an_entry_of_its_own(tmp_path: Path) -> None:
    for name, text in {
        "words/index.html": PAGE,
        str(INDEX): json.dumps({"config": {}, "docs": [SECTION]}),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    write(tmp_path)
    term, section = json.loads((tmp_path / INDEX).read_text("utf-8"))["docs"]
    assert (term["location"], term["title"]) == ("words/#gain", "Gain")
    assert term["text"] == "<p>more than 1/2.</p>"
    assert section["title"] == "All of M"
    assert section["text"] == "<ul><li>Loss: less.</li></ul>"


def test_of_a_prompt_for_code_the_idea_is_found(tmp_path: Path) -> None:
    page = '<rl-exercise data-id="a/b" data-kind="code"></rl-exercise>'
    page += '<rl-exercise data-id="a/c" data-kind="recall"></rl-exercise>'
    text = "<p>The idea.</p> <ul><li>an argument</li></ul> <p>An example.</p>"
    docs = [{"location": f"words/#a-{name}", "title": name, "text": text} for name in "bc"]
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "index.html").write_text(page, "utf-8")
    (tmp_path / INDEX).parent.mkdir()
    (tmp_path / INDEX).write_text(json.dumps({"docs": docs}), "utf-8")
    write(tmp_path)
    entries = json.loads((tmp_path / INDEX).read_text("utf-8"))["docs"]
    assert [entry["text"] for entry in entries] == ["<p>The idea.</p>", text]


def test_a_figure_is_an_entry_of_its_own_and_an_exercise_comes_before_other_sections(
    tmp_path: Path,
) -> None:
    page = '<wb-figure id="way" data-name="way"><figure><p id="way-title">The way</p>'
    page += '<p id="way-say">It goes on.</p></figure></wb-figure>'
    page += '<rl-exercise data-id="a/b" data-kind="recall"></rl-exercise>'
    text = "<p>Before.</p> <p>The way</p> <p>It goes on.</p> <p>After.</p>"
    docs = [{"location": f"words/#{name}", "title": name, "text": text} for name in ("c", "a-b")]
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "index.html").write_text(page, "utf-8")
    (tmp_path / INDEX).parent.mkdir()
    (tmp_path / INDEX).write_text(json.dumps({"docs": docs}), "utf-8")
    write(tmp_path)
    section, exercise, figure = json.loads((tmp_path / INDEX).read_text("utf-8"))["docs"]
    assert section["text"] == "<p>Before.</p>   <p>After.</p>"
    assert (figure["location"], figure["title"]) == ("words/#way", "The way")
    assert figure["text"] == "<p>It goes on.</p>"
    assert "boost" not in section
    assert exercise["boost"] == figure["boost"] > 1


def test_lists_of_works_are_left_out(tmp_path: Path) -> None:
    works = {"location": "words/#sources", "title": "Sources", "text": "<p>A paper</p>"}
    (tmp_path / INDEX).parent.mkdir()
    (tmp_path / INDEX).write_text(json.dumps({"docs": [works]}), "utf-8")
    write(tmp_path)
    assert json.loads((tmp_path / INDEX).read_text("utf-8")) == {"docs": []}


def test_a_site_without_a_search_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path)
    assert list(tmp_path.iterdir()) == []
