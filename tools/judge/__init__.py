"""``judge``: fits and measures the judge of one-sentence justifications.

The judge itself, which also runs in learners' browsers, is ``grader.judge``.
"""
