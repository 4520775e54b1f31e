"""Reads content and makes its beginning: exercise folders, pages' embeds, mkdocs.yml; `new`.

It runs no exercise's code. What is wrong with content that can be read, ``tools.contract`` says.
"""
