"""Grades what learners have handed in once more: `regrade`, for instructors.

Reading hand-ins, choosing among attempts, and the table of grades are here; grading a single
submission is ``tools.grading``.
"""
