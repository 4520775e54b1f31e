"""Sentences for learners on exceptions and syntax errors.

Nothing here knows of checks, whose feedback their author writes.
"""
