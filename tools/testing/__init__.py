"""``test``, ``test-engines``, ``summary``: start pytest, and the scenarios in three browsers.

The tests themselves are in ``tests/``.
"""
