"""`test`, `test-engines` and `summary`: start pytest, and the scenarios in three browser engines.

The tests themselves are in ``tests/``.
"""
