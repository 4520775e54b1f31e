"""A parser of HTML that knows where in its text it is."""

from __future__ import annotations

from html.parser import HTMLParser


class PlacedParser(HTMLParser):
    """Reads a whole text at once.

    Attributes:
        place: where what is being read begins, in characters from the beginning of the text.
    """

    def read(self, text: str) -> None:
        """Read a text, once."""
        self.place = self._before = 0
        self.feed(text)
        self._before = len(text) - len(self.rawdata)  # what is left of it is read again, as it is
        self.close()

    def updatepos(self, i: int, j: int) -> int:
        """Lines and columns, which nobody asks for, would take a third as long again."""
        self.place = self._before + j
        return j

    def span(self) -> tuple[int, int]:
        """Begin and end of the start tag that is being read."""
        return self.place, self.place + len(self.get_starttag_text() or "")
