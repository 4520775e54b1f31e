"""The advice after an exception or a slip is the same in the browser, whose Python is newer."""

from __future__ import annotations

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.report.test_reports import compare, native_report
from tests.faults.mistakes import EXCEPTIONS
from tests.faults.slips import SLIPS
from tools.grading.worker import GraderProcess

BEFORE = "import numpy as np\ntheta = np.ones(2)\nalpha = 0.5\n"


def test_common_mistakes_get_the_same_feedback(visit: Visit, native: GraderProcess) -> None:
    mistakes = {text: f"{BEFORE}{text}\n" for text, _ in (*EXCEPTIONS, *SLIPS)}

    page = visit(page_of(ADAPT.id), alone=ADAPT.id)
    differing = compare(page, ADAPT, mistakes, native_report(page, ADAPT, native))

    assert not differing, differing
