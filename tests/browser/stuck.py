"""Starts of Python that come to no end."""

from playwright.sync_api import Page

START_MS = 20_000  # that a page waits for a start
MORE_MS = START_MS + 5_000
# Instead of the script that restores the snapshot.
STUCK = "export function restored() { return new Promise(() => {}); }"
HAND_ON_NOTHING = """() => {
    if (!String(globalThis.onmessage).includes("reader")) return false;
    globalThis.onmessage = null;
    return true;
}"""


def hand_on_nothing(page: Page) -> None:
    """Have the worker that unpacks the files for all Pythons hear of none that is new."""
    ours = [worker for worker in page.workers if worker.url.startswith("blob:")]
    assert sum(worker.evaluate(HAND_ON_NOTHING) for worker in ours) == 1
