"""The policy of built pages: what it lets in, where it stands, and what it cannot let in."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.site import csp

TAG = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def hashed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def site(folder: Path, **pages: str) -> Path:
    """A site of pages with these contents of head and body."""
    for name, content in pages.items():
        head, _, body = content.partition("|")
        text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
        (folder / f"{name}.html").write_bytes(text.encode())
    return folder


def directives(text: str) -> dict[str, list[str]]:
    parts = [part.split() for part in text.split("; ")]
    return {name: sources for name, *sources in parts}


def test_all_pages_carry_one_policy_with_the_scripts_of_all(tmp_path: Path) -> None:
    policy = csp.write(site(tmp_path, a="|<script>one()</script>", b="<script>two()</script>"))
    sources = directives(policy)["script-src"]
    assert {hashed("one()"), hashed("two()")} <= set(sources)
    for page in tmp_path.iterdir():
        assert TAG.findall(page.read_text()) == [policy]


def test_the_sandboxed_frames_script_may_run() -> None:
    frame = (ROOT / "docs/assets/js/runtime/sandbox/frame.js").read_text("utf-8")
    assert hashed(frame) in directives(csp.policy({frame}, set()))["script-src"]


def test_data_and_script_files_need_no_hash(tmp_path: Path) -> None:
    data = '<script type="application/json">{"a": 1}</script><script src="a.js"> </script>'
    first = csp.write(site(tmp_path, a=data))
    assert first == csp.write(site(tmp_path, a="<title>no script</title>"))


@pytest.mark.parametrize("kind", ["module", "text/javascript", " Application/JavaScript", ""])
def test_a_script_is_let_in_by_the_text_that_browsers_hash(tmp_path: Path, kind: str) -> None:
    text = 'if (1 < 2 && "&amp;</b>") {\r\n  θ();\r}'
    policy = csp.write(site(tmp_path, a=f'|<SCRIPT type="{kind}">{text}</SCRIPT >'))
    assert hashed('if (1 < 2 && "&amp;</b>") {\n  θ();\n}') in policy


def test_no_text_becomes_a_program_and_no_other_host_is_named() -> None:
    sources = directives(csp.policy({"one()"}, set()))
    assert "'unsafe-inline'" not in sources["script-src"] + sources["style-src"]
    assert sources["default-src"] == ["'none'"]
    everything = {source for named in sources.values() for source in named}
    assert "'unsafe-eval'" not in everything
    assert not re.search(r"https?:|\*", " ".join(everything))


def test_pages_on_a_disk_name_files_since_they_have_no_origin() -> None:
    sources = directives(csp.policy(set(), set(), from_disk=True))
    assert sources["script-src"][0] == "file:"
    assert all("'self'" not in named for named in sources.values())


def test_the_policy_comes_before_any_script_but_after_the_character_set(tmp_path: Path) -> None:
    head = '\n<meta charset="utf-8">\n<script>one()</script>'
    csp.write(site(tmp_path, a=head, b='<script>one()</script><meta charset="utf-8">'))
    first, second = ((tmp_path / f"{name}.html").read_text() for name in "ab")
    assert re.search(r'<head>\n<meta charset="utf-8"><meta http-equiv="C[^>]*>\n<script', first)
    assert re.search(r'<head><meta http-equiv="C[^>]*><script', second)


def test_writing_again_changes_nothing_and_an_outdated_policy_goes(tmp_path: Path) -> None:
    old = '<meta http-equiv="content-security-policy" content="default-src *">'
    folder = site(tmp_path, a=f"{old}<meta charset=utf-8>{old}<title>θ</title>{old}")
    policy = csp.write(folder)
    written = (folder / "a.html").read_bytes()
    assert written.decode().count("ecurity") == 1
    assert "<title>θ</title></head>" in written.decode()
    assert csp.write(folder) == policy
    assert (folder / "a.html").read_bytes() == written


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<p ONCLICK="go()">x</p>', "onclick= of <p>"),
        ('<img src="a.png" onerror=go()>', "onerror= of <img>"),
        ('<a href=" Java\nScript:go()">x</a>', "href= of <a>"),
        ('<form><button formaction="javascript:go()">x</button></form>', "formaction= of <button>"),
    ],
)
def test_scripts_in_attributes_are_told_with_page_and_remedy(
    tmp_path: Path, body: str, named: str
) -> None:
    told = rf"(?s)\n    a.html: {named} would be kept from running; listen to the event in"
    with pytest.raises(csp.PolicyError, match=told):
        csp.write(site(tmp_path, a=f"|{body}", b="<title>well</title>"))
    assert not TAG.search((tmp_path / "b.html").read_text())


def test_a_page_without_a_head_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x</p>")
    with pytest.raises(csp.PolicyError, match=r"a\.html: there is no <head>"):
        csp.write(tmp_path)


def test_the_built_pages_carry_the_policy() -> None:
    pages = sorted((ROOT / "site").rglob("*.html"))
    policies = {tuple(TAG.findall(page.read_text("utf-8"))) for page in pages}
    assert len(policies) == 1
    assert len(policies.pop()) == 1
