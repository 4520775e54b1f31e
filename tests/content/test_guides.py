"""The guides for developers and authors say what is so: commands, rules, files, links, examples."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from html import unescape
from pathlib import Path

import msgspec
import pytest
import yaml
from markdown import markdown
from markdown.extensions.toc import slugify

import grader
from tools.bench.racing import torch_environment
from tools.cli import COMMANDS
from tools.common.paths import ROOT
from tools.contract.problems import rules
from tools.course.layout import FILES
from tools.course.schema import KINDS, Lexicon, Rubric, Scenario
from tools.course.submissions import FOLDERS
from tools.setup import node

AUTHORING = "docs/authoring"
FIRST = f"{AUTHORING}/first-contribution.md"
NEW_KIND = f"{AUTHORING}/new-kind.md"
AUTHORS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / AUTHORING).glob("*.md"))
READ_ELSEWHERE = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")  # of pages a rule tells
GUIDES = (*READ_ELSEWHERE, *AUTHORS)
MOST_LINES = 150  # of CONTRIBUTING and ARCHITECTURE
MADE = tuple(f"docs/assets/{name}" for name in ("exercises", "figures", "runtime", "vendor"))
# Files that the guide to a new kind of exercise has its reader make.
ESTIMATE = {"grader/kinds/estimate.py", "tools/scaffold/templates/estimate/"}
SCRIPTS = ROOT / "docs" / "assets" / "js"


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def without_blocks(text: str) -> str:
    """A guide without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def blocks(name: str, language: str) -> list[str]:
    """The blocks of code of a guide in one language."""
    texts = re.findall(rf"^```{language}\n(.*?)^```$", read(name), re.DOTALL | re.MULTILINE)
    assert texts, f"{name} shows no {language}"
    return texts


def to_type(text: str) -> str:
    """What a guide has one type into a terminal, and all else that it says in code type."""
    commands = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return "\n".join([*commands, *re.findall(r"`[^`\n]+`", without_blocks(text))])


def shown(page: str) -> str:
    """The HTML of a page of the section Authoring, its references in their places."""
    extensions = ["tables", "def_list", "fenced_code", "tools.reference_tables"]
    return markdown(read(f"{AUTHORING}/{page}.md"), extensions=extensions)


