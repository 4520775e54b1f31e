"""`make serve`: what an author changes is seen a moment later, under the site's own policy."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_policy import listening, violations
from tests.browser.watching import FOLLOW, PATIENCE_MS, Watch
from tools.steps import ROOT

LEFT_OUT = (".git", ".venv", ".setup", ".*_cache", "__pycache__", "node_modules", "site", "tests")
# whoever started the tests may have had them ignore Ctrl-C, and children inherit that
START = """
import signal
import sys
from tools.serve import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


class Served:
    """A copy of the project that is being served."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (folder / "node_modules").symlink_to(ROOT / "node_modules")

    def start(self) -> None:
        """Begin to serve on a free port."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, "--port", str(port)],
            cwd=self.folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def says(self, part: str) -> str:
        """Wait for a line of the terminal with this part; returns all that came until then."""
        said = ""
        while part not in said:
            said += self.lines.get(timeout=PATIENCE_MS / 1000)
        return said

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file, as an author does."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def interrupt(self) -> None:
        """Press Ctrl-C, and see the program end."""
        self.process.send_signal(signal.SIGINT)
        assert "Traceback" not in self.says("stopped")
        assert self.process.wait() == 0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The project's copy, not served yet; it is served until the test ends."""
    copy = Served(tmp_path / "project")
    yield copy
    with copy.process:
        copy.process.kill()


def test_authors_see_what_they_change_and_a_mistake_leaves_the_last_good_pages(
    served: Served, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("503")
    served.edit("mkdocs.yml", "site_name: Meta-RL Workbook", "site_name: [")
    served.start()
    assert "parsing the configuration file" in served.says("not rebuilt, see above")
    page = open_page("", before=listening)
    maml, glossary = (f"{served.url}{path}/" for path in ("concepts/maml", "glossary"))
    page.goto(maml)
    expect(page.locator("h1")).to_have_text("There are no pages to show yet")
    served.edit("mkdocs.yml", "site_name: [", "site_name: Mended")
    expect(page).to_have_title("MAML - Mended")

    heading = page.locator(".md-content h1")
    served.edit("docs/concepts/maml.md", "# MAML", "# Changed in `docs/`: MAML")
    expect(heading).to_contain_text("Changed in docs/: MAML")
    page.evaluate(FOLLOW, glossary)
    expect(heading).to_contain_text("Glossary")
    page.evaluate(FOLLOW, maml)
    served.edit("exercises/maml/inner-adapt/prompt.md", "MAML meets", "Changed as well, MAML meets")
    expect(page.get_by_text("Changed as well, MAML meets")).to_be_visible()
    expect(page.locator("rl-exercise[data-state]")).to_have_count(1)

    served.edit("mkdocs.yml", "site_name: Mended", "site_name: [")
    served.says("not rebuilt, see above")
    page.reload()
    expect(heading).to_contain_text("Changed in docs/: MAML")
    assert violations(page) == []
    expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).to_have_count(1)

    page.close()
    served.interrupt()
    built = [path.read_text("utf-8") for path in served.folder.rglob("*.html")]
    assert built
    assert [text for text in built if "/reload/" in text] == []


def test_a_page_says_what_the_contract_says_of_its_exercises(
    served: Served, open_page: OpenPage
) -> None:
    recall = "exercises/recall/foundations/exercise.toml"
    served.start()
    served.says("built in")
    page = open_page("", before=listening)
    page.goto(f"{served.url}practice/")
    served.edit(recall, 'concepts = ["', 'concepts = ["no-such-page", "')
    unknown = page.get_by_text("no page for concept 'no-such-page'")
    expect(unknown).to_be_visible()
    served.edit(recall, '"no-such-page", ', "")
    expect(unknown).to_be_hidden()

    # one that cannot be read at all takes nothing away but itself
    served.edit(recall, "format = 1", "format = ")
    broken = page.get_by_text(f"{recall}:1")
    expect(broken.first).to_be_visible()
    expect(page.locator('rl-exercise[data-id="framing/multitask-or-meta"]')).to_be_visible()
    served.edit(recall, "format = ", "format = 1")
    expect(page.locator('rl-exercise[data-id="recall/foundations"]')).to_be_visible()
    expect(broken).to_have_count(0)
    assert violations(page) == []
    page.close()
    served.interrupt()
