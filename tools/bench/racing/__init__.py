"""Races between the readable and the fast form of a method, and PyTorch: a process for each side.

Which races there are belongs to the package that is raced; what they cost in the browser to
``tools.bench.browser_speed``.
"""
