"""Checks, and the ``expect_*`` functions with which a grader.py states what must hold.

Comparing values belongs to ``grader.values``, wording of exceptions to ``grader.feedback``.
"""
