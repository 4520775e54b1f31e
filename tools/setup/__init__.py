"""Makes a fresh clone ready: Python packages, npm packages, the browser's Python, Chromium.

Nothing here knows what the pages or exercises contain.
"""
