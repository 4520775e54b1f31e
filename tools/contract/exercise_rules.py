"""Rules of the contract that need no code to run: names, references, texts, scenarios."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.common.problem import Problem
from tools.common.spelling import suggestion
from tools.contract.page_rules import read_works
from tools.course.embeds import embeds
from tools.course.folder import Course, Loaded, phrases, read_text
from tools.course.site_config import read_identity
from tools.course.toml_lines import line_about
from tools.judge.from_exercise import misjudged

LOADING = ("id", "toml", "keys", "files")  # enforced by tools.course.folder while it reads


@dataclass
class Site:
    """What the pages offer: concepts, sources, and where exercises are embedded."""

    concepts: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    embedded: dict[str, list[str]] = field(default_factory=dict)


Rule = Callable[[Loaded, Course, Site], Iterator[Problem]]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under its name."""

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register


def read_site(root: Path) -> Site:
    """Read what the contract needs to know of ``docs/``."""
    site = Site()
    docs = root / "docs"
    site.concepts = {path.stem for path in (docs / "concepts").glob("*.md")}
    site.sources = set(read_works(root)[0])
    for page in sorted(docs.rglob("*.md")):
        for line, name in embeds(read_text(page).splitlines()):
            where = f"{page.relative_to(root).as_posix()}:{line + 1}"
            site.embedded.setdefault(name, []).append(where)
    return site


def toml_problem(name: str, loaded: Loaded, course: Course, message: str, remedy: str) -> Problem:
    """A problem of a rule in an exercise's exercise.toml, with the line that it speaks of."""
    path = loaded.folder / "exercise.toml"
    line = line_about(read_text(path), name, message)
    return Problem(name, loaded.id, course.file(path), message, remedy, line)


