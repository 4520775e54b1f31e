"""``new``: begins exercises, pages and figures, and says what is left to their author.

What a finished one looks like is in ``tools.course``, the rules that it keeps in
``tools.contract``.
"""
