"""How long a page waits for what may never answer."""

from __future__ import annotations

from tests.record.modules import evaluate

# What came of waiting for some milliseconds, and whether an answer came later.
WAITED = """await (async () => {
    const files = await import("node:fs/promises");
    const after = (ms) => new Promise((done) => setTimeout(done, ms));
    const busy = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
    let late = false;
    const work = async (alive) => { %s; return "done"; };
    const told = await patience.waitFor(work, 300, () => (late = true)).catch((error) => {
        if (!(error instanceof patience.Late)) throw error;
        return "given up";
    });
    if (told !== "done") await after(700);
    return [told, late];
})()"""


def test_what_does_not_answer_is_given_up_and_may_still_come() -> None:
    assert evaluate(WAITED % "await after(600)") == ["given up", True]
    assert evaluate(WAITED % "await new Promise(() => {})") == ["given up", False]


def test_what_gives_signs_of_life_may_take_long() -> None:
    portions = "for (let n = 0; n < 5; n += 1) { await after(120); alive(); }"
    assert evaluate(WAITED % portions) == ["done", False]


def test_a_page_that_computes_does_not_take_its_own_time_for_silence() -> None:
    # the answer is there before the page listens again, but comes behind what the clock has to say
    computing = "setImmediate(() => busy(600)); await files.readFile('package.json')"
    assert evaluate(WAITED % computing) == ["done", False]
