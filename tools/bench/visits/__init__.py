"""Benchmarks of visits: what a learner's browser does from opening a page to leaving it.

What visits by other benchmarks need as well is here too: a fresh Chromium, its slow line, the page
to compare with. What a page weighs, and what no browser takes part in, stays in ``tools.bench``.
"""
