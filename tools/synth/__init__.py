"""``synth``: makes a course of any size from templates, to see how the tools cope with a large one.

No learner sees it; the beginnings of real exercises are in ``tools.scaffold``.
"""
