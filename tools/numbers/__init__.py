"""Computes numbers that pages and exercises print, and compares them with what is printed.

How a number and its origin are written is in ``tools.course.origins``; what is reported about them,
in ``tools.contract``.
"""
