"""Judges a submission from outside its process: what a pass has to stand.

``process`` is what a batch asks; ``judge`` runs an exercise's checks in a process of ours, and
``server`` the submission in another one, in a sandbox of its own. ``border`` is between these two:
``messages`` cross it, and ``shared`` are the arrays that both sides have.
"""
