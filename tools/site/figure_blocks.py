"""The line ``::: figure NAME`` of a page becomes the figure of docs/figures/NAME.py."""

from __future__ import annotations

import json
import logging
from html import escape
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.common.spelling import suggestion
from tools.course.embeds import embeds
from tools.figures import bundles
from tools.figures.figure import names
from tools.figures.html import figure_html


class FigurePreprocessor(Preprocessor):
    """Puts each figure, in the state that it begins with, in the place of its line."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root
        # formulas in captions are set like the page's
        self.captions = Markdown(
            extensions=["pymdownx.arithmatex"],
            extension_configs={"pymdownx.arithmatex": {"generic": True}},
        )

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that embed a figure."""
        places = list(embeds(lines, "figure"))
        if not places:
            return lines
        figures = names(self.root)
        existing = [name for _, name in places if name in figures]
        contents, broken = bundles.contents_of(self.root, existing)
        drawn = bundles.drawings_of(contents)
        for index, name in reversed(places):
            if name in contents:
                convert = self.captions.reset().convert
                html = figure_html(json.loads(contents[name]), drawn[name], convert)
            elif name in broken:
                html = self.failure(name, broken[name].message, broken[name].remedy)
            else:
                html = self.failure(name, "there is no such figure", suggestion(name, figures))
            lines[index : index + 1] = ["", self.md.htmlStash.store(html), ""]
        return lines

    def failure(self, name: str, message: str, remedy: str) -> str:
        """A box in the figure's place, and a warning, which a strict build turns into its end."""
        relative = "relpath" in self.md.treeprocessors and self.md.treeprocessors["relpath"]
        generator = type(relative).__module__.partition(".")[0] if relative else ""
        log = logging.getLogger(f"{generator}.{__name__}" if generator else __name__)
        log.warning("docs/figures/%s.py: %s. %s", name, message, remedy)
        return (
            '<div class="admonition failure wb-missing"><p class="admonition-title">'
            f"Figure {escape(name)}: {escape(message)}</p><p>{escape(remedy)}</p></div>"
        )
