"""The overview as one HTML file, which needs nothing else: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tools.overview.counts import Misleading, Mistake, Outcome, Spread
from tools.overview.drawings import shares_drawing, spread_drawing

STYLE = """
:root { color-scheme: light dark; --ink: #1b2730; --paper: #fff; --line: #d9dfdb;
  --solved: #1b6b3c; --tried: #d9a441; --rest: #e6e9e6; --named: #0a6168; --unnamed: #87939a; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6ebe8; --paper: #161d22;
  --line: #37424a; --solved: #7cc79a; --tried: #d9a441; --rest: #2b353c; --named: #6fc1c6;
  --unnamed: #6c7a83; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td small, th small { display: block; font-weight: normal; }
.wide { overflow-x: auto; }
svg { display: block; }
.solved { fill: var(--solved); } .tried { fill: var(--tried); } .rest { fill: var(--rest); }
.named { fill: var(--named); } .unnamed { fill: var(--unnamed); }
.spread { stroke: var(--named); stroke-width: 4; } .median { fill: var(--ink); }
.key svg { display: inline-block; width: 1rem; vertical-align: middle; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } .wide { overflow: visible; } }
"""


@dataclass(frozen=True)
class Overview:
    """All that the page shows.

    Attributes:
        students: who handed something in.
        without: programs that have no verdict, and count nowhere.
        unread: of each file that could not be read, whose it is and why.
    """

    name: str
    students: int
    outcomes: Sequence[Outcome]
    mistakes: Sequence[Mistake]
    misleading: Sequence[Misleading]
    without: int
    unread: Sequence[tuple[str, str]]


def overview_page(overview: Overview) -> str:
    """The page."""
    title = f"{escape(overview.name)}: how the exercises went"
    parts = [_summary(overview), _outcomes(overview), _mistakes(overview), _misleading(overview)]
    if overview.unread:
        rows = [[escape(student), escape(reason)] for student, reason in overview.unread]
        parts.append(_table("What could not be read", "", ["Learner", "Why"], rows))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{''.join(parts)}</main></body></html>\n"
    )


def minutes_text(value: float) -> str:
    """Minutes as they are read."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _summary(overview: Overview) -> str:
    words = f"{_count(overview.students, 'learner')} handed in attempts at "
    words += f"{_count(len(overview.outcomes), 'exercise')}. "
    words += "Times and the order of attempts are by the learners’ own clocks."
    if overview.without:
        words += f" {_count(overview.without, 'program')} without a verdict count nowhere here: "
        words += "run regrade, and give its folder with --graded."
    return f"<p>{words}</p>"


def _outcomes(overview: Overview) -> str:
    most_tries = max(
        (outcome.to_solve[2] for outcome in overview.outcomes if outcome.to_solve), default=0
    )
    most_minutes = max(
        (outcome.minutes[2] for outcome in overview.outcomes if outcome.minutes), default=0
    )
    most_failed = max((outcome.named + outcome.unnamed for outcome in overview.outcomes), default=0)
    rows = [
        [
            _name(outcome.title, outcome.exercise),
            _solved(outcome, overview.students),
            _spread(outcome.to_solve, most_tries, "attempts", str_of_attempts),
            _spread(outcome.minutes, most_minutes, "minutes", minutes_text),
            _failed(outcome, most_failed),
        ]
        for outcome in overview.outcomes
    ]
    head = [
        "Exercise",
        "Solved",
        "Attempts up to a pass",
        "Minutes up to a pass",
        "Failed attempts",
    ]
    key = _key(solved="solved", tried="tried, not solved", rest="not tried")
    key += _key(named="mistake recognised", unnamed="none recognised")
    words = f"Lines reach over the middle half of the learners, the dot is the median. {key}"
    return _table("Exercises", words, head, rows)


def str_of_attempts(value: float) -> str:
    """Attempts, of which a median may have half a one."""
    return f"{value:g}" if value * 2 % 1 == 0 else f"{value:.1f}"


def _solved(outcome: Outcome, students: int) -> str:
    words = f"{outcome.solved} of {outcome.tried} who tried"
    rest = students - outcome.tried
    parts = [("solved", outcome.solved), ("tried", outcome.tried - outcome.solved), ("rest", rest)]
    return shares_drawing(parts, students, f"{words}; {rest} did not try") + words


def _spread(values: Spread | None, most: float, unit: str, write: Callable[[float], str]) -> str:
    if values is None:
        return "–"
    low, middle, high = map(write, values)
    words = f"median {middle}, middle half {low} to {high}"
    return spread_drawing(values, most, f"{words} {unit}") + words


def _failed(outcome: Outcome, most: int) -> str:
    words = f"{outcome.named + outcome.unnamed} of {outcome.attempts}, {outcome.named} recognised"
    parts = [("named", outcome.named), ("unnamed", outcome.unnamed)]
    return shares_drawing(parts, most, words) + words


def _mistakes(overview: Overview) -> str:
    rows = [
        [
            escape(mistake.exercise),
            escape(mistake.name) or "<i>not recognised</i>",
            escape(mistake.at),
            str(mistake.students),
            str(mistake.attempts),
        ]
        for mistake in overview.mistakes
    ]
    head = ["Exercise", "Mistake", "Failed at", "Learners", "Attempts"]
    words = "A mistake that is not recognised and that many make deserves a name of its own."
    return _table("Mistakes in programs", words, head, rows) if rows else ""


def _misleading(overview: Overview) -> str:
    rows = [
        [
            _name(scenario.item, scenario.exercise),
            shares_drawing(
                [("solved", scenario.right), ("tried", scenario.students - scenario.right)],
                scenario.students,
                f"label fits: {scenario.right} of {scenario.students}",
            )
            + f"{scenario.right} of {scenario.students}",
            f"{escape(scenario.wrong)} ({scenario.wrong_students})" if scenario.wrong else "–",
            f"{scenario.misled}: “{escape(scenario.cue)}”" if scenario.misled else "0",
            str(scenario.missed),
        ]
        for scenario in overview.misleading
    ]
    head = [
        "Scenario",
        "Label fits",
        "Most frequent other",
        "Misled by a cue",
        "Marked none that decides",
    ]
    words = "First answers alone; the scenarios in which most went astray come first."
    return _table("Scenarios", words, head, rows) if rows else ""


def _table(title: str, words: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    scrolled = f'<div class="wide" tabindex="0" role="group" aria-label="{title}">'
    return (
        f"<section><h2>{title}</h2>{scrolled}"
        f"<table><caption>{words}</caption>"
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _name(title: str, id_: str) -> str:
    return f"{escape(title)}<small>{escape(id_)}</small>"


def _key(**names: str) -> str:
    shape = '<rect class="{}" width="14" height="14"/>'
    sample = f'<svg viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'
    return "".join(
        f'<span class="key">{sample.format(name)} {words}. </span>' for name, words in names.items()
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