@rule("concepts")
def concepts(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Every concept has a page."""
    for concept in loaded.meta.concepts:
        if concept not in site.concepts:
            remedy = f"Write docs/concepts/{concept}.md, or correct it. {suggestion(concept, site.concepts)}"
            yield toml_problem(
                "concepts", loaded, course, f"no page for concept {concept!r}", remedy
            )


@rule("sources")
def sources(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Every source is in docs/sources.toml."""
    for source in loaded.meta.sources:
        if source not in site.sources:
            remedy = (
                f"Add it to docs/sources.toml, or correct it. {suggestion(source, site.sources)}"
            )
            yield toml_problem("sources", loaded, course, f"unknown source {source!r}", remedy)


@rule("prerequisites")
def prerequisites(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Every prerequisite exists, and none leads back to the exercise."""
    for name in loaded.meta.prerequisites:
        if name not in course.exercises:
            message = f"unknown prerequisite {name!r}"
            remedy = f"Name an exercise. {suggestion(name, course.exercises)}"
            yield toml_problem("prerequisites", loaded, course, message, remedy)
    reached: set[str] = set()
    ahead = list(loaded.meta.prerequisites)
    while ahead:
        name = ahead.pop()
        if name in course.exercises and name not in reached:
            reached.add(name)
            ahead += course.exercises[name].meta.prerequisites
    if loaded.id in reached:
        message = "the exercise is, through others, a prerequisite of itself"
        remedy = "Take one of the prerequisites on the way out."
        yield toml_problem("prerequisites", loaded, course, message, remedy)


@rule("embedded")
def embedded(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """A published exercise is embedded in exactly one page, unless the site leaves it out."""
    places = site.embedded.get(loaded.id, [])
    line = f"::: exercise {loaded.id}"
    wanted = loaded.meta.status == "published" and read_identity(course.root).shows(loaded.id)
    if wanted and not places:
        remedy = f"Write the line “{line}” in the page it belongs to, or set status to draft."
        yield toml_problem("embedded", loaded, course, "no page embeds the exercise", remedy)
    if len(places) > 1:
        message = f"more than one page embeds the exercise: {', '.join(places)}"
        remedy = f"Keep “{line}” in one of them and link to it from the others."
        yield toml_problem("embedded", loaded, course, message, remedy)


@rule("labels")
def labels(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Accepted and defensible labels exist, and every other label has its reason."""
    if loaded.kind != "classify":
        return
    known = set(loaded.meta.labels)
    for item in loaded.meta.item:
        right = {item.accept.label, *item.defensible}
        for label in sorted((right | set(item.why)) - known):
            message = f"{item.id}: {label!r} is not among the labels"
            yield toml_problem("labels", loaded, course, message, suggestion(label, known))
        for label in sorted(known - right - set(item.why)):
            message = f"{item.id}: no reason why {label!r} is wrong"
            remedy = f'Add why."{label}" = "…": one sentence about this scenario.'
            yield toml_problem("labels", loaded, course, message, remedy)


@rule("phrases")
def phrase_ids(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Deciding and misleading phrases are marked in the text; ids of items are unique."""
    if loaded.kind != "classify":
        return
    ids = [item.id for item in loaded.meta.item]
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield toml_problem(
            "phrases", loaded, course, f"two items are called {name!r}", "Rename one."
        )
    for item in loaded.meta.item:
        marked = {name for _, name in phrases(item.text) if name}
        for name in [*item.accept.deciding, *item.accept.misleading]:
            if name not in marked:
                message = f"{item.id}: the text marks no phrase {name!r}"
                remedy = f"Mark it as [words of the text]{{{name}}}. {suggestion(name, marked)}"
                yield toml_problem("phrases", loaded, course, message, remedy)


@rule("examples")
def examples(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Each scenario has labelled sentences: two sound, two vague, two wrong, one a negation."""
    if loaded.kind != "classify":
        return
    negation = re.compile(r"\b(not|no|never|nothing|none|without|cannot|nor)\b|n['’]t\b", re.I)
    for item in loaded.meta.item:
        found = [example.label for example in item.examples]
        for label in ("sound", "vague", "wrong"):
            if found.count(label) < 2:
                message = f"{item.id}: {found.count(label)} {label} examples, at least 2 are needed"
                remedy = f'Add {{ text = "…", label = "{label}" }} to examples.'
                yield toml_problem("examples", loaded, course, message, remedy)
        if not any(negation.search(example.text) for example in item.examples):
            message = f"{item.id}: no example contains a negation"
            remedy = "Add an example with not, no, never or without."
            yield toml_problem("examples", loaded, course, message, remedy)


@rule("judge")
def judged(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """The judge calls no wrong example sound and no sound one wrong, and knows each axis."""
    if loaded.kind != "classify":
        return
    axes = set(loaded.meta.judge.axes) if loaded.meta.judge else set()
    unknown = [
        (item.id, axis.removeprefix("!"))
        for item in loaded.meta.item
        if item.judge
        for axis in (*item.judge.agrees, *item.judge.opposes)
        if axis.removeprefix("!") not in axes
    ]
    for item, axis in unknown:
        message = f"{item}: the judge has no axis {axis!r}"
        remedy = f"Add a table [judge.axes.{axis}] with its expressions. {suggestion(axis, axes)}"
        yield toml_problem("judge", loaded, course, message, remedy)
    if unknown:
        return
    for sentence, said in misjudged(loaded):
        message = (
            f"{sentence.item}: the judge calls a {sentence.label} example {said}: “{sentence.text}”"
        )
        remedy = (
            "Correct its label, or add what it says to the expressions of [judge], or sentences "
            "that say the same in other words to justifications.jsonl."
        )
        yield toml_problem("judge", loaded, course, message, remedy)


@rule("cards")
def cards(loaded: Loaded, course: Course, site: Site) -> Iterator[Problem]:
    """Ids of cards are unique."""
    ids = [card.id for card in loaded.meta.card] if loaded.kind == "recall" else []
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield toml_problem("cards", loaded, course, f"two cards are called {name!r}", "Rename one.")
