"""The machinery knows no subject: a fork replaces exercises, pages and packages, and no program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forking
from tools.common.paths import PACKAGES, ROOT
from tools.contract.command import check
from tools.course.site_config import read_config
from tools.site import build, exercise_bundles

# Words that only a course on this subject needs. `policy` is also what browsers hold a page to,
# `task` what they call a piece of work: such words tell nothing.
WORDS = (
    *("reinforcement", "meta-?rl", "metarl", "meta-?learn\\w*", "multi-?task", "maml", "reptile"),
    *("rl2", "rl²", "pearl", "pcgrad", "varibad", "bandit", "mdp", "pomdp", "q-learning"),
    *("reward", "episode", "rollout", "trajectory", "actor", "critic", "replay buffer"),
    *("inner loop", "outer loop", "inner step", "support set", "query set", "discount factor"),
)
SUBJECT = re.compile(rf"(?<![a-z])(?:{'|'.join(WORDS)})(?:s|es)?(?![a-z])", re.IGNORECASE)
MACHINERY = ("grader", "tools")
MADE = {"__pycache__"}


def sources() -> list[Path]:
    paths = (path for name in MACHINERY for path in (ROOT / name).rglob("*"))
    return [path for path in paths if path.is_file() and not MADE & set(path.parts)]


def test_the_words_are_found() -> None:
    for text in ("Meta-RL", "two episodes", "a MAML step", "import metarl.maml", "multitask/x"):
        assert SUBJECT.search(text), text
    for text in ("rl-exercise", "a policy of the page", "the reader is rewarding", "normal"):
        assert not SUBJECT.search(text), text


@pytest.mark.parametrize("folder", MACHINERY)
def test_no_program_knows_the_subject(folder: str) -> None:
    paths = [path for path in sources() if path.is_relative_to(ROOT / folder)]
    assert len(paths) > 20
    naming = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        for match in [SUBJECT.search(line)]
        if match
    ]
    assert naming == []


def test_packages_for_the_browser_are_there() -> None:
    assert "grader" in PACKAGES
    assert all((ROOT / name / "__init__.py").is_file() for name in PACKAGES)


def test_what_browsers_keep_for_this_site_is_still_found() -> None:
    # what learners have done is stored under this name: another one would hide it from them
    assert read_config(ROOT).short_name == "meta-rl-workbook"


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fork with its site in site/."""
    folder = forking.make_fork(tmp_path_factory.mktemp("fork"))
    exercise_bundles.write(folder)
    assert build.site(["-q"], folder) == 0
    return folder


def test_a_fork_shows_its_name_address_and_colour(fork: Path) -> None:
    home = (fork / "site" / "index.html").read_text("utf-8")
    assert f"<title>{forking.NAME}</title>" in home
    assert f'<link rel="canonical" href="{forking.ADDRESS}">' in home
    style = (fork / "site" / "assets" / "css" / "palette.css").read_text("utf-8")
    assert f"--wb-accent: {forking.ACCENT};" in style
    assert "{" + "{" not in style


def test_what_a_forks_pages_run_knows_no_other_name(fork: Path) -> None:
    scripts = [fork / "site" / "sw.js", *(fork / "site" / "assets" / "js").rglob("*.js")]
    texts = {path.name: path.read_text("utf-8") for path in scripts}
    assert [name for name, text in texts.items() if "meta-rl" in text.lower()] == []
    naming = [name for name, text in texts.items() if forking.SHORT_NAME in text]
    assert len(naming) == 2  # the module that all others ask for the name, and
    assert "sw.js" in naming


def test_a_fork_ships_the_exercises_that_it_has_chosen(fork: Path) -> None:
    bundles = fork / "site" / "assets" / "exercises"
    shipped = [
        path.relative_to(bundles).with_suffix("").as_posix() for path in bundles.rglob("*.json")
    ]
    assert sorted(shipped) == sorted(forking.CHOSEN)
    copied = json.loads((fork / "site" / "offline.json").read_text("utf-8"))["files"]
    listed = [name for name in copied if name.startswith("assets/exercises/")]
    assert sorted(listed) == sorted(f"assets/exercises/{name}.json" for name in forking.CHOSEN)


def test_a_link_to_an_exercise_left_out_leads_to_a_sentence(fork: Path) -> None:
    page = (fork / "site" / "practice" / "index.html").read_text("utf-8")
    assert re.findall(r'<rl-exercise data-id="([^"]+)"', page) == ["recall/foundations"]
    left = re.search(r'<p class="wb-left-out" id="framing-multitask-or-meta">(.*?)</p>', page)
    assert left
    assert "an exercise that this site leaves out" in left[1]


def test_a_fork_keeps_the_contract(fork: Path) -> None:
    assert [str(problem) for problem in check(fork, ["recall/foundations", "practice"])] == []


def test_properdocs_shows_the_same_fork(fork: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "properdocs", "build", "-q", "--strict"]
    options = ["-f", str(fork / "mkdocs.yml"), "-d", str(tmp_path / "site")]
    subprocess.run([*command, *options], cwd=ROOT, env={**os.environ, **build.ENV}, check=True)
    page = (tmp_path / "site" / "practice" / "index.html").read_text("utf-8")
    assert re.findall(r'<rl-exercise data-id="([^"]+)"', page) == ["recall/foundations"]
    style = (tmp_path / "site" / "assets" / "css" / "palette.css").read_text("utf-8")
    assert f"--wb-accent: {forking.ACCENT};" in style
