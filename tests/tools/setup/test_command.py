"""What the repository pins, and that set-up does nothing twice."""

import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.setup import apt, chromium, environment, node, npm, pyodide_runtime
from tools.testing import engines

PIN = re.compile(r"^[A-Za-z0-9._-]+==[^=\s]+$")


def pins(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(";")[0].split("==") for line in lines)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def constraints() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_constraint_is_one_exact_version() -> None:
    assert [line for line in constraints() if not PIN.match(line)] == []


def test_the_project_asks_for_what_the_constraints_say() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    requirements = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    requirements += [requirement for extra in extras.values() for requirement in extra]
    of_its_own = tuple(f"{project['project']['name']}[{extra}]" for extra in extras)
    requirements = [
        requirement for requirement in requirements if not requirement.startswith(of_its_own)
    ]
    assert pins(requirements).items() <= pins(constraints()).items()


def test_the_front_end_lock_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_a_second_set_up_says_that_all_is_there_and_writes_nothing() -> None:
    folders = (pyodide_runtime.RUNTIME, npm.VENDOR, environment.VENV / ".stamp")
    before = [times(folder) for folder in folders]
    command = [sys.executable, "-m", "tools", "setup"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "all set up\n", done.stderr
    assert [times(folder) for folder in folders] == before


def times(top: Path) -> dict[Path, int]:
    """When a file, or each file of a folder, was written."""
    return {path: path.stat().st_mtime_ns for path in [top, *top.rglob("*")]}


def test_the_environment_is_renewed_when_its_pins_change(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = []
    monkeypatch.setattr(environment, "is_done", lambda stamp, inputs: False)
    monkeypatch.setattr(environment, "mark_done", lambda stamp, inputs: None)
    monkeypatch.setattr(environment, "install", lambda *packages: installed.append(packages))
    environment.ensure()
    assert installed == [("-e", ".[dev]")]


def test_a_python_without_venv_is_told_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(what: str, command: list[str]) -> None:
        raise SetupError("venv failed: ensurepip is not available")

    monkeypatch.setattr(environment, "run", refuse)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        environment.create()


def program(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("printed", "usable"), [("v20.1.0", True), ("v18.19.0", False), ("", False)]
)
def test_only_a_new_enough_node_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str, usable: bool
) -> None:
    program(tmp_path / "node", f"echo {printed}")
    program(tmp_path / "npm", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (node.of_system() is not None) == usable


def test_node_without_npm_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "node", "echo v22.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.of_system() is None


def test_a_chromium_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = program(tmp_path / "stub", "echo 'install it first'; exit 1")
    good = program(tmp_path / "good", "echo Chromium 156")
    monkeypatch.setattr(chromium, "candidates", lambda: [tmp_path / "none", stub, good])
    assert chromium.find() == good


def test_playwrights_chromium_is_a_candidate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "chromium-1200" / "chrome-linux"
    place.mkdir(parents=True)
    kept = program(place / "chrome", "exit 0")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert kept in chromium.candidates()


def test_no_chromium_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise SetupError("no network")

    monkeypatch.setattr(chromium, "candidates", list)
    monkeypatch.setattr(chromium, "run", refuse)
    monkeypatch.setattr(apt, "run", refuse)
    with pytest.raises(SetupError, match=r"install Chromium or Chrome .*; no network"):
        chromium.ensure()


def test_a_browser_that_is_not_there_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chromium, "ensure", lambda: tmp_path)
    monkeypatch.setattr(apt, "is_usable", lambda: False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FIREFOX", raising=False)
    with pytest.raises(SetupError, match=r"no firefox-esr: .* apt install firefox-esr"):
        engines.ensure()


def test_a_program_is_found_by_its_variable_on_the_path_or_in_its_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = (str(tmp_path / "lib-*"),)
    wanted = engines.Program("no-such-browser", "NO_SUCH_BROWSER", "none", places)
    assert engines.find(wanted) is None
    (tmp_path / "lib-1").mkdir()
    placed = program(tmp_path / "lib-1" / wanted.name, "exit 0")
    assert engines.find(wanted) == placed
    monkeypatch.setenv(wanted.variable, str(program(tmp_path / "own", "exit 0")))
    assert engines.find(wanted) == tmp_path / "own"


def made(folder: Path, target: str, ends: str) -> subprocess.CompletedProcess[str]:
    """What our Makefile does where every command tells its arguments and then ends like this."""
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "tools").mkdir()
    (folder / "tools" / "python.sh").write_text(f'echo "$@"\n{ends}\n', "utf-8")
    command = ["make", target, "ARGS=a b"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_make_runs_the_command_of_the_targets_name(tmp_path: Path) -> None:
    done = made(tmp_path, "check", "exit 0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "-m tools check a b\n", "")


def test_make_adds_nothing_to_what_a_command_says_that_fails(tmp_path: Path) -> None:
    done = made(tmp_path, "check", "echo why >&2; exit 1")
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, "why\n")
