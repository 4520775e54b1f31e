"""Values and traces: described in words, compared stage by stage, shown side by side.

A trace is what a check recorded. What a difference means for the verdict is decided elsewhere.
"""
