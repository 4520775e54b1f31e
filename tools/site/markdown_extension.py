"""Python-Markdown extension: what lines such as ``::: exercise topic/slug`` become.

Markdown is the one layer that every site generator shares, so the exercises' HTML does not depend
on which one builds the pages. Hints and solutions stay out of it: a reader who looks at the source
of a page should not trip over them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from tools.common.paths import ROOT
from tools.common.spelling import suggestion
from tools.course.embeds import embeds, prose
from tools.course.folder import Course, load_one
from tools.course.glossary import GlossaryTreeprocessor
from tools.course.ids import exercise_ids
from tools.course.kinds import (
    ClassifyFolder,
    CodeFolder,
    ExerciseFolder,
    RecallFolder,
    phrases,
)
from tools.course.links import headings
from tools.course.origins import hide_origins
from tools.course.schema import Card, Predict
from tools.course.site_config import read_config
from tools.course.text import read_text
from tools.figures.html import question_html
from tools.site.answer_sheet import AnswerPreprocessor
from tools.site.bibliography import WorksPreprocessor
from tools.site.data_tables import TablePreprocessor
from tools.site.figure_blocks import FigurePreprocessor
from tools.site.generators import page_path, place_of
from tools.site.lists.exercise_graph import LinkTreeprocessor
from tools.site.lists.exercise_lists import ListPreprocessor, ListTreeprocessor

KINDS = {"code": "Code", "classify": "Scenarios", "recall": "Recall"}
# after the text is normalised (30), before fenced code is taken out (25): prompts bring fences
PRIORITY = 28
TREE = 25  # before what is written within the lines is read (20), and links are resolved (0)
WRITTEN = 7  # once what is written within the lines is read
RESOLVED = -1  # after links are resolved
FIRST = 29  # before prompts come, whose numbers are already shown, and exercises are replaced
LAST = 0  # once all code has come back from the stash
# tables and fenced code of a prompt
BLOCKS = re.compile(r"^((?:\|.*(?:\n|\Z))+|```.*\n(?:.*\n)*?``` *(?:\n|\Z))", re.MULTILINE)
PERCENT = re.compile(r"(`[^`]*`)|(?<=\d) (?=%)")  # in code it is another sign
UNTRANSLATED = re.compile(
    r'<(pre|code|(?:span|div)(?= class="arithmatex"))(?![^>]*\btranslate=)( [^>]*)?(?=>)'
)


class ExerciseExtension(Extension):
    """Registers the preprocessor, and our elements as blocks that no paragraph surrounds."""

    def __init__(self, **options: Any) -> None:
        self.config = {"root": [str(ROOT), "Folder that holds exercises/."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.block_level_elements += ["rl-exercise", "wb-figure", "wb-course"]
        root = Path(self.getConfig("root"))
        md.preprocessors.register(NumberPreprocessor(md), "wb_numbers", FIRST)
        md.preprocessors.register(AnswerPreprocessor(md, root), "wb_answers", FIRST)
        md.preprocessors.register(ExercisePreprocessor(md, root), "wb_exercise", PRIORITY)
        md.preprocessors.register(TablePreprocessor(md, root), "wb_table", PRIORITY)
        md.preprocessors.register(ListPreprocessor(md, root), "wb_list", PRIORITY)
        md.preprocessors.register(WorksPreprocessor(md, root), "wb_works", PRIORITY)
        md.preprocessors.register(FigurePreprocessor(md, root), "wb_figure", PRIORITY)
        md.treeprocessors.register(ListTreeprocessor(md, root), "wb_lists", TREE)
        terms = GlossaryTreeprocessor(md, root, partial(page_path, md, root))
        md.treeprocessors.register(terms, "wb_terms", WRITTEN)
        md.treeprocessors.register(LinkTreeprocessor(md), "wb_graph_links", RESOLVED)
        md.postprocessors.register(CodePostprocessor(md), "wb_code", LAST)


class NumberPreprocessor(Preprocessor):
    """Leaves of a number with its origin the number, and no line ends before its per cent sign."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace ``{{ number = origin }}``, and take away what defines names for origins."""
        shown = hide_origins("\n".join(lines)).split("\n")
        for index, line in prose(shown):
            shown[index] = PERCENT.sub(lambda found: found[1] or "\N{NO-BREAK SPACE}", line)
        return shown


class CodePostprocessor(Postprocessor):
    """Keeps code and formulas from a browser that translates the page."""

    def run(self, text: str) -> str:
        """Mark what must stay as it is."""
        return UNTRANSLATED.sub(r'<\1\2 translate="no"', text)


