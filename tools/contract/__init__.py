"""The contract: rules that exercises, pages and the site keep, and ``check``, which applies them.

Reading files belongs to ``tools.course``, running submissions to ``tools.grading``.
"""
