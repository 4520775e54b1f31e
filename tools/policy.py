"""The Content-Security-Policy of the built pages: what they may run and load, and nothing else.

A static host sends no header for us, so each page carries the policy in a meta tag. All pages of a
site carry the same one: with instant navigation the browser keeps the first page's policy, and a
second that differed would come on top of it.
"""

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

from tools.steps import ROOT, SetupError

# sandbox.js puts this text, as it is, into the frame, whose policy starts from that of the page.
FRAME = ROOT / "docs" / "assets" / "js" / "sandbox" / "frame.js"
HEADER = "content-security-policy"
# docs/assets/js/editor.js signs with this the style element that CodeMirror makes.
EDITOR = "editor"
KINDS = ("text", "application")
# What browsers execute; any other type of script is data.
EXECUTED = {
    *("", "module", "importmap", "speculationrules", "text/jscript", "text/livescript"),
    *(f"{kind}/{x}{name}script" for kind in KINDS for x in ("", "x-") for name in ("java", "ecma")),
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href"}
NEWLINE = re.compile(r"\r\n?")


class PolicyError(SetupError):
    """A page holds what the policy would keep from working."""


class _Page(HTMLParser):
    """The places and contents of a page that concern the policy.

    Attributes:
        scripts: the inline scripts that a browser would execute.
        styles: the style elements.
        forbidden: attributes that a browser would execute.
        tags: where earlier policies stand, as (begin, end).
        place: where the policy belongs; -1 without a <head>.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.forbidden: list[str] = []
        self.tags: list[tuple[int, int]] = []
        self.place = -1
        self._inside: set[str] | None = None  # where the text of the present element belongs
        self._text: list[str] = []
        self._before_any = True  # nothing but meta elements has come in the head so far
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        begin = self._lines[line - 1] + column
        end = begin + len(self.get_starttag_text() or "")
        values = {name: value or "" for name, value in reversed(attrs)}
        if tag == "head" and self.place < 0:
            self.place = end
        elif tag == "meta":
            self._meta(values, begin, end)
        elif self.place >= 0:
            self._before_any = False
        if tag == "style":
            self._inside = self.styles
        elif tag == "script" and "src" not in values and _executed(values):
            self._inside = self.scripts
        self.forbidden += [f"{name}= of <{tag}>" for name in values if _runs(name, values[name])]

    def _meta(self, values: dict[str, str], begin: int, end: int) -> None:
        if values.get("http-equiv", "").lower() == HEADER:
            self.tags.append((begin, end))
        # browsers look for the character set in the first 1024 bytes, fewer than the policy has
        elif "charset" in values and self._before_any:
            self.place = end

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._inside is not None and tag in ("script", "style"):
            self._inside.add("".join(self._text))
            self._inside = None
            self._text.clear()


def write(folder: Path, *, from_disk: bool = False) -> str:
    """Give every page below a folder the policy; a policy that is there already is replaced.

    Args:
        folder: a built site.
        from_disk: whether its pages are to be opened as files, without a server.

    Returns: the policy.
    Raises: PolicyError if a page has scripts in attributes, or no head.
    """
    texts = {path: path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.html"))}
    pages = {path: _Page(text) for path, text in texts.items()}
    problems = [
        f"{path.relative_to(folder)}: {problem}"
        for path, page in pages.items()
        for problem in _problems(page)
    ]
    if problems:
        raise PolicyError("\n    ".join(["the policy of the site cannot be written:", *problems]))
    scripts = {FRAME.read_text("utf-8")}.union(*(page.scripts for page in pages.values()))
    styles = set[str]().union(*(page.styles for page in pages.values()))
    made = policy(scripts, styles, from_disk=from_disk)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(made, quote=False)}">'
    for path, page in pages.items():
        path.write_bytes(_with(texts[path], page, tag).encode("utf-8"))
    return made


def policy(scripts: set[str], styles: set[str], *, from_disk: bool = False) -> str:
    """The policy of a site.

    Args:
        scripts: the texts of its inline scripts, that of the sandboxed frame among them.
        styles: the texts of its style elements.
        from_disk: see ``write``.
    """
    # a page that was opened as a file has an origin that equals nothing, not even its own files
    own = "file:" if from_disk else "'self'"
    directives = {
        "default-src": ["'none'"],
        # blob: and 'wasm-unsafe-eval' are for Python's worker, whose frame has a narrower policy of
        # its own besides; there is no way to run a text as a program, in the page or in the worker
        "script-src": [own, *_hashes(scripts), "blob:", "'wasm-unsafe-eval'"],
        "worker-src": [own, "blob:"],
        "connect-src": [own],
        "style-src": [own, f"'nonce-{EDITOR}'", *_hashes(styles)],
        # columns of tables have style attributes, and Chromium makes some of its own when lines are
        # deleted in an editor; with no foreign image to name, an attribute can tell nobody anything
        "style-src-attr": ["'unsafe-inline'"],
        # the theme's style sheets hold their icons as data
        "img-src": [own, "data:"],
        "font-src": [own],
        "manifest-src": [own],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _hashes(texts: set[str]) -> list[str]:
    return sorted(_hash(text) for text in texts)


def _hash(text: str) -> str:
    digest = hashlib.sha256(NEWLINE.sub("\n", text).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _with(text: str, page: _Page, tag: str) -> str:
    """The page's text with the tag in its place and no other policy."""
    parts, begin = [], 0
    for first, last in [*page.tags, (len(text), len(text))]:
        if begin <= page.place <= first:
            parts += [text[begin : page.place], tag, text[page.place : first]]
        else:
            parts.append(text[begin:first])
        begin = last
    return "".join(parts)


def _problems(page: _Page) -> list[str]:
    if page.place < 0:
        return ["there is no <head>; give the page one"]
    advice = "would be kept from running; listen to the event in a script file instead"
    return [f"{attribute} {advice}" for attribute in page.forbidden]


def _executed(values: dict[str, str]) -> bool:
    return values.get("type", "").strip().lower() in EXECUTED


def _runs(name: str, value: str) -> bool:
    """Whether a browser would execute an attribute's value."""
    if name in ADDRESSES:
        return re.sub(r"[\s\0-\x1f]", "", value).lower().startswith("javascript:")
    return name.startswith("on") and name.isalpha()
