"""Measured numbers as tables: what is in ``docs/data``, and not how it came about."""
