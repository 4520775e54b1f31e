"""A snapshot of Python that cannot be restored, so that the ordinary start takes over."""

from playwright.sync_api import Page, Route

BROKEN = "export async function restored() { throw new Error('signature mismatch'); }\n"
RESTORES = "export async function restored("


def break_snapshot(page: Page) -> None:
    """Have every attempt to restore the snapshot fail."""

    def answer(route: Route) -> None:
        source = route.fetch().text()
        assert RESTORES in source
        route.fulfill(
            body=BROKEN + source.replace(RESTORES, "export async function other("),
            content_type="text/javascript",
        )

    page.route("**/sandbox/python.js", answer)
