"""One line of a page becomes an exercise, the same with every site generator."""

import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from markdown import Markdown

from tools.course.folder import load_one
from tools.site import markdown_extension

COURSE = Path(__file__).parents[2] / "course"
BASE = ["attr_list", "md_in_html", "toc", "pymdownx.superfences"]
EXTENSION = "tools.site.markdown_extension"
PAGE = "# Page\n\nBefore.\n\n::: exercise {}\n\nAfter.\n"
SITE = """\
site_name: Toy
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions:
  - attr_list
  - pymdownx.superfences
  - tools.site.markdown_extension: {root: ROOT}
"""


def html(text: str, root: Path = COURSE) -> str:
    options = {EXTENSION: {"root": str(root)}}
    return Markdown(extensions=[*BASE, EXTENSION], extension_configs=options).convert(text)


def site(folder: Path, page: str) -> Path:
    """A site of one page about the toy course."""
    (folder / "docs").mkdir()
    (folder / "theme").mkdir()
    (folder / "theme" / "main.html").write_text("{{ page.content }}", "utf-8")
    (folder / "docs" / "index.md").write_text(page, "utf-8")
    config = SITE.replace("ROOT", str(COURSE))
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def build(generator: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", generator, "build", "--strict", "-d", f"out-{generator}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_code_shows_prompt_and_starter_but_neither_hints_nor_solution() -> None:
    page = html(PAGE.format("arithmetic/double"))
    loaded = load_one(COURSE, "arithmetic/double").code["arithmetic/double"]
    assert f'data-kind="code" data-title="{loaded.meta.title}"' in page
    assert 'id="arithmetic-double"' in page
    assert '<div class="wb-prompt">' in page
    assert '<div class="wb-starter" data-search-exclude>' in page
    plain = re.sub("<[^>]+>", "", page)
    assert loaded.hints[0].text[:30] not in plain
    only_in_solution = set(loaded.solution.splitlines()) - set(loaded.starter.splitlines())
    assert all(line.strip() not in plain for line in only_in_solution if len(line.strip()) > 11)


def test_scenarios_show_their_phrases_and_labels() -> None:
    page = html(PAGE.format("arithmetic/parity"))
    meta = load_one(COURSE, "arithmetic/parity").classify["arithmetic/parity"].meta
    assert page.count('<li class="wb-item"') == len(meta.item)
    assert re.search(r'<span class="wb-phrase" data-phrase="[a-z0-9-]+">[^<]+</span>', page)
    labels = (f'<li data-label="{label}">{label}</li>' for label in meta.labels)
    assert "".join(labels) in page
    assert meta.item[0].model not in page


def test_cards_show_question_and_answer() -> None:
    page = html(PAGE.format("arithmetic/tables"))
    card = load_one(COURSE, "arithmetic/tables").recall["arithmetic/tables"].meta.card[0]
    assert re.search(rf'data-card="{card.id}">\s*<div class="wb-question" data-number="1.">', page)
    beside, at_the_end = page.split('<div class="wb-answers"')
    for part in (beside, at_the_end):
        assert card.answer.split()[0] in part
    assert '<div class="wb-answered" data-number="1.">' in at_the_end
    assert "<p></div>" not in page
    assert '<p>Read on: <a href="concepts/doubling.md#doubling">Doubling</a></p>' in page


def test_the_exercise_stands_between_the_paragraphs_around_it() -> None:
    page = html(PAGE.format("arithmetic/tables"))
    order = ["<p>Before.</p>", "<rl-exercise", "</rl-exercise>", "<p>After.</p>"]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "<p><rl-exercise" not in page
    assert page.count("<div") == page.count("</div>")


def test_the_heading_enters_the_table_of_contents() -> None:
    md = Markdown(
        extensions=[*BASE, EXTENSION], extension_configs={EXTENSION: {"root": str(COURSE)}}
    )
    md.convert(PAGE.format("arithmetic/double"))
    assert "#arithmetic-double" in vars(md)["toc"]


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_the_line_within_fenced_code_stays_code(fence: str) -> None:
    page = html(f"{fence}\n::: exercise arithmetic/double\n{fence}\n")
    assert "<rl-exercise" not in page
    assert "::: exercise arithmetic/double" in page


def test_a_scenario_is_escaped(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    file = tmp_path / "exercises" / "arithmetic" / "parity" / "exercise.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('text = "', 'text = "<script>1 & 2</script> '), "utf-8")
    page = html(PAGE.format("arithmetic/parity"), tmp_path)
    assert "&lt;script&gt;1 &amp; 2&lt;/script&gt;" in page
    assert "<script>" not in page


def test_a_question_stands_before_the_code_and_its_answer_is_a_choice(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    file = tmp_path / "exercises" / "arithmetic" / "double" / "exercise.toml"
    keys = 'question = "Is 0 < 1?"\nchoices = ["No", "Yes"]\nanswer = "Yes"\nafter = "It is."\n'
    text = f"{file.read_text('utf-8')}changed_lines = 1\n\n[predict]\n{keys}"
    file.write_text(text, "utf-8")
    page = html(PAGE.format("arithmetic/double"), tmp_path)
    assert "<b>Predict first.</b> Is 0 &lt; 1?" in page
    assert '<ul class="wb-on-paper"><li>No</li><li>Yes</li></ul>' in page
    assert page.index("change one of its lines") < page.index("wb-prediction")
    assert page.index("wb-prediction") < page.index("wb-starter")
    file.write_text(text.replace('answer = "Yes"', 'answer = "yes"'), "utf-8")
    assert "the answer “yes” is not one of the choices" in html(
        PAGE.format("arithmetic/double"), tmp_path
    )


def test_an_unknown_exercise_shows_a_box_with_near_matches(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        page = html(PAGE.format("arithmetic/duoble"))
    assert 'class="admonition failure wb-missing"' in page
    assert "Did you mean arithmetic/double" in page
    assert "Did you mean arithmetic/double" in caplog.text


def test_an_exercise_that_cannot_be_read_shows_why(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    file = tmp_path / "exercises" / "arithmetic" / "double" / "exercise.toml"
    file.write_text("broken", "utf-8")
    page = html(PAGE.format("arithmetic/double"), tmp_path)
    assert "cannot be read" in page
    assert "broken TOML" in page


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_a_strict_build_stops_at_an_unknown_exercise_with_page_and_line(
    generator: str, tmp_path: Path
) -> None:
    front = "---\ntitle: Toy\n---\n\n"
    page = "# Page\n\n::: exercise arithmetic/double\n\n::: exercise no/such\n"
    done = build(generator, site(tmp_path, front + page))
    assert done.returncode != 0
    assert "index.md:9: exercise 'no/such' does not exist" in done.stderr
    assert "arithmetic/double" not in done.stderr.partition("Known:")[0]


def test_both_generators_make_the_same_html(tmp_path: Path) -> None:
    names = ("arithmetic/double", "arithmetic/parity", "arithmetic/tables")
    folder = site(tmp_path, "\n\n".join(f"::: exercise {name}" for name in names))
    for generator in ("mkdocs", "properdocs"):
        done = build(generator, folder)
        assert done.returncode == 0, done.stderr
    pages = {path.read_text("utf-8") for path in folder.glob("out-*/index.html")}
    assert len(pages) == 1
    assert pages.pop().count("</rl-exercise>") == len(names)


def test_a_page_reads_its_own_exercises_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(COURSE / "exercises", tmp_path / "exercises")
    # reading any other would fail
    for other in ("parity", "tables"):
        shutil.rmtree(tmp_path / "exercises" / "arithmetic" / other)
        (tmp_path / "exercises" / "arithmetic" / other).touch()
    converter = Markdown(extensions=[markdown_extension.makeExtension(root=str(tmp_path))])
    assert "rl-exercise" in converter.convert("::: exercise arithmetic/double")


def test_the_default_course_is_this_repository() -> None:
    page = Markdown(extensions=[*BASE, EXTENSION]).convert("::: exercise maml/inner-adapt")
    assert 'data-id="maml/inner-adapt"' in page


def test_readers_see_numbers_without_their_origins(tmp_path: Path) -> None:
    folder = shutil.copytree(COURSE / "exercises" / "arithmetic", tmp_path / "exercises/arithmetic")
    for file, old in (
        ("double/prompt.md", "\n"),
        ("double/hints.md", "itself."),
        ("tables/exercise.toml", 'answer = "'),
    ):
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, old + '{{ 0.5 = len("ab") / 4 }} of it. ', 1), "utf-8")
    page = "| a |\n|---|\n| {{ 1 | 2 = x }} |\n\n`{{ 3 = x }}`\n\n<!-- numbers\nx = 1, 2\n-->\n"
    embeds = "\n::: exercise arithmetic/double\n\n::: exercise arithmetic/tables\n"
    shown = html(page + embeds, tmp_path)
    assert "| 1 | 2 |" in shown
    assert "<code>{{ 3 = x }}</code>" in shown.replace(' translate="no"', "")
    assert shown.count("0.5 of it.") == 3  # an answer stands at the page's end as well
    assert "numbers" not in shown
    assert shown.count("len(") == 0
    double = load_one(tmp_path, "arithmetic/double").code["arithmetic/double"]
    assert "0.5 of it." in double.hints[0].text


def test_no_line_ends_between_a_number_and_its_per_cent_sign() -> None:
    page = html("In 95 % of `7 % 2` it is {{ 50 % = 1 / 2 }}.\n\n```python\n7 % 2\n```\n")
    assert "95\N{NO-BREAK SPACE}% of" in page
    assert "50\N{NO-BREAK SPACE}%." in page
    assert page.replace("<", " <").count("7 % 2") + page.count('<span class="o">%</span>') == 2
