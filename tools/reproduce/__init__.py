"""``reproduce``: runs the recipes of published numbers, and keeps each job that is finished.

What is computed is in the recipes, modules of ``PACKAGE.reproductions``; what a finished job
depends on is found in their sources. How results become tables belongs to ``tools.results``.
"""
