"""At the foot of a page, for paper alone: the answers to its cards and to what it asks first.

On the screen an answer lies behind a button. On paper it would stand right below its question, so
docs/assets/css/print.css leaves room to write there, and shows these answers on a page of their
own. The answers to scenarios are not part of a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.course.embeds import embeds
from tools.course.folder import load_one
from tools.course.kinds import CodeFolder, RecallFolder
from tools.course.site_config import read_config
from tools.figures import bundles
from tools.figures.figure import names


class AnswerPreprocessor(Preprocessor):
    """Adds the answers below the page, in the order of the questions."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """The lines, and those that bring the answers."""
        places = [(index, self.answer_exercise, name) for index, name in embeds(lines)]
        places += [(index, self.answer_figure, name) for index, name in embeds(lines, "figure")]
        answers = [
            line for _, of, name in sorted(places, key=lambda at: at[0]) for line in of(name)
        ]
        if not answers:
            return lines
        start = '<div class="wb-answers" data-search-exclude><p><b>Answers</b></p>'
        return [*lines, *self.store_block(start), *answers, *self.store_block("</div>"), ""]

    def store_block(self, html: str) -> list[str]:
        """HTML as a block of Markdown."""
        return ["", self.md.htmlStash.store(html), ""]

    def answer_exercise(self, name: str) -> Iterator[str]:
        """The answers to an exercise's cards, or to what it asks before code is written."""
        loaded = load_one(self.root, name, to_show=True).exercises.get(name)
        if loaded is None or not read_config(self.root).shows(name):
            return
        if isinstance(loaded, CodeFolder) and (prediction := loaded.meta.predict):
            yield from self.tell_answer(loaded.meta.title, prediction.answer, prediction.after)
        if isinstance(loaded, RecallFolder):
            yield from self.store_block(f"<p><b>{escape(loaded.meta.title)}</b></p>")
            for number, card in enumerate(loaded.meta.card, 1):
                yield from self.store_block(f'<div class="wb-answered" data-number="{number}.">')
                yield from card.answer.strip().split("\n")
                yield from self.store_block("</div>")

    def answer_figure(self, name: str) -> Iterator[str]:
        """What a figure shows of what it has asked."""
        if name not in names(self.root):
            return
        contents, _ = bundles.contents_of(self.root, [name])
        bundle = json.loads(contents[name]) if name in contents else {}
        if prediction := bundle.get("prediction"):
            answer = prediction["choices"][prediction["right"]]
            yield from self.tell_answer(bundle["title"], answer, prediction["after"])

    def tell_answer(self, title: str, answer: str, after: str) -> list[str]:
        """The answer to one question, and the sentence behind it."""
        question = title if title.endswith("?") else f"{title}:"
        words = (escape(part) for part in (question, answer, after))
        return self.store_block("<p><b>{}</b> {}. {}</p>".format(*words))
