"""Reads content: exercise folders, pages' embeds, mkdocs.yml.

It runs no exercise's code. What is wrong with content that can be read, ``tools.contract`` says.
"""
