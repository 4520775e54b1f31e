"""The pure parts of a unit's page, in Node: the platform found, what is kept, what is reported."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.common.paths import ROOT
from tools.regrade.hand_ins import HandIn, Unread
from tools.regrade.scorm import decode_state, read_reports
from tools.setup import node

UNIT = ROOT / "tools" / "export" / "unit"
FAKE = """
import * as library from "fflate";
import { findApi } from "./api.js";
import { Quiet } from "./quiet.js";
import { added } from "./resume.js";
import { forbiddenOf } from "./self_test.js";
import { Session, timespan } from "./session.js";
import { MOST, decode, encode } from "./state.js";

const codec = { encode: encode.bind(null, library), decode: decode.bind(null, library) };
/** A platform that keeps what it gets. */
function platform(kept = {}, broken = {}) {
  const calls = [];
  const call = (name, work) => (...values) => {
    calls.push([name, ...values].join(" "));
    if (broken[name] !== undefined) return broken[name];
    if (broken.throws?.includes(name)) throw new Error("down");
    return work(...values);
  };
  return {
    kept, calls,
    LMSInitialize: call("LMSInitialize", () => "true"),
    LMSFinish: call("LMSFinish", () => "true"),
    LMSCommit: call("LMSCommit", () => "true"),
    LMSGetLastError: () => "405",
    LMSGetValue: (element) => kept[element] ?? "",
    LMSSetValue: call("LMSSetValue", (element, value) => ((kept[element] = value), "true")),
  };
}
const report = (verdict) => ({ exercise_version: "e", grader_version: "g", seed: 0, verdict });
function begun(api, now = () => 0) {
  const session = new Session(api, "maml/a", codec, now);
  session.start();
  return session;
}
const noise = (length) => {
  let seed = 1;
  const next = () => (seed = (seed * 16807) % 2147483647);
  return Array.from({ length }, () => String.fromCharCode(33 + (next() % 90))).join("");
};
"""


def run(script: str) -> Any:
    """What a script prints as JSON, beside the modules."""
    command = [str(node.ensure().node), "--input-type=module", "-"]
    program = f"{FAKE.replace('"./', f'"{UNIT}/')}\n{script}"
    done = subprocess.run(
        command, input=program, check=True, capture_output=True, text=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


def say(values: str) -> str:
    return f"console.log(JSON.stringify({values}));"


def test_the_platform_is_found_around_the_page_or_behind_it() -> None:
    script = """
    const API = {};
    const top = { API }; top.parent = top;
    const middle = { parent: top }, page = { parent: middle, top };
    const alone = {}; alone.parent = alone.top = alone;
    const opened = { opener: middle }; opened.parent = opened.top = opened;
    const inOpened = { parent: opened, top: opened };
    const foreign = { get API() { throw new Error("another host"); } }; foreign.parent = foreign;
    const inForeign = { parent: foreign, top: foreign };
    const endless = { get parent() { return { parent: endless }; } };
    const found = [page, opened, inOpened, alone, inForeign, endless].map(findApi);
    """
    assert run(script + say("found.map((one) => one === API)")) == [True] * 3 + [False] * 3


def test_what_is_kept_comes_back_here_and_in_the_terminal(tmp_path: Path) -> None:
    program = "def f(x):\n    return x  # ζ, 值, 🎲\n" * 20
    values = {"exercise_version": "e" * 64, "grader_version": "g", "seed": 3, "verdict": "pass"}
    state = {"exercise": "maml/a", **values, "at": "2026-11-30T10:00:00.000Z"}
    answers = {"pairs": {"label": "even", "evidence": ["a"], "because": "’"}}
    states = [{**state, "submission": program}, {**state, "submission": answers}]
    script = f"const texts = {json.dumps(states)}.map((one) => encode(library, one).text);"
    script += f"const back = texts.map((text) => decode(library, text));{say('{ texts, back }')}"

    done = run(script)

    assert done["back"] == [{**sent, "length": 0} for sent in states]
    for text, sent in zip(done["texts"], states, strict=True):
        assert len(text) < 400
        read = decode_state(text)
        assert (read.exercise, read.submission, read.verdict) == (
            "maml/a",
            sent["submission"],
            "pass",
        )
    csv = tmp_path / "report.csv"
    csv.write_text(f"Student,Data\nZoë,{done['texts'][0]}\n")
    (hand_in,) = read_reports([csv])
    assert isinstance(hand_in, HandIn)
    assert (hand_in.submission, hand_in.seed, hand_in.claimed) == (program, 3, "pass")


def test_beyond_the_platforms_room_the_verdict_is_kept_and_the_code_is_not(tmp_path: Path) -> None:
    script = """
    const state = { exercise: "maml/a", ...report("pass"), at: "2026" };
    const sizes = [3000, 4500, 60000].map((length) => {
      const { text, length: needed } = encode(library, { ...state, submission: noise(length) });
      const back = decode(library, text);
      return [text.length <= MOST, needed > MOST, back.submission === null, text];
    });
    """
    sizes = run(script + say("sizes"))

    assert [size[:3] for size in sizes] == [
        [True, False, False],
        [True, True, True],
        [True, True, True],
    ]
    csv = tmp_path / "anna.csv"
    csv.write_text(f"Element,Value\ncmi.suspend_data,{sizes[1][3]}\n")
    (hand_in,) = read_reports([csv])
    assert isinstance(hand_in, Unread)
    assert (hand_in.student, "maml/a was too long" in hand_in.reason) == ("anna", True)


def test_what_is_not_ours_is_nothing() -> None:
    texts = ["", "page=3", "wb1.", "wb1.!!", "wb1.AAAA", "wb1." + "A" * 5000]
    assert run(say(f"{json.dumps(texts)}.map((text) => decode(library, text))")) == [None] * 6


def test_a_pass_is_reported_once_and_nothing_lowers_it() -> None:
    script = """
    const api = platform();
    const session = begun(api);
    const kinds = [], seen = [];
    for (const [code, verdict] of [["a", "fail"], ["b", "pass"], ["c", "fail"], ["d", "pass"]]) {
      kinds.push(session.report(code, report(verdict)).kind);
      const { "cmi.core.score.raw": raw, "cmi.core.lesson_status": status } = api.kept;
      seen.push([raw, status, codec.decode(api.kept["cmi.suspend_data"]).submission]);
    }
    const longest = Math.max(...Object.values(api.kept).map((value) => value.length));
    """
    assert run(script + say("{ kinds, seen, longest }")) == {
        "kinds": ["kept", "passed", "passed", "passed"],
        "seen": [
            ["0", "incomplete", "a"],
            ["100", "passed", "b"],
            ["100", "passed", "b"],
            ["100", "passed", "d"],
        ],
        "longest": pytest.approx(150, abs=100),
    }


def test_the_start_reads_and_says_what_has_to_hold_without_an_end() -> None:
    script = """
    const first = platform({ "cmi.core.student_id": "s1", "cmi.core.lesson_status": "not attempted" });
    const one = begun(first);
    one.report("code", report("fail"));
    const second = begun(platform({ ...first.kept }));
    const passed = begun(platform({ "cmi.core.lesson_status": "passed" }));
    const other = begun(platform({ "cmi.suspend_data": codec.encode({ exercise: "maml/b", at: "", submission: "", ...report("pass") }).text }));
    const found = {
      learner: one.learner, exit: first.kept["cmi.core.exit"], status: first.kept["cmi.core.lesson_status"],
      back: second.state.submission, mode: second.mode, passed: [second.passed, passed.passed, other.passed], other: other.state,
    };
    """  # noqa: E501
    assert run(script + say("found")) == {
        "learner": "s1",
        "exit": "suspend",
        "status": "incomplete",
        "back": "code",
        "mode": "normal",
        "passed": [False, True, False],
        "other": None,
    }


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_in_a_look_back_nothing_is_written(mode: str) -> None:
    script = f"""
    const api = platform({{ "cmi.core.lesson_mode": "{mode}" }});
    const session = begun(api);
    const {{ kind }} = session.report("code", report("pass"));
    const committed = session.commit();
    session.finish();
    """
    outcome = run(script + say("{ kind, committed, calls: api.calls, mode: session.mode }"))
    assert outcome == {
        "kind": "nothing",
        "committed": True,
        "calls": ["LMSInitialize ", "LMSFinish "],
        "mode": "review",
    }


def test_a_platform_that_fails_is_told_of_and_breaks_nothing() -> None:
    script = """
    console.warn = () => {};
    const none = begun(null);
    const refusing = begun(platform({}, { LMSInitialize: "false" }));
    const full = begun(platform({}, { LMSSetValue: "false" }));
    const words = begun(platform({}, { LMSSetValue: true, LMSCommit: true }));
    const down = begun(platform({}, { throws: ["LMSSetValue", "LMSCommit", "LMSFinish"] }));
    const all = [none, refusing, full, words, down];
    const found = all.map((one) => [one.mode, one.report("code", report("pass")), one.commit()]);
    for (const one of all) one.finish();
    """
    assert run(script + say("found")) == [
        ["none", {"kind": "nothing"}, True],
        ["refused", {"kind": "nothing"}, True],
        ["normal", {"kind": "refused", "error": "405"}, True],
        ["normal", {"kind": "passed"}, True],
        ["normal", {"kind": "refused", "error": "405"}, False],
    ]


def test_the_end_comes_once_with_the_time() -> None:
    script = """
    let now = 0;
    const api = platform();
    const session = begun(api, () => now);
    now = 3_723_450;
    session.finish();
    session.finish();
    session.report("late", report("pass"));
    const spans = [0, 999, 59_999, 3.6e9 * 100].map(timespan);
    """
    outcome = run(script + say("{ calls: api.calls.slice(3), spans }"))
    assert outcome["calls"] == [
        "LMSSetValue cmi.core.session_time 0001:02:03.45",
        "LMSSetValue cmi.core.exit suspend",
        "LMSCommit ",
        "LMSFinish ",
    ]
    assert outcome["spans"] == ["0000:00:00.00", "0000:00:01.00", "0000:01:00.00", "9999:00:00.00"]


def test_ungraded_work_is_kept_without_a_score() -> None:
    script = """
    const api = platform();
    const { kind } = begun(api).report("code", null);
    const state = codec.decode(api.kept["cmi.suspend_data"]);
    """
    outcome = run(script + say("{ kind, verdict: state.verdict, kept: Object.keys(api.kept) }"))
    assert outcome["kind"] == "kept"
    assert outcome["verdict"] == ""
    assert "cmi.core.score.raw" not in outcome["kept"]


def test_a_commit_waits_for_a_pause_in_typing_but_not_for_ever() -> None:
    script = """
    let time = 0;
    const waiting = [], done = [];
    const clock = { now: () => time, later: (work, ms) => waiting.push([time + ms, work]) };
    function until(end) {
      while (waiting.length && waiting[0][0] <= end) {
        const [at, work] = waiting.shift();
        time = at;
        work();
      }
      time = end;
    }
    const quiet = new Quiet(() => done.push(time), clock);
    quiet.ask(); quiet.ask(); until(5000);
    const first = done.splice(0);
    quiet.ask();
    for (let at = 6000; at <= 9000; at += 500) { until(at); quiet.noteInput(); }
    until(20000);
    const typing = done.splice(0);
    quiet.ask();
    for (let at = 20500; at <= 120000; at += 500) { until(at); quiet.noteInput(); }
    """
    outcome = run(script + say("{ first, typing, endless: done }"))
    assert outcome == {"first": [1500], "typing": [10500], "endless": [80000]}


def test_the_self_test_names_what_is_forbidden() -> None:
    script = """
    const found = [
      [["frame", true], ["wasm", true], ["worker", true]],
      [["frame", true], ["wasm", false], ["worker", true]],
      [["frame", true], ["wasm", true]],
      [],
    ].map((parts) => forbiddenOf(new Map(parts)));
    """
    works, no_wasm, no_worker, no_frame = run(script + say("found"))
    assert works == []
    assert ["WebAssembly" in words for words in no_wasm] == [True]
    assert ["worker-src blob:" in words for words in no_worker] == [True]
    assert ["frames" in words for words in no_frame] == [True]


def test_what_comes_back_is_an_event_and_a_draft_unless_they_are_here() -> None:
    script = f"""
    const {{ isEvent }} = await import("{ROOT}/docs/assets/js/record/events.js");
    const {{ read, write }} = await import("{ROOT}/docs/assets/js/record/exchange.js");
    const at = "2026-11-30T10:00:00.000Z";
    const state = {{ exercise: "maml/a", at, submission: "code", length: 0, ...report("pass") }};
    const nothing = {{ events: [], drafts: new Map() }};
    const all = added(nothing, state);
    const sound = await read("w", write("w", all));
    const draftOf = (submission, at) => new Map([["maml/a", [{{ draft: {{ submission }}, at }}]]]);
    const again = added({{ ...all, drafts: draftOf("code", "2026-01-01") }}, state);
    const newer = added({{ events: [], drafts: draftOf("x", "2027-01-01") }}, state);
    const older = added({{ events: [], drafts: draftOf("x", "2026-01-01") }}, state);
    const ungraded = added(nothing, {{ ...state, verdict: "" }});
    const sizes = [all, again, newer, older, ungraded].map((one) => [one.events.length, one.drafts.size]);
    """  # noqa: E501
    assert run(script + say("{ sizes, sound: sound.events.map(isEvent) }")) == {
        "sizes": [[1, 1], [0, 0], [1, 0], [1, 1], [0, 1]],
        "sound": [True],
    }
