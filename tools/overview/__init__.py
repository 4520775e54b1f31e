"""What a class met in the exercises: `overview`, for instructors.

Counts over many learners, the page and the tables that show them, and names behind numbers are
here; reading what was handed in is ``tools.regrade``.
"""
