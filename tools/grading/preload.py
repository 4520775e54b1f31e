"""What the fork server imports once, for every grading child: see ``tools.grading.worker``."""

import os

# Before NumPy is imported: threads would reserve memory, and no fork takes them along.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from grader import json_requests  # noqa: F401
from tools.grading import child  # noqa: F401
