"""Published numbers beside ours: each module here is the recipe of one reproduction.

A module NAME, in the package of its subject, holds ``REPRODUCTION``; no two have the same name,
and what begins with _ helps others. `python -m tools reproduce NAME` runs its jobs, each of which
is kept once it is done, and writes the table to docs/data/reproductions/NAME.json, which a page
shows. The quick jobs run in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Basis = Literal["exact", "computed", "bound", "index policy", ""]


@dataclass(frozen=True)
class Job:
    """A piece of work of at most a few minutes that depends on nothing but its arguments.

    Attributes:
        name: lower-case letters, digits and hyphens; unique in its reproduction.
        run: a function of a module, called as ``run(*arguments, on_progress=...)`` with an
            ``OnProgress``; returns what JSON can hold. It is run in a process of its own, with one
            thread.
        arguments: plain values; others make it another job, so that nothing old is taken for new.
    """

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: method and setting.
        published: the paper's number, None where it has none.
        reference: an exact or computed number to compare with, None where there is none.
        basis: what the reference is; "" without one.
        ours: what was measured here, None for a number that is only computed.
        interval: 95 % interval of ours, None where ours is exact.
        seeds: independent runs behind ours.
        of: what each run was averaged over, such as "600 tasks".
        note: one sentence on this line, "" if there is nothing to say.
    """

    what: str
    published: float | None = None
    reference: float | None = None
    basis: Basis = ""
    ours: float | None = None
    interval: tuple[float, float] | None = None
    seeds: int = 0
    of: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reproduction:
    """What is reproduced, from which sources, and how.

    Attributes:
        title: heading on the page.
        about: the setting, in a few sentences: Markdown without headings.
        unit: of all numbers, such as "mean squared error".
        sources: keys of docs/sources.toml.
        jobs: the work; with True the quick variant, which takes seconds.
        rows: the table, from the results of the jobs by their names.
        differences: where paper, code and our numbers disagree: a sentence or two each.
        digits: decimals that the table shows.
    """

    title: str
    about: str
    unit: str
    sources: Sequence[str]
    jobs: Callable[[bool], list[Job]]
    rows: Callable[[Mapping[str, Any]], list[Row]]
    differences: Sequence[str] = ()
    digits: int = 3
