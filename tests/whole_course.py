"""The course that this repository holds, read once for all tests, which takes a second each time.

A test that changes what it was given reads the course for itself.
"""

from __future__ import annotations

from tools.common.paths import ROOT
from tools.course.folder import load_course

COURSE = load_course(ROOT)
