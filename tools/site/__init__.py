"""Makes the finished site: Markdown extension, lists and graph of exercises, bundles, modules,
policy, offline copy, zip.

It asks ``tools.setup`` for what it builds on, and measures nothing.
"""
