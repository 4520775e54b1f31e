"""Makes a fresh clone ready: Python and npm packages, the browser's Python, Chromium.

Nothing here knows what pages or exercises contain.
"""
