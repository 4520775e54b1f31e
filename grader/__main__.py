"""The command of earlier releases; for this one it says what to type instead."""

import sys

if __name__ == "__main__":
    print("This command has moved: type python -m tools grade ID FILE", file=sys.stderr)
    sys.exit(2)
