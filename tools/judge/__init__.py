"""Fits and measures the judge of one-sentence justifications.

The judge itself, which learners' browsers run, is ``grader.judge``.
"""
