"""``python -m grader EXERCISE_ID FILE``: the terminal's way to the same grader."""

import sys

if __name__ == "__main__":
    sys.argv.insert(1, "grade")  # from here on it is ``python -m tools grade``, whatever Python this is
    from tools.__main__ import main

    sys.exit(main(sys.argv[1:]))