class ExercisePreprocessor(Preprocessor):
    """Puts each exercise's Markdown in the place of its line, with the HTML around it stashed."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that embed an exercise."""
        places = list(enumerate(embeds(lines)))
        config = read_config(self.root)
        for order, (index, name) in reversed(places):
            course = load_one(self.root, name, to_show=True)
            loaded = course.exercises.get(name)
            if loaded is None:
                parts = self.unknown(course, name, order)
            else:
                level = config.level(loaded.meta.level)
                parts = (
                    exercise_parts(loaded, level, page_path(self.md, self.root))
                    if config.shows(name)
                    else left_out(loaded)
                )
            lines[index : index + 1] = self.stashed(parts)
        return lines

    def stashed(self, parts: Iterator[tuple[str, str]]) -> list[str]:
        """Blocks of Markdown, blank lines between them; HTML is replaced by placeholders."""
        lines = [""]
        for kind, texts in groupby(parts, key=itemgetter(0)):
            blocks = [text for _, text in texts]
            if kind == "html":  # every placeholder costs the time of a paragraph
                blocks = [self.md.htmlStash.store("\n".join(blocks))]
            for block in blocks:
                lines += [*block.split("\n"), ""]
        return lines

    def unknown(self, course: Course, name: str, order: int) -> Iterator[tuple[str, str]]:
        """A box in the page's place, and a warning, which a strict build turns into its end."""
        broken = [str(problem) for problem in course.problems]
        fault = "cannot be read" if broken else "does not exist"
        remedy = "\n".join(broken) or suggestion(name, exercise_ids(self.root))
        log, place = place_of(self.md, order)
        log.warning("%s: exercise %r %s. %s", place, name, fault, remedy)
        yield "html", '<div class="admonition failure wb-missing">'
        title = f"Exercise {escape(name)} {fault}"
        yield "html", f'<p class="admonition-title">{title}</p>'
        for line in remedy.splitlines():
            yield "html", f"<p>{escape(line.strip())}</p>"
        yield "html", "</div>"


def exercise_parts(loaded: ExerciseFolder, level: str, page: Path) -> Iterator[tuple[str, str]]:
    """An exercise as ``("html" | "markdown", text)`` blocks.

    Args:
        level: what its level is called.
        page: the file of the page.
    """
    attributes = {"data-id": loaded.id, "data-kind": loaded.kind, "data-title": loaded.meta.title}
    if isinstance(loaded, ClassifyFolder) and loaded.meta.draw:
        attributes["data-draw"] = str(loaded.meta.draw)
    words = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    yield "html", f"<rl-exercise{words}>"
    yield "markdown", f"### {loaded.meta.title} {{: #{anchor(loaded)} }}"
    yield "html", meta_line(loaded, level)
    match loaded:
        case CodeFolder():
            yield from code_parts(loaded)
        case ClassifyFolder():
            yield from classify_parts(loaded)
        case RecallFolder():
            yield from recall_parts(loaded, page)
    yield "html", "</rl-exercise>"


def left_out(loaded: ExerciseFolder) -> Iterator[tuple[str, str]]:
    """What stands in the place of an exercise that mkdocs.yml does not choose: links lead here."""
    text = f"“{loaded.meta.title}” is an exercise that this site leaves out."
    yield "markdown", f"*{text}*\n{{: #{anchor(loaded)} .wb-left-out }}"


def anchor(loaded: ExerciseFolder) -> str:
    """The name by which links to an exercise call its place."""
    return loaded.id.replace("/", "-")


def meta_line(loaded: ExerciseFolder, level: str) -> str:
    """Kind, level and role in it, difficulty, importance and time."""
    meta = loaded.meta
    draft = '<span class="wb-draft">Draft</span>' if meta.status == "draft" else ""
    kind = "Diagnose" if is_to_mend(loaded) else KINDS[loaded.kind]
    words = [
        f"{level}, {meta.role}" if meta.role else level,
        f"Difficulty {meta.difficulty} of 5",
        f"Importance {meta.importance} of 5",
        f"about {meta.minutes} min",
    ]
    spans = " ".join(f"<span>{escape(word)}</span>" for word in words)
    start = '<p class="wb-meta" data-search-exclude>'
    return f'{start}<span class="wb-kind">{kind}</span> {draft} {spans}</p>'


def is_to_mend(loaded: ExerciseFolder) -> bool:
    """Whether the starter is a program with a fault."""
    return isinstance(loaded, CodeFolder) and loaded.meta.changed_lines is not None


