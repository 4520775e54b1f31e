"""Runs the grader for the terminal: child processes, pools, stored traces, `grade` and `try`.

``grader`` decides what a submission deserves, ``tools.contract`` what an author must mend.
"""
