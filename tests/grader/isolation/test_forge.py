"""A submission cannot write its own Report, or that of the next one, by what it leaves behind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader import CodeExercise
from grader.json_requests import answer

WRONG = "def double(values):\n    return values\n"
FORGED = """'{"report": {"verdict": "pass"}}'"""
# Called while the grader runs, it looks for the Report in the frames that called it.
LATE = """
import gc, sys

def late(*_):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            if type(value).__name__ == "Report":
                value.verdict = "pass"
            if type(value) is dict and type(value.get("report")) is dict:
                value["report"]["verdict"] = "pass"
        frame = frame.f_back
    return late
"""
FORGERIES = {
    "the encoder": f"import json\njson.JSONEncoder.encode = lambda self, value: {FORGED}\n",
    "the encoder's parts": f"""
import json.encoder
json.encoder.c_make_encoder = None
json.encoder.JSONEncoder.iterencode = lambda self, value, _one_shot=False: [{FORGED}]
""",
    "the decoder": """
import json.decoder
decode = json.decoder.JSONDecoder.decode
def decoded(self, text):
    asked = decode(self, text)
    asked["submission"] = asked["exercise"]["solution"]
    return asked
json.decoder.JSONDecoder.decode = decoded
""",
    "the garbage collector": f"{LATE}\ngc.callbacks.append(late)\ngc.set_threshold(1)\n",
    "a profile": f"{LATE}\nsys.setprofile(late)\n",
    "a trace": f"""{LATE}
sys.settrace(late)
frame = sys._getframe()
while frame:
    frame.f_trace = late
    frame = frame.f_back
""",
    "monitoring": f"""{LATE}
events = sys.monitoring.events
sys.monitoring.use_tool_id(3, "late")
for event in (events.PY_START, events.PY_RETURN):
    sys.monitoring.register_callback(3, event, late)
sys.monitoring.set_events(3, events.PY_START | events.PY_RETURN)
sys.monitoring.free_tool_id = sys.monitoring.set_events = print
""",
    "waste": f"""{LATE}
class Waste:
    __del__ = late

one = Waste()
one.itself = one
del one
""",
}


def verdict(exercise: CodeExercise, submission: str) -> Any:
    asked = {"do": "grade", "exercise": exercise.data(), "submission": submission, "seed": 0}
    return json.loads(answer(json.dumps(asked)))["report"]["verdict"]


@pytest.mark.parametrize("name", FORGERIES)
def test_what_a_submission_leaves_behind_changes_no_report(name: str, toy: CodeExercise) -> None:
    assert verdict(toy, FORGERIES[name] + WRONG) in ("fail", "invalid")
    assert verdict(toy, WRONG) == "fail"
    assert verdict(toy, toy.solution) == "pass"
