"""What each grading child has imported when it starts: see ``tools.child``."""

import os

# Before NumPy is imported: threads would reserve memory, and no fork takes them along.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from grader import remote  # noqa: F401
from tools import child  # noqa: F401