def reference(html: str) -> dict[str, str]:
    """What the tables and lists of definitions of a page say of each thing in code type."""
    rows = re.findall(r"<td><code>(.*?)</code></td>\s*<td>(.*?)</td>", html, re.DOTALL)
    rows += re.findall(r"<dt><code>(.*?)</code></dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    return {unescape(name): text for name, text in rows}


def test_every_command_is_in_the_table_of_commands() -> None:
    documented = reference(shown("commands"))
    assert list(documented) == list(COMMANDS)
    assert [name for name, text in documented.items() if not text] == []


def test_every_rule_is_in_the_table_of_rules_with_a_sentence() -> None:
    documented = reference(shown("contract"))
    assert list(documented) == [name for name, _ in rules()]
    assert [
        name for name, text in documented.items() if not re.fullmatch(r"(?s).{10,}\.", text)
    ] == []


def test_everything_that_checks_can_call_is_in_the_list_of_expectations() -> None:
    documented = {
        call.partition("(")[0]: text for call, text in reference(shown("code-exercises")).items()
    }
    assert {name for name in grader.__all__ if name.startswith("expect_")} <= set(documented)
    assert {"check", "record", "Counted"} <= set(documented)
    assert [name for name, text in documented.items() if not text.endswith(".")] == []


def test_calls_are_shown_with_their_arguments_and_without_types() -> None:
    documented = reference(shown("code-exercises"))
    assert "expect_close(label, found, expected, rtol=1e-06, atol=1e-09)" in documented
    assert "expect_arguments_kept(label, function, *arguments)" in documented


def test_an_unknown_reference_ends_the_build_and_says_which_there_are() -> None:
    with pytest.raises(LookupError, match=r"no reference 'rulse'.*commands, rules, expectations"):
        markdown("::: reference rulse\n", extensions=["tools.reference_tables"])


def test_commands_in_guides_exist() -> None:
    named = {
        name
        for guide in GUIDES
        for name in re.findall(r"(?:make|-m tools) ([a-z][a-z-]+)", to_type(read(guide)))
    }
    assert {"check", "grade", "new", "serve"} <= named
    assert named <= set(COMMANDS)


def test_every_command_for_people_is_a_target_of_make() -> None:
    targets = re.search(r"^(serve .*):$", read("Makefile"), re.MULTILINE)
    assert targets
    assert set(targets[1].split()) == {*COMMANDS}


def test_readme_opens_with_the_two_commands() -> None:
    first = read("README.md").split("```")[1]
    assert [line.split()[:2] for line in first.splitlines()[1:]] == [
        ["make", "serve"],
        ["make", "test"],
    ]


def test_readme_names_the_versions_that_set_up_asks_for() -> None:
    readme = read("README.md")
    oldest, end = re.findall(r"version_info < \(3, (\d+)\)", read("tools/python.sh"))
    assert f"Python 3.{oldest} to 3.{int(end) - 1} " in readme
    assert f"Node {node.OLDEST} or newer" in readme
    assert torch_environment.NAME.replace("python", "Python ") in readme


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_guide_can_be_read_in_one_sitting(guide: str) -> None:
    assert len(read(guide).splitlines()) <= MOST_LINES


def headings(name: str) -> set[str]:
    """The anchors of a guide's headings."""
    titles = re.findall(r"^#+ (.+)$", without_blocks(read(name)), re.MULTILINE)
    return {slugify(re.sub(r"[`*]", "", title), "-") for title in titles}


@pytest.mark.parametrize("guide", READ_ELSEWHERE)
def test_links_lead_somewhere(guide: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", without_blocks(read(guide))):
        if link.startswith(("http://", "https://")):
            continue
        file, _, anchor = link.partition("#")
        target = (ROOT / guide).parent / file if file else ROOT / guide
        assert target.exists(), f"{guide}: {link}"
        assert not anchor or anchor in headings(str(target)), f"{guide}: {link}"


@pytest.mark.parametrize("guide", AUTHORS)
def test_the_search_is_for_learners_and_leaves_out_guides_for_authors(guide: str) -> None:
    _, header, _ = read(guide).split("---\n", 2)
    assert yaml.safe_load(header)["search"] == {"exclude": True}


def test_contributing_leads_to_every_guide() -> None:
    linked = set(re.findall(rf"\]\(({AUTHORING}/[\w-]+\.md)", read("CONTRIBUTING.md")))
    assert linked == set(AUTHORS)


def paths(text: str) -> set[str]:
    """The paths below the repository's folders that a text names."""
    top = "docs|exercises|grader|metarl|tools|tests"
    return set(re.findall(rf"`((?:{top})/[\w./-]*)`", text))


@pytest.mark.parametrize("guide", [name for name in GUIDES if name != FIRST])
def test_named_paths_exist(guide: str) -> None:
    for path in paths(read(guide)) - (ESTIMATE if guide == NEW_KIND else set()):
        assert path.rstrip("/").startswith(MADE) or (ROOT / path).exists(), path


def scripts(text: str) -> set[str]:
    """The page's modules that a text names, without their folders."""
    return set(re.findall(r"`(?:docs/assets/js/(?:\w+/)*)?(\w+\.js)`", text))


@pytest.mark.parametrize("guide", ["ARCHITECTURE.md", NEW_KIND])
def test_named_scripts_exist(guide: str) -> None:
    existing = {path.name for path in SCRIPTS.rglob("*.js")}
    named = scripts(read(guide))
    assert named
    assert named - existing <= {"estimate.js"}


PACKAGES = sorted(
    path.parent for name in ("grader", "tools") for path in (ROOT / name).glob("*/__init__.py")
)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_package_says_what_belongs_in_it_and_is_on_the_map(package: Path) -> None:
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8")))
    assert docstring, "nothing says what belongs here"
    assert len(docstring.splitlines()) <= 5
    table = read("ARCHITECTURE.md").partition(f"| Level | `{package.parent.name}/`")[2]
    assert f"`{package.name}/`" in table.partition("\n\n")[0]


def test_other_modules_of_the_grader_and_folders_of_scripts_are_on_the_map() -> None:
    text = read("ARCHITECTURE.md")
    names = {path.name for path in (ROOT / "grader").glob("*.py")} - {"__main__.py"}
    names |= {f"{path.name}/" for path in SCRIPTS.glob("*/")}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("guide", ["README.md", "ARCHITECTURE.md"])
def test_every_folder_is_described_once(guide: str) -> None:
    table = read(guide).partition("\n| Folder |")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()[1:] if line]
    described = [name for cell in cells for name in re.findall(r"`([a-z]+)/`", cell)]
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tops = {line.partition("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    assert sorted(described) == sorted(name for name in tops if not name.startswith("."))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_an_exercise_is_described(kind: str) -> None:
    text = "\n".join(map(read, AUTHORS))
    keys = [field.name for field in msgspec.structs.fields(KINDS[kind])]
    if kind == "classify":
        keys += [field.name for field in msgspec.structs.fields(Scenario)]
    assert [key for key in keys if not re.search(rf"\b{key}\b", text)] == []


def test_every_file_and_folder_of_a_code_exercise_is_described() -> None:
    names = [*FILES["code"], *(f"submissions/{folder}/" for folder in FOLDERS)]
    text = read(f"{AUTHORING}/code-exercises.md")
    assert [name for name in names if name not in text] == []


def test_a_new_kind_goes_wherever_an_old_one_is_named() -> None:
    word = re.compile(r"""["']recall["']|RecallView""")
    steps = read(NEW_KIND)
    programs = {
        path.relative_to(ROOT).as_posix()
        for name in ("grader", "tools")
        for path in (ROOT / name).rglob("*.py")
        if word.search(path.read_text("utf-8"))
    }
    modules = {path.name for path in SCRIPTS.rglob("*.js") if word.search(path.read_text("utf-8"))}
    assert programs <= paths(steps)
    assert modules <= scripts(steps)


def exercise(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(read(f"exercises/{name}/exercise.toml"))


def submissions(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(read(f"exercises/{name}/submissions.toml"))


def test_scenarios_and_cards_shown_are_real_ones() -> None:
    item, shared, card = map(tomllib.loads, blocks(f"{AUTHORING}/scenarios.md", "toml"))
    framing = exercise("framing/multitask-or-meta")
    (scenario,) = item["item"]
    real = next(item for item in framing["item"] if item["id"] == scenario["id"])
    examples = scenario.pop("examples")
    assert scenario.items() <= real.items()
    assert all(example in real["examples"] for example in examples)  # type: ignore[operator]
    assert all(framing[key] == value for key, value in shared.items())
    questions = [card["question"] for card in exercise("recall/foundations")["card"]]
    assert card["card"][0]["question"] in questions


def test_the_judges_tables_shown_are_valid() -> None:
    own, borrowing = map(tomllib.loads, blocks(f"{AUTHORING}/judge.md", "toml"))
    msgspec.convert(own["judge"], Lexicon)
    msgspec.convert(own["item"]["judge"], Rubric)
    lexicon = msgspec.convert(borrowing["judge"], Lexicon)
    lender = msgspec.convert(exercise(lexicon.borrows)["judge"], Lexicon)
    assert set(lexicon.axes) <= set(lender.axes)


def test_checks_submissions_and_mutants_shown_are_real_ones() -> None:
    (checks,) = blocks(f"{AUTHORING}/code-exercises.md", "python")
    for part in checks.split("\n\n")[1:]:
        assert part.strip() in read("exercises/maml/inner-adapt/grader.py")
    tables = map(tomllib.loads, blocks(f"{AUTHORING}/code-exercises.md", "toml"))
    stored, limit, used, asked, declared = tables
    assert stored["fail"][0] in submissions("maml/inner-adapt")["fail"]
    no_gain = tomllib.loads(read("exercises/maml/no-gain/exercise.toml"))
    assert limit["changed_lines"] == no_gain["changed_lines"]
    waves = tomllib.loads(read("exercises/maml/train-on-waves/exercise.toml"))
    assert used["uses"] == waves["uses"]
    pcgrad = tomllib.loads(read("exercises/multitask/pcgrad/exercise.toml"))["predict"]
    assert asked["predict"].keys() == pcgrad.keys()
    assert asked["predict"]["answer"] == pcgrad["answer"]
    assert declared["equivalent"][0] in submissions("multitask/pcgrad")["equivalent"]
