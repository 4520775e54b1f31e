"""Start of every command: `python -m tools COMMAND …`, typed with whatever Python is at hand.

An old Python hands over to a newer one before it meets syntax it cannot read, so this file and
`tools/__init__.py` use nothing that Python 2.7 lacks.
"""

import os
import sys

if sys.version_info < (3, 12):
    _script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.sh")
    sys.stdout.flush()
    os.execv("/bin/sh", ["sh", _script, "-m", "tools"] + sys.argv[1:])

from tools.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
