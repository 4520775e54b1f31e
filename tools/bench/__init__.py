"""Measures the finished site against its targets, one module for each benchmark, and runs races.

Keeping results and turning them into tables belongs to ``tools.results``.
"""
