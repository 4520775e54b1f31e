"""Measured numbers: the files in ``docs/data``, and their tables for pages and for the terminal.

It knows formats and tables, and nothing of how the numbers are measured.
"""
