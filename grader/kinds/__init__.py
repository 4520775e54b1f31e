"""Grades: one module for each kind of exercise, from a submission to a Report.

What a check compares is in ``grader.expectations``, what keeps code apart in ``grader.isolation``.
"""
