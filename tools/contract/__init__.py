"""The rules that exercises, pages and the site keep, and `check`, which reports what breaks them.

Reading files belongs to ``tools.course``, running submissions to ``tools.grading``.
"""
