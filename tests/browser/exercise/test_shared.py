"""Code in a link: made, opened beside one's own, and never run by itself."""

from __future__ import annotations

import base64
import re
import zlib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, METHOD, page_of
from tests.browser.learner import Code
from tests.browser.watching import Watch, hold_python

VERSION = ADAPT.exercise.version[:12]
THEIRS = "def inner_adapt(theta, grad_fn, alpha, steps):\n    return theta  # ½ done\n"


def link(
    code: str | bytes, version: str = VERSION, name: str = ADAPT.id, cut: int | None = None
) -> str:
    """A page's address with code, as the page makes it."""
    packed = zlib.compress(code.encode() if isinstance(code, str) else code)
    data = base64.urlsafe_b64encode(packed).decode().rstrip("=")[:cut]
    return f"{page_of(ADAPT.id)}#shared={name},{version},{data}"


def opened(open_page: OpenPage, address: str) -> Code:
    return Code(open_page(address, alone=ADAPT.id, before=hold_python), ADAPT.id)


def allow_copying(page: Page) -> None:
    hold_python(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def test_code_goes_from_one_learner_to_another(open_page: OpenPage, watch: Watch) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=allow_copying), ADAPT.id)
    code.write(THEIRS)
    code.press("Copy link")
    expect(code.button("Link copied")).to_be_visible()
    address = code.page.evaluate("navigator.clipboard.readText()")
    assert len(address) < 300
    path = f"{page_of(ADAPT.id)}{address.partition(page_of(ADAPT.id))[2]}"
    watch.requests.clear()
    other = Code(open_page(path, alone=ADAPT.id, before=hold_python, locale="en-GB"), ADAPT.id)
    shown = other.root.get_by_role("region", name="Code from a link")
    expect(shown.locator("code")).to_have_text(THEIRS)
    expect(shown).to_be_focused()
    expect(shown).to_contain_text("neither run nor checked")
    expect(shown).not_to_contain_text("has changed")
    other.holds(ADAPT.starter)
    expect(other.root).not_to_have_attribute("data-verdict", re.compile("."))
    assert not [url for url in watch.requests if "shared" in url]  # no host learns of it
    shown.get_by_role("button", name="Put it in my editor").press("Enter")
    expect(other.editor.locator(".cm-content")).to_be_focused()
    other.holds(THEIRS)
    expect(shown).to_have_count(0)
    expect(other.root.locator(".wb-notice")).to_contain_text("in your editor")
    assert "#" not in other.page.url
    other.page.keyboard.press("ControlOrMeta+z")
    other.holds(ADAPT.starter)
    expect(other.root).not_to_have_attribute("data-verdict", re.compile("."))


def test_where_copying_is_not_allowed_the_address_bar_has_the_link(open_page: OpenPage) -> None:
    code = opened(open_page, page_of(ADAPT.id))
    code.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(0))")
    code.write(THEIRS)
    code.press("Copy link")
    expect(code.root.locator(".wb-notice")).to_contain_text("address bar")
    assert code.page.url.endswith(link(THEIRS).split(",")[-1])


def test_a_link_to_an_earlier_version_says_so_and_is_closed(open_page: OpenPage) -> None:
    code = opened(open_page, link("x = '\u202e'\r\n", "0" * 12))
    shown = code.root.get_by_role("region", name="Code from a link")
    expect(shown).to_contain_text("The exercise has changed since the link was made.")
    # what would hide the order of its signs is spelled out
    expect(shown.locator("code")).to_have_text("x = '\\u202e'\n")
    shown.get_by_role("button", name=re.compile("^Close")).click()
    expect(shown).to_have_count(0)
    assert "#" not in code.page.url
    code.holds(ADAPT.starter)
    code.page.evaluate("hash => location.hash = hash", link(THEIRS).partition("#")[2])
    expect(shown.locator("code")).to_have_text(THEIRS)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (link(THEIRS, cut=-4), "is damaged"),
        (link(b"\xff\xfe"), "is damaged"),
        (f"{page_of(ADAPT.id)}#shared=", "is damaged"),
        (f"{page_of(ADAPT.id)}#shared=<b>,{VERSION},'\"", "is damaged"),
        (link(THEIRS, name=METHOD.id), "not on this page"),
        (link("#" * 10_000_000), "more code than an exercise has"),
        (f"{page_of(ADAPT.id)}#shared={ADAPT.id},{VERSION},{'A' * 20_000}", "too long"),
    ],
    ids=["cut", "no text", "empty", "markup", "foreign", "bomb", "long"],
)
def test_other_links_are_refused_in_words(address: str, words: str, open_page: OpenPage) -> None:
    code = opened(open_page, address)
    notice = code.page.get_by_role("status").filter(has_text="It is ignored.")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text(words)
    assert "#" not in code.page.url
    code.holds(ADAPT.starter)
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)
