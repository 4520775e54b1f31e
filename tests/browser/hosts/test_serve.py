"""`make serve`: what an author changes is seen a moment later, under the site's own policy."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.hosts.test_policy import listening, violations
from tests.browser.watching import FOLLOW, PATIENCE_MS, Watch
from tests.forking import keep_pages
from tools.common.paths import ROOT

BROKEN, MENDED = "site_name: [", "site_name: Mended"
# so that the size of the course is not waited for: one in code, scenarios and cards
CHOSEN = ["maml/inner-adapt", "framing/multitask-or-meta", "recall/foundations"]
# nor the number of pages, in each of many builds: those of the tests, and what the chosen name
PAGES = {"index", "glossary", "practice"}
NAMED = ("maml", "meta-rl", "multi-task-rl", "rl2", "in-context-learning", "transfer")
PAGES |= {f"concepts/{name}" for name in NAMED}
# what waits for builds, and for checks, which come after them and with low priority
PATIENCE_WITH_BUILDS_MS = 4 * PATIENCE_MS
LEFT_OUT = ("node_modules", "site", "tests")  # of the top folder, with all hidden ones
# whoever started the tests may have had them ignore Ctrl-C, and children inherit that
START = """
import signal
import sys
from tools.devserver.command import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


def left_out(folder: str, names: list[str]) -> set[str]:
    """What a copy of the project does without."""
    if Path(folder) != ROOT:  # tools/site is no folder that is built
        return {"__pycache__", "mypy"}
    hidden = {name for name in names if name.startswith(".")}
    return {*LEFT_OUT, *hidden} - {".cache"}


class Served:
    """A copy of the project that is being served, from a moment on when it cannot be built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=left_out)
        keep_pages(folder / "docs", PAGES)
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
        self.edit("mkdocs.yml", 'exercises: ["*"]', f"exercises: {CHOSEN}")
        self.edit("mkdocs.yml", "site_name: Meta-RL Workbook", BROKEN)
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
        self.listening = Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def says(self, part: str) -> str:
        """Wait for a line of the terminal with this part; returns all that came until then."""
        said = ""
        while part not in said:
            said += self.lines.get(timeout=PATIENCE_WITH_BUILDS_MS / 1000)
        return said

    def edit(self, name: str, *pairs: str) -> None:
        """Replace texts in a file, as an author does: an old one, a new one, and so on."""
        path = self.folder / name
        text = path.read_text("utf-8")
        for old, new in batched(pairs, 2):
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")

    def mend(self) -> None:
        """Have pages to show, unless there are some already."""
        if BROKEN in (self.folder / "mkdocs.yml").read_text("utf-8"):
            self.edit("mkdocs.yml", BROKEN, MENDED)
            self.says("built in")

    def interrupt(self) -> None:
        """Press Ctrl-C, and see the program end."""
        self.process.send_signal(signal.SIGINT)
        assert "Traceback" not in self.says("stopped")
        assert self.process.wait() == 0

    def close(self) -> None:
        """End it, if nobody has."""
        with self.process:
            self.process.kill()
            self.listening.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The project's copy, served until the last test interrupts it."""
    copy = Served(tmp_path_factory.mktemp("served") / "project")
    yield copy
    copy.close()


def test_authors_see_what_they_change(served: Served, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("503")
    assert "parsing the configuration file" in served.says("not rebuilt, see above")
    page = open_page("glossary/", host=served, before=listening)
    expect(page.locator("h1")).to_have_text("There are no pages to show yet")
    served.edit("mkdocs.yml", BROKEN, MENDED)
    expect(page).to_have_title("Glossary - Mended", timeout=PATIENCE_WITH_BUILDS_MS)

    heading = page.locator(".md-content h1")
    served.edit("docs/glossary.md", "# Glossary", "# Changed in `docs/`: Glossary")
    expect(heading).to_contain_text("Changed in docs/: Glossary", timeout=PATIENCE_WITH_BUILDS_MS)
    page.evaluate(FOLLOW, f"{served.url}concepts/meta-rl/")
    expect(heading).to_contain_text("Meta-reinforcement learning")
    page.evaluate(FOLLOW, f"{served.url}concepts/maml/")
    expect(heading).to_contain_text("MAML")
    served.edit("exercises/maml/inner-adapt/prompt.md", "MAML meets", "Changed as well, MAML meets")
    changed = page.get_by_text("Changed as well, MAML meets")
    expect(changed).to_be_visible(timeout=PATIENCE_WITH_BUILDS_MS)
    expect(page.locator("rl-exercise[data-state]")).to_have_count(1)
    assert violations(page) == []


def test_a_page_says_what_the_contract_says_of_its_exercises(
    served: Served, open_page: OpenPage
) -> None:
    recall = "exercises/recall/foundations/exercise.toml"
    served.mend()
    page = open_page("practice/", host=served, before=listening)
    served.edit(recall, 'concepts = ["', 'concepts = ["no-such-page", "')
    unknown = page.get_by_text("no page for concept 'no-such-page'")
    expect(unknown).to_be_visible(timeout=PATIENCE_WITH_BUILDS_MS)

    # one that cannot be read at all takes nothing away but itself
    served.edit(recall, "format = 1", "format = ")
    broken = page.get_by_text(f"{recall}:1")
    expect(broken.first).to_be_visible(timeout=PATIENCE_WITH_BUILDS_MS)
    expect(page.locator('rl-exercise[data-id="framing/multitask-or-meta"]')).to_be_visible()
    served.edit(recall, '"no-such-page", ', "", "format = ", "format = 1")
    readable = page.locator('rl-exercise[data-id="recall/foundations"]')
    expect(readable).to_be_visible(timeout=PATIENCE_WITH_BUILDS_MS)
    expect(broken).to_have_count(0, timeout=PATIENCE_WITH_BUILDS_MS)
    expect(unknown).to_have_count(0, timeout=PATIENCE_WITH_BUILDS_MS)
    assert violations(page) == []


def test_a_mistake_leaves_the_last_good_pages_and_an_interruption_is_quiet(
    served: Served, open_page: OpenPage
) -> None:
    served.mend()
    page = open_page("glossary/", host=served, before=listening)
    heading = page.locator(".md-content h1")
    last_good = heading.inner_text()
    served.edit("mkdocs.yml", MENDED, BROKEN)
    served.says("not rebuilt, see above")
    page.reload()
    expect(heading).to_have_text(last_good)
    assert violations(page) == []
    expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).to_have_count(1)

    page.close()
    served.interrupt()
    built = [path.read_text("utf-8") for path in served.folder.rglob("*.html")]
    assert built
    assert [text for text in built if "/reload/" in text] == []
