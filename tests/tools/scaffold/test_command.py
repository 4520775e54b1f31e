"""``python -m tools new KIND ID``: what it makes keeps all rules once its to-dos are filled in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from string import Template

import pytest

from tools.cli import COMMANDS
from tools.common.process import SetupError
from tools.contract.command import check
from tools.course.folder import load_course
from tools.course.schema import KINDS
from tools.course.todo import MARK
from tools.scaffold import command, exercise, files

COURSE = Path(__file__).parents[2] / "course"
PAGE = "concepts/halving"
FIGURE = "figures/halving"
EVERY = [*KINDS, exercise.TO_MEND]
IDS = {kind: f"arithmetic/half-of-{kind}" for kind in EVERY}
IDS |= {"page": PAGE, "figure": FIGURE}
SHARED = exercise.shared_values(COURSE, None)
VALUES = ("slug", "title", *SHARED, *exercise.values_of_call("f(x)"))
# What a to-do that starts so gets; the others get a sentence of their own.
ANSWERS = {
    "a scenario": "Four friends share a cake: [each gets as much as the others]{decides}, "
    "[three of them are cousins]{misleads}, and [it rains]{true}.",
    "a sentence that names the deciding fact": "Each gets as much as the others.",
    "the same fact": "Nobody has a larger share than anybody else.",
    "a sentence that is true but": "They share a cake.",
    "another one that says too little": "It is about friends.",
    "a sentence that contradicts": "One of them has a larger share than the others.",
    "another contradiction": "The shares are not equal.",
    "the fact that": "All have equal shares.",
    "the justification": "Each of the four gets as much as the others.",
    "the page below docs/": "concepts/doubling.md#practice",
    "the heading that answers": "concepts/doubling.md#doubling",
    "one line for each work": "- [euclid-elements](): *Elements*, Alexandria",
    "an exercise, embedded": "::: exercise arithmetic/half-of-code",
    "a figure, embedded": "::: figure pictured",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


@pytest.fixture
def make(course: Path) -> Callable[..., int]:
    return lambda *arguments: command.main([*arguments], course)


def fill_in(course: Path, name: str) -> int:
    """Do what the contract says of each to-do, and nothing else; returns how many there were."""
    todos = [problem for problem in check(course, [name]) if problem.rule == "todo"]
    for number, problem in enumerate(todos):
        path, words = course / problem.file, problem.message.removeprefix("to do: ")
        lines = path.read_text("utf-8").splitlines()
        assert problem.line
        old = lines[problem.line - 1]
        if "delete the comment" in problem.remedy:
            lines[problem.line - 1] = old.partition(f"# {MARK}")[0].rstrip()
        else:
            answers = [text for start, text in ANSWERS.items() if words.startswith(start)]
            answer = answers[0] if answers else f"Sentence {number} of {name} is true."
            lines[problem.line - 1] = old.replace(f"{MARK} {words}", answer)
        assert lines[problem.line - 1] != old, problem
        path.write_text("\n".join(lines).lstrip("\n") + "\n", "utf-8")
    return len(todos)


@pytest.mark.parametrize("kind", IDS)
def test_new_one_breaks_no_rule_but_to_dos(
    kind: str, course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(kind, IDS[kind]) == 0

    output = capsys.readouterr().out
    problems = check(course, [IDS[kind]])
    assert {problem.rule for problem in problems} == {"todo"}
    assert f"{len(problems)} to-dos" in output
    assert f"python -m tools check {IDS[kind]}" in output
    for problem in problems:
        assert problem.line
        assert problem.message.removeprefix("to do: ")
        assert f"· {problem.file}" in output


@pytest.mark.parametrize("kind", EVERY)
def test_exercise_passes_once_its_to_dos_are_done_and_a_page_embeds_it(
    kind: str, course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    name = IDS[kind]
    make(kind, name)
    assert f"and this line in one page under docs/: ::: exercise {name}" in capsys.readouterr().out

    assert fill_in(course, name) > 5
    assert check(course, [name]) == []

    toml = course / "exercises" / name / "exercise.toml"
    toml.write_text(toml.read_text("utf-8").replace('"draft"', '"published"'), "utf-8")
    (problem,) = check(course, [name])
    assert problem.rule == "embedded"
    page = course / "docs" / "concepts" / "doubling.md"
    page.write_text(f"{page.read_text('utf-8')}\n::: exercise {name}\n", "utf-8")
    assert check(course, [name, "concepts/doubling"]) == []
    kinds = {exercise.TO_MEND: "code"}
    assert load_course(course).exercises[name].kind == kinds.get(kind, kind)


def test_exercise_that_a_page_shows_needs_nothing_but_its_to_dos(
    course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    name = "arithmetic/halved"
    make("code", name, "--defines", "halved(values, rate)", "--page", "concepts/doubling")

    output = capsys.readouterr().out
    assert "· docs/concepts/doubling.md shows it" in output
    fill_in(course, name)
    assert check(course, [name, "concepts/doubling"]) == []
    loaded = load_course(course).code[name]
    assert loaded.meta.defines == ["halved(values, rate)"]
    assert (loaded.meta.concepts, loaded.meta.status) == (["doubling"], "published")
    assert (loaded.meta.title, loaded.meta.level) == ("Halved", 0)
    assert "| `rate` |" in loaded.prompt


def test_level_is_that_of_most_exercises_on_the_page(
    course: Path, make: Callable[..., int]
) -> None:
    for name in ("double", "parity"):
        table = course / "exercises" / "arithmetic" / name / "exercise.toml"
        table.write_text(table.read_text("utf-8").replace("level = 0", "level = 3"), "utf-8")
    make("recall", "arithmetic/halved", "--page", "concepts/doubling")

    assert load_course(course).exercises["arithmetic/halved"].meta.level == 3


def test_what_is_right_from_the_start_carries_no_to_do(
    course: Path, make: Callable[..., int]
) -> None:
    make("code", "arithmetic/halved", "--defines", "halved(values)", "--page", "concepts/doubling")

    table = (course / "exercises" / "arithmetic" / "halved" / "exercise.toml").read_text("utf-8")
    (todo,) = (line for line in table.splitlines() if MARK in line)
    assert todo.startswith(f"# {MARK} see whether the next five values fit")
    rights = {path.name for path in (course / "exercises/arithmetic/halved").rglob("pass/*")}
    assert rights == {"whole_arrays.py", "with_a_loop.py"}


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_left_to_do_is_told_in_order_to_the_very_end(
    kind: str, course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"arithmetic/new-{kind}"
    (course / "docs" / "practice.md").write_text("# Practice\n\n::: list all\n", "utf-8")
    make(kind, name, "--page", "concepts/doubling")

    output = capsys.readouterr().out.partition("· what is left to do, in this order:\n")[2]
    steps = re.findall(r"^    (\d+)\. (.+)$", output, re.MULTILINE)
    assert [number for number, _ in steps] == [str(number + 1) for number in range(len(steps))]
    named = re.findall(r"python -m tools (\w+)", output)
    assert set(named) <= set(COMMANDS)
    own = {"classify": ["judge"], "recall": []}.get(kind, ["try", "mutants", "new", "mutants"])
    assert named == ["check", "serve", *own, "check", "test"]
    page = next(step for _, step in steps if "docs/concepts/doubling.md" in step)
    assert "(docs/practice.md will list it by itself)" in page
    card = "a [[card]] in exercises/arithmetic/tables/exercise.toml"
    assert (card in output) == (kind != "recall")
    assert f"check {name} concepts/doubling" in steps[-1][1]


def test_page_without_cards_is_to_get_some(
    course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    page = course / "docs" / "concepts" / "doubling.md"
    text = page.read_text("utf-8").replace("::: exercise arithmetic/tables", "")
    page.write_text(text, "utf-8")

    make("code", "arithmetic/halved", "--page", "concepts/doubling")

    output = capsys.readouterr().out
    assert "python -m tools new recall recall/doubling --page concepts/doubling" in output


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--defines", "halved(", "cannot read 'halved('. Write --defines 'name(first, second)'"),
        ("--defines", "halved()", "cannot read 'halved()'"),
        ("--page", "concepts/dubling", "Did you mean concepts/doubling?"),
    ],
)
def test_option_that_will_not_do_is_refused_and_nothing_is_made(
    option: str, value: str, words: str, course: Path, make: Callable[..., int]
) -> None:
    with pytest.raises(SetupError, match=re.escape(words)):
        make("code", "arithmetic/halved", option, value)

    assert not (course / "exercises/arithmetic/halved").exists()


def test_page_passes_once_its_to_dos_are_done(course: Path, make: Callable[..., int]) -> None:
    make("page", "halving")
    make("code", IDS["code"])

    assert fill_in(course, PAGE) > 5
    assert check(course, [PAGE]) == []


def test_figure_passes_once_its_to_dos_are_done_and_a_page_embeds_it(
    course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    make("figure", "halving")
    assert "    ::: figure halving" in capsys.readouterr().out.splitlines()

    assert fill_in(course, FIGURE) > 5
    (problem,) = check(course, [FIGURE])
    assert problem.rule == "figure-embedded"

    page = course / "docs" / "concepts" / "doubling.md"
    page.write_text(f"{page.read_text('utf-8')}\n::: figure halving\n", "utf-8")
    assert check(course, [FIGURE, "concepts/doubling"]) == []


@pytest.mark.parametrize("typed", ["halving", "concepts/halving", "docs/concepts/halving.md"])
def test_page_is_named_in_the_navigation_beside_the_others(
    typed: str, course: Path, make: Callable[..., int]
) -> None:
    make("page", typed)

    text = (course / "mkdocs.yml").read_text("utf-8")
    assert text.endswith(
        "      - Doubling: concepts/doubling.md\n      - Halving: concepts/halving.md\n"
    )


def test_page_without_a_navigation_gets_the_line_to_write(
    course: Path, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "mkdocs.yml").write_text("site_name: x\n", "utf-8")

    make("page", "halving")

    assert "    - Halving: concepts/halving.md" in capsys.readouterr().out
    assert (course / "mkdocs.yml").read_text("utf-8") == "site_name: x\n"


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("cod", "arithmetic/half"), "there is no kind 'cod'. Did you mean code?"),
        (("code", "arithmetic/double"), "exists already and is left as it is"),
        (("classify", "arithmetic/double"), "exists already and is left as it is"),
        (("page", "doubling"), "exists already and is left as it is"),
        (("code", "arithmetic/half/now"), "Write arithmetic/half-now, for example."),
        (("code", "Arithmetic/Half It"), "Write arithmetic/half-it, for example."),
        (("code", "half"), "Write arithmetic/half, for example."),
        (("code", "arithmetic/"), "Write arithmetic/arithmetic, for example."),
        (("code", ""), "An id is <topic>/<slug>"),
        (("code", "../half"), "Write arithmetic/half, for example."),
        (("page", "a/b"), "Write a-b, for example."),
        (("page", "Ünï"), "the slug in lower-case letters"),
    ],
)
def test_name_that_will_not_do_is_refused_with_the_remedy(
    arguments: tuple[str, str], sentence: str, course: Path, make: Callable[..., int]
) -> None:
    before = state(course)

    with pytest.raises(SetupError) as refused:
        make(*arguments)

    assert sentence in str(refused.value)
    assert state(course) == before


def test_file_in_the_folders_place_is_refused(course: Path, make: Callable[..., int]) -> None:
    (course / "exercises" / "arithmetic" / "half").write_text("mine", "utf-8")
    (course / "exercises" / "algebra").write_text("mine", "utf-8")

    with pytest.raises(SetupError, match="exists already"):
        make("code", "arithmetic/half")
    with pytest.raises(SetupError, match="cannot be written"):
        make("code", "algebra/half")


def test_name_like_another_is_made_with_a_word_of_warning(
    make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    make("recall", "arithmetic/duoble")
    assert "· there is arithmetic/double, too" in capsys.readouterr().out

    make("recall", "arithmetik/thirds")
    assert "arithmetik is a new topic" in (output := capsys.readouterr().out)
    assert "did you mean arithmetic?" in output


@pytest.mark.parametrize(
    ("slug", "name"), [("half-of", "half_of"), ("2-d", "f_2_d"), ("class", "class_")]
)
def test_function_is_named_after_the_exercise(slug: str, name: str) -> None:
    assert exercise.identifier(slug) == name
    assert name.isidentifier()


def test_every_kind_has_a_template_and_none_is_left_over() -> None:
    alone = {"page.md.txt", "figure.py.txt"}
    assert {path.name for path in files.FOLDER.iterdir()} == {*EVERY, *alone}
    for kind in EVERY:
        left = [
            text
            for text in files.templates(kind).values()
            if re.search(rf"\$(?!{'|'.join(VALUES)})", text)
        ]
        assert left == []


def test_lines_of_code_are_as_long_as_the_style_allows() -> None:
    call = exercise.values_of_call("a_slug_of_some_length(values)")
    values = {"slug": "a-slug-of-some-length", "title": "A slug", **SHARED, **call}
    for path, text in files.templates("code").items():
        if path.suffix == ".py" and "submissions" not in path.parts:
            lines = Template(text).substitute(values).splitlines()
            assert max(map(len, lines)) <= 100, path
