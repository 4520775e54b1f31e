"""Draws the failing case: source that repeats, in the scratch area, the call that failed a check.

How found and expected values differ, ``grader.values`` says.
"""
