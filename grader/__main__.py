"""``python -m grader EXERCISE_ID FILE``: the terminal's way to the same grader."""

import sys

from tools.grade import main

if __name__ == "__main__":
    sys.exit(main())
