"""Mutants: slightly wrong versions of a solution, which tell what a grader rejects.

Making, grading and scoring them is here; whether a score is good enough ``tools.contract`` says.
"""
