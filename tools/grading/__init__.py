"""Runs the grader for the terminal: processes, pools, traces, what a learner would read.

What a submission deserves is decided in ``grader``, what an author must mend in ``tools.contract``.
"""
