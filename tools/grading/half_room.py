"""Answers as the grader does, with half of the room for calls within calls that a browser has.

Python's stack in a page holds 200 calls that go through C, by way of ``max`` or ``__call__`` say,
and more of others (see ``tools.bench.depth``). Natively only a number of frames can be limited, and
a hundred of these are enough for whatever needs no more than half of that.
"""

from grader import json_requests
from grader.isolation import clean_state

CALLS = 100

clean_state.RECURSION_LIMIT = CALLS
answer_values = json_requests.answer_values
