"""WebKitGTK: MiniBrowser on a screen of its own, driven by Selenium through WebKitWebDriver."""

from __future__ import annotations

import os
import subprocess
import warnings
from typing import Any

from selenium.webdriver import Keys, WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.driver import PATIENCE_SECONDS, Driver
from tools.testing import engines

WRAPPED = """const done = arguments[arguments.length - 1];
(async () => ({}))().then((f) => f(...arguments[0])).then(
    (value) => done({ value: value ?? null }),
    (error) => done({ error: String(error) }),
);"""


class WebKit(Driver):
    """Debian's WebKitGTK, in the small browser that its package brings."""

    def __init__(self) -> None:
        options = Options()
        options.binary_location = str(engines.require(engines.MINI_BROWSER))
        options.add_argument("--automation")
        program = str(engines.require(engines.WEBKIT_DRIVER))
        self._screen, display = _screen()
        service = Service(program, env={**os.environ, "DISPLAY": display})
        try:
            with warnings.catch_warnings():
                # selenium's own, about how selenium calls itself
                warnings.simplefilter("ignore", DeprecationWarning)
                self._browser = WebKitGTK(options=options, service=service)
        except BaseException:
            self._close_screen()
            raise
        self._browser.set_script_timeout(PATIENCE_SECONDS)

    def goto(self, url: str) -> None:
        self._browser.get(url)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        script = WRAPPED.replace("({})", f"({function})")
        answer = self._browser.execute_async_script(script, list(arguments))
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def press(self, selector: str) -> None:
        self._browser.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector: str, text: str) -> None:
        element = self._browser.find_element(By.CSS_SELECTOR, selector)
        element.send_keys(Keys.CONTROL + "a")
        element.send_keys(text)

    def close(self) -> None:
        self._browser.quit()
        self._close_screen()

    def _close_screen(self) -> None:
        with self._screen:
            self._screen.terminate()


def _screen() -> tuple[subprocess.Popen[str], str]:
    """A screen that nobody sees, and its name."""
    program = str(engines.require(engines.SCREEN))
    command = [program, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    number = process.stdout.readline().strip()
    assert number, "Xvfb did not start"
    return process, f":{number}"
