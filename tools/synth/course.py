"""The files of a synthetic course: exercises that keep the contract, and pages that embed them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

TEMPLATES = Path(__file__).parent / "templates"
ENDING = ".txt"  # so that no tool takes a template for what it becomes
# What comes after another, in turn: about the mix of a course that people have written.
KINDS = ("code", "classify", "code", "recall", "code")
ON_A_PAGE = 2
PAGES_OF_A_TOPIC = 10
ITEMS = 5
CARDS = 5
ROWS = 6
# Subject, what it does, and why: sentences of a technical text, for the search to find.
SUBJECTS = (
    *("The sensor", "A pump", "This filter", "Every valve", "The old boiler", "A slow channel"),
    *("One of the tanks", "The clock", "A second gauge", "The network of pipes"),
)
DEEDS = (
    *("drifts by {0} units in {1} hours", "was calibrated {0} times", "answers after {1} seconds"),
    *("loses {0} of {1} packets", "reports the mean of {1} values", "is read at line {0}"),
    *("needs {0} minutes to settle", "has a range from {0} to {1}", "repeats what it said before"),
)
REASONS = (
    *("because nobody has cleaned it", "as its manual says on page {1}", "while the others wait"),
    *("so its level lags behind", "and what follows depends on it", "unless the pressure falls"),
    *("although the readings agree", "which table {0} shows", "before the next one begins"),
)


class Plan(NamedTuple):
    """One exercise to be made.

    Attributes:
        number: counts from 0.
        page: the page that embeds it, counting from 0.
    """

    number: int
    kind: str
    page: int

    @property
    def id(self) -> str:
        return f"{topic(self.page)}/{self.kind}-{self.number:05}"


def topic(page: int) -> str:
    """The topic that a page belongs to."""
    return f"topic-{page // PAGES_OF_A_TOPIC:03}"


def slug(page: int) -> str:
    """The page's name, which is the name of its concept."""
    return f"concept-{page:05}"


def title(page: int) -> str:
    """The page's title."""
    return f"Concept {page}"


def plans(size: int) -> list[Plan]:
    """The exercises of a course."""
    return [Plan(number, KINDS[number % len(KINDS)], number // ON_A_PAGE) for number in range(size)]


def files(size: int) -> Iterator[tuple[str, str]]:
    """Every file of the course that somebody would write, as (path, text)."""
    all_plans = plans(size)
    for plan in all_plans:
        for path, text in exercise(plan):
            yield f"exercises/{plan.id}/{path}", text
    for page in range(all_plans[-1].page + 1):
        embedded = all_plans[page * ON_A_PAGE :][:ON_A_PAGE]
        yield f"docs/{topic(page)}/{slug(page)}.md", page_text(page, embedded)
        # where the contract looks for a concept
        yield f"docs/concepts/{slug(page)}.md", ""
    yield "docs/sources.toml", ""


def exercise(plan: Plan) -> Iterator[tuple[str, str]]:
    """The files of one exercise; each exercise has numbers of its own."""
    chance = random.Random(plan.number)
    keep, gain = chance.randint(200, 799) / 1000, chance.randint(1000, 4000) / 1000
    start, reading = chance.randint(100, 900) / 100, chance.randint(110, 900) / 100
    first = keep * start + gain * 1.0
    values = {
        "number": str(plan.number),
        "concept": slug(plan.page),
        "page": f"{topic(plan.page)}/{slug(plan.page)}.md",
        "difficulty": str(1 + plan.number % 5),
        "name": f"levels_{plan.number}",
        "keep": str(keep),
        "gain": str(gain),
        "start": str(start),
        "reading": str(reading),
        "shown": f"{first:.4f}, {keep * first + gain * 2.0:.4f}",
        "first": paragraph(chance, 2),
        "second": paragraph(chance, 3),
        "third": paragraph(chance, 2),
    }
    if plan.kind == "code":
        for path in sorted((TEMPLATES / "code").rglob(f"*{ENDING}")):
            name = path.relative_to(TEMPLATES / "code").as_posix()
            yield name.removesuffix(ENDING), fill_template(name, values, "code")
    elif plan.kind == "classify":
        items = "".join(part("item.toml", values, chance, n) for n in range(1, ITEMS + 1))
        yield "exercise.toml", fill_template(f"classify.toml{ENDING}", {**values, "items": items})
    else:
        cards = "".join(part("card.toml", values, chance, n) for n in range(1, CARDS + 1))
        yield "exercise.toml", fill_template(f"recall.toml{ENDING}", {**values, "cards": cards})


def part(name: str, values: dict[str, str], chance: random.Random, number: int) -> str:
    """One scenario or card."""
    own = {"item": str(number), "first": sentence(chance), "second": paragraph(chance, 2)}
    return fill_template(f"{name}{ENDING}", {**values, **own})


def page_text(page: int, embedded: list[Plan]) -> str:
    """A page with about as much text as a concept page has."""
    chance = random.Random(-page - 1)
    rows = "\n".join(f"| {step} | {chance.random() ** step:.4f} |" for step in range(1, ROWS + 1))
    values = {
        "title": title(page),
        "intro": paragraph(chance, 8),
        "middle": "\n\n".join(paragraph(chance, 8) for _ in range(3)),
        "end": "\n\n".join(paragraph(chance, 8) for _ in range(3)),
        "rows": rows,
        "embeds": "\n\n".join(f"::: exercise {plan.id}" for plan in embedded),
    }
    return fill_template(f"page.md{ENDING}", values)


def paragraph(chance: random.Random, count: int) -> str:
    """So many sentences."""
    return " ".join(sentence(chance) for _ in range(count))


def sentence(chance: random.Random) -> str:
    """One sentence."""
    words = " ".join(chance.choice(choice) for choice in (SUBJECTS, DEEDS, REASONS))
    return f"{words.format(chance.randint(2, 99), chance.randint(100, 999))}."


@cache
def template(name: str, folder: str) -> Template:
    """A file of the templates."""
    return Template((TEMPLATES / folder / name).read_text("utf-8"))


def fill_template(name: str, values: dict[str, str], folder: str = "") -> str:
    """A template with all its names replaced."""
    return template(name, folder).substitute(values)
