"""Races between the readable and the fast form of a method, and PyTorch: a process for each side.

Which races there are belongs to ``metarl.races``; what they cost in the browser to
``tools.bench.browser_speed``.
"""
