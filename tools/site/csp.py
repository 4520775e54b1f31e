"""The Content-Security-Policy of the built pages: what they may run and load, and nothing else.

A static host sends no header for us, so each page carries the policy in a meta tag. All pages of a
site carry the same one: with instant navigation the browser keeps the first page's policy, and a
second that differed would come on top of it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from pathlib import Path

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.site.placed_parser import PlacedParser

# runtime/sandbox.js puts this text, as it is, into the frame, whose policy starts from the page's.
FRAME = ROOT / "docs" / "assets" / "js" / "runtime" / "sandbox" / "frame.js"
HEADER = "content-security-policy"
# exercise/editor/code_mirror.js of the page signs with this the style element of CodeMirror.
EDITOR = "editor"
KINDS = ("text", "application")
# What browsers execute; any other type of script is data.
EXECUTED = {
    *("", "module", "importmap", "speculationrules", "text/jscript", "text/livescript"),
    *(f"{kind}/{x}{name}script" for kind in KINDS for x in ("", "x-") for name in ("java", "ecma")),
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href"}
NEWLINE = re.compile(r"\r\n?")
Pages = dict[Path, str]


class PolicyError(SetupError):
    """A page holds what the policy would keep from working."""


class _Page(PlacedParser):
    """The places and contents of a page that concern the policy.

    Attributes:
        scripts: the inline scripts that a browser would execute.
        styles: the style elements.
        forbidden: what a browser would execute, or read otherwise than it is meant.
        policies: where earlier policies stand, as (begin, end).
        policy_place: where the policy belongs; -1 without a <head>.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.forbidden: list[str] = []
        self.policies: list[tuple[int, int]] = []
        self.policy_place = -1
        self._only_meta = True  # nothing but meta elements has come in the head so far
        self._content: list[str] | None = None  # of the script or style element that is open
        self.read(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # of two that have the same name, browsers take the first
        values = {name: value or "" for name, value in reversed(attrs)}
        self.forbidden += [f"{name}= of <{tag}>" for name in values if _runs(name, values[name])]
        if tag == "meta":
            self._meta(values)
        elif tag == "head" and self.policy_place < 0:
            self.policy_place = self.span()[1]
        elif self.policy_place >= 0:
            self._only_meta = False
        if tag == "style" or (tag == "script" and "src" not in values and _executed(values)):
            self._content = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "script":  # browsers take no notice of the slash, and all that follows for code
            self.forbidden.append("<script/>, which has no end,")
        self._content = None

    def handle_data(self, data: str) -> None:
        if self._content is not None:
            self._content.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._content is not None:
            texts = self.styles if tag == "style" else self.scripts
            texts.add("".join(self._content))
            self._content = None

    def _meta(self, values: Mapping[str, str]) -> None:
        if values.get("http-equiv", "").lower() == HEADER:
            self.policies.append(self.span())
        # browsers look for the character set in the first 1024 bytes, fewer than the policy has
        elif "charset" in values and self._only_meta:
            self.policy_place = self.span()[1]


def read(folder: Path) -> Pages:
    """The texts of all pages below a folder."""
    return {path: path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.html"))}


def write(folder: Path, texts: Pages | None = None, *, from_disk: bool = False) -> str:
    """Give every page below a folder the policy; a policy that is there already is replaced.

    Args:
        folder: a built site.
        texts: what its pages are to say, if not what they say now.
        from_disk: whether its pages are to be opened as files, without a server.

    Returns:
        The policy.

    Raises:
        PolicyError: if a page has scripts in attributes, or no head.
    """
    texts = read(folder) if texts is None else texts
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
    directives = policy(scripts, styles, from_disk=from_disk)
    content = html.escape(directives, quote=False)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    for path, page in pages.items():
        write_whole(path, _with(texts[path], page, tag).encode("utf-8"))
    return directives


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
    for first, last in [*page.policies, (len(text), len(text))]:
        if begin <= page.policy_place <= first:
            parts += [text[begin : page.policy_place], tag, text[page.policy_place : first]]
        else:
            parts.append(text[begin:first])
        begin = last
    return "".join(parts)


def _problems(page: _Page) -> list[str]:
    if page.policy_place < 0:
        return ["there is no <head>; give the page one"]
    advice = "would be kept from running; listen to the event in a script file instead"
    return [f"{attribute} {advice}" for attribute in page.forbidden]


def _executed(values: Mapping[str, str]) -> bool:
    return values.get("type", "").strip().lower() in EXECUTED


def _runs(name: str, value: str) -> bool:
    """Whether a browser would execute an attribute's value."""
    if name in ADDRESSES:
        return re.sub(r"[\s\0-\x1f]", "", value).lower().startswith("javascript:")
    return name.startswith("on") and name.isalpha()
