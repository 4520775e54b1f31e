"""Mutants: slightly wrong versions of a solution, to measure what a grader rejects.

``operators.py`` and its neighbours make the changes, ``make.py`` the mutants, ``grading.py`` grades
them in parallel and keeps the results, ``score.py`` sets them beside ``[[equivalent]]``.
"""
