"""A unit of a SCORM 1.2 package in Chromium, with scorm-again as the learning platform."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import page_of, stored
from tests.browser.serving import StaticHost
from tests.browser.watching import PATIENCE_MS, Watch
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.site_config import read_config
from tools.export.manifest import Unit
from tools.export.scorm12 import add_units
from tools.regrade.scorm import decode_state

ID = "maml/inner-adapt"
API = ROOT / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
COMMIT_MS = 500  # in which the platform lets the page stand still
# A platform that notes when it was asked to store, and when a key was pressed in the unit.
PLATFORM = """<!doctype html><html lang="en"><head><title>Platform</title>
<link rel="icon" href="data:,">
<script src="scorm12.min.js"></script><script>
const asked = JSON.parse(sessionStorage.getItem("platform") ?? "{}");
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
if (asked.cmi) API.loadFromJSON(asked.cmi);
if (asked.mode) API.cmi.core.lesson_mode = asked.mode;
API.cmi.core.student_id = "s-1";
window.commits = [];
window.sets = [];
const commit = API.LMSCommit, set = API.LMSSetValue;
API.LMSCommit = (nothing) => {
  const begin = performance.now();
  commits.push(Date.now());
  while (performance.now() - begin < %d);
  return commit.call(API, nothing);
};
API.LMSSetValue = (element, value) => (sets.push(element), set.call(API, element, value));
if (asked.deaf) API.LMSFinish = () => "true";
</script></head><body><iframe id="unit" src="units/maml/inner-adapt.html" title="Unit"
  width="1000" height="700"></iframe></body></html>"""
ASK = "(asked) => self === top && sessionStorage.setItem('platform', JSON.stringify(asked))"
SUBMIT = "async (element, text) => (await element.submit(text)).verdict"
# Somebody types on, two seconds long, as soon as the verdict is there.
SUBMIT_AND_TYPE = """async (element, text) => {
    const { verdict } = await element.submit(text);
    for (let key = 0; key < 20; key++) {
        element.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
        top.lastKey = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return verdict;
}"""


@pytest.fixture
def platform(site: Path, tmp_path: Path) -> Iterator[StaticHost]:
    """A host of the site with one unit, and of a platform's page that shows it."""
    folder = tmp_path / "package"
    shutil.copytree(site, folder, copy_function=os.link)
    unit = Unit(ID, "Adapt", "MAML", f"units/{ID}.html", f"{page_of(ID)}#maml-inner-adapt")
    add_units(folder, [unit], read_config(ROOT).short_name)
    shutil.copyfile(API, folder / API.name)
    (folder / "platform.html").write_text(PLATFORM % COMMIT_MS)
    host = StaticHost(folder, "/mod/scorm/")
    yield host
    host.close()


def asking(**asked: Any) -> Any:
    """What the platform is to do, before its page comes."""
    return lambda page: page.add_init_script(f"({ASK})({json.dumps(asked)})")


def unit_in(page: Page) -> tuple[FrameLocator, Any]:
    """The unit's page, and the exercise in the page that it shows."""
    unit = page.frame_locator("#unit")
    shown = unit.frame_locator("iframe:not([hidden])")  # the self-test has one that nobody sees
    exercise = shown.locator(f'rl-exercise[data-id="{ID}"]')
    expect(exercise).to_have_attribute("data-state", re.compile("."))
    return unit, exercise


def says(unit: FrameLocator, words: str) -> None:
    expect(unit.locator("[role=status]")).to_contain_text(words)


def kept(page: Page) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(API.cmi)"))
    return record


def test_a_platform_gets_score_status_and_code_and_gives_them_back(
    platform: StaticHost, open_page: OpenPage
) -> None:
    wrong = next(iter(stored(COURSE.code[ID], "fail").values()))
    right = COURSE.code[ID].solution
    page = open_page("platform.html", host=platform, before=asking(deaf=True))
    unit, exercise = unit_in(page)
    says(unit, "What you check here is reported")
    assert kept(page)["core"]["lesson_status"] == "incomplete"

    report_and_type_on(page, exercise, wrong)
    says(unit, "not solved yet")
    record = kept(page)
    assert (record["core"]["lesson_status"], record["core"]["score"]["raw"]) == ("incomplete", "0")
    assert decode_state(record["suspend_data"]).submission == wrong

    # a right one passes, and stays, though the window is closed without a word
    assert exercise.evaluate(SUBMIT, right) == "pass"
    says(unit, "Reported: solved. That is provisional")
    page.wait_for_function("commits.length === 2", timeout=PATIENCE_MS)
    record = kept(page)
    assert (record["core"]["lesson_status"], record["core"]["score"]["raw"]) == ("passed", "100")
    assert "Provisional" in record["comments"]
    state = decode_state(record["suspend_data"])
    assert (state.exercise, state.submission, state.verdict) == (ID, right, "pass")
    assert state.exercise_version == COURSE.code[ID].exercise.version
    page.close()

    # elsewhere it comes back
    again = open_page("platform.html", host=platform, before=asking(cmi=record), locale="en-GB")
    comes_back(again, right)


def report_and_type_on(page: Page, exercise: Any, program: str) -> None:
    """A wrong program is reported at once, and stored when nobody types."""
    assert exercise.evaluate(SUBMIT_AND_TYPE, program) == "fail"
    page.wait_for_function("commits.length === 1", timeout=PATIENCE_MS)
    assert page.evaluate("commits[0] - lastKey") > 1000


def comes_back(page: Page, program: str) -> None:
    """What a platform has kept is shown, and the end is told when the unit is left."""
    unit, exercise = unit_in(page)
    says(unit, "Solved, as your platform has it")
    expect(exercise.locator(".wb-solved")).to_be_visible()
    expect(exercise.locator(".wb-code > .wb-editor textarea")).to_have_value(program)
    page.locator("#unit").evaluate("(frame) => { frame.src = 'about:blank'; }")
    page.wait_for_function("API.isTerminated()", timeout=PATIENCE_MS)
    assert kept(page)["core"]["exit"] == "suspend"


def test_a_look_back_writes_nothing(platform: StaticHost, open_page: OpenPage) -> None:
    page = open_page("platform.html", host=platform, before=asking(mode="review"))
    unit, _ = unit_in(page)
    says(unit, "a look back")
    assert page.evaluate("[sets, commits]") == [[], []]


def test_what_a_host_forbids_is_named_and_work_is_handed_in_without_a_verdict(
    platform: StaticHost, open_page: OpenPage, watch: Watch
) -> None:
    def forbid(route: Route) -> None:
        response = route.fetch()
        policy = "script-src 'self' 'unsafe-inline'; worker-src 'self'"
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    watch.expect("Content Security Policy", "WebAssembly", "wasm", "worker")
    page = open_page(
        "platform.html", host=platform, before=lambda page: page.route("**/units/**", forbid)
    )
    unit, exercise = unit_in(page)
    says(unit, "forbids WebAssembly (script-src 'wasm-unsafe-eval') and workers from blobs")
    exercise.locator(".wb-code > .wb-editor textarea").click()
    exercise.locator(".wb-code > .wb-editor .cm-content").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("mine = 1")
    hand_in = unit.get_by_role("button", name="Hand in without a verdict")
    expect(exercise.locator(".wb-code > .wb-editor .cm-line")).to_have_text("mine = 1")
    hand_in.click()
    says(unit, "Handed in without a verdict")
    page.wait_for_function("commits.length === 1", timeout=PATIENCE_MS)
    state = decode_state(kept(page)["suspend_data"])
    assert (state.submission, state.verdict) == ("mine = 1", "")
    with page.expect_download() as download:
        unit.get_by_role("button", name="Download my answer").click()
    assert download.value.suggested_filename == "maml-inner-adapt.py"