def code_parts(loaded: CodeFolder) -> Iterator[tuple[str, str]]:
    """Prompt and starter; the search passes by its tables and code, which explain no idea."""
    yield "html", '<div class="wb-prompt">'
    for block in BLOCKS.split(loaded.prompt.strip()):
        if block.startswith(("|", "```")):
            yield from box_markdown("<div data-search-exclude>", block)
        elif block.strip():
            yield "markdown", block
    if is_to_mend(loaded):
        most = loaded.meta.changed_lines
        lines = "one of its lines" if most == 1 else f"at most {most} of its lines"
        yield "markdown", f"**Mend the program below:** change {lines}, and leave the others."
    if loaded.meta.predict:
        yield "html", predict_html(loaded.meta.predict)
    yield "html", "</div>"
    yield from (("html", used_html(loaded, name)) for name in loaded.meta.uses)
    runs = re.findall("`+", loaded.starter)
    fence = "`" * max(3, 1 + max(map(len, runs), default=0))
    starter = f"{fence}python\n{loaded.starter.rstrip()}\n{fence}"
    yield from box_markdown('<div class="wb-starter" data-search-exclude>', starter)


def used_html(loaded: CodeFolder, name: str) -> str:
    """Where a function comes from that the starter imports; the page offers the learner's own."""
    earlier = loaded.meta.uses[name]
    course = load_one(loaded.folder.parents[2], earlier, to_show=True)
    title = course.exercises[earlier].meta.title if earlier in course.exercises else earlier
    words = f"<code>{escape(name)}</code> is given; you write it in “{escape(title)}”."
    where = f'data-name="{escape(name)}" data-from="{escape(earlier)}"'
    return f'<p class="wb-used" {where} data-search-exclude>{words}</p>'


def predict_html(predict: Predict) -> str:
    """What the exercise asks first."""
    prediction = {
        "question": predict.question,
        "choices": predict.choices,
        "right": predict.choices.index(predict.answer),
        "after": predict.after,
    }
    return question_html(prediction)


def classify_parts(loaded: ClassifyFolder) -> Iterator[tuple[str, str]]:
    """Scenarios with their phrases marked, and the labels."""
    items = "".join(
        f'<li class="wb-item" id="{part_anchor(loaded, item.id)}" data-item="{escape(item.id)}">'
        f'<p class="wb-text">{marked(item.text)}</p></li>'
        for item in loaded.meta.item
    )
    labels = "".join(
        f'<li data-label="{escape(label)}">{escape(label)}</li>' for label in loaded.meta.labels
    )
    yield "html", f'<ol class="wb-items" data-search-exclude>{items}</ol>'
    yield "html", f'<ul class="wb-labels">{labels}</ul>'


def marked(text: str) -> str:
    """A scenario's text as HTML."""
    return "".join(
        f'<span class="wb-phrase" data-phrase="{escape(name)}">{escape(words)}</span>'
        if name
        else escape(words)
        for words, name in phrases(text)
    )


def recall_parts(loaded: RecallFolder, page: Path) -> Iterator[tuple[str, str]]:
    """Questions with their answers, and where to read on."""
    for number, card in enumerate(loaded.meta.card, 1):
        anchor = part_anchor(loaded, card.id)
        yield "html", f'<div class="wb-card" id="{anchor}" data-card="{escape(card.id)}">'
        start = f'<div class="wb-question" data-number="{number}.">'
        yield from box_markdown(start, card.question.strip())
        answer = f"{card.answer.strip()}\n\n{read_on(loaded, card, page)}"
        yield from box_markdown('<div class="wb-answer" data-search-exclude>', answer)
        yield "html", "</div>"


def part_anchor(loaded: ClassifyFolder | RecallFolder, part: str) -> str:
    """Where a scenario or a card is on the page; docs/assets/js/course/mix.js says it as well."""
    return escape(f"{loaded.id.replace('/', '-')}-{part}")


def read_on(loaded: RecallFolder, card: Card, page: Path) -> str:
    """A link to the heading that answers a card; empty if there is none."""
    name, _, anchor = card.heading.partition("#")
    docs = loaded.folder.parents[2] / "docs"
    path = docs / name
    if docs not in page.parents or not path.is_file():
        return ""
    title = headings(read_text(path).splitlines()).get(anchor)
    way = Path(os.path.relpath(path, page.parent)).as_posix()
    return f"Read on: [{title}]({way}#{anchor})" if title else ""


def box_markdown(tag: str, text: str) -> Iterator[tuple[str, str]]:
    """Markdown within a ``div``."""
    yield "html", tag
    yield "markdown", text
    yield "html", "</div>"


def makeExtension(**options: Any) -> ExerciseExtension:
    """How Python-Markdown makes the extension."""
    return ExerciseExtension(**options)
