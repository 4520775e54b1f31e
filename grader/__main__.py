"""``python -m grader EXERCISE_ID FILE``: the terminal's way to the same grader."""

import runpy
import sys

if __name__ == "__main__":
    # From here on it is ``python -m tools grade``, which finds the project's own Python.
    sys.argv.insert(1, "grade")
    runpy.run_module("tools", run_name="__main__")
