"""Exercises as packages for learning platforms: `export`, for instructors.

What a platform needs besides the site's own files is here, in `unit/` the page that it opens;
reading what it has stored is ``tools.regrade``.
"""
