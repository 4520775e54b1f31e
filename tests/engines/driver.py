"""What every engine can be asked to do, however it is driven."""

from __future__ import annotations

import builtins
import json
import time
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Any, Self

# Generous, for machines with more to do; nothing waits longer than it must.
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.1
# There to be seen, and at rest: while formulas above it are set, a click would go to its old place.
TO_VIEW = """async (selector) => {
    const element = document.querySelector(selector);
    element?.scrollIntoView({ block: "center", behavior: "instant" });
    const place = element?.getBoundingClientRect();
    await new Promise((done) => setTimeout(done, 100));
    const later = element?.getBoundingClientRect();
    return Boolean(later?.width) && later.x === place.x && later.y === place.y;
}"""

STATE = """() => ({
    address: location.href,
    exercises: [...document.querySelectorAll("rl-exercise")].map((exercise) => ({
        ...exercise.dataset,
        status: exercise.querySelector(".wb-status")?.textContent,
        result: exercise.querySelector(".wb-result")?.textContent.slice(0, 500),
    })),
})"""


class Driver(ABC):
    """A browser with a profile of its own and one window."""

    @abstractmethod
    def goto(self, url: str) -> None:
        """Open an address, and wait until the page has loaded."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function, which may be async, in the page.

        Args:
            function: its source text.
            arguments: anything that JSON can hold.
        Returns: what it returns, through JSON.
        """

    @abstractmethod
    def press(self, selector: str) -> None:
        """Click the middle of an element that is in view."""

    @abstractmethod
    def type(self, selector: str, text: str) -> None:
        """Focus an element, select what is in it, and type one line in its place."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def click(self, selector: str) -> None:
        """Click an element as soon as it is there to be seen."""
        self.until(TO_VIEW, selector)
        self.press(selector)

    def until(self, function: str, *arguments: Any) -> None:
        """Wait until a function of the page returns something true."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.evaluate(function, *arguments):
            if time.monotonic() > end:
                state = json.dumps(self.evaluate(STATE), indent=1, ensure_ascii=False)
                raise AssertionError(f"never true: {function} of {arguments}; there is:\n{state}")
            time.sleep(PAUSE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: builtins.type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
