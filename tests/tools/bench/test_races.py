"""Races: fair, in turn, and told in one sentence when they cannot be held."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from tests.tools.bench import toy_race
from tools.bench import browser_speed, environment
from tools.bench.racing import races, torch_environment
from tools.bench.racing.process import Side
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.results.bench import Run

RUN = Run("2026-01-01", "make bench", 2, "a machine", {"Chromium": "1"})
PYTHON = Path(sys.executable)
TOY = races.entrant(toy_race.__name__)
REAL = races.entrants()


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race against the one side that does the same."""
    ask = Side.ask

    def fewer(self: Side, **request: object) -> object:
        answer = ask(self, **request)
        if request["do"] == "sides":
            return {"slow naps": answer["slow naps"]}
        return answer

    monkeypatch.setattr(Side, "ask", fewer)
    monkeypatch.setattr(races, "SLICE", 0.05)


@pytest.mark.usefixtures("only")
def test_a_race_compares_steps_per_second_in_turn() -> None:
    messages: list[str] = []
    (entry,) = races.hold_race(TOY, PYTHON, RUN, messages.append).values()
    assert (entry.title, entry.unit, entry.compared_with) == ("Naps", "steps/s", "slow naps")
    assert (entry.target, entry.bound) == (3.0, "at least")
    # a twentieth of the other's naps: however busy the machine is, ours does more of them
    assert (entry.ratio or 0) > 1
    assert len(entry.samples) == 2
    assert messages[-1] == "toy_race, trial 2 of 2"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("other naps", "number 0 is 2.000001, and ours is 2.0"),
        ("one nap", "gives 1 numbers, and ours 2; both checks must give the same"),
        ("no nap", "has ended:.*ValueError: cannot be checked"),
    ],
)
def test_sides_that_do_something_else_do_not_race(name: str, why: str) -> None:
    with (
        Side(PYTHON, toy_race.__name__, "") as ours,
        Side(PYTHON, str(TOY.others), name) as other,
        pytest.raises(SetupError, match=f"(?s){name}.*{why}"),
    ):
        races.require_equal(TOY, ours, {name: other})


def test_what_runs_in_a_page_brings_the_modules_along_that_no_page_has() -> None:
    text = browser_speed.program(toy_race.__name__)
    assert 50 < browser_speed.natively(text.replace('print("set up")', "pass")) < 1000


def test_a_machine_without_that_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(torch_environment, "NAME", "python-that-nobody-has")
    monkeypatch.setattr(environment, "WORK", tmp_path)
    with pytest.raises(SetupError, match=r"need python-that-nobody-has for torch==.*: name those"):
        torch_environment.ensure()


@pytest.mark.parametrize("entrant", REAL, ids=lambda entrant: entrant.name)
def test_a_race_has_other_sides_and_numbers_that_can_be_compared(entrant: races.Entrant) -> None:
    text = entrant.others.read_text("utf-8")
    assert "SIDES" in text
    race = importlib.import_module(entrant.module).RACE
    numbers = race.check(race.inputs())
    assert numbers
    assert all(abs(number) < float("inf") for number in numbers)
    race.ours()(2)


def test_the_races_of_the_packages_are_found() -> None:
    modules = (ROOT / "metarl" / "races").glob("[a-z]*.py")
    names = {path.stem for path in modules if not path.stem.endswith("_torch")}
    assert {entrant.name for entrant in REAL} == names
